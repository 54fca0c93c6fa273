"""The panel beside the list: opened, counted beside the screen, kept up to date, closed."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual.timer import Timer

from paperbrowse.catalogue import Catalogue, LibraryError, NotReady
from paperbrowse.tui.beside import Beside, FromThread, happened
from paperbrowse.tui.widgets.appearing import Place

if TYPE_CHECKING:
    from paperbrowse.tui.widgets.panel import Choice, Edit, Panel

_PATIENCE = 0.012
"""Seconds that opening a panel waits for its counts."""

_LOOK = 1.0
"""Seconds between two looks for changes in the library, which another window may have made."""

_COUNTING = "counting…"


class Contents(ABC):
    """What a panel shows."""

    title: str
    empty: Sequence[str] = ()
    """What is said where there are no rows."""
    edits: Sequence[Edit] = ()
    """What can be done to the rows."""
    of_results = False
    """Whether rows are about the papers shown, and so hold no longer than these."""

    def known(self) -> Sequence[Choice]:
        """The rows as far as they are known without counting."""
        return ()

    @abstractmethod
    def work(self) -> Callable[[], Sequence[Choice]] | None:
        """What gives the counted rows, on another thread; None where there is nothing to count.

        It may raise NotReady and LibraryError.
        """

    def edit(self, edit: Edit, choice: Choice | None) -> None:  # noqa: B027, most cannot
        """Do something to a row."""


class Panels:
    """Shows one panel at a time."""

    def __init__(
        self,
        catalogue: Catalogue,
        toggled: Callable[[Panel, bool], None],
        warn: Callable[[str], None],
        place: Place,
        from_thread: FromThread,
    ) -> None:
        """``toggled`` hears whether the panel is open, ``warn`` what went wrong."""
        self._panel: Panel | None = None
        self._place = place
        self._changes = catalogue.changes
        self._toggled = toggled
        self._warn = warn
        self._beside = Beside(from_thread, _PATIENCE)
        self._contents: Contents | None = None
        self._counted = asyncio.Event()
        self._rows_came = False
        self._asked = 0.0
        self._seen = 0
        self._timer: Timer | None = None

    @property
    def opened(self) -> Contents | None:
        """What is shown, if anything is."""
        return self._contents

    @property
    def focused(self) -> bool:
        """Whether the keys go to the panel."""
        return self._panel is not None and self._panel.screen.focused is self._panel

    def focus(self) -> None:
        """Let the keys go to the panel, if it is open."""
        if self._panel is not None and self._contents is not None:
            self._panel.screen.set_focus(self._panel)

    def toggle(self, contents: Contents) -> None:
        """Open a panel, in the place of another; close it where it is open."""
        if type(self._contents) is type(contents):
            self.close()
        else:
            self.open(contents)

    def open(self, contents: Contents) -> None:
        """Show contents, in the place of others."""
        panel = self._widget()
        self._contents = contents
        self._rows_came, self._asked = False, 0.0
        panel.begin(contents.title, contents.edits)
        self._toggled(panel, True)
        if self._timer is None:
            self._timer = panel.set_interval(_LOOK, self._look)
        panel.show(contents.known(), _COUNTING)
        self.changed()

    def close(self) -> None:
        """Take the panel away."""
        if self._contents is None:
            return
        panel, self._contents = self._widget(), None
        panel.display = False
        self._beside.forget()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._toggled(panel, False)

    def changed(self) -> None:
        """Count again: papers, marks or the index have changed."""
        contents = self._contents
        if contents is None:
            return
        self._seen = self._changes()
        work = contents.work()
        if work is None:
            self._beside.forget()
            self._counted.set()
            self._rows_came = True
            self._widget().show(contents.known(), empty=contents.empty)
            return
        if self._counted.is_set() or not self._asked:
            self._asked = time.monotonic()
        self._counted.clear()
        self._widget().remark(_COUNTING)
        self._beside.ask(work, lambda done: self._finish(contents, done))

    async def counted(self, key: str, seconds: float) -> None:
        """Wait for the rows that a key is about, until so many seconds after they were asked for.

        Those are the first rows of a panel that was opened, and for keys that choose one, the
        newest.
        """
        choosing = key == "enter" or key.isdigit()
        left = self._asked + seconds - time.monotonic()
        if self._contents is not None and left > 0 and (choosing or not self._rows_came):
            await happened(self._counted, left)

    def results_changed(self) -> None:
        """Other papers are shown."""
        if self._contents is not None and self._contents.of_results:
            self.changed()

    def stop(self) -> None:
        """Stop counting, for good."""
        self._beside.close()

    def _widget(self) -> Panel:
        if self._panel is None:
            from paperbrowse.tui.widgets.panel import Panel

            self._panel = Panel(self._taken, self._edit, self._place, id="panel")
        return self._panel

    def _look(self) -> None:
        if self._changes() != self._seen:
            self.changed()

    def _finish(self, contents: Contents, done: Future[Sequence[Choice]]) -> None:
        error = done.exception()
        self._rows_came = error is None
        if not isinstance(error, NotReady):
            self._counted.set()
        if isinstance(error, NotReady):
            self._widget().show(contents.known(), "counted when the index is ready")
        elif isinstance(error, LibraryError):
            self._warn(str(error))
        else:
            self._widget().show(done.result(), empty=contents.empty)

    def _taken(self, choice: Choice) -> None:
        # Rows about papers that are shown no longer would lead back to these.
        if self._contents is not None and not (
            self._contents.of_results and not self._counted.is_set()
        ):
            choice.take()

    def _edit(self, edit: Edit, choice: Choice | None) -> None:
        if self._contents is not None:
            self._contents.edit(edit, choice)
