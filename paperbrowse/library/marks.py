"""What the user leaves in a library: marks on papers, settings and visits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.opened import Opened
from paperbrowse.text import is_line

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from concurrent.futures import Future


class Marks(Opened):
    """Marks, settings and visits.

    Each change is on disk when its future is done, or the future holds the LibraryError that says
    why not.
    """

    # Marks

    def bookmark(self, key: int, on: bool) -> Future[None]:
        """Set or remove a bookmark."""
        return self._flag("bookmark", key, on)

    def mark_read(self, key: int, on: bool) -> Future[None]:
        """Mark a paper as read or unread."""
        return self._flag("read", key, on)

    def tag(self, key: int, name: str, on: bool) -> Future[None]:
        """Give a paper a tag, or take it away.

        Space around the name goes. Raises ValueError where nothing is left or more than one line.
        """
        if on:
            tag = line(name, "A tag")
            return self._run("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", key, tag, tables.now())
        return self._run("DELETE FROM tag WHERE paper = ? AND name = ?", key, kept(name))

    def note(self, key: int, text: str) -> Future[None]:
        """Write the note of a paper in place of the one it had; a blank text removes it."""
        if not text.strip():
            return self._run("DELETE FROM note WHERE paper = ?", key)
        note = tables.storable(text)
        return self._run("INSERT OR REPLACE INTO note VALUES (?, ?, ?)", key, note, tables.now())

    def tags(self) -> list[tuple[str, int]]:
        """The tags and on how many papers each is, the most used first, then by name."""
        with self._connections.reading() as connection:
            return connection.execute(
                "SELECT name, count(*) AS uses FROM tag GROUP BY name ORDER BY uses DESC, name"
            ).fetchall()

    def tagged(self) -> list[tuple[int, str]]:
        """Every key of a paper with a tag of it, by tag."""
        with self._connections.reading() as connection:
            return connection.execute("SELECT paper, name FROM tag ORDER BY name, paper").fetchall()

    def notes(self) -> list[tuple[int, str]]:
        """Every key of a paper with its note, where it has one."""
        with self._connections.reading() as connection:
            return connection.execute("SELECT paper, text FROM note ORDER BY paper").fetchall()

    def _flag(self, table: str, key: int, on: bool) -> Future[None]:
        if on:
            # The foreign key fails where there is no such paper: no mark is lost without a word.
            return self._run(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", key, tables.now())
        return self._run(f"DELETE FROM {table} WHERE paper = ?", key)

    # Settings and visits

    def remember(self, name: str, value: str) -> Future[None]:
        """Keep a setting."""
        return self._run(
            "INSERT OR REPLACE INTO setting VALUES (?, ?)",
            tables.storable(name),
            tables.storable(value),
        )

    def setting(self, name: str, default: str = "") -> str:
        """A setting that was kept, else the default."""
        with self._connections.reading() as connection:
            found = connection.execute(
                "SELECT value FROM setting WHERE name = ?", (tables.storable(name),)
            ).fetchone()
        return str(found[0]) if found else default

    def visit(self) -> Future[None]:
        """Note that a visit starts now."""
        return self._run("INSERT INTO visit VALUES (?)", tables.now())

    def last_visit(self) -> datetime.datetime | None:
        """When the latest visit that was noted began (UTC); None before the first."""
        with self._connections.reading() as connection:
            (at,) = connection.execute("SELECT max(at) FROM visit").fetchone()
        return None if at is None else tables.moment(at)

    def _run(self, statement: str, *values: str | int) -> Future[None]:
        return self._change(partial(_run, statement, values))


def line(name: str, what: str) -> str:
    """A name as it is kept: without space around it. Raises ValueError unless it is visible."""
    if not is_line(name.strip()):
        raise ValueError(f"{what} is one line of text, and not empty.")
    return kept(name)


def kept(name: str) -> str:
    """A name as it was kept, also one that could not be given any more."""
    return tables.storable(name.strip())


def _run(statement: str, values: tuple[str | int, ...], connection: sqlite3.Connection) -> None:
    connection.execute(statement, values)
