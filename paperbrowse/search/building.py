"""Making an index: papers become segments in a directory of their own, swapped in when whole.

A change of the library becomes a new segment beside the old ones, which are linked into the new
directory. Small segments are written anew with it, so that their number stays small: each paper
is indexed again only as often as the index doubles.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from paperbrowse.paper import Paper
from paperbrowse.search.codec import names, open_segment, whoosh_schema
from paperbrowse.search.gathering import MOST_DOCUMENTS
from paperbrowse.search.layout import document
from paperbrowse.search.segment import SegmentFiles, is_segment_file, list_segments
from paperbrowse.search.store import Build, Store
from paperbrowse.search.writer import PaperWriter

Papers = Iterable[tuple[int, Paper]]
"""Papers with their keys, in the order that a list shows them."""

Progress = Callable[[int, int], None]
"""Hears how many papers are done, out of how many."""

SEGMENT = 10_000
"""Papers in a segment of a new build: what a build holds in memory at a time (60 MB)."""

MOST_SEGMENTS = 5
"""Segments of a new build, in a library for which 60 MB more or less are nothing."""

_PAPERS_A_STEP = 50


def build(
    store: Store,
    papers: Papers,
    stamp: str,
    total: int = 0,
    progress: Progress = lambda _done, _total: None,
) -> int:
    """Build an index of ``papers`` and make it current; gives their number.

    The order of ``papers`` decides between equal scores. ``stamp`` is the library's stamp of the
    texts; ``total`` is about how many papers there are. The caller holds ``store.building()``.
    """
    directory = store.new_build()
    size = min(MOST_DOCUMENTS, max(SEGMENT, -(-total // MOST_SEGMENTS)))
    try:
        index = FileStorage(str(directory)).create_index(whoosh_schema())
        done = _write(index, papers, lambda done: progress(done, total), size)
        _list_segments(index, directory)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    store.swap_in(directory, stamp, done)
    return done


def update(
    store: Store,
    current: Build,
    changed: Collection[int],
    keys: Collection[int],
    load: Callable[[Collection[int]], Papers],
    stamp: str,
    progress: Progress = lambda _done, _total: None,
) -> int:
    """Bring the ``current`` build up to the library; gives how many papers were indexed.

    ``changed`` are the keys of papers that are new or differ, ``keys`` all keys of the library;
    ``load`` gives the papers of keys, in the order of a list. The caller holds
    ``store.building()``.
    """
    directory = store.new_build(current)
    try:
        index = FileStorage(str(directory)).open_index()
        again = _drop(index, set(changed), set(keys))
        done = _write(index, load(again), lambda done: progress(done, len(again)))
        _list_segments(index, directory)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    kept = {name: own for name, own in current.files.items() if is_segment_file(name)}
    store.swap_in(directory, stamp, len(keys), known=kept)
    return done


def _write(index: Any, papers: Papers, progress: Callable[[int], None], most: int = SEGMENT) -> int:
    """Write papers into segments of at most ``most``; gives how many there were."""
    done = 0
    papers = iter(papers)
    while True:
        writer: Any = PaperWriter(index)
        size = 0
        try:
            for key, paper in islice(papers, most):
                writer.add(document(key, paper))
                size += 1
                if (done + size) % _PAPERS_A_STEP == 0:
                    progress(done + size)
            writer.commit(merge=False)
        except BaseException:
            writer.cancel()
            raise
        done += size
        if size < most:
            progress(done)
            return done


def _drop(index: Any, changed: set[int], keys: set[int]) -> set[int]:
    """Take papers out of the segments that hold them; gives the keys to index (again).

    Those are the changed ones and, with them, all of each segment that is no more than twice as
    large as what is written anyway, or that has lost a quarter of its papers.
    """
    writer: Any = PaperWriter(index)
    held = {s: open_segment(index.storage, s).keys for s in writer.segments}
    again = changed & keys
    kept = []
    for segment in sorted(writer.segments, key=lambda s: len(held[s])):
        gone = [
            number
            for number, key in enumerate(held[segment])
            if key in changed or key not in keys or segment.is_deleted(number)
        ]
        size = len(held[segment])
        if size - len(gone) <= 2 * len(again) or len(gone) > size // 4:
            gone_keys = {held[segment][number] for number in gone}
            again.update(key for key in held[segment] if key not in gone_keys)
            continue
        for number in gone:
            segment.delete_document(number)
        kept.append(segment)
    writer.commit(mergetype=lambda _writer, _segments: kept)
    return again


def _list_segments(index: Any, directory: Path) -> None:
    """List the segments for those who only read: they need neither Whoosh nor its pickles."""
    segments = TOC.read(index.storage, index.indexname).segments
    list_segments(directory, [SegmentFiles(*names(s), sorted(s.deleted_docs())) for s in segments])
