"""A pane that draws its own lines and its scrollbar, and changes without a new layout."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

Spans = Sequence[tuple[int, int]]
"""Parts of a text that match the query: starts and ends in code points."""


class LineView(ScrollView):
    """The base of list and paper.

    A key of a search changes what both panes scroll over. Textual would lay out the whole screen
    again and then draw the scrollbars, which are widgets of their own: two more frames. Here the
    panes keep their size, and the scrollbar is the last cell of each line.
    """

    DEFAULT_CSS = """
    LineView {
        overflow: hidden;
    }
    """

    COMPONENT_CLASSES = {"line-view--track", "line-view--thumb"}

    virtual_size = Reactive(Size(0, 0), layout=False)

    _dragging = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._looks: dict[str, Style] = {}

    @property
    def allow_vertical_scroll(self) -> bool:
        """The wheel scrolls, though there is no scrollbar of Textual's."""
        return True

    @property
    def line_width(self) -> int:
        """Cells of a line, without the scrollbar."""
        return max(0, self.size.width - 1)

    @property
    def top(self) -> int:
        """The line that is drawn first."""
        return round(self.scroll_offset.y)

    def draw_line(self, index: int) -> Strip:
        """The line with this index, ``line_width`` cells wide: each pane has its own."""
        raise NotImplementedError

    def look(self, name: str) -> Style:
        """The style of a component class, resolved once: many lines ask for it."""
        if name not in self._looks:
            self._looks[name] = self.get_component_rich_style(name, partial=True)
        return self._looks[name]

    def notify_style_update(self) -> None:
        """Forget resolved styles: theme, focus or hover has changed."""
        self._looks.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line of the pane: the line that has been scrolled there, and the scrollbar."""
        bar = "line-view--thumb" if self._on_thumb(y) else "line-view--track"
        style = self.rich_style + self.look(bar)
        return Strip.join([self.draw_line(y + self.top), Strip([Segment(" ", style)])])

    def set_length(self, lines: int) -> None:
        """Scroll over this many lines, and draw them anew."""
        self.virtual_size = Size(self.line_width, lines)
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        self.refresh()

    def jump_to(self, line: int) -> None:
        """Scroll so that this line is the first, at once."""
        self.scroll_to(y=max(0, line), animate=False)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scrollbar."""
        if event.get_content_offset_capture(self).x >= self.line_width:
            self._dragging = True
            self.capture_mouse()
            self._drag_to(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag what was taken hold of."""
        if self._dragging:
            self._drag_to(event.y)

    def on_mouse_up(self) -> None:
        """Let go."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _drag_to(self, y: int) -> None:
        height = max(1, self.size.height - 1)
        self.jump_to(round(self.max_scroll_y * min(1.0, max(0.0, y / height))))

    def _on_thumb(self, y: int) -> bool:
        length, height = self.virtual_size.height, self.size.height
        if length <= height:
            return False
        size = max(1, height * height // length)
        start = round((height - size) * self.top / max(1, length - height))
        return start <= y < start + size
