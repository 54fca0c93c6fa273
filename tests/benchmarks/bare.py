"""The baseline: a bare Textual app with the widgets of the browser and 199 lines of text."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Input, Static


class Lines(ScrollView, can_focus=True):
    """Draws 199 lines, one of them highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "down", "Down")]
    cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(40, 199)

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_offset.y)
        style = Style(bgcolor="blue") if index == self.cursor else Style()
        return Strip([Segment(f"line {index}".ljust(self.size.width), style)])

    def action_down(self) -> None:
        self.cursor += 1
        self.refresh()


class Bare(App[None]):
    """Input over list and text, a status line, a footer."""

    CSS = """
    Input { height: 1; border: none; }
    Horizontal { height: 1fr; }
    Lines { width: 1fr; }
    VerticalScroll { width: 1fr; }
    #status { height: 1; }
    """

    def compose(self) -> ComposeResult:
        yield Input(placeholder="search")
        with Horizontal():
            yield Lines()
            with VerticalScroll():
                yield Static("A text beside the list. " * 60)
        yield Static("199 papers", id="status")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Lines).focus()


if __name__ == "__main__":
    Bare().run()
