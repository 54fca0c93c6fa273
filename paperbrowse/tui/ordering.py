"""Other orders for the same papers, asked for by keys."""

from __future__ import annotations

import re
from dataclasses import replace

from paperbrowse.catalogue import Request
from paperbrowse.query import Order, Sort, parse

_CYCLE = (Sort.RELEVANCE, Sort.DATE, Sort.TITLE, Sort.ADDED)

_TERM = re.compile(r'(?:\bNOT\s+)*[-−–]*\bsort:[-−–]*(?:"[^"]*"|[^\s()]*)\s*', re.IGNORECASE)


def following(request: Request) -> Request:
    """The request in the next order; by relevance only where papers can be relevant."""
    bare = _unsorted(request)
    place = _CYCLE.index(request.sorted_by.by)
    for by in (*_CYCLE[place + 1 :], *_CYCLE[: place + 1]):
        asked = replace(bare, order=Order(by))
        if asked.sorted_by.by is by:
            return asked
    return bare


def reversed_(request: Request) -> Request:
    """The request in its order the other way round."""
    order = request.sorted_by
    return replace(_unsorted(request), order=Order(order.by, not order.reverse))


def _unsorted(request: Request) -> Request:
    """The request without an order in its text, which would go before any other."""
    text = request.text
    if request.query.sort is None:
        return request
    for match in reversed(list(_TERM.finditer(text))):
        without = text[: match.start()] + text[match.end() :]
        # The same signs can stand within a quotation, or be part of a word.
        if parse(without, entered=True).tree == parse(text, entered=True).tree:
            text = without
    return replace(request, text=text.strip())
