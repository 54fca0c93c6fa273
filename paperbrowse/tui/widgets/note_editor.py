"""The editor of a note: a few lines below the panes. It is imported when it is first used."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import TextArea

from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.widgets.appearing import Place, appear
from paperbrowse.tui.widgets.text_field import lines_of

_QUESTION = "Changed: Enter keeps, Ctrl+D drops, typing goes on"

_MOST, _ELSEWHERE = 8, 6
"""Lines that are shown at once, and lines of the screen that are left for all else."""


class NoteEditor(TextArea):
    """Edits a text of several lines; hidden while none is edited."""

    BINDINGS = [*bindings(Where.NOTE), ("tab,shift+tab", "stay"), ("ctrl+h", "delete_left")]

    def __init__(self, place: Place, id: str) -> None:
        super().__init__(id=id, highlight_cursor_line=False)
        self.cursor_blink = False  # calm
        self._place = place
        self._taken: Callable[[str], None] = lambda _: None
        self._before: Widget | None = None
        self._begun = ""
        self.display = False

    def write(self, text: str, draft: str, taken: Callable[[str], None]) -> None:
        """Edit a text, from the ``draft`` of another on; ``taken`` gets what is to be kept."""
        if not self.display:
            appear(self, self._place)
            self._before = self.screen.focused
        self._taken = taken
        self._begun = "\n".join(lines_of(text))
        self.load_text("\n".join(lines_of(draft)))
        self.move_cursor(self.document.end)
        self._go_on()
        self.screen.set_focus(self)

    @property
    def typed(self) -> str:
        """The text."""
        return self.text

    @property
    def changed(self) -> bool:
        """Whether there are changes that would be lost."""
        return bool(self.display) and self.text != self._begun

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text has, if the rest of the screen keeps some too."""
        lines = super().get_content_height(container, viewport, width)
        return max(1, min(lines, _MOST, viewport.height - _ELSEWHERE))

    def put(self, text: str) -> None:
        """Put text where the cursor is; where a question was asked, that is its answer: go on."""
        if self.read_only:
            self._go_on()
        self.replace(text, *self.selection, maintain_selection_offset=False)
        self.scroll_cursor_visible()

    def paste(self, text: str) -> None:
        """Put pasted text there, with all its lines."""
        self.put("\n".join(lines_of(text)))

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.paste(event.text)

    def leave(self) -> None:
        """Ask about the changes; where there are none, the editor goes."""
        if not self.changed:
            self._close()
            return
        self.read_only = True
        self.border_title = Content(_QUESTION)
        self.screen.set_focus(self)

    def _go_on(self) -> None:
        self.read_only = False
        self.border_title = Content("Note · Enter keeps it")

    def _close(self) -> None:
        self.display = False
        if self.screen.focused is self:
            self.screen.set_focus(self._before)

    def action_keep(self) -> None:
        """Give what was changed to whoever asked for it."""
        changed = self.changed
        self._close()
        if changed:
            self._taken(self.text.strip())

    def action_new_line(self) -> None:
        """Begin another line."""
        self.put("\n")

    def action_leave(self) -> None:
        """Ask about changes; when asked already, go on."""
        if self.read_only:
            self._go_on()
        else:
            self.leave()

    def action_drop(self) -> None:
        """Drop the changes, where that was asked; else take away what is right of the cursor."""
        if self.read_only:
            self._close()
        else:
            self.action_delete_right()

    def action_stay(self) -> None:
        """Tab goes nowhere from here."""
