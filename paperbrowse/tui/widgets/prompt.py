"""The prompt: one line below the panes that asks for a name, tags or an address."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from paperbrowse.text import safe
from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.widgets.appearing import Place, appear
from paperbrowse.tui.widgets.line_input import LineInput
from paperbrowse.tui.widgets.text_field import on_one_line


class Prompt(LineInput):
    """Asks for a line of text; hidden while nothing is asked."""

    BINDINGS = [*bindings(Where.PROMPT), ("shift+tab", "complete")]

    def __init__(self, place: Place, id: str) -> None:
        super().__init__(id=id)
        self._place = place
        self._taken: Callable[[str], None] = lambda _: None
        self._complete: Callable[[str], str] = _as_it_is
        self._separator = ""
        self._begun = ""
        self._before: Widget | None = None
        self.display = False

    def ask(
        self,
        title: str,
        text: str,
        taken: Callable[[str], None],
        complete: Callable[[str], str] | None = None,
        separator: str = "",
    ) -> None:
        """Ask for a line that begins as ``text``, which ``taken`` gets with Enter.

        Tab makes of the text before the cursor what ``complete`` makes of it. Where several things
        can be named, pasted lines are such things, with ``separator`` between them.
        """
        if not self.display:
            appear(self, self._place)
            self._before = self.screen.focused
        self.border_title = Content(f"{safe(title)} · Enter keeps it")
        self._taken = taken
        self._complete = complete or _as_it_is
        self._separator = separator
        self._begun = text
        self.value = text
        self.cursor_position = len(text)
        self.screen.set_focus(self)

    @property
    def changed(self) -> bool:
        """Whether something was typed that would be lost."""
        return bool(self.display) and self.value != self._begun

    def paste(self, text: str) -> None:
        """Put pasted text there, on one line."""
        lines = list(filter(None, map(on_one_line, text.splitlines())))
        if len(lines) > 1 and self._separator:
            before = self.value[: min(self.selection)].rstrip()
            if before and not before.endswith(self._separator.strip()):
                lines.insert(0, "")
            self.put(self._separator.join(lines))
        else:
            super().paste(text)

    def leave(self) -> None:
        """Take the prompt away, and go back to where the focus was."""
        if self.display:
            self.display = False
            if self.screen.focused is self:
                self.screen.set_focus(self._before)

    def action_complete(self) -> None:
        """Complete the text before the cursor; nothing where nothing completes it."""
        before, after = self.value[: self.cursor_position], self.value[self.cursor_position :]
        completed = self._complete(before)
        if completed != before:
            self.value = completed + after
            self.cursor_position = len(completed)

    async def action_submit(self) -> None:
        """Give the line to whoever asked."""
        self.leave()
        self._taken(self.value)


def _as_it_is(text: str) -> str:
    return text
