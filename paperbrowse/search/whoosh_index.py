"""An open Whoosh index: its segments read as arrays. An ``Engine``."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from paperbrowse.query import Node
from paperbrowse.search import lanes
from paperbrowse.search.building import segments_of
from paperbrowse.search.codec import open_segment
from paperbrowse.search.engine import IndexDamaged, Known, Superseded
from paperbrowse.search.finding import Search, WhooshHits
from paperbrowse.search.layout import KINDS
from paperbrowse.search.postings import Postings
from paperbrowse.search.spelling import Values, correction, most_frequent
from paperbrowse.search.store import Build, Store


class WhooshIndex:
    """One build of the index, open for searching. An ``Engine``."""

    def __init__(self, store: Store, build: Build, before: Build | None = None) -> None:
        """Open ``build``, checking its files against their sums; IndexDamaged where they differ.

        Files of a build that was opened ``before`` are not read again.
        """
        if not store.check(build, before):
            raise IndexDamaged(f"files of the search index in {store.directory} are damaged")
        self.build = build
        self.stamp = build.stamp
        try:
            found = segments_of(store.directory / build.directory)
            segments = [open_segment(storage, segment) for storage, segment in found]
            deleted = [list(segment.deleted_docs()) for _, segment in found]
            self.postings = Postings(segments, deleted)
        except Exception as error:  # a damaged file can fail anywhere in Whoosh
            raise IndexDamaged(f"the search index cannot be opened: {error}") from error
        size = self.postings.size
        gone = {
            base + n for base, own in zip(self.postings.bases, deleted, strict=True) for n in own
        }
        # A paper that changed stands in two segments, in one of them deleted.
        self._numbers = {
            key: number for number, key in enumerate(self.postings.keys) if number not in gone
        }
        self._absent = size
        self.place: array[int] | None = None
        self._values: dict[str, Values] = {}

    def arrange(self, keys: Sequence[int]) -> None:
        """See ``Engine.arrange``."""
        numbers = array("q", self.numbers(keys))
        if len(numbers) == self._absent and numbers == array("q", range(self._absent)):
            self.place = None
            return
        place = array("q", [len(numbers)]) * (self._absent + 1)
        for at, number in enumerate(numbers):
            place[number] = at
        self.place = place

    def find(
        self,
        tree: Node,
        known: Known = Known(),  # noqa: B008  # empty, and cannot be changed
        superseded: Callable[[], bool] = lambda: False,
    ) -> WhooshHits:
        """See ``Engine.find``."""
        try:
            return Search(self, known, superseded).hits(tree)
        except Superseded:
            raise
        except Exception as error:  # as above
            raise IndexDamaged(f"the search index cannot be read: {error}") from error

    def count(self, tree: Node, known: Known = Known()) -> int:  # noqa: B008  # as above
        """See ``Engine.count``."""
        try:
            return Search(self, known, lambda: False).count(tree)
        except Exception as error:  # as above
            raise IndexDamaged(f"the search index cannot be read: {error}") from error

    def values(self, kind: str, beginning: str) -> list[str]:
        """See ``Engine.values``."""
        if kind not in self._values:
            everything = range(self.postings.size)
            self._values[kind] = Values(self.facets(list(everything))[kind])
        return self._values[kind].beginning_with(beginning)

    def correction(self, word: str) -> str:
        """See ``Engine.correction``."""
        return correction(self.postings.segments, word)

    def words(self, beginning: str) -> list[str]:
        """See ``Engine.words``."""
        return most_frequent(self.postings.segments, beginning)

    def close(self) -> None:
        """Let go of the files: they close when nothing reads them any more."""

    # For the answers

    def numbers(self, keys: Sequence[int]) -> Iterator[int]:
        """The document of each key; for a paper that is not in the index, the number behind all."""
        absent = self._absent
        get = self._numbers.get
        return (get(key, absent) for key in keys)

    def number(self, key: int) -> int | None:
        """The document of a paper, if it is in the index."""
        return self._numbers.get(key)

    def marked(self, keys: Sequence[int]) -> int:
        """The set of the documents of keys."""
        return lanes.marked(self.numbers(keys), self._absent)

    def facets(self, documents: Sequence[int]) -> Mapping[str, Counter[str]]:
        """How many of the documents (rising numbers) have each topic, author, venue, code host."""
        counted: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for segment, base in zip(self.postings.segments, self.postings.bases, strict=True):
            end = base + len(segment.keys)
            own = [number - base for number in documents if base <= number < end]
            for kind in KINDS:
                values = segment.values(kind)
                for value, count in Counter(segment.members(kind, own)).items():
                    counted[kind][values[value]] += count
        return counted
