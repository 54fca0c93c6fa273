"""A line to type in, whose keys are handled in their own turn."""

from __future__ import annotations

from textual.widgets import Input


class LineInput(Input):
    """The base of search box and prompt."""

    def __init__(self, placeholder: str = "", *, compact: bool = False, id: str) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=compact, select_on_focus=False)
        self.cursor_blink = False  # calm

    def put(self, text: str) -> None:
        """Put text where the cursor is, in place of what is selected."""
        self.replace(text, *self.selection)
