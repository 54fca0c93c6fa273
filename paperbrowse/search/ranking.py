"""The documents that were found, best first; only as many are put in order as are looked at."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, islice
from typing import overload

from paperbrowse.search import lanes

FIRST = 100
"""Documents that are put in order at once: more than a screen shows."""


class Ranking:
    """Documents by tier (whole words before beginnings), then score, then their place in the list.

    ``place`` gives the place of each document; None where documents stand in the list's order.
    """

    def __init__(
        self,
        found: int,
        whole: int,
        scores: lanes.Scores | None,
        size: int,
        place: Sequence[int] | None,
    ) -> None:
        self.total = found.bit_count()
        self._size = size
        # One more, never found: the number of a paper that is not in the index.
        self._found = found.to_bytes(size + 1, "little")
        self._place = place
        self._scores = scores
        if scores is not None:
            # The tier is the highest bit of the high byte; what is not found has 0 in both.
            tiers = int.from_bytes(scores.high, "little") | (whole & found) << 7
            self._high = (tiers & lanes.mask(found)).to_bytes(size, "little")
            self._low = scores.low

    def holds(self, document: int) -> bool:
        """Whether a document was found."""
        return bool(self._found[document])

    def documents(self) -> list[int]:
        """All documents, by their numbers."""
        return list(compress(range(self._size), self._found))

    def first(self, count: int) -> list[int]:
        """The best documents, at most ``count``."""
        if self._scores is None:
            return self._in_list_order(compress(range(self._size), self._found), count)
        best = self._above(count) if count else []
        if len(best) > count:
            return self._cut(best, count)
        return self._sorted(best)[:count]

    def all(self) -> list[int]:
        """All documents, best first."""
        found = self.documents()
        if self._scores is None:
            return self._in_list_order(found, len(found))
        return self._sorted(found)

    def _above(self, count: int) -> list[int]:
        """The documents down to the high byte at which there are ``count`` of them."""
        reached = 0
        for value in range(255, 0, -1):
            reached += self._high.count(value)
            if reached >= count:
                chosen = self._high.translate(bytes(int(byte >= value) for byte in range(256)))
                return list(compress(range(self._size), chosen))
        return self.documents()

    def _cut(self, best: list[int], count: int) -> list[int]:
        """The first ``count`` of documents, of which many have the lowest score among them."""
        score = self._score
        least = heapq.nlargest(count, map(score, best))[-1]
        above = [number for number in best if score(number) > least]
        level = (number for number in best if score(number) == least)
        return self._sorted(above) + self._in_list_order(level, count - len(above))

    def _score(self, document: int) -> int:
        return self._high[document] << 8 | self._low[document]

    def _sorted(self, documents: list[int]) -> list[int]:
        documents = self._in_list_order(documents, len(documents))
        return sorted(documents, key=self._score, reverse=True)  # stable, in both directions

    def _in_list_order(self, documents: Iterator[int] | list[int], count: int) -> list[int]:
        if self._place is None:
            return list(islice(documents, count))
        key = self._place.__getitem__
        if isinstance(documents, list) and count >= len(documents):
            return sorted(documents, key=key)
        return heapq.nsmallest(count, documents, key=key)


class Lazily(Sequence[int]):
    """Keys of which the first are there, and the rest when somebody looks at them."""

    def __init__(self, total: int, first: list[int], rest: Callable[[], list[int]]) -> None:
        self._total = total
        self._first = first
        self._all = first if len(first) >= total else None
        self._rest = rest

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> list[int]: ...

    def __getitem__(self, index: int | slice) -> int | list[int]:
        if self._all is None:
            last = index.stop if isinstance(index, slice) else index + 1
            start = index.start or 0 if isinstance(index, slice) else index
            if last is not None and start >= 0 and 0 < last <= len(self._first):
                return self._first[index]
        return self._whole()[index]

    def __iter__(self) -> Iterator[int]:
        yield from self._first
        if len(self._first) < self._total:
            yield from self._whole()[len(self._first) :]

    def _whole(self) -> list[int]:
        if self._all is None:
            self._all = self._rest()
        return self._all
