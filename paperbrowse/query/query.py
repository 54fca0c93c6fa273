"""A query: what a text asks for."""

from __future__ import annotations

from dataclasses import dataclass

from paperbrowse.query.order import Order
from paperbrowse.query.tree import Node


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query's text that is searched for as it is written: folded, start and end."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """What a text asks for: which papers, in which order, and what is to be said about it."""

    text: str
    tree: Node
    """``EVERYTHING`` where the text asks for nothing."""
    sort: Order | None = None
    """The order it asks for; of several, the last."""
    problems: tuple[str, ...] = ()
    """What was left out and why: sentences of one line that are safe to show."""
    waits: bool = False
    """Whether a term has no effect before it is finished or entered."""
    mended: str = ""
    """Where names of fields are slips: the text with those that were meant."""
    spelling: tuple[Word, ...] = ()
    """The words that are searched for as they are written, and so may be misspelt."""
