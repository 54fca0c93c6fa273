"""Reading lists beside the screen: one after the other, with progress, until they are stopped."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from paperbrowse.catalogue import (
    Catalogue,
    LeftOut,
    Outcome,
    Progress,
    Reading,
    Report,
    Step,
    Wish,
    sentence,
)
from paperbrowse.text import safe
from paperbrowse.text.numbers import number
from paperbrowse.tui.beside import FromThread

_SHOWN = 2
"""Rows that were left out are named up to so many; the command line names all."""

_LOOK = 5.0
"""Seconds between two looks at the papers that have come."""


class View(Protocol):
    """What shows that lists are being read."""

    def show_progress(self, progress: Progress | None, seconds: float) -> None:
        """How far a list has come since it was begun so many seconds ago; None: nothing is read."""

    def papers_came(self) -> None:
        """There are other papers than before."""

    def say(self, sentence: str) -> None:
        """Say what came of it."""

    def warn(self, sentence: str) -> None:
        """Say what went wrong."""

    def allow(self, wish: Wish, address: str) -> None:
        """Ask whether an address on the user's own network may be read."""


class Updating:
    """Reads lists; what is asked for while others are read waits for its turn."""

    def __init__(self, catalogue: Catalogue, view: View, from_thread: FromThread) -> None:
        self._catalogue = catalogue
        self._view = view
        self._from_thread = from_thread
        self._wishes: deque[Wish] = deque()
        self._reading: Reading | None = None
        self._began = self._looked = 0.0
        self._left_out: list[LeftOut] = []

    @property
    def active(self) -> bool:
        """Whether anything is being read."""
        return self._reading is not None

    def read(self, wishes: Sequence[Wish]) -> None:
        """Read lists, after those that are being read."""
        if not self._catalogue.keeps_marks:
            self._view.warn("The library can only be read: no list can be added or updated.")
            return
        waiting = {wish.address for wish in self._wishes}
        self._wishes += [wish for wish in wishes if wish.address not in waiting]
        if self._reading is None:
            self._next()

    def stop(self) -> bool:
        """Stop reading, with what was read kept; False where nothing is being read."""
        self._wishes.clear()
        if self._reading is None:
            return False
        self._reading.cancel()
        return True

    def close(self) -> None:
        """End it at once."""
        self._wishes.clear()
        if self._reading is not None:
            self._reading.close()

    def _next(self) -> None:
        if not self._wishes:
            self._view.show_progress(None, 0)
            return
        wish = self._wishes.popleft()
        self._began = self._looked = time.monotonic()
        self._left_out = []
        self._view.show_progress(Progress(wish.called), 0)
        reading = self._reading = self._catalogue.lists.reading(wish)
        threading.Thread(
            target=self._listen, args=(wish, reading), name="reading", daemon=True
        ).start()

    def _listen(self, wish: Wish, reading: Reading) -> None:
        try:
            for step in reading.steps():
                self._hand_over(wish, step)
        except ValueError:  # the pipe was closed under the reader: the program ends
            return
        self._from_thread(lambda: self._ended(reading))

    def _hand_over(self, wish: Wish, step: Step) -> None:
        self._from_thread(lambda: self._heard(wish, step))

    def _heard(self, wish: Wish, step: Step) -> None:
        now = time.monotonic()
        if isinstance(step, Progress):
            self._view.show_progress(step, now - self._began)
            if step.papers and now - self._looked > _LOOK:
                self._looked = now
                self._view.papers_came()
        elif isinstance(step, LeftOut):
            if len(self._left_out) < _SHOWN:
                self._left_out.append(step)
        else:
            self._report(wish, step)

    def _report(self, wish: Wish, report: Report) -> None:
        if report.outcome is Outcome.ASKING:
            self._view.allow(replace(wish, private=True), report.problem)
            return
        rows = [f"Line {number(left.line)}: {safe(left.reason)}" for left in self._left_out]
        told = "\n".join([sentence(report), *map(safe, report.notes[:_SHOWN]), *rows])
        (self._view.warn if report.outcome is Outcome.FAILED else self._view.say)(told)
        if report.outcome is not Outcome.SAME:
            self._view.papers_came()

    def _ended(self, reading: Reading) -> None:
        reading.close()
        self._reading = None
        self._next()
