"""The status line: how many papers are shown, and what the program is doing meanwhile."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget

from paperbrowse.text import visible


class StatusLine(Widget):
    """A count, what is selected, what waits, and a remark, cut where there is no room."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._count = ""
        self._selected = ""
        self._waiting = ""
        self._remark = ""

    def count(self, text: str) -> None:
        """Show how many papers there are, in words."""
        text = visible(text)
        if text != self._count:
            self._count = text
            self.refresh()

    def selected(self, text: str) -> None:
        """Show what is selected; an empty text takes it away."""
        text = visible(text)
        if text != self._selected:
            self._selected = text
            self.refresh()

    def waiting(self, text: str) -> None:
        """Show what waits for another program; an empty text takes it away."""
        if text != self._waiting:
            self._waiting = text
            self.refresh()

    def remark(self, text: str) -> None:
        """Show what the program is doing; an empty text takes it away."""
        text = visible(text)
        if text != self._remark:
            self._remark = text
            self.refresh()

    def render(self) -> Text:
        """The line."""
        line = Text(self._count, no_wrap=True, overflow="ellipsis", end="")
        if self._selected:
            line.append(f" · {self._selected}", "bold")
        if self._waiting:
            line.append(f"  {self._waiting}", "bold")
        if self._remark:
            line.append(f"  {self._remark}", "dim")
        return line
