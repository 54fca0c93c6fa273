"""The tree a query is parsed into: what a paper must hold to be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand next to each other in one text: a word, ``CIFAR-10``, a "quoted phrase".

    Words are folded (``text.fold``) and match by stem. Where ``typed``, the last of them is still
    being typed: it also matches as the beginning of a word.
    """

    words: tuple[str, ...]
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """The arXiv number (without version) of a paper; its beginning, while it is being typed."""

    number: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """Papers that the child does not find."""

    child: Node


@dataclass(frozen=True, slots=True)
class All:
    """Papers that every child finds; with no children, every paper."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Papers that at least one child finds."""

    children: tuple[Node, ...]


Node: TypeAlias = Run | Identifier | Not | All | AnyOf

EVERYTHING = All(())
"""The tree of an empty query."""


def runs(node: Node) -> Iterator[Run]:
    """The runs that a found paper shows, left to right: none that stands under a Not."""
    if isinstance(node, Run):
        yield node
    elif isinstance(node, (All, AnyOf)):
        for child in node.children:
            yield from runs(child)
