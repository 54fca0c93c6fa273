"""The terminal before and after the screen has it: raw from the first moment, as it was at the end.

Nothing is imported here but what Python has loaded or loads at once: what is typed while the rest
of the program is imported must not be echoed, edited or lost.
"""

from __future__ import annotations

import os
import stat
import sys
from array import array
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paperbrowse.guard import Guard

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
        self.ahead = b""
        """What was read before the screen reads it."""
        self.asked = False
        """Whether the terminal was asked for the colour of its background."""
        self.guard: Guard | None = None
        """What gives the terminal back if the program cannot."""


EARLY = Early()

_ANSWERING = (
    *("alacritty", "contour", "foot", "ghostty", "gnome", "iterm", "kitty", "konsole"),
    *("mintty", "mlterm", "rxvt", "st-", "tmux", "vte", "wezterm", "xterm"),
)
"""How the names begin of terminals that answer questions, or print nothing of them."""


def stand_in() -> None:
    """Put the null device where a standard stream is closed.

    A file that is opened later would get the stream's number, and be read or written by mistake.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
            stream = open(number, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def has_screen() -> bool:
    """Whether there is a terminal to browse in: one whose cursor can be moved."""
    return os.isatty(0) and os.isatty(1) and os.environ.get("TERM") != "dumb"


def use_own_size() -> None:
    """Have what is drawn fit the terminal, as it is at each moment, whatever the environment says.

    ``COLUMNS`` and ``LINES`` are exported by some shells, and a resize does not change them.
    """
    try:
        known = all(os.get_terminal_size(1))
    except OSError:
        known = False
    if known:
        os.environ.pop("COLUMNS", None)
        os.environ.pop("LINES", None)


def in_foreground() -> bool:
    """Whether the terminal is the program's to use, and not the shell's or another job's."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return True  # it knows of no jobs


def take() -> bool:
    """Make the terminal raw: keys wait until they are read. False where it is another program's.

    Ctrl+C and Ctrl+Z still do what the shell is used to until the screen takes over. A program
    that was started in the background stops here until it is brought to the foreground.
    """
    if termios is None:
        return True
    if not in_foreground():
        # This asks for nothing, and stops whom the terminal does not belong to. Settings are read
        # afterwards: those of now are the shell's own, for reading a line.
        try:
            termios.tcdrain(0)
        except termios.error:
            return False  # nobody could bring it to the foreground
    try:
        before = termios.tcgetattr(0)
        take_again()
        EARLY.attributes = before
        _ask()
        from paperbrowse.guard import Guard

        EARLY.guard = Guard(before, termios.tcgetattr(0))
    except (OSError, termios.error):
        pass
    return True


def _ask() -> None:
    """Ask for the colour of the background, which is known by the time that a screen is drawn."""
    name = os.environ.get("TERM", "")
    # tmux may call itself screen; screen itself has no answer.
    if name.startswith(_ANSWERING) or ("TMUX" in os.environ and name.startswith("screen")):
        os.write(1, b"\x1b]11;?\x07")
        EARLY.asked = True


def look_ahead() -> bytes:
    """What has been sent so far, which the screen is still to read."""
    try:
        if EARLY.asked and (waiting := _waiting()):
            EARLY.ahead += read(waiting)
    except OSError:
        pass  # it is gone, which the screen finds out
    return EARLY.ahead


def read(most: int) -> bytes:
    """Read up to so many bytes, with Enter as a raw terminal sends it. Raises OSError."""
    try:
        edited = termios.tcgetattr(0)[0] & termios.ICRNL  # a shell has it, or had it just now
    except termios.error as error:
        raise OSError(*error.args) from error
    data = os.read(0, most)
    count = len(data) if edited else EARLY.typed
    early, rest = data[:count], data[count:]
    EARLY.typed = max(0, EARLY.typed - len(early))
    return early.replace(b"\n", b"\r") + rest


def _waiting() -> int:
    waiting = array("i", [0])
    fcntl.ioctl(0, termios.FIONREAD, waiting)
    return waiting[0]


def take_again() -> None:
    """Make the terminal raw, and learn how much was typed before it was."""
    raw = termios.tcgetattr(0)
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    raw[6][termios.VMIN] = 1
    EARLY.typed = _waiting()  # it may be read before the next line
    termios.tcsetattr(0, termios.TCSANOW, raw)  # not TCSAFLUSH, which loses what was typed
    EARLY.typed = _waiting()


def guard(*, screen: bool) -> None:
    """The program draws on the terminal from now on, or has given it back (for a while)."""
    if EARLY.guard is not None:
        EARLY.guard.has_screen(screen)


def restore() -> None:
    """Give the terminal back as ``take`` found it."""
    if EARLY.attributes is not None and in_foreground():
        _set(EARLY.attributes)
    if EARLY.guard is not None:
        EARLY.guard.end()


def _set(attributes: list[Any]) -> None:
    try:
        termios.tcsetattr(0, termios.TCSANOW, attributes)
        if EARLY.asked:
            termios.tcflush(0, termios.TCIFLUSH)  # an answer that nobody has read is no command
    except (OSError, termios.error):
        return


def forget() -> None:
    """The terminal is gone: what is still said goes nowhere, and nothing more comes."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        if stat.S_ISCHR(os.fstat(stream).st_mode):
            os.dup2(nowhere, stream)
    os.close(nowhere)
