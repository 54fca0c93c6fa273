"""What the keys do to the lists themselves: bring them up to date, stop that, hear of it."""

from __future__ import annotations

from abc import abstractmethod

from paperbrowse.catalogue import Catalogue, Progress, Wish
from paperbrowse.tui.beside import Beside
from paperbrowse.tui.marking import COMMIT
from paperbrowse.tui.screens.paper import PaperScreen
from paperbrowse.tui.updating import Updating
from paperbrowse.tui.widgets.detail import Match
from paperbrowse.tui.widgets.progress_line import ProgressLine


class UpdatingScreen(PaperScreen):
    """A screen whose lists are read beside it."""

    def __init__(self, catalogue: Catalogue, match: Match) -> None:
        super().__init__(catalogue, match)
        self._progress = ProgressLine(self._below, id="progress")
        self._updating = Updating(catalogue, self, self._from_thread)
        self._removing = Beside(self._from_thread, COMMIT)

    def action_update_lists(self) -> None:
        """Bring every list up to date that has a source to ask."""
        wishes = self._catalogue.lists.all_again()
        if wishes:
            self._updating.read(wishes)
        else:
            self.notify("There is no list to update: L, then +, adds one.", timeout=4)

    def action_stop_reading(self) -> None:
        """Stop reading lists."""
        if self._updating.stop():
            self.notify("Stopping; what was read is kept.", timeout=3)
        else:
            self.app.action_help_quit()

    def show_progress(self, progress: Progress | None, seconds: float) -> None:
        """How far a list has come."""
        self._progress.show(progress, seconds)

    @abstractmethod
    def papers_came(self) -> None:
        """There are other papers than before."""

    def say(self, sentence: str) -> None:
        """Say what came of a reading, for a while."""
        self.notify(sentence, timeout=8, markup=False)

    def allow(self, wish: Wish, address: str) -> None:
        """Ask whether an address on the user's own network may be read."""

        def answered(text: str) -> None:
            if text.strip().lower() in {"y", "yes"}:
                self._updating.read([wish])

        self._prompt.ask(f"{address} is on your own network: read it? y or n", "", answered)

    def on_unmount(self) -> None:
        """Read no longer."""
        self._updating.close()
        self._removing.close()
