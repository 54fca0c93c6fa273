"""Marks from the keyboard: asked of the catalogue, and shown when they are on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum

from paperbrowse.catalogue import Catalogue, Row
from paperbrowse.tui.beside import FromThread, when_done

COMMIT = 0.05
"""Seconds a key waits for its mark, so that it is drawn with the key; else it is drawn later."""


_LONG = 1.0
"""Seconds after which a person may take a mark that waits for one that was not asked for."""


class Mark(Enum):
    """A mark that a key sets and takes away."""

    BOOKMARK = "bookmark"
    READ = "read"


class Marking:
    """Sets marks, one at a time for each paper, and tells when they are kept."""

    def __init__(
        self,
        catalogue: Catalogue,
        kept: Callable[[int], None],
        failed: Callable[[str], None],
        from_thread: FromThread,
    ) -> None:
        """``kept`` hears the key of each paper whose mark is on the disk; ``failed`` why not.

        Both are called on the screen's thread: ``from_thread`` brings a call there.
        """
        self._set = {Mark.BOOKMARK: catalogue.bookmark, Mark.READ: catalogue.mark_read}
        self._kept = kept
        self._failed = failed
        self._from_thread = from_thread
        self._wanted: dict[tuple[int, Mark], bool] = {}
        self._since: dict[tuple[int, Mark], float] = {}

    def toggle(self, row: Row, mark: Mark) -> bool:
        """Turn a mark of a paper to its other state, which is returned."""
        shown = row.bookmarked if mark is Mark.BOOKMARK else row.read
        on = not self._wanted.get((row.key, mark), shown)
        if on is shown and time.monotonic() - self._since.get((row.key, mark), 0.0) > _LONG:
            self._failed(f"The change of the {mark.value} mark was waiting still: it is undone.")
        self.set(row.key, mark, on)
        return on

    def set(self, key: int, mark: Mark, on: bool) -> None:
        """Set a mark of a paper, or take it away."""
        self._wanted[key, mark] = on
        self._since.setdefault((key, mark), time.monotonic())
        when_done(
            self._set[mark](key, on),
            lambda done: self._finish(key, mark, on, done),
            COMMIT,
            self._from_thread,
        )

    def _finish(self, key: int, mark: Mark, on: bool, done: Future[None]) -> None:
        if self._wanted.get((key, mark)) is on:
            del self._wanted[key, mark]
            self._since.pop((key, mark), None)
        error = done.exception()
        if error is not None:
            self._failed(f"The mark was not kept. {error}")
        self._kept(key)
