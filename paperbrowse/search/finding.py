"""Answering a query tree from an open Whoosh index: which papers match, best first."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from whoosh.filedb.filestore import FileStorage

from paperbrowse.query import AnyOf, Identifier, Node, Not, Run
from paperbrowse.search.engine import Hits, IndexDamaged, Superseded
from paperbrowse.search.postings import Amounts, Postings
from paperbrowse.search.store import Build, Store

_K1 = 1.2
"""How soon further occurrences of a word stop counting (BM25's k1)."""


@dataclass(slots=True)
class _Matches:
    """The documents a node finds, with their scores."""

    scores: dict[int, float]
    begun: set[int] = field(default_factory=set)
    """Those found only because the typed word begins one of theirs; whole words come first."""


class WhooshIndex:
    """One build of the index, open for searching. An ``Engine``."""

    def __init__(self, store: Store, build: Build) -> None:
        """Open ``build``, checking its files against their sums; IndexDamaged where they differ."""
        if not store.check(build):
            raise IndexDamaged(f"files of the search index in {store.directory} are damaged")
        self.build = build
        self.stamp = build.stamp
        try:
            storage: Any = FileStorage(str(store.directory / build.directory), readonly=True)
            self._reader = storage.open_index().reader()
            self._keys = [stored["key"] for stored in self._reader.all_stored_fields()]
            self._postings = Postings(self._reader)
        except Exception as error:  # a damaged file can fail anywhere in Whoosh
            raise IndexDamaged(f"the search index cannot be opened: {error}") from error

    def find(
        self,
        tree: Node,
        within: Collection[int] | None = None,
        superseded: Callable[[], bool] = lambda: False,
    ) -> Hits:
        """See ``Engine.find``."""
        try:
            found = self._evaluate(tree, superseded)
        except Superseded:
            raise
        except Exception as error:  # as above
            raise IndexDamaged(f"the search index cannot be read: {error}") from error
        scores, begun, keys = found.scores, found.begun, self._keys
        numbers = sorted(scores, key=lambda number: (number in begun, -scores[number], number))
        if within is not None:
            numbers = [number for number in numbers if keys[number] in within]
        return Hits([keys[number] for number in numbers], [scores[number] for number in numbers])

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def _evaluate(self, node: Node, superseded: Callable[[], bool]) -> _Matches:
        if superseded():
            raise Superseded
        if isinstance(node, Run):
            return self._run(node)
        if isinstance(node, Identifier):
            return _Matches(self._scored(self._postings.identifier(node.number, node.typed)))
        if isinstance(node, Not):
            excluded = self._evaluate(node.child, superseded).scores
            return _Matches({n: 0.0 for n in range(self._postings.documents) if n not in excluded})
        children = [self._evaluate(child, superseded) for child in node.children]
        if isinstance(node, AnyOf):
            return _either(children)
        return _every(children) if children else _Matches(self._all())

    def _all(self) -> dict[int, float]:
        return dict.fromkeys(range(self._postings.documents), 0.0)

    def _run(self, run: Run) -> _Matches:
        whole = self._scored(self._postings.stems(run.words))
        if not run.typed:
            return _Matches(whole)
        begun = self._scored(self._postings.beginnings(run.words))
        return _Matches({**begun, **whole}, set(begun) - set(whole))

    def _scored(self, amounts: Amounts) -> dict[int, float]:
        documents, holding = self._postings.documents, len(amounts)
        rarity = math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
        return {n: rarity * amount * (_K1 + 1) / (_K1 + amount) for n, amount in amounts.items()}


def _every(children: list[_Matches]) -> _Matches:
    children = sorted(children, key=lambda child: len(child.scores))
    scores = children[0].scores
    for child in children[1:]:
        scores = {n: score + child.scores[n] for n, score in scores.items() if n in child.scores}
    begun = set[int]().union(*(child.begun for child in children))
    return _Matches(scores, begun.intersection(scores))


def _either(children: list[_Matches]) -> _Matches:
    scores: dict[int, float] = {}
    whole: set[int] = set()
    for child in children:
        for number, score in child.scores.items():
            scores[number] = scores.get(number, 0.0) + score
        whole.update(child.scores.keys() - child.begun)
    return _Matches(scores, scores.keys() - whole)
