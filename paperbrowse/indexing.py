"""The process that makes the index grow beside the program, until it holds the library.

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
from functools import partial
from pathlib import Path

from paperbrowse.library import Library, LibraryError
from paperbrowse.search import NotPrivate, State, Store

_EVERY = 1.0
"""Seconds between two reports of progress: a key that meets one is drawn a frame later."""

_BREATH = 1.0
"""Seconds in which papers gather that come in few by few while the index is up to the others."""


def main() -> None:
    """The child's own work: arguments are the library's file and the index's directory."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.umask(0o077)  # all that it makes is the user's own
    if hasattr(os, "nice"):
        os.nice(10)
    gc.disable()  # postings are arrays of numbers: there is much to look through and no garbage
    library_path, index_path = map(Path, sys.argv[1:3])
    try:
        _build(library_path, Store(index_path))
    except (LibraryError, NotPrivate) as error:
        _say(f"failed {error}")
    except OSError as error:
        _say(f"unwritable {index_path} cannot be written: {error.strerror or error}")
    except Exception as error:  # the parent shows the sentence; there is nobody else to tell
        _say(f"failed {type(error).__name__}: {error}")
    else:
        _say("ready")


def _build(library_path: Path, store: Store) -> None:
    store.prepare()
    library = Library.open(library_path, read_only=True)
    progress = _Progress()
    try:
        with store.building(partial(_others, store, progress)):
            if store.state(library.stamp()) is State.READY:
                return  # another window has built it while this one waited
            _grow(store, library, progress)
    finally:
        library.close()


def _others(store: Store, progress: _Progress) -> None:
    """Say how far another window's process has come, which builds meanwhile."""
    current = store.current()
    if current is not None and current.waiting:
        progress(current.papers, current.papers + current.waiting)


def _grow(store: Store, library: Library, progress: _Progress) -> None:
    """Make the index hold the library, also what comes into it meanwhile."""
    from paperbrowse.search.building import Builder

    builder = Builder(store, library, progress)
    while (build := builder.grow()) is not None:
        progress.say()  # there is more to be found
        if not build.waiting and build.stamp != library.stamp():
            time.sleep(_BREATH)


class _Progress:
    """Says how far it has come, now and then: each time, the program's screen changes."""

    def __init__(self) -> None:
        self._next = 0.0
        self._come = 0, 0

    def __call__(self, done: int, total: int) -> None:
        self._come = done, total
        if time.monotonic() >= self._next:
            self.say()

    def say(self) -> None:
        self._next = time.monotonic() + _EVERY
        _say("progress {} {}".format(*self._come))


def _say(line: str) -> None:
    print(line.replace("\n", " "), flush=True)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # blocks until the parent closes the pipe, or is gone
    os._exit(0)
