"""The searches of a library: those made, newest first, and those saved under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.marks import kept, line
from paperbrowse.library.opened import Opened
from paperbrowse.library.records import SavedSearch

if TYPE_CHECKING:
    from concurrent.futures import Future

_NAME = "The name of a search"


class Searches(Opened):
    """Searches made and saved.

    Each change is on disk when its future is done, or the future holds the LibraryError that says
    why not. Names are kept without space around them, and ValueError is raised where nothing is
    left or more than one line.
    """

    def searched(self, text: str) -> Future[None]:
        """Note that a text was searched for, without the space around it; a blank one is none."""
        return self._change("searched", text=tables.storable(text.strip()))

    def history(self) -> list[str]:
        """The texts searched for, newest first, each once; at most ``changes.KEPT``."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT text FROM search ORDER BY key DESC")
            return [text for (text,) in rows]

    def saved(self) -> list[SavedSearch]:
        """The saved searches, in the order they were saved."""
        with self._connections.reading() as connection:
            return [
                SavedSearch(name, query, tables.moment(seen))
                for name, query, seen in connection.execute(
                    "SELECT name, query, seen FROM saved_search ORDER BY key"
                )
            ]

    def save_search(self, name: str, query: str) -> Future[None]:
        """Save a query under a name, as seen now; in the place of one that has the name."""
        return self._change(
            "save search", name=line(name, _NAME), query=tables.storable(query), at=tables.now()
        )

    def remove_search(self, name: str) -> Future[None]:
        """Forget a saved search, where there is one."""
        return self._change("remove search", name=kept(name))

    def rename_search(self, old: str, new: str) -> Future[None]:
        """Give a saved search another name; it keeps its place.

        LibraryError where there is none, or another one has the new name.
        """
        return self._change("rename search", name=kept(old), new=line(new, _NAME))

    def saw_search(self, name: str) -> Future[None]:
        """Note that a saved search was looked at now: what comes in later is new in it."""
        return self._change("saw search", name=kept(name), at=tables.now())
