"""A few papers, made up so that each says something about searching, and a catalogue of them."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from paperbrowse.config import Directories
from paperbrowse.library import Library, Texts
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


class InMemory:
    """As much of a library as an index is built from: papers by their keys, which change."""

    def __init__(self, papers: Mapping[int, Paper]) -> None:
        self.shelved: dict[int, Paper] = {}
        self.changed: dict[int, int] = {}
        self.revision = 0
        self.read: list[int] = []
        """The papers that were asked for, one after another."""
        self.put(papers)

    def put(self, papers: Mapping[int, Paper]) -> None:
        self.revision += 1
        self.shelved.update(papers)
        self.changed.update(dict.fromkeys(papers, self.revision))

    def take(self, *keys: int) -> None:
        self.revision += 1
        for key in keys:
            del self.shelved[key], self.changed[key]

    def stamp(self) -> str:
        return f"shelf:{self.revision}"

    def follows(self, stamp: str) -> bool:
        return stamp.rpartition(":")[0] == self.stamp().rpartition(":")[0]

    def texts(self) -> Texts:
        revisions = array("q", (-1,)) * (max(self.shelved, default=0) + 1)
        for key, revision in self.changed.items():
            revisions[key] = revision
        return Texts(self.stamp(), array("q", self.shelved), revisions)

    def papers(self, keys: Sequence[int]) -> Iterator[tuple[int, Paper]]:
        for key in keys:
            if key in self.shelved:
                self.read.append(key)
                yield key, self.shelved[key]


def changed(library: Library, after: int) -> list[int]:
    """The keys of the papers whose texts have changed after a revision, in the list's order."""
    texts = library.texts()
    return [key for key in texts.keys if texts.revisions[key] > after]


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
