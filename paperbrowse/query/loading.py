"""The way to the parser, which is loaded with the first query: a list is shown before that."""

from __future__ import annotations

import datetime

from paperbrowse.query.query import Query
from paperbrowse.query.tree import EVERYTHING


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
