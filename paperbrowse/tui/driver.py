"""The terminal's side of the app: every byte that is typed, from the start of the process on."""

from __future__ import annotations

import os
import select
import signal
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from paperbrowse import terminal
from paperbrowse.guard import LEAVE
from paperbrowse.terminal import EARLY
from paperbrowse.tui.background import QUESTION_ANSWERED, BackgroundTold, is_light
from paperbrowse.tui.ending import Ending
from paperbrowse.tui.keyboard import Keyboard, Kind, Typed
from paperbrowse.tui.output import Output

if TYPE_CHECKING:
    from paperbrowse.tui.app import PaperbrowseApp

_STOPS = 0.2
"""Seconds after which a program that was to stop and still runs goes on."""

_LOOK = 0.1
"""Seconds between two looks at whether the input is to end."""

_ANSWERS = 2.0
"""Seconds in which a terminal answers a question, over the slowest line."""

_READ = 65_536
"""The most bytes that are read at once."""


_KEPT = ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size")
"""What one of Textual's parsers knows of the mouse and the window, and the next must know."""


class KeyboardDriver(LinuxDriver):
    """Textual's driver, with its own reading of what the terminal sends (``keyboard``).

    It is told by signals to stop, to go on, and to end, which it does in the loop's own time: a
    handler that wrote to the screen could find the main thread in the middle of doing so.
    """

    def __init__(self, app: PaperbrowseApp, **options: Any) -> None:
        super().__init__(app, **options)
        self._end = app.end
        self._file = Output(1, self._gone)  # type: ignore[assignment]  # it needs no more of a file
        self._on = self._going_on = False
        self._ending = Ending(self._loop, self._end)

    def start_application_mode(self) -> None:
        """Take the terminal; what is restored at the end is what it was before the program."""
        terminal.guard(screen=True)
        super().start_application_mode()  # type: ignore[no-untyped-call]  # it has no types
        self._on = True
        self._ending.begin()
        if EARLY.attributes is not None:
            self.attrs_before = EARLY.attributes

    def stop_application_mode(self) -> None:
        """Give the terminal back; but what it is set to is the business of the job that has it."""
        if not self._on:
            return
        self.disable_input()
        if not self._going_on and self.attrs_before is not None and terminal.in_foreground():
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        self.write(LEAVE)
        self._on = False

    def disable_input(self) -> None:
        """Stop reading, where that is not done yet."""
        if not self._on:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        self.exit_event.set()
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()
        if not self._going_on and terminal.in_foreground():
            with suppress(termios.error):  # the mouse may have told where it is
                termios.tcflush(self.fileno, termios.TCIFLUSH)

    def close(self) -> None:
        """Write what is left to be written."""
        super().close()
        terminal.guard(screen=False)

    # Stopping and going on

    def _sigtstp_application(self, *_: object) -> None:
        if self._loop.is_closed():
            os.kill(0, signal.SIGSTOP)  # the screen is left already
        else:
            self._loop.call_soon_threadsafe(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        if self._loop.is_closed():
            return
        if self._auto_restart and terminal.in_foreground():
            with suppress(OSError, termios.error):
                terminal.take_again()  # at once: keys may be typed behind "fg"
        self._loop.call_soon_threadsafe(self._go_on)

    def _stop(self) -> None:
        """Stop, with whatever shares the job: a script that started it stops with it."""
        if self._on and self._auto_restart:
            self.suspend_application_mode()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        # Where there is no shell, nothing stops.
        self._loop.call_later(_STOPS, self._not_stopped)

    def _not_stopped(self) -> None:
        if not self._on:
            self._go_on()

    def _go_on(self) -> None:
        if not self._auto_restart or self._app._exit:
            return
        if not terminal.in_foreground():
            os.kill(0, signal.SIGSTOP)
            return
        self._going_on = True  # nothing is typed meanwhile as if a shell read it
        if self._on:
            self.suspend_application_mode()
        self._going_on = False
        self.resume_application_mode()
        self._app.post_message(self.SignalResume())

    # Ending

    def _gone(self) -> None:
        """The terminal is no longer there; may be called from any thread."""
        terminal.forget()
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end, signal.SIGHUP)

    # Reading

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read until the app ends, or the terminal is gone, which ends the app."""
        now = time.monotonic()
        keyboard, names = Keyboard(now + _ANSWERS if EARLY.asked else None), _Names(self._debug)
        ahead, EARLY.ahead = EARLY.ahead, b""
        if ahead:
            self._typed(names, keyboard.feed(ahead, now))
        while not self.exit_event.is_set():
            now, deadline = time.monotonic(), keyboard.deadline
            wait = _LOOK if deadline is None else max(0.0, min(_LOOK, deadline - now))
            ready, _, _ = select.select([self.fileno], [], [], wait)
            now = time.monotonic()
            if ready:
                data = self._read()
                if not data:
                    self._gone()
                    return
                typed = keyboard.feed(data, now)
            else:
                typed = keyboard.late(now)
            self._typed(names, typed)

    def _read(self) -> bytes:
        try:
            return terminal.read(_READ)
        except OSError:
            return b""

    def _typed(self, names: _Names, typed: list[Typed]) -> None:
        for one in typed:
            if one.kind is Kind.SEQUENCE and one.text.startswith(QUESTION_ANSWERED):
                EARLY.asked = False
                light = is_light(one.text)
                if light is not None:
                    self._app.post_message(BackgroundTold(light))
            else:
                for message in names.messages(*one):
                    self.process_message(message)


class _Names:
    """Gives what was typed Textual's names for keys, and its events."""

    def __init__(self, debug: bool) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)

    def messages(self, kind: Kind, text: str) -> Iterator[Message]:
        if kind is Kind.ESCAPE:
            yield events.Key("escape", text)
        elif kind is Kind.PASTE:
            yield events.Paste(text.replace("\x00", ""))
        elif kind is Kind.TEXT:
            for character in text:
                yield from self._parser.feed(character)
        else:
            yield from self._sequence(text)

    def _sequence(self, text: str) -> list[Message]:
        found = list(self._parser.feed(text))
        if not found:
            # A sequence that it does not know is given as letters, once more has come.
            before, self._parser = self._parser, XTermParser(self._debug)
            for name in _KEPT:
                setattr(self._parser, name, getattr(before, name))
        return found
