"""The side panel: rows to choose from under headings, each with a count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.strip import Strip

from paperbrowse.text import safe
from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.widgets.appearing import Place, appear
from paperbrowse.tui.widgets.rows import Rows, fitted

_AGAIN = "d again removes it"


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: its text, what choosing it does, its count and the heading it stands under."""

    text: str
    take: Callable[[], None] = field(compare=False)
    count: str = ""
    heading: str = ""


class Edit(Enum):
    """What can be done to the rows of a panel that is the user's own; the values are actions."""

    ADD = "add"
    UPDATE = "update"
    RENAME = "rename"
    REMOVE = "remove"


class Panel(Rows, can_focus=True):
    """Shows choices, one of them highlighted."""

    BINDINGS = bindings(Where.PANEL)

    COMPONENT_CLASSES = {"panel--cursor", "panel--heading", "panel--count"}

    def __init__(
        self,
        taken: Callable[[Choice], None],
        edit: Callable[[Edit, Choice | None], None],
        place: Place,
        id: str,
    ) -> None:
        """``taken`` hears what was chosen, ``edit`` what is to be done to a row.

        They are called in the key's own turn; a message would come later than the next key.
        """
        super().__init__(id=id)
        self._taken = taken
        self._edit = edit
        self._place = place
        self._choices: Sequence[Choice] = ()
        self._empty: Sequence[str] = ()
        self._lines: list[int | str] = []
        self._edits: Sequence[Edit] = ()
        self._doomed = ""
        self._remark = ""
        self.display = False

    @property
    def choice(self) -> Choice | None:
        """The highlighted row."""
        return self._choices[self._cursor] if self._choices else None

    @property
    def text(self) -> str:
        """The rows as they are shown."""
        return "\n".join(self.draw_line(n).text.rstrip() for n in range(len(self._lines)))

    def begin(self, title: str, edits: Sequence[Edit]) -> None:
        """Appear with other contents: their title, and what can be done to their rows."""
        appear(self, self._place)
        self.border_title = Content(title)
        self._edits = edits
        self._choices, self._cursor = (), 0
        self._doomed = ""
        self.refresh_bindings()

    def show(self, choices: Sequence[Choice], remark: str = "", empty: Sequence[str] = ()) -> None:
        """Show these rows, the same one highlighted if it is among them; else sentences."""
        before = self.choice
        self._choices = choices
        self._empty = empty
        same = (
            n
            for n, choice in enumerate(choices)
            if before and (choice.heading, choice.text) == (before.heading, before.text)
        )
        self._cursor = next(same, min(self._cursor, max(0, len(choices) - 1)))
        self.remark(remark)
        self.on_resize()

    def remark(self, text: str) -> None:
        """Say something at the foot."""
        self._remark = text
        self.border_subtitle = Content(_AGAIN if self._doomed else text)

    # Drawing

    def draw_line(self, index: int) -> Strip:
        """A row, a heading, or a line of what is said instead."""
        width = self.line_width
        line = self._lines[index] if index < len(self._lines) else ""
        if isinstance(line, str):
            style = self.rich_style
            if self._choices:
                style += self.look("panel--heading")
            return Strip([Segment(f" {line}", style)]).adjust_cell_length(width, self.rich_style)
        choice = self._choices[line]
        base = self.rich_style
        if line == self._cursor:
            base += self.look("panel--cursor")
        number = f" {line + 1} " if line < 9 else "   "
        room = max(0, width - len(number) - cell_len(choice.count) - 2)
        text = fitted(safe(choice.text), room)
        segments = [
            Segment(number, base + self.look("panel--count")),
            Segment(set_cell_size(text, room), base),
            Segment(f" {choice.count} ", base + self.look("panel--count")),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    # Moving and choosing

    @property
    def count(self) -> int:
        """How many rows there are, without headings."""
        return len(self._choices)

    def highlight(self, index: int) -> None:
        """Highlight the row at an index, or the nearest one there is."""
        self._cursor = max(0, min(index, len(self._choices) - 1))
        self._spare()
        self._keep_cursor_visible()
        self.refresh()

    def _keep_cursor_visible(self) -> None:
        if self._cursor not in self._lines or not self.size.height:
            return
        line = self._lines.index(self._cursor)
        # The first row shows its heading too.
        first = 0 if self._cursor == 0 else line
        if first < self.top:
            self.jump_to(first)
        elif line >= self.top + self.size.height:
            self.jump_to(line - self.size.height + 1)

    def action_choose(self) -> None:
        """Take the highlighted row."""
        if self.choice is not None:
            self._spare()
            self._taken(self.choice)

    def action_choose_number(self, number: int) -> None:
        """Take the row with this number."""
        if number <= len(self._choices):
            self.highlight(number - 1)
            self.action_choose()

    def on_click(self, event: events.Click) -> None:
        """Take the row that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or offset.x >= self.line_width:
            return
        index = offset.y + self.top
        line = self._lines[index] if index < len(self._lines) else ""
        if isinstance(line, int):
            self.highlight(line)
            self.action_choose()

    def on_resize(self) -> None:
        """Keep the lines as wide as the panel, and the highlight in sight."""
        if self._choices:
            self._lines = _lined(self._choices)
        else:
            width = max(10, self.line_width - 2)
            self._lines = [line for text in self._empty for line in ("", *wrap(text, width))]
        self.set_length(len(self._lines))
        self._keep_cursor_visible()

    # Editing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done to these rows is offered."""
        if action in {edit.value for edit in Edit}:
            return Edit(action) in self._edits
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Add a row."""
        self._spare()
        self._edit(Edit.ADD, None)

    def action_update(self) -> None:
        """Bring the highlighted row up to date."""
        self._spare()
        self._edit(Edit.UPDATE, self.choice)

    def action_rename(self) -> None:
        """Rename the highlighted row."""
        self._spare()
        self._edit(Edit.RENAME, self.choice)

    def action_remove(self) -> None:
        """Remove the highlighted row when asked a second time."""
        if self.choice is None:
            return
        if self._doomed == self.choice.text:
            self._spare()
            self._edit(Edit.REMOVE, self.choice)
        else:
            self._doomed = self.choice.text
            self.remark(self._remark)

    def _spare(self) -> None:
        if self._doomed:
            self._doomed = ""
            self.remark(self._remark)


def _lined(choices: Sequence[Choice]) -> list[int | str]:
    """The lines: the index of a choice, or a heading; a blank one before each but the first."""
    lines: list[int | str] = []
    heading = ""
    for index, choice in enumerate(choices):
        if choice.heading != heading:
            heading = choice.heading
            lines += ["", heading] if lines else [heading]
        lines.append(index)
    return lines
