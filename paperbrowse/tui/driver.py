"""The terminal's side of the app: every byte that is typed, from the start of the process on."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from paperbrowse.terminal import EARLY
from paperbrowse.tui.keyboard import Keyboard, Kind, Typed

_LOOK = 0.1
"""Seconds between two looks at whether the input is to end."""

_READ = 65_536
"""The most bytes that are read at once."""


_KEPT = ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size")
"""What one of Textual's parsers knows of the mouse and the window, and the next must know."""


class KeyboardDriver(LinuxDriver):
    """Textual's driver, with its own reading of what the terminal sends (``keyboard``)."""

    def start_application_mode(self) -> None:
        """Take the terminal; what is restored at the end is what it was before the program."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # it has no types
        if EARLY.attributes is not None:
            self.attrs_before = EARLY.attributes

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read until the app ends, or the terminal is gone, which ends the app."""
        keyboard, names = Keyboard(), _Names(self._debug)
        while not self.exit_event.is_set():
            now, deadline = time.monotonic(), keyboard.deadline
            wait = _LOOK if deadline is None else max(0.0, min(_LOOK, deadline - now))
            ready, _, _ = select.select([self.fileno], [], [], wait)
            now = time.monotonic()
            if ready:
                data = self._read()
                if not data:
                    self._loop.call_soon_threadsafe(self._app.exit)
                    return
                typed = keyboard.feed(data, now)
            else:
                typed = keyboard.late(now)
            for message in names.messages(typed):
                self.process_message(message)

    def _read(self) -> bytes:
        try:
            data = os.read(self.fileno, _READ)
        except OSError:
            return b""
        if EARLY.typed:
            # The terminal was not raw yet: it made \n of Enter.
            early, data = data[: EARLY.typed], data[EARLY.typed :]
            EARLY.typed -= len(early)
            return early.replace(b"\n", b"\r") + data
        return data


class _Names:
    """Gives what was typed Textual's names for keys, and its events."""

    def __init__(self, debug: bool) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)

    def messages(self, typed: list[Typed]) -> Iterator[Message]:
        for kind, text in typed:
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
