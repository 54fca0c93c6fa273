"""Waiting: before the next try, and for one's turn where requests must keep a distance."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from paperbrowse.sources.errors import Cancelled

_STEP = 0.1


class Clock:
    """The time, how to let it pass, and when who was asked last. Threads may share one."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}

    def pause(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        """Let so many seconds pass. Raises Cancelled soon after ``cancelled`` answers true."""
        until = self._now() + seconds
        while (left := until - self._now()) > 0:
            if cancelled():
                raise Cancelled
            self._sleep(min(left, _STEP))

    @contextmanager
    def turn(self, whose: str, distance: float, cancelled: Callable[[], bool]) -> Iterator[None]:
        """Be the only one to ask ``whose``, ``distance`` seconds after the one before was done.

        Raises Cancelled soon after ``cancelled`` answers true.
        """
        lock = self._turns[whose]
        while not lock.acquire(timeout=_STEP):
            if cancelled():
                raise Cancelled
        try:
            if whose in self._last:
                self.pause(self._last[whose] + distance - self._now(), cancelled)
            try:
                yield
            finally:
                self._last[whose] = self._now()
        finally:
            lock.release()


CLOCK = Clock()
