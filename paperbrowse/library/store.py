"""The open library: what can be asked of it, and what can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import conditions, orders, showing, tables
from paperbrowse.library.connections import open_connections
from paperbrowse.library.lists import Lists
from paperbrowse.library.marks import Marks
from paperbrowse.library.records import Entry, News, Row, Texts
from paperbrowse.library.searches import Searches
from paperbrowse.query import Sort

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from array import array
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from paperbrowse.paper import Paper
    from paperbrowse.query import Dated, Is, Tagged


class Library(Lists, Marks, Searches):
    """Papers, their lists, the user's marks and searches. Methods may be called on any thread.

    Every method raises LibraryError where the file cannot be read: LibraryDamaged, LibraryGone …
    """

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Library:
        """Open the library at ``path``; unless ``read_only``, make it where there is none.

        Raises LibraryDamaged, LibraryUnwritable, LibraryTooNew or LibraryBusy.
        """
        return cls(open_connections(path, read_only=read_only), read_only=read_only)

    # Papers

    def stamp(self) -> str:
        """Names one state of the texts: no other has it, in this library, a copy or a backup.

        It ends with the revision, which grows: ``identity:mark:revision``, the mark a random one.
        """
        with self._connections.reading() as connection:
            return _stamp(connection)

    def follows(self, stamp: str) -> bool:
        """Whether the texts came to be what they are from the state that has the stamp."""
        with self._connections.reading() as connection:
            found = _stamp(connection, tables.storable(stamp.rpartition(":")[2]))
        return found != "" and found == stamp

    def revision(self) -> int:
        """How often texts have changed: what ``stamp`` ends with. Copies of a file share it."""
        with self._connections.reading() as connection:
            return int(connection.execute("SELECT revision FROM library").fetchone()[0])

    def arrangement(self) -> int:
        """Changes whenever the order of the papers may have: when a list is read in."""
        with self._connections.reading() as connection:
            return int(connection.execute("SELECT arrangement FROM library").fetchone()[0])

    def count(self) -> int:
        """How many papers there are."""
        with self._connections.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM paper").fetchone()[0])

    def keys(
        self, *, bookmarked: bool = False, by: Sort = Sort.DATE, reverse: bool = False
    ) -> array[int]:
        """The keys of all papers, or of those bookmarked, in an order.

        By date: newest first, undated last, those of one date in the order of their list. By title:
        alphabetically, without case and accents (``text.fold``). By when they were added: latest
        first, those added together by date. The library knows no relevance: that is by date.
        Reversed, undated papers stay last, and papers that are alike keep their order.
        """
        with self._connections.reading() as connection:
            return orders.keys(connection, by, reverse=reverse, bookmarked=bookmarked)

    def dates(self) -> list[tuple[int, str]]:
        """Every key with the ISO date that is shown, "" where there is none; newest first."""
        with self._connections.reading() as connection:
            return connection.execute(
                f"SELECT key, date FROM paper ORDER BY {orders.LISTED}"
            ).fetchall()

    def having(
        self, condition: Dated | Is | Tagged, since: datetime.datetime | None = None
    ) -> array[int]:
        """The keys of the papers for which a condition holds, in no order that means anything.

        Papers are new that were first seen at ``since`` or later, updated where a newer version
        came in then; without it, none is.
        """
        with self._connections.reading() as connection:
            return conditions.having(connection, condition, since)

    def texts(self) -> Texts:
        """One state of the papers: which there are, and when the texts of each last changed."""
        with self._connections.reading() as connection:
            return Texts(
                _stamp(connection),
                orders.keys(connection, Sort.DATE, reverse=False, bookmarked=False),
                tables.revisions(connection),
            )

    def news(self, since: datetime.datetime | None) -> News:
        """How many papers came in at ``since`` or later, and how many in a newer version."""
        with self._connections.reading() as connection:
            return conditions.news(connection, since)

    def rows(self, keys: Sequence[int], since: datetime.datetime | None = None) -> dict[int, Row]:
        """What a list shows of these papers, by key; unknown keys are absent.

        Papers are updated of which a newer version came in at ``since`` or later.
        """
        found: dict[int, Row] = {}
        with self._connections.reading() as connection:
            for chunk in tables.chunks(keys):
                found.update(showing.rows(connection, tuple(chunk), since))
        return found

    def entry(self, key: int) -> Entry | None:
        """Everything known of one paper."""
        return next(self.entries((key,)), None)

    def entries(self, keys: Sequence[int]) -> Iterator[Entry]:
        """Everything known of these papers, in the order of the keys; unknown keys are passed over.

        Read in pieces, each of one state of the library: memory does not grow with their number.
        """
        for chunk in tables.chunks(keys):
            with self._connections.reading() as connection:
                entries = showing.entries(connection, tuple(chunk))
            for key in chunk:
                if key in entries:
                    yield entries[key]

    def papers(self, keys: Sequence[int]) -> Iterator[tuple[int, Paper]]:
        """These papers with their keys, in the order of the keys; unknown keys are passed over.

        Read in pieces, as ``entries`` are, which know the marks too.
        """
        for chunk in tables.chunks(keys):
            with self._connections.reading() as connection:
                papers = tables.load(connection, chunk)
            yield from ((key, papers[key]) for key in chunk if key in papers)

    def find(self, identity: str) -> int | None:
        """The key of the paper that goes by a name such as ``arxiv:2512.24162``, ``doi:…``."""
        with self._connections.reading() as connection:
            found = connection.execute(
                "SELECT paper FROM identity WHERE name = ?", (tables.storable(identity),)
            ).fetchone()
        return int(found[0]) if found else None


def _stamp(connection: sqlite3.Connection, revision: str | None = None) -> str:
    """The stamp of the state now, or of that at a revision; empty where it has not been at it."""
    found = connection.execute(
        "SELECT identity, mark, history.revision FROM library"
        " JOIN history ON history.revision = coalesce(?, library.revision)",
        (revision,),
    ).fetchone()
    return ":".join(str(part) for part in found or () if part != "")
