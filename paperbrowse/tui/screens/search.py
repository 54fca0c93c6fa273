"""What the keys do to the search: another order or spelling, more like a paper, and panels."""

from __future__ import annotations

from abc import abstractmethod

from paperbrowse.catalogue import Request
from paperbrowse.tui.panels import Panels
from paperbrowse.tui.screens.updating import UpdatingScreen
from paperbrowse.tui.searching import Searching


class SearchScreen(UpdatingScreen):
    """A screen that searches, and has a panel beside its list."""

    _searching: Searching
    _panels: Panels

    @abstractmethod
    def _enter(self, request: Request) -> None:
        """Go to the papers of a request that was not typed."""

    def action_take_meant(self) -> None:
        """Search for what may have been meant."""
        self._searching.take_meant()

    def action_next_order(self) -> None:
        """Show the papers in the next order."""
        self._searching.next_order()

    def action_reverse_order(self) -> None:
        """Show the papers the other way round."""
        self._searching.reverse_order()

    def action_related(self) -> None:
        """Find papers like the one that is shown."""
        from paperbrowse.tui.related import related

        if entry := self._entry:
            self._enter(related(entry.paper))

    def action_by_author(self) -> None:
        """Find more by the author of the paper; of several, ask which."""
        from paperbrowse.tui.facets import Authors
        from paperbrowse.tui.related import authors, by_author

        if not (entry := self._entry):
            return
        names = authors(entry.paper)
        if not names:
            self.notify("The list names no author of this paper.", timeout=3)
        elif len(names) == 1:
            self._enter(by_author(names[0]))
        else:
            self._panels.open(Authors(names, self._more_by))

    def _more_by(self, name: str) -> None:
        from paperbrowse.tui.related import by_author

        self._panels.close()
        self._enter(by_author(name))

    # Panels

    def action_facets(self) -> None:
        """Open or close the panel of what the papers have in common."""
        from paperbrowse.tui.facets import Facets

        self._panels.toggle(
            Facets(
                self._catalogue,
                lambda: self._searching.results,
                self._searching.enter,
                self.warn,
            )
        )

    def action_searches(self) -> None:
        """Open or close the panel of saved searches."""
        from paperbrowse.tui.saved import SavedSearches

        self._panels.toggle(
            SavedSearches(
                self._catalogue,
                self._prompt,
                lambda: self._searching.request,
                self._enter,
                self._panels.changed,
                self.warn,
                self._from_thread,
            )
        )

    def action_lists(self) -> None:
        """Open or close the panel of the lists."""
        from paperbrowse.tui.lists import Lists

        self._panels.toggle(
            Lists(
                self._catalogue,
                self._prompt,
                self._updating,
                self._enter,
                self.papers_came,
                self.warn,
                self._removing,
            )
        )
