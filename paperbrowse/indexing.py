"""The process that builds the index beside the program, and brings it up to the library.

It works niced, so that building never delays a key, and imports no more than it needs. It writes a
line for each step to its standard output. It ends when its standard input closes: whatever happens
to the program, no child is left behind.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from paperbrowse.library import Library, LibraryError
from paperbrowse.paper import Paper
from paperbrowse.search import NotPrivate, State, Store

_EVERY = 1.0
"""Seconds between two reports of progress: a key that meets one is drawn a frame later."""


def main() -> None:
    """The child's own work: arguments are the library's file and the index's directory."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)
    gc.disable()  # postings are arrays of numbers: there is much to look through and no garbage
    library_path, index_path = map(Path, sys.argv[1:3])
    try:
        _build(library_path, Store(index_path))
    except (LibraryError, NotPrivate) as error:
        _say(f"failed {error}")
    except OSError as error:
        _say(f"failed {index_path} cannot be written: {error.strerror}")
    except Exception as error:  # the parent shows the sentence; there is nobody else to tell
        _say(f"failed {type(error).__name__}: {error}")
    else:
        _say("ready")


def _build(library_path: Path, store: Store) -> None:
    store.prepare()
    library = Library.open(library_path, read_only=True)
    try:
        with store.building():
            stamp = library.stamp()
            if store.state(stamp) is State.READY:
                return  # another window has built it while this one waited
            if not _updated(library, store, stamp):
                _built(library, store, stamp)
    finally:
        library.close()


def _built(library: Library, store: Store, stamp: str) -> None:
    """Build the index from the whole library."""
    from paperbrowse.search.building import build

    keys = library.keys()
    progress = _Progress()
    progress(0, len(keys))
    build(store, library.papers(keys), stamp, len(keys), progress)


def _updated(library: Library, store: Store, stamp: str) -> bool:
    """Bring the index up to the library, if one of its earlier states is there."""
    from paperbrowse.search.building import update

    current = store.current()
    if current is None or store.state(stamp) is not State.BEHIND or not store.whole(current):
        return False
    identity, _, revision = current.stamp.rpartition(":")
    if identity != stamp.rpartition(":")[0]:
        return False
    changed, keys = library.changed(int(revision)), library.keys()
    if 2 * len(changed) > len(keys):
        return False

    progress = _Progress()

    def load(wanted: Collection[int]) -> Iterator[tuple[int, Paper]]:
        progress(0, len(wanted))
        return library.papers([key for key in keys if key in wanted])

    update(store, current, changed, keys, load, stamp, progress)
    return True


class _Progress:
    """Says how far it has come, now and then: each time, the program's screen changes."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + _EVERY
            _say(f"progress {done} {total}")


def _say(line: str) -> None:
    print(line.replace("\n", " "), flush=True)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # blocks until the parent closes the pipe, or is gone
    os._exit(0)
