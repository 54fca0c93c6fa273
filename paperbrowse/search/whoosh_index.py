"""An open build of the Whoosh index: its segments read as arrays. An ``Engine``.

Whoosh itself is not loaded to read, and none of its pickles is: the files say all there is to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from paperbrowse.query import Node
from paperbrowse.search.counting import counted
from paperbrowse.search.documents import Documents
from paperbrowse.search.engine import IndexDamaged, Known, Superseded
from paperbrowse.search.finding import Search, WhooshHits
from paperbrowse.search.postings import Postings
from paperbrowse.search.segment import open_segments
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
        self.waiting = build.waiting
        try:
            found = open_segments(store.directory / build.directory)
            self.postings = Postings([s for s, _ in found], [deleted for _, deleted in found])
        except Exception as error:  # a damaged file can fail anywhere
            raise IndexDamaged(f"the search index cannot be opened: {error}") from error
        self._documents = Documents(self.postings.keys, self.postings.gone)
        self._values: dict[str, Values] = {}

    def arrange(self, keys: Sequence[int]) -> Sequence[int]:
        """See ``Engine.arrange``."""
        return self._documents.arrange(keys)

    def find(
        self,
        tree: Node,
        known: Known = Known(),  # noqa: B008  # empty, and cannot be changed
        superseded: Callable[[], bool] = lambda: False,
    ) -> WhooshHits:
        """See ``Engine.find``."""
        with _reading():
            return Search(self.postings, self._documents, known, superseded).hits(tree)

    def count(self, tree: Node, known: Known = Known()) -> int:  # noqa: B008  # as above
        """See ``Engine.count``."""
        with _reading():
            return Search(self.postings, self._documents, known, lambda: False).count(tree)

    def values(self, kind: str, beginning: str) -> list[str]:
        """See ``Engine.values``."""
        with _reading():
            if kind not in self._values:
                counts = counted(self.postings.segments, range(self.postings.size))
                self._values[kind] = Values(counts[kind])
            return self._values[kind].beginning_with(beginning)

    def correction(self, word: str) -> str:
        """See ``Engine.correction``."""
        with _reading():
            return correction(self.postings.segments, word)

    def words(self, beginning: str) -> list[str]:
        """See ``Engine.words``."""
        with _reading():
            return most_frequent(self.postings.segments, beginning)

    def close(self) -> None:
        """Let go of the files: they close when nothing reads them any more."""


@contextmanager
def _reading() -> Iterator[None]:
    """Reading damaged files can fail anywhere: IndexDamaged."""
    try:
        yield
    except Superseded:
        raise
    except Exception as error:
        raise IndexDamaged(f"the search index cannot be read: {error}") from error
