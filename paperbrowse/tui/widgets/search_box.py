"""The search box: tells what is typed in the key's own turn, so that the list changes with it."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input

from paperbrowse.tui.commands import Where, bindings


class SearchBox(Input):
    """An input for a query."""

    BINDINGS = bindings(Where.BOX)

    def __init__(self, typed: Callable[[str], None], left: Callable[[], None], id: str) -> None:
        """``typed`` hears the text at every change, ``left`` that the query is finished.

        They are called in the key's own turn; a message would come later than the next key.
        """
        super().__init__(
            placeholder='/ to search: words, "a phrase", -without, this OR that, an arXiv id',
            id=id,
            compact=True,
            select_on_focus=False,
        )
        self.cursor_blink = False  # calm
        self._typed = typed
        self._left = left

    def _watch_value(self, value: str) -> None:
        super()._watch_value(value)
        if self.is_mounted:
            self._typed(value)

    def put(self, text: str) -> None:
        """Put text where the cursor is, in place of what is selected."""
        self.replace(text, *self.selection)

    def action_to_list(self) -> None:
        """Leave for the list."""
        self._left()

    def action_clear(self) -> None:
        """Empty the box."""
        self.value = ""
