"""The searches of a library: those made, newest first, and those saved under a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.errors import LibraryError
from paperbrowse.library.marks import kept, line
from paperbrowse.library.opened import Opened
from paperbrowse.library.records import SavedSearch

if TYPE_CHECKING:
    import sqlite3
    from concurrent.futures import Future

KEPT = 500
"""How many of the searches made are kept."""

_NAME = "The name of a search"


class Searches(Opened):
    """Searches made and saved.

    Each change is on disk when its future is done, or the future holds the LibraryError that says
    why not. Names are kept without space around them, and ValueError is raised where nothing is
    left or more than one line.
    """

    def searched(self, text: str) -> Future[None]:
        """Note that a text was searched for, without the space around it; a blank one is none."""
        return self._change(partial(_searched, tables.storable(text.strip())))

    def history(self) -> list[str]:
        """The texts searched for, newest first, each once; at most KEPT."""
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
        return self._change(partial(_save, line(name, _NAME), tables.storable(query), tables.now()))

    def remove_search(self, name: str) -> Future[None]:
        """Forget a saved search, where there is one."""
        return self._change(partial(_remove, kept(name)))

    def rename_search(self, old: str, new: str) -> Future[None]:
        """Give a saved search another name; it keeps its place.

        LibraryError where there is none, or another one has the new name.
        """
        return self._change(partial(_rename, kept(old), line(new, _NAME)))

    def saw_search(self, name: str) -> Future[None]:
        """Note that a saved search was looked at now: what comes in later is new in it."""
        return self._change(partial(_saw, kept(name), tables.now()))


def _searched(text: str, connection: sqlite3.Connection) -> None:
    if not text:
        return
    # A text that is known loses its key for the greatest.
    connection.execute("INSERT OR REPLACE INTO search (text) VALUES (?)", (text,))
    connection.execute(
        "DELETE FROM search WHERE key <="
        " (SELECT key FROM search ORDER BY key DESC LIMIT 1 OFFSET ?)",
        (KEPT,),
    )


def _save(name: str, query: str, time: str, connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO saved_search (name, query, seen) VALUES (?, '', '')", (name,)
    )
    connection.execute(
        "UPDATE saved_search SET query = ?, seen = ? WHERE name = ?", (query, time, name)
    )


def _remove(name: str, connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM saved_search WHERE name = ?", (name,))


def _rename(old: str, new: str, connection: sqlite3.Connection) -> None:
    names = {name for (name,) in connection.execute("SELECT name FROM saved_search")}
    if old not in names:
        raise LibraryError(f"There is no saved search “{old}”.")
    if new in names - {old}:
        raise LibraryError(f"There is a saved search “{new}” already.")
    connection.execute("UPDATE saved_search SET name = ? WHERE name = ?", (new, old))


def _saw(name: str, time: str, connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE saved_search SET seen = ? WHERE name = ?", (time, name))
