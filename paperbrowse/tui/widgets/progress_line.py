"""The line above the status that shows how far a list has been read, while one is."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from paperbrowse.catalogue import Progress
from paperbrowse.text import safe
from paperbrowse.tui.widgets.appearing import Place, appear
from paperbrowse.tui.widgets.rows import fitted
from paperbrowse.tui.wording import reading_figures

_WIDEST = 40
_BAR = 12


class ProgressLine(Widget):
    """A name, a bar and figures; hidden while nothing is read."""

    COMPONENT_CLASSES = {"progress-line--bar"}

    def __init__(self, place: Place, id: str) -> None:
        super().__init__(id=id)
        self._place = place
        self._progress: Progress | None = None
        self._seconds = 0.0
        self.display = False

    def show(self, progress: Progress | None, seconds: float) -> None:
        """Show how far a reading has come in so many seconds; None hides the line."""
        self._progress, self._seconds = progress, seconds
        if progress is None:
            self.display = False
            return
        appear(self, self._place)
        self.refresh()

    def render(self) -> Text:
        """The line."""
        line = Text(no_wrap=True, overflow="ellipsis", end="")
        progress = self._progress
        if progress is None:
            return line
        figures = reading_figures(progress, self._seconds)
        room = self.size.width - cell_len(figures) - _BAR - 4
        line.append(f"{fitted(safe(progress.name), max(8, min(_WIDEST, room)))} ")
        if progress.total:
            done = round(_BAR * progress.done / progress.total)
            bar = self.get_component_rich_style("progress-line--bar", partial=True)
            line.append("━" * done, bar)
            line.append("─" * (_BAR - done) + " ", "dim")
        line.append(figures)
        return line
