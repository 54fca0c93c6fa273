"""Making an index: papers become documents in a directory of their own, swapped in when whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable

from whoosh.filedb.filestore import FileStorage

from paperbrowse.paper import Paper
from paperbrowse.search.schema import document, whoosh_schema
from paperbrowse.search.store import Store

_PAPERS_A_STEP = 20


def build(
    store: Store,
    papers: Iterable[tuple[int, Paper]],
    stamp: str,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Build an index of ``papers`` and make it current; gives their number.

    ``papers`` are (key, paper) in the order a list shows them: it decides between equal scores.
    ``stamp`` is the library's stamp of the texts; ``progress`` hears how many papers are done.
    The caller holds ``store.building()``.
    """
    directory = store.new_build()
    writer = FileStorage(str(directory)).create_index(whoosh_schema()).writer(limitmb=64)
    try:
        done = 0
        for key, paper in papers:
            writer.add_document(**document(key, paper))
            done += 1
            if done % _PAPERS_A_STEP == 0:
                progress(done)
        writer.commit(merge=False)
    except BaseException:
        writer.cancel()
        shutil.rmtree(directory, ignore_errors=True)
        raise
    progress(done)
    store.swap_in(directory, stamp, done)
    return done
