"""A line to type in, whose keys are handled in their own turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.widgets import Input

from paperbrowse.tui.widgets.text_field import on_one_line


class LineInput(Input):
    """The base of search box and prompt."""

    BINDINGS = [("ctrl+h", "delete_left")]  # the name that some terminals give Backspace

    def __init__(
        self,
        placeholder: str = "",
        *,
        compact: bool = False,
        entered: Callable[[], Awaitable[None] | None] = lambda: None,
        id: str,
    ) -> None:
        """``entered`` hears of Enter in the key's own turn; a message would come later."""
        super().__init__(placeholder=placeholder, id=id, compact=compact, select_on_focus=False)
        self._entered = entered
        self.cursor_blink = False  # calm

    def put(self, text: str) -> None:
        """Put text where the cursor is, in place of what is selected."""
        self.replace(text, *self.selection)

    async def action_submit(self) -> None:
        """Tell of Enter."""
        if (going_on := self._entered()) is not None:
            await going_on

    def paste(self, text: str) -> None:
        """Put pasted text there, on one line."""
        self.put(on_one_line(text))

    @property
    def typed(self) -> str:
        """The text."""
        return self.value

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()  # Textual would take the first line alone
        event.stop()
        self.paste(event.text)
