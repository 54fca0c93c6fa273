"""The paper beside the list: which one is shown, and when it counts as read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.timer import Timer

from paperbrowse.catalogue import Catalogue, Entry, Kind, Part, sheet
from paperbrowse.query import Node
from paperbrowse.tui.widgets.detail import Detail

_READING_TIME = 2.0
"""Seconds after which a highlighted paper counts as read."""

_SHARED = 8
"""Words shared with a related paper that are shown."""


class Reading:
    """Shows one paper in the detail pane, and tells when it has been looked at for a while."""

    def __init__(self, catalogue: Catalogue, pane: Detail, looked_at: Callable[[], None]) -> None:
        self._catalogue = catalogue
        self._pane = pane
        self._looked_at = looked_at
        self._timer: Timer | None = None
        self._query: Node | None = None
        self._shared: Sequence[str] = ()
        self.entry: Entry | None = None
        """The paper that is shown."""

    def show(self, key: int | None, query: Node, shared: Sequence[str]) -> bool:
        """Show a paper; False where it is shown already, with the words of the same query marked.

        ``shared`` are the words it has in common with the paper that it was found to be like.
        """
        before = self.entry.key if self.entry else None
        if key == before and query == self._query:
            return False
        self._query, self._shared = query, shared[:_SHARED]
        self.entry = self._catalogue.entry(key) if key is not None else None
        self._pane.show(self._sheet(), from_top=key != before or self._pane.has_matches)
        if key != before:
            self.begin()
        return True

    def reload(self, key: int) -> None:
        """Show a paper's marks as they are now, if it is the one that is shown."""
        if self.entry is not None and self.entry.key == key:
            self.entry = self._catalogue.entry(key)
            if self.entry is not None:
                self._pane.show(self._sheet(), from_top=False)

    def begin(self) -> None:
        """From now on the paper is looked at."""
        self.stop()
        if self.entry is not None and not self.entry.read:
            self._timer = self._pane.set_timer(_READING_TIME, self._looked_at)

    def stop(self) -> None:
        """The paper does not count as read by being looked at."""
        if self._timer is not None:
            self._timer.stop()

    def _sheet(self) -> Sequence[Part]:
        if self.entry is None:
            return ()
        title, *rest = sheet(self.entry)
        shares = [Part(Kind.FACT, ", ".join(self._shared), "shares")] if self._shared else []
        return [title, *shares, *rest]
