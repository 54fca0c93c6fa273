"""Leaving while changes wait for another program: wait for it, leave at once, or stay."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from paperbrowse.catalogue import Catalogue
from paperbrowse.tui.screens.opened import Opened
from paperbrowse.tui.wording import waiting

_LOOK = 0.1
"""Seconds between two looks at whether all is written."""

_CHOICES = (
    "paperbrowse leaves as soon as that is over.",
    "",
    "l  leave now: what waits is kept in a file beside the library and made at the next start",
    "Escape  go back to the papers",
)


class LeavingScreen(Opened, ModalScreen[None]):
    """Leaves as soon as all changes are written; asks whether to leave at once or to stay."""

    CSS_PATH = "leaving.tcss"  # read when it is opened

    BINDINGS = [
        Binding("l", "leave", "Leave"),
        Binding("escape", "dismiss", "Stay"),
    ]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._text = Static(id="leaving")

    def compose(self) -> ComposeResult:
        """A few lines."""
        yield self._text

    def on_mount(self) -> None:
        """Look now, and again and again."""
        self._look()
        self.set_interval(_LOOK, self._look)

    def _look(self) -> None:
        if self._catalogue.settled(0):
            self.app.exit()
        else:
            self._text.update(Content("\n".join((waiting(self._catalogue.waiting), *_CHOICES))))

    def action_leave(self) -> None:
        """Leave now: what waits is kept in a file beside the library."""
        self.app.exit()
