"""A query: what a text asks for, and the way there. The parser is loaded with the first query."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from paperbrowse.query.order import Order
from paperbrowse.query.tree import EVERYTHING, Node


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
    spelling: tuple[Word, ...] = ()
    """The words that are searched for as they are written, and so may be misspelt."""


def parse(text: str, *, entered: bool = False, today: datetime.date | None = None) -> Query:
    """The query that ``text`` is on that day, or today. Raises nothing.

    The last word counts as being typed unless a space follows it. A term that is negated, or whose
    quotation is open, or whose value is no date, state or order yet, takes effect when it is
    finished: by a space, a quote or a bracket, or because the whole text was ``entered`` (Enter in
    the search box, or a query on the command line).
    """
    if not text or text.isspace():
        return Query(text, EVERYTHING)
    from paperbrowse.query.parser import parsed

    return parsed(text, entered, today or datetime.date.today())
