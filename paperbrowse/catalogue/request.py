"""What is looked for, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from paperbrowse.query import (
    EVERYTHING,
    All,
    AnyOf,
    Condition,
    Dated,
    Is,
    Listed,
    Node,
    Noted,
    Order,
    Query,
    Related,
    Run,
    Sort,
    State,
    Tagged,
    leaves,
    parse,
)
from paperbrowse.search import Hits
from paperbrowse.text.numbers import number, spelt

_CONDITIONS = (Dated, Is, Listed, Noted, Tagged)


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for: the text of the search box, and whether it was entered."""

    text: str = ""
    entered: bool = False
    bookmarked: bool = False
    """Only bookmarked papers."""
    order: Order | None = None
    """The order that was chosen, which one in the text goes before."""

    @property
    def query(self) -> Query:
        """The text as a query."""
        return parse(self.text, entered=self.entered)

    @property
    def tree(self) -> Node:
        """The query, of the bookmarks where only these are wanted."""
        tree = self.query.tree
        if not self.bookmarked:
            return tree
        bookmarked = Is(State.BOOKMARKED)
        return bookmarked if tree == EVERYTHING else All((bookmarked, tree))

    @property
    def sorted_by(self) -> Order:
        """The order of the results: without another, by relevance where words can be relevant."""
        asked = self.query.sort or self.order
        if asked is not None and (asked.by is not Sort.RELEVANCE or self.ranked):
            return asked
        return Order(Sort.RELEVANCE if self.ranked else Sort.DATE)

    @property
    def ranked(self) -> bool:
        """Whether some papers can be a better match than others.

        They can where words or a phrase are looked for, in any text or in title, abstract or
        comment, and where papers like another one are. All else only says which papers are meant.
        """
        return _ranks(self.query.tree)


@dataclass(frozen=True, slots=True)
class Results:
    """The papers that a request finds, in the order to show them."""

    request: Request
    keys: Sequence[int]
    out_of: int
    """How many papers there are without the query."""
    order: Order
    hits: Hits | None = field(default=None, repr=False, compare=False)
    """What the index says of them, where it was asked."""
    meant: str = ""
    """Where hardly anything was found: the query with its words spelt as papers spell them."""

    @property
    def total(self) -> int:
        """How many papers were found."""
        return len(self.keys)

    @property
    def partly(self) -> tuple[int, int] | None:
        """Where no paper has all the words: how many of how many these have."""
        return self.hits.partly if self.hits is not None else None

    @property
    def shortfall(self) -> str:
        """What is said where no paper has all the words, else nothing."""
        if self.partly is None:
            return ""
        had, words = self.partly
        # Words such as "the" are looked for, and not counted.
        which = "all but common ones" if had == words else f"{spelt(had)} of {spelt(words)}"
        return f"0 with all words, {number(self.total)} with {which}"

    def shared(self, key: int) -> Sequence[str]:
        """The words that a related paper shares with its model."""
        return self.hits.shared(key) if self.hits is not None else ()


def _ranks(node: Node) -> bool:
    if isinstance(node, (All, AnyOf)):
        return any(map(_ranks, node.children))
    if isinstance(node, Run):
        return node.ranks
    return isinstance(node, Related)


def conditions(tree: Node) -> list[Condition]:
    """The conditions of a tree that the library answers."""
    return [leaf for leaf in leaves(tree) if isinstance(leaf, _CONDITIONS)]
