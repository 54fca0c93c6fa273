"""The terminal before and after the screen has it: raw from the first moment, as it was at the end.

Nothing is imported here but what Python has loaded or loads at once: what is typed while the rest
of the program is imported must not be echoed, edited or lost.
"""

from __future__ import annotations

import os
from array import array
from typing import Any

try:
    import fcntl
    import termios
except ImportError:  # Windows has its own ways
    termios = None  # type: ignore[assignment]


class Early:
    """The terminal's settings as they were, and what had been typed before it was raw."""

    def __init__(self) -> None:
        self.attributes: list[Any] | None = None
        self.typed = 0
        """How many bytes the terminal had edited by its own rules: Enter stands in them as \\n."""


EARLY = Early()


def has_screen() -> bool:
    """Whether there is a terminal to browse in: one whose cursor can be moved."""
    return os.isatty(0) and os.isatty(1) and os.environ.get("TERM") != "dumb"


def take() -> None:
    """Make the terminal raw, where standard input is one: keys wait until they are read.

    Ctrl+C and Ctrl+Z still do what the shell is used to until the screen takes over.
    """
    if termios is None:
        return
    try:
        before = termios.tcgetattr(0)
        after = termios.tcgetattr(0)
        after[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        after[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        after[6][termios.VMIN] = 1
        termios.tcsetattr(0, termios.TCSANOW, after)  # not TCSAFLUSH, which loses what was typed
        EARLY.attributes = before
        waiting = array("i", [0])
        fcntl.ioctl(0, termios.FIONREAD, waiting)
        EARLY.typed = waiting[0]
    except (OSError, termios.error):
        return


def restore() -> None:
    """Give the terminal back as ``take`` found it."""
    if EARLY.attributes is not None:
        try:
            termios.tcsetattr(0, termios.TCSANOW, EARLY.attributes)
        except (OSError, termios.error):
            return
