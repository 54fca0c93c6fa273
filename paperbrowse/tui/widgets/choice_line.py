"""A line on which one of several values is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widget import Widget

_LABEL_WIDTH = 10


class ChoiceLine(Widget, can_focus=True):
    """A label and its values beside each other; where there is no room, the chosen one alone."""

    COMPONENT_CLASSES = {"choice-line--label", "choice-line--chosen"}

    def __init__(
        self, label: str, values: Sequence[str], chosen: int, changed: Callable[[], None], id: str
    ) -> None:
        """``changed`` hears that another value is chosen."""
        super().__init__(id=id)
        self._label = label
        self._values = values
        self._changed = changed
        self.chosen = chosen
        """Which value is chosen."""

    def choose(self, index: int) -> None:
        """Choose a value; behind the last comes the first."""
        self.chosen = index % len(self._values)
        self.refresh()
        self._changed()

    def render(self) -> Text:
        """The line; brackets say what is chosen where colours do not."""
        chosen = self.get_component_rich_style("choice-line--chosen", partial=True)
        label = self.get_component_rich_style("choice-line--label", partial=True)
        line = Text(no_wrap=True, overflow="ellipsis", end="")
        sign = "▸" if self.has_focus else " "
        line.append(f"{sign} {self._label:<{_LABEL_WIDTH - 2}}", label)
        for index, part in self._parts():
            line.append(part, chosen if index == self.chosen else "")
        return line

    def _parts(self) -> Sequence[tuple[int, str]]:
        """What stands on the line, each with the index of its value."""
        parts = [
            (index, f"[{value}]" if index == self.chosen else f" {value} ")
            for index, value in enumerate(self._values)
        ]
        if sum(cell_len(part) for _, part in parts) <= self.size.width - _LABEL_WIDTH:
            return parts
        place = f" {self.chosen + 1} of {len(self._values)}"
        return [(-1, "‹ "), parts[self.chosen], (-1, f" ›{place}")]

    def on_click(self, event: events.Click) -> None:
        """Choose the value that was clicked."""
        end = _LABEL_WIDTH
        for index, part in self._parts():
            end += cell_len(part)
            if event.x < end:
                if event.x >= _LABEL_WIDTH and index >= 0:
                    self.choose(index)
                return
