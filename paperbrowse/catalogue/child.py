"""The process that builds the index, and how the program starts it and hears from it.

The child works niced beside the screen, so that building never delays a key. It writes a line for
each step to its standard output. It ends when its standard input closes: whatever happens to the
program, no child is left behind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paperbrowse.library import Library, LibraryError
from paperbrowse.search import NotPrivate, State, Store

# The child takes over the parent's import path: ``-m`` alone would put the working directory,
# which may be anybody's, before it.
_START = (
    "import sys; sys.path[:] = sys.argv.pop(1).split(chr(10)); "
    "from paperbrowse.catalogue.child import main; main()"
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Papers indexed so far, out of all of them."""

    done: int
    total: int


class BuildFailed(Exception):
    """The child could not build the index; says why in one sentence."""


class Child:
    """A building process, from its start until it has ended."""

    def __init__(self, library: Path, index: Path) -> None:
        """Start it; it reads the library at one path and builds below the other."""
        path = "\n".join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, path, str(library), str(index)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def progress(self) -> Iterator[Progress]:
        """Its steps as they come, until the index is built. Raises BuildFailed."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "progress":
                done, total = map(int, rest.split())
                yield Progress(done, total)
            elif word == "failed":
                raise BuildFailed(rest)
            elif word == "ready":
                return
        raise BuildFailed("the process that builds the search index ended before it was done")

    def stop(self) -> None:
        """End it, at once if it still works."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.kill()
        self._process.wait()


def main() -> None:
    """The child's own work: arguments are the library's file and the index's directory."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)
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
    from paperbrowse.search.building import build

    store.prepare()
    library = Library.open(library_path, read_only=True)
    try:
        with store.building():
            stamp = library.stamp()
            if store.state(stamp) is State.READY:
                return  # another window has built it while this one waited
            keys = library.keys()
            total = len(keys)
            _say(f"progress 0 {total}")
            papers = ((entry.key, entry.paper) for entry in library.entries(keys))
            build(store, papers, stamp, lambda done: _say(f"progress {done} {total}"))
    finally:
        library.close()


def _say(line: str) -> None:
    print(line.replace("\n", " "), flush=True)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # blocks until the parent closes the pipe, or is gone
    os._exit(0)
