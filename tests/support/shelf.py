"""A few papers, made up so that each says something about searching, and a catalogue of them."""

from __future__ import annotations

import datetime
from pathlib import Path

from paperbrowse.config import Directories
from paperbrowse.paper import ArxivId, Paper, Version


def directories(home: Path) -> Directories:
    """Directories below ``home``, so that nothing of the user is touched."""
    return Directories(home / "data", home / "cache", home / "log")


def paper(number: str, title: str, abstract: str = "", **fields: object) -> Paper:
    """A paper with as little as a test needs to say."""
    arxiv = ArxivId.parse(number)
    assert arxiv is not None
    base: dict[str, object] = {"updated": datetime.date(2026, 1, 1), "topics": ("Vision",)}
    # The fields are any of Paper's, which a dictionary cannot say.
    return Paper(title, arxiv, abstract=abstract, **{**base, **fields})  # type: ignore[arg-type]


SHELF: tuple[Paper, ...] = (
    paper("2601.00001v1", "Networks of Cats", "Cats are classified by a network."),
    paper("2601.00002v1", "A Networked Dog", "The dog sees CIFAR-10 and other data."),
    paper("2601.00003v2", "Birds", "Classification of birds on ImageNet.", comment="CVPR 2026"),
    paper(
        "2601.00004v3",
        "Deep Supervision",
        "Self-supervised vision.",
        earlier=(Version(1, "Bayesian Self-Distillation", datetime.date(2025, 12, 30)),),
    ),
    paper("2601.00005v1", "Ten of CIFAR", "Numbers 10 before the word CIFAR."),
    paper("hep-th/9901001v1", "Strings $\\alpha$", "Old physics.", authors=("Ada Lovelace",)),
)
