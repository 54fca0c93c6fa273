"""The prompt: one line below the panes that asks for a name, tags or a note."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from paperbrowse.text import safe
from paperbrowse.tui.widgets.appearing import Place, appear
from paperbrowse.tui.widgets.line_input import LineInput


class Prompt(LineInput):
    """Asks for a line of text; hidden while nothing is asked."""

    def __init__(self, place: Place, id: str) -> None:
        super().__init__(id=id)
        self._place = place
        self._taken: Callable[[str], None] = lambda _: None
        self._before: Widget | None = None
        self.display = False

    def ask(self, title: str, text: str, taken: Callable[[str], None]) -> None:
        """Ask for a line that begins as ``text``, which ``taken`` gets with Enter."""
        if not self.display:
            appear(self, self._place)
            self._before = self.screen.focused
        self.border_title = Content(f"{safe(title)} · Enter keeps it")
        self._taken = taken
        self.value = text
        self.cursor_position = len(text)
        self.screen.set_focus(self)

    def close(self) -> None:
        """Take the prompt away, and go back to where the focus was."""
        if self.display:
            self.display = False
            if self.screen.focused is self:
                self.screen.set_focus(self._before)

    async def action_submit(self) -> None:
        """Give the line to whoever asked."""
        self.close()
        self._taken(self.value)
