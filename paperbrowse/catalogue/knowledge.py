"""What the library tells a search: who meets a condition, which order papers have, what is new.

Answers are kept until something is written to the library, orders until papers are.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Callable, Sequence

from paperbrowse.catalogue.request import conditions
from paperbrowse.library import Entry, Library
from paperbrowse.query import (
    Condition,
    Is,
    Listed,
    Node,
    Noted,
    Order,
    Related,
    Sort,
    State,
    leaves,
)
from paperbrowse.search import Known, Model
from paperbrowse.text import folded_words, plain


class Knowledge:
    """The library's part in answering queries. Methods may be called on any thread."""

    def __init__(self, library: Library, named: Callable[[str], Entry | None]) -> None:
        """``named`` finds the paper that a name stands for."""
        self._library = library
        self._named = named
        self.since = library.last_visit()
        """When the visit before this one began: papers first seen later are new."""
        self._conditions: dict[Condition, Sequence[int]] = {}
        self._conditions_at = -1
        self._orders: dict[Order, array[int]] = {}
        self._orders_at = -1

    def of(self, tree: Node) -> Known:
        """All that a tree needs to know. Raises LibraryError."""
        changes = self._library.changes()
        if changes != self._conditions_at:
            self._conditions, self._conditions_at = {}, changes
        kept = self._conditions
        keys = {}
        for condition in conditions(tree):
            if condition not in kept:
                kept[condition] = self._meeting(condition)
            keys[condition] = kept[condition]
        models = {}
        for leaf in leaves(tree):
            if isinstance(leaf, Related) and (entry := self._named(leaf.name)):
                paper = entry.paper
                models[leaf] = Model(entry.key, plain(paper.title), plain(paper.abstract))
        return Known(keys, models)

    def order(self, order: Order) -> array[int]:
        """All papers in an order; in that of their dates where it is of relevance."""
        by = Sort.DATE if order.by is Sort.RELEVANCE else order.by
        arrangement = self._library.arrangement()
        if arrangement != self._orders_at:
            self._orders, self._orders_at = {}, arrangement
        order = Order(by, order.reverse)
        if order not in self._orders:
            self._orders[order] = self._library.keys(by=by, reverse=order.reverse)
        return self._orders[order]

    def listed(self) -> array[int]:
        """All papers in the order of the list."""
        return self.order(Order(Sort.DATE))

    def new_since(self, moment: datetime.datetime) -> Sequence[int]:
        """The papers that were first seen since then."""
        return self._library.having(Is(State.NEW), moment)

    def _meeting(self, condition: Condition) -> Sequence[int]:
        if isinstance(condition, Noted):
            return [key for key, note in self._library.notes() if _holds(condition, note)]
        if isinstance(condition, Listed):
            names = [origin.name for origin in self._library.origins()]
            # A whole name means that list, also where it is the beginning of another's.
            whole = [n for n in names if (*folded_words(plain(n)),) == condition.run.words]
            found = whole or [name for name in names if _holds(condition, name)]
            return [key for name in found for key in self._library.listing(name)]
        return self._library.having(condition, self.since)


def _holds(condition: Noted | Listed, text: str) -> bool:
    from paperbrowse.search.highlighting import spans

    return bool(spans(condition.run, plain(text)))
