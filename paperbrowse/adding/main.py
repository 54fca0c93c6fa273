"""The process that reads a list beside the program, so that nothing waits for it.

Its first line of standard input says what is wanted, and when the input ends it stops, with what
was read so far kept: whatever happens to the program, no child is left behind. On its standard
output each line is a step.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from paperbrowse.adding.reading import add
from paperbrowse.adding.steps import Outcome, Report, Step
from paperbrowse.adding.way import Way, way
from paperbrowse.adding.wire import received_wish, sent
from paperbrowse.adding.wish import Wish
from paperbrowse.library import Library, LibraryError


def main() -> None:
    """The child's own work: arguments are the library's file and where arXiv is asked."""
    library_path, arxiv = Path(sys.argv[1]), sys.argv[2]
    wish = received_wish(sys.stdin.readline())
    stopped = threading.Event()
    threading.Thread(target=_stop_with_parent, args=(stopped,), daemon=True).start()
    os.umask(0o077)  # all that it makes is the user's own
    if hasattr(os, "nice"):
        os.nice(10)
    _say(_added(library_path, wish, way(_say, stopped.is_set, arxiv)))


def _added(library_path: Path, wish: Wish, ours: Way) -> Report:
    name = wish.called
    try:
        library = Library.open(library_path)
        try:
            return add(library, wish, ours)
        finally:
            library.close()
    except LibraryError as error:
        return Report(name, Outcome.FAILED, problem=str(error))
    except Exception as error:  # the parent shows the sentence; there is nobody else to tell
        return Report(name, Outcome.FAILED, problem=f"{type(error).__name__}: {error}")


def _say(step: Step) -> None:
    try:
        print(sent(step), flush=True)
    except BrokenPipeError:  # the parent is gone: so is its input, which ends the reading
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop_with_parent(stopped: threading.Event) -> None:
    sys.stdin.read()  # blocks until the parent closes the pipe, or is gone
    stopped.set()
