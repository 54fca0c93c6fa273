"""What is looked for and what was found, one request at a time, and the way back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from paperbrowse.catalogue import (
    Answer,
    Catalogue,
    LibraryError,
    NotReady,
    Request,
    Results,
    Searcher,
)
from paperbrowse.query import EVERYTHING, Node
from paperbrowse.tui.beside import FromThread, happened
from paperbrowse.tui.trail import Place, Trail

_PATIENCE = 0.012
"""Seconds a key waits for its search, so that the answer is drawn with the key."""


class View(Protocol):
    """What shows a search."""

    @property
    def highlighted(self) -> int | None:
        """The key of the highlighted paper."""

    def show_text(self, text: str) -> None:
        """Show the text of a query that was not typed."""

    def show_results(self, results: Results, highlight: int | None) -> None:
        """Show results, with this paper highlighted, else the first."""

    def show_waiting(self) -> None:
        """The request is answered as soon as the index is ready; the last results stay."""

    def warn(self, sentence: str) -> None:
        """Say what went wrong."""


class Searching:
    """Asks the catalogue, and tells the view; knows every search that was left for another."""

    def __init__(
        self,
        catalogue: Catalogue,
        view: View,
        from_thread: FromThread,
        hurried: Callable[[], bool],
    ) -> None:
        """``hurried`` says whether more keys wait: then none of them waits for its search."""
        self._catalogue = catalogue
        self._hurried = hurried
        self._view = view
        self._from_thread = from_thread
        self._searcher = Searcher(catalogue, self._deliver)
        self._trail = Trail()
        self.request = Request()
        """What is looked for."""
        self.results = catalogue.results(self.request)
        """What was found last, maybe for an earlier request."""
        self._before_query: int | None = None
        self._returning: Place | None = None
        self._answer = asyncio.Event()
        self._answer.set()
        self._asked = 0.0

    @property
    def tree(self) -> Node:
        """The query whose results are shown."""
        return self.results.request.query.tree

    @property
    def meant(self) -> str:
        """The query that may have been meant instead, else nothing."""
        if mended := self.request.query.mended:
            return mended
        return self.results.meant if self.results.request == self.request else ""

    def typed(self, text: str) -> None:
        """Look for what is being typed."""
        self._go(replace(self.request, text=text, entered=False))

    def finish(self, text: str) -> None:
        """What was typed is finished: nothing more will come to its last term."""
        self.enter(replace(self.request, text=text, entered=True))

    def enter(self, request: Request) -> None:
        """Look for something at once, as if it had been typed and entered."""
        if self._catalogue.keeps_marks:
            self._catalogue.searched(request.text)
        self._view.show_text(request.text)
        self._go(request)
        self.settle()

    def take_meant(self) -> None:
        """Look for what may have been meant, if there is something."""
        if meant := self.meant:
            self.enter(replace(self.request, text=meant, entered=True))

    def clear(self) -> None:
        """Look for nothing: all papers are shown, in their usual order."""
        self._view.show_text("")
        self._go(replace(self.request, text="", entered=False, order=None))
        self.settle()

    def only_bookmarks(self) -> None:
        """Look among bookmarks only, or among all papers again."""
        self._go(replace(self.request, bookmarked=not self.request.bookmarked))

    def settle(self) -> None:
        """What is shown is being looked at: it can be come back to."""
        self._trail.settle()

    def back(self) -> bool:
        """Go back to the search before this one, and to the paper there; False if there is none."""
        place = self._trail.back(self.request)
        if place is None:
            return False
        self._returning = place
        self._view.show_text(place.request.text)
        self._ask(place.request)
        self.settle()
        return True

    def next_order(self) -> None:
        """Show the papers in the next order."""
        from paperbrowse.tui.ordering import following

        self._reorder(following(self.request))

    def reverse_order(self) -> None:
        """Show the papers the other way round."""
        from paperbrowse.tui.ordering import reversed_

        self._reorder(reversed_(self.request))

    def _reorder(self, request: Request) -> None:
        if request.text != self.request.text:
            self._view.show_text(request.text)
        self._ask(request)

    async def answered(self, seconds: float) -> None:
        """Wait until the request is answered, for at most so many seconds since it was made."""
        left = self._asked + seconds - time.monotonic()
        if left > 0 and not self._answer.is_set():
            await happened(self._answer, left)

    def ask_again(self) -> None:
        """The index has changed: what it found may have."""
        if self.request.query.tree != EVERYTHING:
            self._ask(self.request)

    def refresh(self) -> None:
        """There are other papers: what is shown may be others too."""
        self._ask(self.request)

    def close(self) -> None:
        """Stop the thread that searches."""
        self._searcher.close()

    def _go(self, request: Request) -> None:
        self._trail.leave(Place(self.request, self._highlighted), request)
        self._ask(request)

    @property
    def _highlighted(self) -> int | None:
        """The paper that is highlighted, or will be when the request is answered."""
        if self._answer.is_set():
            return self._view.highlighted
        return self._before_query if self.request.query.tree == EVERYTHING else None

    def _ask(self, request: Request) -> None:
        if self.request.query.tree == EVERYTHING != request.query.tree:
            self._before_query = self._highlighted
        if request != self.request:
            self._asked = time.monotonic()
        self.request = request
        self._answer.clear()
        answer = self._searcher.ask(request, 0 if self._hurried() else _PATIENCE)
        if answer is not None:
            self._answered(request, answer)

    def _deliver(self, request: Request, answer: Answer) -> None:
        self._from_thread(lambda: self._answered(request, answer))

    def _answered(self, request: Request, answer: Answer) -> None:
        if request != self.request:
            return
        if isinstance(answer, Results):
            self._answer.set()
            before, self.results = self.results, answer
            self._view.show_results(answer, self._highlight(before))
        elif isinstance(answer, LibraryError):
            self._view.warn(str(answer))
        elif isinstance(answer, NotReady):
            self._view.show_waiting()
        else:
            raise answer

    def _highlight(self, before: Results) -> int | None:
        """A new query begins at its first hit, none at the paper highlighted before."""
        place, self._returning = self._returning, None
        if place is not None and place.request == self.request:
            return place.key
        if self.tree == EVERYTHING != before.request.query.tree:
            return self._before_query
        return self._view.highlighted if self.tree == before.request.query.tree else None
