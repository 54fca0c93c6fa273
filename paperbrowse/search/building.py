"""How an index grows: a part at a time, each swapped in as soon as it is written.

A part is a new segment beside the old ones, whose files the new directory shares. So a reader finds
what is indexed so far, and whoever comes after a builder that was killed goes on from there. Small
segments are written anew with a part, so that their number stays small: each paper is indexed again
only as often as the index doubles.
"""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from paperbrowse.paper import Paper
from paperbrowse.search.codec import names, whoosh_schema
from paperbrowse.search.layout import document
from paperbrowse.search.planning import Plan, Texts, planned
from paperbrowse.search.schema_number import SCHEMA
from paperbrowse.search.segment import (
    Segment,
    SegmentFiles,
    is_segment_file,
    list_segments,
    listed_segments,
)
from paperbrowse.search.store import Build, Store
from paperbrowse.search.writer import PaperWriter

Progress = Callable[[int, int], None]
"""Hears how many papers are indexed, out of how many."""

_PAPERS_A_REPORT = 50


class Library(Protocol):
    """Where the papers are."""

    def stamp(self) -> str:
        """That of its state now: see ``Texts``."""

    def follows(self, stamp: str) -> bool:
        """Whether its state came from the one that has the stamp: revisions compare, then."""

    def texts(self) -> Texts:
        """Its state now."""

    def papers(self, keys: Sequence[int]) -> Iterator[tuple[int, Paper]]:
        """These papers, in their order; those that are gone by now are passed over."""


class Builder:
    """Makes an index grow until it holds a library. Use it while ``store.building()``."""

    def __init__(
        self, store: Store, library: Library, progress: Progress = lambda _done, _total: None
    ) -> None:
        self._store = store
        self._library = library
        self._progress = progress
        self._texts = library.texts()
        self._absent: set[int] = set()
        """Papers of this state that were gone, or could not be read, when it was their turn."""

    def grow(self) -> Build | None:
        """Swap in the next part and give the build that answers now; None when all is done.

        Papers that the library has lost go at once, those that changed are indexed again. Only
        where nothing else is left are segments tidied that have lost many.
        """
        if self._library.stamp() != self._texts.stamp:
            self._texts = self._library.texts()
            self._absent.clear()
        texts, base = self._texts, self._base()
        segments = [] if base is None else self._segments(base)
        plan = planned(texts, segments, self._absent)
        if not plan.changes and base is not None and base.stamp == texts.stamp:
            return None
        directory = self._store.new_build(base)
        try:
            papers = self._write(directory, plan, fresh=base is None)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        known = {} if base is None else base.files
        shared = {name: own for name, own in known.items() if is_segment_file(name)}
        self._store.swap_in(directory, texts.stamp, papers, plan.waiting, shared)
        self._progress(len(texts.keys) - plan.waiting, len(texts.keys))
        return self._store.current()

    def _base(self) -> Build | None:
        """The build to go on from: one of this library's past that is whole, if there is one."""
        current = self._store.current()
        if current is None or current.schema != SCHEMA or not self._store.whole(current):
            return None
        return current if self._library.follows(current.stamp) else None

    def _segments(self, base: Build) -> list[tuple[SegmentFiles, array[int]]]:
        directory = self._store.directory / base.directory
        return [
            (files, Segment(directory / files.terms, directory / files.documents).keys)
            for files in listed_segments(directory)
        ]

    def _write(self, directory: Path, plan: Plan, *, fresh: bool) -> int:
        """Write the part; gives how many papers the index holds with it."""
        storage: Any = FileStorage(str(directory))
        index = storage.create_index(whoosh_schema()) if fresh else storage.open_index()
        kept = {segment.files.terms: segment for segment in plan.kept}
        total = len(self._texts.keys)
        writer: Any = PaperWriter(index)
        try:
            written: set[int] = set()
            if plan.new:
                self._progress(plan.indexed(total, 0), total)
            for key, paper in self._library.papers(plan.keys):
                writer.add(document(key, paper))
                written.add(key)
                if len(written) % _PAPERS_A_REPORT == 0 and plan.new:
                    self._progress(plan.indexed(total, len(written)), total)
            segments = [segment for segment in writer.segments if names(segment)[0] in kept]
            for segment in segments:
                for number in kept[names(segment)[0]].gone:
                    segment.delete_document(number)
            writer.commit(mergetype=lambda _writer, _segments: segments)
        except BaseException:
            with suppress(Exception):  # where there was no room, it is closed already and says so
                writer.cancel()
            raise
        # For those who only read: they need neither Whoosh nor its pickles.
        told = []
        for segment in TOC.read(storage, index.indexname).segments:
            terms, documents = names(segment)
            revision = kept[terms].files.revision if terms in kept else self._revision
            told.append(SegmentFiles(terms, documents, sorted(segment.deleted_docs()), revision))
        list_segments(directory, told)
        self._absent.update(key for key in plan.keys if key not in written)
        return len(written) + sum(segment.left for segment in plan.kept)

    @property
    def _revision(self) -> int:
        return int(self._texts.stamp.rpartition(":")[2])
