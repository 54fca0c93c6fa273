"""What commands share: the query they are given, a catalogue to ask, and how far a thing is."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from paperbrowse.catalogue import Catalogue, NotReady, Phase, Status
from paperbrowse.cli.output import say
from paperbrowse.config import Directories
from paperbrowse.text.numbers import number

_Answer = TypeVar("_Answer")

_LOOK = 0.05
"""Seconds between two looks at whether the index is still being seen to."""


_PATIENCE = 30.0
"""Seconds that a change waits while another program writes to the library."""


def query_text(words: Sequence[str]) -> str:
    """The query that the words of a command line are; a ``-`` alone stands for standard input."""
    if list(words) == ["-"]:
        return " ".join(sys.stdin.read().splitlines()) if sys.stdin else ""
    return " ".join(word.removeprefix(" ") for word in words)  # see parser._protected


@contextmanager
def opened(directories: Directories) -> Iterator[Catalogue]:
    """A catalogue for one command, its notices said. Raises LibraryError."""
    catalogue = Catalogue.open(directories, say)
    try:
        for notice in catalogue.notices:
            say(notice)
        catalogue.wait_for_others(_Waiting().told, _PATIENCE)
        yield catalogue
    finally:
        catalogue.close()


def answered(catalogue: Catalogue, ask: Callable[[], _Answer]) -> _Answer:
    """What ``ask`` gives, once the index is there to answer. Raises NotReady where it can't be."""
    # An index may prove to be damaged only when it is read; then it is built again.
    for _attempt in range(2):
        try:
            return ask()
        except NotReady:
            _wait_for_index(catalogue)
    return ask()


class _Waiting:
    """Says once that a change waits for another program."""

    def __init__(self) -> None:
        self._said = False

    def told(self, waiting: int) -> None:
        """Hear how many changes wait."""
        if waiting and not self._said:
            self._said = True
            say(
                "another program is writing to the library: waiting for it,"
                f" {_PATIENCE:.0f} seconds at most"
            )


@contextmanager
def progress(done_so: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what tells how far something is, where somebody watches; that goes when it is over.

    What is told is ``40,000 of 650,000 indexed``, where ``done_so`` is the last word.
    """
    watched = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if watched:
            said = f"\r{number(done)} of {number(total)} {done_so}"
            print(said, end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if watched:
            print("\r\x1b[K", end="", file=sys.stderr)


def _wait_for_index(catalogue: Catalogue) -> None:
    """Wait until the index is ready, with progress where somebody watches. Raises NotReady."""
    over = threading.Event()
    with progress("indexed") as tell:

        def heard(status: Status) -> None:
            if status.phase in (Phase.READY, Phase.FAILED):
                over.set()
            elif status.progress.total:
                tell(status.progress.done, status.progress.total)

        catalogue.index.listener = heard
        keeper = catalogue.index.ensure()
        while keeper.is_alive() and not over.wait(_LOOK):
            pass  # when it is ready, it may be tidied up still
    if catalogue.index.status.phase is not Phase.READY:
        raise NotReady(catalogue.index.status.sentence)
