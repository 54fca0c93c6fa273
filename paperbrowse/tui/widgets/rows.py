"""A pane of rows, one of them highlighted and moved by keys: the list of papers, and a panel."""

from __future__ import annotations

from abc import abstractmethod

from rich.cells import cell_len, set_cell_size

from paperbrowse.tui.widgets.line_view import LineView


class Rows(LineView):
    """The base of panes with a highlighted row."""

    _cursor = 0
    """Which row is highlighted."""

    @property
    @abstractmethod
    def count(self) -> int:
        """How many rows there are."""

    @abstractmethod
    def highlight(self, index: int) -> None:
        """Highlight the row at an index, or the nearest one there is."""

    def action_down(self) -> None:
        """Highlight the next row."""
        self.highlight(self._cursor + 1)

    def action_up(self) -> None:
        """Highlight the row before."""
        self.highlight(self._cursor - 1)

    def action_top(self) -> None:
        """Highlight the first row."""
        self.highlight(0)

    def action_bottom(self) -> None:
        """Highlight the last row."""
        self.highlight(self.count - 1)

    def action_page_down(self) -> None:
        """Highlight the row a page below."""
        self.highlight(self._cursor + self.size.height)

    def action_page_up(self) -> None:
        """Highlight the row a page above."""
        self.highlight(self._cursor - self.size.height)


def fitted(text: str, room: int) -> str:
    """A text in at most ``room`` cells, with a sign where it was cut."""
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, max(0, room - 1)).rstrip() + "…"
