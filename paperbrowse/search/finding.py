"""Answering a query tree from an open index: which papers match, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from paperbrowse.query import (
    All,
    AnyOf,
    Category,
    Identifier,
    Node,
    Not,
    Related,
    Run,
)
from paperbrowse.search import lanes
from paperbrowse.search.analysis import EMPTY
from paperbrowse.search.counting import counted
from paperbrowse.search.documents import Documents
from paperbrowse.search.engine import Known, Superseded
from paperbrowse.search.postings import Postings
from paperbrowse.search.ranking import FIRST, Lazily, Ranking
from paperbrowse.search.related import Likeness


class Found(NamedTuple):
    """The documents that a node finds; ``whole`` not only by the beginning of a word."""

    documents: int
    whole: int


class Search:
    """One answer: evaluates a tree, collecting what adds to the scores on the way."""

    def __init__(
        self, postings: Postings, documents: Documents, known: Known, superseded: Callable[[], bool]
    ) -> None:
        self._postings = postings
        self._documents = documents
        self._known = known
        self._superseded = superseded
        self._all = postings.alive if documents.left is None else postings.alive & documents.left
        self._parts: list[lanes.Part] = []
        self.likeness: Likeness | None = None

    def hits(self, tree: Node) -> WhooshHits:
        """What the tree asks for; where no paper has all its words, those with most of them."""
        found = self._found(tree)
        partly = None
        if not found.documents and isinstance(tree, All):
            fewer = self._most(tree)
            if fewer is not None:
                found, partly = fewer
        # Parts of equal terms count once.
        parts = list(dict.fromkeys(self._parts))
        scores = lanes.Scores(parts, self._postings.size) if parts else None
        return WhooshHits(self._postings, self._documents, found, scores, partly, self.likeness)

    def count(self, tree: Node) -> int:
        """How many documents the tree asks for."""
        return self._found(tree).documents.bit_count()

    def _found(self, tree: Node) -> Found:
        found = self._evaluate(tree)
        if self._documents.left is None:
            return found
        return Found(found.documents & self._all, found.whole & self._all)

    def _evaluate(self, node: Node) -> Found:
        if self._superseded():
            raise Superseded
        if isinstance(node, Run):
            return self._run(node)
        if isinstance(node, Identifier):
            leaf = self._postings.identifier(node.number, node.typed)
            self._parts += leaf.parts
            return Found(leaf.found, leaf.whole)
        if isinstance(node, Category):
            leaf = self._postings.category(node.name, node.typed)
            return Found(leaf.found, leaf.whole)
        if isinstance(node, Not):
            return self._not(node)
        if isinstance(node, (All, AnyOf)):
            return self._joined(node)
        if isinstance(node, Related):
            return self._related(node)
        documents = self._documents.marked(self._known.keys[node])
        return Found(documents, documents)

    def _run(self, run: Run) -> Found:
        leaf = self._postings.run(run)
        if run.ranks:
            self._parts += leaf.parts
        return Found(leaf.found, leaf.whole)

    def _not(self, node: Not) -> Found:
        parts = self._parts[:]
        documents = self._all & ~self._evaluate(node.child).documents
        self._parts = parts  # what is excluded adds nothing
        return Found(documents, documents)

    def _joined(self, node: All | AnyOf) -> Found:
        children = [self._evaluate(child) for child in node.children]
        if isinstance(node, AnyOf):
            documents = whole = 0
            for child in children:
                documents |= child.documents
                whole |= child.whole
            return Found(documents, whole)
        documents = whole = self._all
        for child in children:
            documents &= child.documents
            whole &= child.whole
        return Found(documents, whole)

    def _related(self, node: Related) -> Found:
        model = self._known.models.get(node)
        if model is None:
            return Found(0, 0)
        self.likeness = Likeness.to(model, self._postings)
        self._parts += self.likeness.parts
        documents = self.likeness.documents & ~self._documents.marked((model.key,))
        return Found(documents, documents)

    def _most(self, tree: All) -> tuple[Found, tuple[int, int]] | None:
        """The documents with most of the words, all else holding; None where none has any."""
        words = [child for child in tree.children if isinstance(child, Run) and not child.within]
        others = [child for child in tree.children if child not in words]
        telling = [run for run in words if not EMPTY.issuperset(run.words)]
        if len(words) < 2:
            return None
        words = telling or words
        held = self._all
        for child in others:
            held &= self._evaluate(child).documents
        counts = sum(self._run(run).documents for run in words)
        counts &= lanes.mask(held)
        size = self._postings.size
        most = max(counts.to_bytes(size, "little"), default=0)
        if not most:
            return None
        documents = lanes.equal(counts, most, size)
        return Found(documents, documents), (most, len(words))


class WhooshHits:
    """See ``engine.Hits``."""

    def __init__(
        self,
        postings: Postings,
        documents: Documents,
        found: Found,
        scores: lanes.Scores | None,
        partly: tuple[int, int] | None,
        likeness: Likeness | None,
    ) -> None:
        self._segments = postings.segments
        self._documents = documents
        self._scores = scores
        self._likeness = likeness
        self.partly = partly
        self._ranking = Ranking(
            found.documents, found.whole, scores, postings.size, documents.place
        )
        self.total = self._ranking.total
        first = self._keys(self._ranking.first(FIRST))
        self.keys: Sequence[int] = Lazily(
            self.total, first, lambda: self._keys(self._ranking.all())
        )

    def among(self, keys: Sequence[int]) -> Sequence[int]:
        """See ``engine.Hits.among``."""
        return list(compress(keys, map(self._ranking.holds, self._documents.numbers(keys))))

    def score(self, key: int) -> float:
        """See ``engine.Hits.score``."""
        number = self._documents.number(key)
        return self._scores[number] if self._scores is not None and number is not None else 0.0

    def shared(self, key: int) -> Sequence[str]:
        """See ``engine.Hits.shared``."""
        number = self._documents.number(key)
        if self._likeness is None or number is None:
            return ()
        return self._likeness.shared(number)

    def facets(self) -> Mapping[str, Counter[str]]:
        """See ``engine.Hits.facets``."""
        return counted(self._segments, self._ranking.documents())

    def _keys(self, numbers: Sequence[int]) -> list[int]:
        keys = self._documents.keys
        return [keys[number] for number in numbers]
