"""The panel of saved searches: opened, saved, renamed and removed by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from paperbrowse.catalogue import Catalogue, Request, SavedSearch
from paperbrowse.query import AnyOf
from paperbrowse.text.numbers import number
from paperbrowse.tui.beside import FromThread, warned_of, when_done
from paperbrowse.tui.marking import COMMIT
from paperbrowse.tui.panels import Contents
from paperbrowse.tui.widgets.panel import Choice, Edit
from paperbrowse.tui.widgets.prompt import Prompt


class SavedSearches(Contents):
    """The saved searches, each with how many papers it finds and how many of them are new."""

    title = "Saved searches"
    empty = ("No saved searches yet.", "+ saves the search in the box under a name.")
    edits = (Edit.ADD, Edit.RENAME, Edit.REMOVE)

    def __init__(
        self,
        catalogue: Catalogue,
        prompt: Prompt,
        request: Callable[[], Request],
        enter: Callable[[Request], None],
        changed: Callable[[], None],
        warn: Callable[[str], None],
        from_thread: FromThread,
    ) -> None:
        """``request`` is what can be saved; ``enter`` opens a search; ``changed`` counts again."""
        self._catalogue = catalogue
        self._prompt = prompt
        self._request = request
        self._enter = enter
        self._changed = changed
        self._warn = warn
        self._from_thread = from_thread

    def known(self) -> Sequence[Choice]:
        """The names."""
        return [self._choice(search, "") for search in self._catalogue.saved()]

    def work(self) -> Callable[[], Sequence[Choice]]:
        """The names with their counts."""
        return lambda: [
            self._choice(
                kept.search, number(kept.count) + (f" · {number(kept.new)} new" if kept.new else "")
            )
            for kept in self._catalogue.searches()
        ]

    def _choice(self, search: SavedSearch, count: str) -> Choice:
        return Choice(search.name, partial(self._open, search), count)

    def _open(self, search: SavedSearch) -> None:
        self._enter(Request(search.query, entered=True))
        if self._catalogue.keeps_marks:
            self._do(lambda: self._catalogue.saw_search(search.name))

    def edit(self, edit: Edit, choice: Choice | None) -> None:
        """Save the search in the box, or rename or remove the one in a row."""
        if edit is Edit.ADD:
            query = _text(self._request())
            if query:
                self._prompt.ask("Save this search as", "", lambda name: self._save(name, query))
            else:
                self._warn("There is no search to save: all papers are shown.")
        elif choice is not None and edit is Edit.RENAME:
            old = choice.text
            self._prompt.ask(
                "Rename this search",
                old,
                lambda name: self._do(lambda: self._catalogue.rename_search(old, name)),
            )
        elif choice is not None:
            name = choice.text
            self._do(lambda: self._catalogue.remove_search(name))

    def _save(self, name: str, query: str) -> None:
        known = {search.name: search.query for search in self._catalogue.saved()}
        if known.get(name.strip(), query) != query:
            self._warn(f"There is a search “{name.strip()}” already: remove it first with d.")
        else:
            self._do(lambda: self._catalogue.save_search(name, query))

    def _do(self, change: Callable[[], Future[None]]) -> None:
        try:
            future = change()
        except ValueError as error:
            self._warn(str(error))
        else:
            when_done(future, self._done, COMMIT, self._from_thread)

    def _done(self, future: Future[None]) -> None:
        warned_of(future, self._warn)
        self._changed()


def _text(request: Request) -> str:
    """A request as a query alone."""
    text = request.text.strip()
    if not request.bookmarked:
        return text
    if isinstance(request.query.tree, AnyOf):
        text = f"({text})"
    return f"is:bookmarked {text}".strip()
