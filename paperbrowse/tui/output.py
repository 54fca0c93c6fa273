"""What the driver writes to the terminal: whole, and nothing more once the terminal is gone."""

from __future__ import annotations

import os
import select
from collections.abc import Callable


class Output:
    """As much of a file as Textual's writing thread needs. ``gone`` is called once, if ever.

    Textual would draw on standard error, which may be closed, or a file. A stream of Python's would
    keep what it could not write, and fail again when the program ends.
    """

    def __init__(self, descriptor: int, gone: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._gone = gone
        self._waiting: list[str] = []
        self._lost = False

    def fileno(self) -> int:
        """The number of the file."""
        return self._descriptor

    def write(self, text: str) -> None:
        """Keep a text until the next ``flush``."""
        self._waiting.append(text)

    def flush(self) -> None:
        """Write what was kept."""
        data = memoryview("".join(self._waiting).encode("utf-8", "replace"))
        self._waiting.clear()
        while data and not self._lost:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:  # another program has left it in that mode
                select.select([], [self._descriptor], [])
            except OSError:
                self._lost = True
                self._gone()
