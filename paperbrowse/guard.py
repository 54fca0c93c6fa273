"""A small process that gives the terminal back where the program could not: killed, or crashed.

It is forked at the start, before anything is imported, and does nothing but wait on a pipe that
the system closes with the program. What it undoes is only what the program did and had not undone.
"""

from __future__ import annotations

import os
import signal
import termios
from contextlib import suppress
from typing import Any, NoReturn

LEAVE = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # pastes, wrapping, reports of the size
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l"  # the mouse, the focus
    "\x1b[<u"  # keys as kitty reports them; before the screen is left
    "\x1b[0m\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
)
"""Leaves the screen: it is cleared first, for terminals that have no other one to go back to."""

_NOTHING, _RAW, _SCREEN = b"-", b"r", b"s"

_PATIENCE = 5
"""Seconds that a terminal may take to accept what it is sent."""


class Guard:
    """Watches from now on; ``before`` are the terminal's settings to go back to."""

    def __init__(self, before: list[Any], raw: list[Any]) -> None:
        self._pipe: int | None = None
        try:
            waiting, pipe = os.pipe()
            groups = {os.getpgrp(), os.getpgid(os.getppid()), os.getsid(0)}
            process = os.fork()
        except OSError:  # no more processes: it goes without
            return
        if process == 0:
            os.close(pipe)
            _watch(waiting, groups, before, raw)
        os.close(waiting)
        self._pipe, self._process = pipe, process
        self._say(_RAW)

    def has_screen(self, on: bool) -> None:
        """The program draws on the terminal, or has given it back (for a while)."""
        self._say(_SCREEN if on else _NOTHING)

    def end(self) -> None:
        """The terminal is given back: the guard ends at once."""
        if self._pipe is not None:
            self._say(_NOTHING)
            os.close(self._pipe)
            self._pipe = None
            with suppress(OSError):
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)

    def _say(self, state: bytes) -> None:
        if self._pipe is not None:
            with suppress(OSError):
                os.write(self._pipe, state)


def _watch(pipe: int, groups: set[int], before: list[Any], raw: list[Any]) -> NoReturn:
    try:
        # Signals of the keyboard are for the program, and so is whatever asks it to end.
        os.setpgid(0, 0)
        for name in ("INT", "QUIT", "TERM", "HUP", "TSTP", "TTIN", "TTOU", "USR1", "USR2"):
            signal.signal(getattr(signal, f"SIG{name}"), signal.SIG_IGN)
        state = _RAW
        while said := os.read(pipe, 64):
            state = said[-1:]
        if state != _NOTHING:
            signal.alarm(_PATIENCE)
            _give_back(state == _SCREEN, groups, before, raw)
    finally:
        os._exit(0)


def _give_back(screen: bool, groups: set[int], before: list[Any], raw: list[Any]) -> None:
    """Undo it, unless another program than ours, or a shell, uses the terminal by now."""
    with suppress(OSError):
        if os.tcgetpgrp(1) not in groups:
            return
    if screen:
        with suppress(OSError):
            os.write(1, LEAVE.encode())
    with suppress(OSError, termios.error):
        now = termios.tcgetattr(0)
        now[3] |= raw[3] & termios.ISIG  # the screen takes these keys too
        if now == raw:
            termios.tcsetattr(0, termios.TCSAFLUSH, before)
