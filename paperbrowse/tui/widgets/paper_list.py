"""The list pane: one line a paper, drawn straight from keys; only visible rows are ever fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from paperbrowse.catalogue import Row, title
from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.selecting import Selection
from paperbrowse.tui.widgets.line_view import Spans
from paperbrowse.tui.widgets.rows import Rows, fitted

_BOOKMARKED, _UNREAD, _CODE, _UPDATED, _SELECTED = "★", "•", "{}", "↑", "✓"
_DATE_WIDTH = 10


class PaperList(Rows, can_focus=True):
    """A list of papers by their keys, with one highlighted."""

    BINDINGS = bindings(Where.LIST)

    COMPONENT_CLASSES = {
        "paper-list--cursor",
        "paper-list--date",
        "paper-list--mark",
        "paper-list--match",
        "paper-list--read",
        "paper-list--selected",
    }

    class Highlighted(Message):
        """Another paper is highlighted, or none in an empty list."""

    class Selected(Message):
        """Other papers are selected."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], dict[int, Row]],
        match: Callable[[str], Spans],
        chosen: Callable[[], None],
        id: str,
    ) -> None:
        """``fetch`` gives the rows of keys; ``match`` what to mark in a title.

        ``chosen`` hears that the highlighted paper is to be read, by Enter or a click on it, in the
        key's own turn: a message would come later than the next key.
        """
        super().__init__(id=id)
        self._fetch = fetch
        self._match = match
        self._chosen = chosen
        self._keys: Sequence[int] = ()
        self._empty: Sequence[str] = ()
        self._rows: dict[int, Row] = {}
        self._stale: set[int] = set()
        self.selection = Selection()
        """The papers that are selected, shown or not."""

    @property
    def key(self) -> int | None:
        """The key of the highlighted paper."""
        return self._keys[self._cursor] if self._cursor < len(self._keys) else None

    @property
    def keys(self) -> Sequence[int]:
        """The keys of all papers in the list, in order."""
        return self._keys

    def show(
        self, keys: Sequence[int], highlight: int | None = None, empty: Sequence[str] = ()
    ) -> None:
        """Show these papers, with the given one highlighted, else the first.

        Where there are none, the sentences of ``empty`` stand in their place.
        """
        before = self.key
        self.selection.end()
        self._stale.update(self._rows)  # marks may have changed in another window
        self._keys = keys
        self._empty = empty
        self._cursor = _index(keys, highlight)
        self.set_length(len(keys))
        self._keep_cursor_visible(centre=True)
        if self.key != before:
            self.post_message(self.Highlighted())

    def row(self, key: int) -> Row | None:
        """A paper that stands in the list, as it was last drawn: keys act on what was seen."""
        if key not in self._rows:
            self._rows.update(self._fetch([key]))
        return self._rows.get(key)

    def reload(self, key: int) -> None:
        """Fetch a paper's row again: this window has changed a mark."""
        self._rows.pop(key, None)
        self.refresh()

    def look_again(self, key: int) -> None:
        """Fetch a paper's row again when it is next drawn: another window may have changed it."""
        self._stale.add(key)
        self.refresh()

    def reload_all(self) -> None:
        """Fetch every row again."""
        self._rows.clear()
        self.refresh()

    @property
    def count(self) -> int:
        """How many papers there are."""
        return len(self._keys)

    def highlight(self, index: int) -> None:
        """Highlight the paper at an index, or the nearest one there is."""
        index = max(0, min(index, len(self._keys) - 1))
        if index != self._cursor and self._keys:
            before, self._cursor = self._cursor, index
            if self.selection.ranging:
                self.selection.extend(self._keys, index)
                self._selected()
            elif not self._keep_cursor_visible():
                self._refresh_lines(before, index)
            self.post_message(self.Highlighted())

    # Drawing

    def draw_line(self, index: int) -> Strip:
        """The row of a paper, or a line of what is said in an empty list."""
        width = self.line_width
        if index >= len(self._keys):
            text = Segment(self._empty_line(index), self.rich_style)
            return Strip([text]).adjust_cell_length(width, self.rich_style)
        row = self._visible_row(index)
        if row is None:  # it left the library while it was shown
            return Strip.blank(width, self.rich_style)
        return self._draw(row, width, index == self._cursor)

    def _empty_line(self, y: int) -> str:
        """A line of what is said in an empty list, below a blank one."""
        if self._keys:
            return ""
        width = max(10, self.size.width - 4)
        lines = [line for sentence in self._empty for line in ("", *wrap(sentence, width))]
        return f"  {lines[y]}" if y < len(lines) else ""

    def _visible_row(self, index: int) -> Row | None:
        key = self._keys[index]
        if key not in self._rows or key in self._stale:
            top = self.top
            window = self._keys[top : top + self.size.height + 1]
            if len(self._rows) > 50 * len(window) + 1000:
                self._rows.clear()
                self._stale.clear()
            old = [k for k in window if k not in self._rows or k in self._stale] or [key]
            self._stale.difference_update(old)
            for k in old:
                self._rows.pop(k, None)
            self._rows.update(self._fetch(old))
        return self._rows.get(key)

    def _draw(self, row: Row, width: int, highlighted: bool) -> Strip:
        base = self.look("paper-list--cursor") if highlighted else self.rich_style
        selected = row.key in self.selection
        if selected and not highlighted:
            base += self.look("paper-list--selected")
        if row.read and not highlighted:
            base += self.look("paper-list--read")
        mark = base + self.look("paper-list--mark")
        date = base if highlighted else base + self.look("paper-list--date")
        marks = (
            (_BOOKMARKED if row.bookmarked else " ")
            + (" " if row.read else _UNREAD)
            + (_CODE if row.code else "  ")
            + (_SELECTED if selected else _UPDATED if row.updated else " ")
        )
        text = title(row.title, row.name)
        room = width - len(marks) - _DATE_WIDTH - 3
        segments = [
            Segment(f"{marks} ", mark),
            Segment(f"{row.date:<{_DATE_WIDTH}}  ", date),
            *self._marked(text, room, base),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _marked(self, text: str, room: int, base: Style) -> list[Segment]:
        """The title in ``room`` cells, its matches in the style of a match."""
        shown = fitted(text, room)
        match = base + self.look("paper-list--match")
        segments, end = [], 0
        for start, stop in self._match(text):
            stop = min(stop, len(shown))
            if start >= stop:
                break
            segments += [Segment(shown[end:start], base), Segment(shown[start:stop], match)]
            end = stop
        return [*segments, Segment(shown[end:], base)]

    # Selecting

    def action_select(self) -> None:
        """Select the highlighted paper or take it out, and go on to the next; it ends a range."""
        if self.key is None:
            return
        if self.selection.ranging:
            self.selection.end()
        else:
            self.selection.toggle(self.key)
        self._selected()
        self.action_down()

    def action_select_range(self) -> None:
        """Begin a range that moving extends, or end it."""
        if self.selection.ranging:
            self.selection.end()
        elif self.key is not None:
            self.selection.begin(self._keys, self._cursor)
        self._selected()

    def select_none(self) -> None:
        """Take all papers out of the selection."""
        self.selection.clear()
        self._selected()

    def _selected(self) -> None:
        self._keep_cursor_visible()
        self.refresh()
        self.post_message(self.Selected())

    # Moving

    def action_read(self) -> None:
        """Go into the highlighted paper."""
        if self.key is not None:
            self._chosen()

    def move_to(self, wanted: Callable[[Row], bool], step: int) -> bool:
        """Highlight the next paper in a direction (1 or -1) whose row is wanted; False if none."""
        index = self._cursor + step
        while 0 <= index < len(self._keys):
            ahead = (
                self._keys[index : index + 200]
                if step > 0
                else self._keys[max(0, index - 199) : index + 1]
            )
            rows = self._fetch(ahead)
            for key in ahead if step > 0 else reversed(ahead):
                if key in rows and wanted(rows[key]):
                    self.highlight(index)
                    return True
                index += step
        return False

    def on_click(self, event: events.Click) -> None:
        """Highlight what was clicked; a click on the highlighted paper reads it."""
        index = event.y + self.top
        if index < len(self._keys):
            if index == self._cursor:
                self.action_read()
            self.highlight(index)

    def on_resize(self) -> None:
        """Keep the lines as wide as the pane, and the highlight in sight."""
        self.set_length(len(self._keys))
        self._keep_cursor_visible()

    def _refresh_lines(self, *indexes: int) -> None:
        top = self.top
        for index in indexes:
            self.refresh(Region(0, index - top, self.size.width, 1))

    def _keep_cursor_visible(self, centre: bool = False) -> bool:
        """Scroll if the highlighted line is out of sight; True if it had to."""
        top, height = self.top, self.size.height
        if not height or top <= self._cursor < top + height:
            return False
        if centre:
            self.jump_to(self._cursor - height // 2)
        else:
            self.jump_to(min(self._cursor, max(top, self._cursor - height + 1)))
        return True


def _index(keys: Sequence[int], key: int | None) -> int:
    """Where a key stands, or 0."""
    try:
        return keys.index(key) if key is not None else 0
    except ValueError:
        return 0
