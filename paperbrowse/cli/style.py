"""Colours and widths of what is printed: for a terminal, or none at all for a pipe."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator

from rich.cells import cell_len, set_cell_size

from paperbrowse.cli.output import FAINT, MARK, PLAIN, STRONG
from paperbrowse.text import visible


class Style:
    """How printed texts look; with no colours, a text is printed as it is."""

    def __init__(self, colours: bool, width: int | None) -> None:
        """``width`` is that of the terminal in cells, None where lines may be of any length."""
        self._colours = colours
        self._width = width

    @classmethod
    def of(cls, color: str) -> Style:
        """The style for ``--color``: auto means on a terminal, unless NO_COLOR is set."""
        terminal = sys.stdout.isatty()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        colours = color == "always" or (color == "auto" and terminal and not plain)
        return cls(colours, shutil.get_terminal_size().columns if terminal else None)

    def strong(self, text: str) -> str:
        """What catches the eye."""
        return self._looking(STRONG, text)

    def faint(self, text: str) -> str:
        """What stands back."""
        return self._looking(FAINT, text)

    def mark(self, text: str) -> str:
        """Marks of a paper."""
        return self._looking(MARK, text)

    def cut(self, before: str, text: str) -> str:
        """A line of a table, its last column cut to the terminal's width."""
        text = visible(text)
        if self._width is None:
            return before + text
        room = max(1, self._width - cell_len(_bare(before)))
        if cell_len(text) > room:
            text = set_cell_size(text, room - 1).rstrip() + "…"
        return before + text

    def wrapped(
        self, text: str, look: Callable[[str], str] = str, label: str = ""
    ) -> Iterator[str]:
        """A paragraph, wrapped on a terminal, with a label before it."""
        text, head = visible(text), f"{label}: " if label else ""
        lines = [head + text]
        if self._width is not None:
            lines = textwrap.wrap(
                head + text, max(20, min(self._width, 100)), break_long_words=False
            )
        for number, line in enumerate(lines):
            if head and number == 0:
                yield self.faint(head) + look(line[len(head) :])
            else:
                yield look(line)

    def _looking(self, look: str, text: str) -> str:
        text = visible(text)
        return f"{look}{text}{PLAIN}" if self._colours and text else text


def _bare(text: str) -> str:
    return text.translate(_NO_LOOKS)


_NO_LOOKS = dict.fromkeys(map(ord, (STRONG, FAINT, MARK, PLAIN)))
