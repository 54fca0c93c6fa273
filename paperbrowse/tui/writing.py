"""Files written beside the screen, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from paperbrowse.catalogue.exporting import Tell
from paperbrowse.tui.beside import Beside, FromThread

_PATIENCE = 0.05
"""Seconds a key waits for its file, so that it is told with the key; else it is told later."""


class Stopped(Exception):
    """The file was not wanted any more."""


class Writing:
    """Writes a file, tells how far it is, and can be stopped."""

    def __init__(
        self,
        from_thread: FromThread,
        told: Callable[[int], None],
        done: Callable[[Future[str]], None],
    ) -> None:
        """``told`` hears how many papers are written, ``done`` what is to be said of it."""
        self._from_thread = from_thread
        self._told = told
        self._done = done
        self._beside = Beside(from_thread, _PATIENCE)
        self._stop = threading.Event()
        self.busy = False
        """Whether a file is being written."""

    def begin(self, work: Callable[[Tell], str]) -> None:
        """Write a file by ``work``, which says what it did; nothing where one is being written."""
        if not self.busy:
            self.busy = True
            self._stop.clear()
            self._beside.ask(lambda: work(self._tell), self._finish)

    def stop(self) -> None:
        """Stop writing: the file will be as it was before."""
        self._stop.set()

    def close(self) -> None:
        """Stop writing, for good."""
        self.stop()
        self._beside.close()

    def _tell(self, papers: int) -> None:
        if self._stop.is_set():
            raise Stopped
        self._from_thread(lambda: self._told(papers))

    def _finish(self, done: Future[str]) -> None:
        self.busy = False
        self._done(done)
