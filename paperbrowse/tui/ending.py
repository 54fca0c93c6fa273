"""The end that a signal asks for: in order at first, and at once where that takes too long."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

_AGAIN = 1.0
"""Seconds in which signals count as one: system and shell both tell of a closed window."""

_PATIENCE = 10
"""Seconds that an end in order may take."""


class Ending:
    """Calls ``end`` in the loop with the number of the signal that asks for it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, end: Callable[[int], None]) -> None:
        self._loop = loop
        self._end = end
        self._since = 0.0
        self._signal = 0

    def begin(self) -> None:
        """Answer these signals, but for those that whoever started the program has turned off."""
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._told)
        signal.signal(signal.SIGALRM, self._at_once)

    def _told(self, number: int, _: object) -> None:
        now = time.monotonic()
        if not self._signal:
            self._signal, self._since = number, now
            signal.alarm(_PATIENCE)
            if not self._loop.is_closed():  # else it is ending already
                self._loop.call_soon_threadsafe(self._end, number)
        elif now - self._since > _AGAIN:
            self._at_once()

    def _at_once(self, *_: object) -> None:
        """Die of the signal: the guard gives the terminal back."""
        signal.signal(self._signal, signal.SIG_DFL)
        os.kill(os.getpid(), self._signal)
