"""The installed browser at work in a terminal: papers gone to and marked, and what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable

from terminal import CTRL_U, ENTER, Terminal

_PAPER = re.compile(r"arXiv (\d{4}\.\d{5})")


class Browsing:
    """A browser of 120 columns: what is marked is waited for, in the words of the paper's pane."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def paper(self) -> str:
        """What stands in the pane of the paper, on one line."""
        lines = (line.partition("▏") for line in self.terminal.text().splitlines())
        return " ".join(right.strip() for _, bar, right in lines if bar)

    def at(self, number: str) -> bool:
        """Whether that paper is shown."""
        found = _PAPER.search(self.paper())
        return found is not None and found[1] == number

    def until(self, holds: Callable[[str], bool], seconds: float = 60) -> None:
        """Wait until a condition holds of the paper's pane."""
        self.terminal.wait_for(lambda _: holds(self.paper()), seconds)

    def go(self, row: int, number: str) -> None:
        """Highlight the paper in a row, the first being 0."""
        self.terminal.send("g" + "j" * row)
        self.until(lambda _: self.at(number))

    def bookmark(self) -> None:
        """Set the bookmark, or take it away."""
        self.terminal.send("b")

    def read(self) -> None:
        """Mark the paper read, or unread."""
        self.terminal.send("r")

    def tag(self, name: str) -> None:
        """Put another tag on the paper."""
        self._write("t", "Tags, with commas", f",{name}")

    def note(self, text: str) -> None:
        """Put a note in the place of the one that is there."""
        self._write("e", "Note", f"{CTRL_U}{text}")

    def _write(self, key: str, title: str, text: str) -> None:
        self.terminal.send(key)
        self.terminal.wait_for(f"{title} ", 60)
        self.terminal.send(text + ENTER)
