"""Searching an index that is still growing: what is known of the papers it does not hold yet.

Their words are not known, but conditions on them are: a paper is found where the query holds
whatever its words may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from paperbrowse.catalogue.request import conditions
from paperbrowse.query import All, AnyOf, Node, Not, leaves
from paperbrowse.search import Hits, Known


class NotReady(Exception):
    """There is no index to answer yet; ask again when its status is READY."""


def of_conditions(tree: Node) -> bool:
    """Whether a tree asks for nothing but what the library alone can answer."""
    return 0 < len(conditions(tree)) == len(list(leaves(tree)))


def certain(tree: Node, known: Known, papers: Sequence[int]) -> list[int]:
    """Those of the papers for which a tree holds whatever words they have, in their order."""
    if not papers or not conditions(tree):
        return []  # nearly always: nothing but words can say more
    sure, _ = _bounds(tree, known, frozenset(papers))
    return [key for key in papers if key in sure]


def _bounds(
    node: Node, known: Known, papers: frozenset[int]
) -> tuple[AbstractSet[int], AbstractSet[int]]:
    """The papers for which a node holds for certain, and those for which it may."""
    if isinstance(node, (All, AnyOf)):
        bounds = [_bounds(child, known, papers) for child in node.children]
        if isinstance(node, AnyOf):
            nothing: frozenset[int] = frozenset()
            return nothing.union(*(b[0] for b in bounds)), nothing.union(*(b[1] for b in bounds))
        return papers.intersection(*(b[0] for b in bounds)), papers.intersection(
            *(b[1] for b in bounds)
        )
    if isinstance(node, Not):
        sure, possible = _bounds(node.child, known, papers)
        return papers - possible, papers - sure
    for condition in conditions(node):
        meeting = papers.intersection(known.keys[condition])
        return meeting, meeting
    return frozenset(), papers


class Joined:
    """What an index found, if there is one, and papers that it does not hold yet. ``Hits``."""

    def __init__(self, hits: Hits | None, more: Sequence[int]) -> None:
        self._hits = hits
        self._more = more
        self._held = frozenset(more)
        self.total = len(more) + (hits.total if hits is not None else 0)
        self.keys: Sequence[int] = [*(hits.keys if hits is not None else ()), *more]
        self.partly = None  # a query of words alone, and not of conditions, can be found in part

    def among(self, keys: Sequence[int]) -> Sequence[int]:
        """See ``Hits.among``."""
        found = self._held
        if self._hits is not None:
            found = found.union(self._hits.among(keys))
        return [key for key in keys if key in found]

    def score(self, key: int) -> float:
        """See ``Hits.score``."""
        return self._hits.score(key) if self._hits is not None else 0.0

    def shared(self, key: int) -> Sequence[str]:
        """See ``Hits.shared``."""
        return self._hits.shared(key) if self._hits is not None else ()

    def facets(self) -> Mapping[str, Counter[str]]:
        """See ``Hits.facets``: of those that are indexed. Raises NotReady where none is."""
        if self._hits is None:
            raise NotReady
        return self._hits.facets()
