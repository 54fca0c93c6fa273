"""What the user leaves in a library: marks on papers, settings and visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import clock, tables
from paperbrowse.library.opened import Opened
from paperbrowse.text import is_line

if TYPE_CHECKING:
    import datetime
    from concurrent.futures import Future

    from paperbrowse.library.changes import Values


class Marks(Opened):
    """Marks, settings and visits.

    Each change is on disk when its future is done, or the future holds the LibraryError that says
    why not.
    """

    # Marks

    def bookmark(self, key: int, on: bool) -> Future[None]:
        """Set or remove a bookmark."""
        return self._change("bookmark" if on else "no bookmark", paper=key, at=tables.now())

    def mark_read(self, key: int, on: bool) -> Future[None]:
        """Mark a paper as read or unread."""
        return self._change("read" if on else "unread", paper=key, at=tables.now())

    def tag(self, key: int, name: str, on: bool) -> Future[None]:
        """Give a paper a tag, or take it away.

        Space around the name goes. Raises ValueError where nothing is left or more than one line.
        """
        tag = line(name, "A tag") if on else kept(name)
        return self._change("tag" if on else "no tag", paper=key, name=tag, at=tables.now())

    def note(self, key: int, text: str, expected: str | None = None) -> Future[None]:
        """Write the note of a paper in place of the one it had; a blank text removes it.

        With ``expected``, the note that was seen when the writing began, what another program has
        written since is kept too (``text.merging``).
        """
        values: Values = {"paper": key, "text": tables.storable(text), "at": tables.now()}
        if expected is not None:
            values["expected"] = tables.storable(expected)
        return self._change("note", **values)

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

    # Settings and visits

    def remember(self, name: str, value: str) -> Future[None]:
        """Keep a setting."""
        return self._change("setting", name=tables.storable(name), value=tables.storable(value))

    def setting(self, name: str, default: str = "") -> str:
        """A setting that was kept, else the default."""
        with self._connections.reading() as connection:
            found = connection.execute(
                "SELECT value FROM setting WHERE name = ?", (tables.storable(name),)
            ).fetchone()
        return str(found[0]) if found else default

    def visit(self) -> Future[None]:
        """Note that a visit starts now."""
        return self._change("visit", at=tables.now())

    def last_visit(self) -> datetime.datetime | None:
        """When the latest visit that was noted began (UTC); None before the first."""
        with self._connections.reading() as connection:
            return clock.last_visit(connection)


def line(name: str, what: str) -> str:
    """A name as it is kept: without space around it. Raises ValueError unless it is visible."""
    if not is_line(name.strip()):
        raise ValueError(f"{what} is one line of text, and not empty.")
    return kept(name)


def kept(name: str) -> str:
    """A name as it was kept, also one that could not be given any more."""
    return tables.storable(name.strip())
