"""The search box: tells what is typed in the key's own turn, so that the list changes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widgets.input import Selection

from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.history import History
from paperbrowse.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from paperbrowse.query.completing import Completion


class SearchBox(LineInput):
    """An input for a query, which completes it and goes back to earlier ones."""

    BINDINGS = bindings(Where.BOX)

    def __init__(
        self,
        typed: Callable[[str], None],
        left: Callable[[], None],
        complete: Callable[[str], None],
        history: History,
        id: str,
    ) -> None:
        """``typed`` hears the text at every change, ``left`` that the query is finished.

        ``complete`` hears texts that a completion is wanted for: see ``suggest``. They are called
        in the key's own turn; a message would come later than the next key.
        """
        super().__init__(
            '/ to search: words, "a phrase", -without, author:name, is:unread, an arXiv id',
            id=id,
            compact=True,
        )
        self._typed = typed
        self._left = left
        self._complete = complete
        self._history = history
        self._completion: Completion | None = None
        self._told = True

    def _watch_value(self, value: str) -> None:
        super()._watch_value(value)
        self._completion = None
        if self.is_mounted and self._told:
            self._history.leave()
            self._typed(value)
            self._complete(value)

    def _watch_selection(self, selection: Selection) -> None:
        super()._watch_selection(selection)
        self._draw_completion()

    def set_text(self, text: str) -> None:
        """Show a text that was asked for elsewhere: nobody is told."""
        self._told = False
        self.value = text
        self.cursor_position = len(text)
        self._told = True

    # Completing

    @property
    def completing(self) -> bool:
        """Whether a completion is shown."""
        return self._completion is not None and self.cursor_at_end

    def suggest(self, completion: Completion | None) -> None:
        """Show how the text could go on, dimmed behind it, or nothing."""
        self._completion = completion
        self._draw_completion()

    def on_focus(self) -> None:
        """Show the completion still: Textual takes it away, and may do so after it was found."""
        self.call_next(self._draw_completion)

    def _draw_completion(self) -> None:
        shown = self._completion.shown if self._completion and self.cursor_at_end else ""
        self._suggestion = self.value + shown if shown else ""

    def _take(self) -> bool:
        """Take the completion; False where none is shown."""
        if self._completion is None or not self.completing:
            return False
        self.value = self._completion.text
        self.cursor_position = len(self.value)
        return True

    async def action_complete(self) -> None:
        """Take the completion, or go to the next pane."""
        if not self._take():
            await self.run_action("screen.next_pane")

    def action_go_right(self) -> None:
        """Take the completion, or move the cursor."""
        if not self._take():
            self.action_cursor_right()

    # Leaving and going back

    def action_to_list(self) -> None:
        """Leave for the list."""
        self._history.leave()
        self._left()

    def action_clear(self) -> None:
        """Empty the box."""
        self.value = ""

    def action_older(self) -> None:
        """Go back to the query entered before."""
        self._recall(self._history.older(self.value))

    def action_newer(self) -> None:
        """Go forward again; where nothing was gone back, leave for the list."""
        text = self._history.newer()
        if text is None:
            self.action_to_list()
        else:
            self._recall(text)

    def _recall(self, text: str | None) -> None:
        if text is not None:
            self.set_text(text)
            self._typed(text)
