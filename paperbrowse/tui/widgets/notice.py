"""The line under the search box: what must be said of the query. It takes no room when silent."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from paperbrowse.text import safe
from paperbrowse.tui.widgets.appearing import Place, appear


class Notice(Static):
    """One or two lines of sentences, or nothing."""

    def __init__(self, place: Place, id: str) -> None:
        super().__init__(id=id)
        self._place = place
        self.text = ""
        """What it says."""
        self.display = False

    def say(self, text: str) -> None:
        """Say this; an empty text takes the line away. Lays out only where something changes."""
        text = "\n".join(map(safe, text.split("\n")))
        if text != self.text:
            self.text = text
            self.update(Content(text))
            if text:
                appear(self, self._place)
            else:
                self.display = False
