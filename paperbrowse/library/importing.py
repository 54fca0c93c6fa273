"""Reading lists in, and taking them out again, without keeping others from the library for long."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

from paperbrowse.library import clock, tables
from paperbrowse.library.connections import CACHE
from paperbrowse.library.errors import LibraryError
from paperbrowse.library.placing import Shelf
from paperbrowse.library.reading import Reading
from paperbrowse.library.records import Added, Origin
from paperbrowse.library.said import NO_LIST

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from paperbrowse.library.connections import Connections
    from paperbrowse.paper import Paper

Item = TypeVar("Item")

HELD = 0.025
"""Seconds that a transaction should take, as far as can be foreseen."""

_PAUSE = 0.002  # seconds between two transactions, for whoever else wants to write
_CHECKPOINT = 4  # how many transactions stay in the log: some 10 MB
_BATCH = 250  # papers read ahead of a transaction, so that none waits for the source
_PATIENCE = 0.25  # seconds that a paper from a slow source waits for others


class Importing:
    """A list that is being read in; a context manager, for one thread.

    What ``add`` was given is kept, whatever comes after. Until ``finish``, nothing leaves the list
    and its digest is empty, so that an update that was broken off is made again. Where another
    reading of the list begins, or the list is removed, LibraryError says so and this one has ended.
    """

    def __init__(self, connections: Connections, origin: Origin, *, resume: bool) -> None:
        self._connections = connections
        self._origin = origin
        self._resume = resume
        self._reading: Reading | None = None
        self._lent = ExitStack()

    def __enter__(self) -> Importing:
        self._connection = self._lent.enter_context(self._connections.lent())
        self._turns = _Turns(self._connections, self._connection)
        return self

    def __exit__(self, *error: object) -> None:
        self._lent.close()

    def add(self, papers: Iterable[Paper]) -> None:
        """Add the next papers of the list: any number, read as they come, kept on return.

        Many at a time are quicker than one by one: each call commits. Where ``papers`` raises,
        those that it gave before are kept. Raises LibraryError.
        """
        batch: list[Paper] = []
        since = time.monotonic()
        try:
            for paper in papers:
                batch.append(tables.storable_paper(paper))
                if len(batch) == _BATCH or time.monotonic() - since > _PATIENCE:
                    ready, batch = batch, []
                    self._place(ready)
                    since = time.monotonic()
        finally:
            self._place(batch)

    def finish(self) -> Added:
        """Say that the list was read to its end: what was not found leaves it. Raises LibraryError.

        What leaves stays in the library where it stands in another list, or is bookmarked, tagged,
        noted or read. A list of which nothing was added loses every paper.
        """
        reading = self._begun()
        self._turns.each(reading, list(reading.rows), Shelf.retract)
        with self._connections.reading() as connection:
            left = reading.not_found(connection)
        self._turns.each(reading, left, Shelf.drop)
        with self._connections.writing() as connection:
            _end(connection, reading, self._origin.digest)
        return self.added()

    def reached(self, position: int) -> None:
        """Note where the source is to be asked to go on, should this reading stop short."""
        reading = self._begun()
        with self._connections.writing(self._connection) as connection:
            Shelf(connection, reading)
            connection.execute("UPDATE list SET resume = ? WHERE key = ?", (position, reading.list))

    def added(self) -> Added:
        """What has come of it so far, or did come of it: papers new, updated, unchanged, left."""
        if self._reading is None:
            return Added(0, 0, 0)
        with self._connections.reading() as connection:
            return self._reading.added(connection)

    def _place(self, papers: list[Paper]) -> None:
        if papers:
            self._turns.each(self._begun(), papers, Shelf.place)

    def _begun(self) -> Reading:
        # Not before there is something to write: a source that gives nothing changes nothing.
        if self._reading is None:
            with self._connections.writing(self._connection) as connection:
                self._reading = _begin(connection, self._origin, resume=self._resume)
        return self._reading


def add(
    connection: sqlite3.Connection, origin: Origin, papers: list[Paper], *, rolling: bool
) -> Added:
    """Make or refresh a list of storable papers, inside one transaction.

    What leaves the list stays in the library, unless it is ``rolling`` and nothing keeps it.
    """
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    reading = _begin(connection, origin)
    shelf = Shelf(connection, reading)
    for paper in papers:
        shelf.place(paper)
    for key in list(reading.rows):
        shelf.retract(key)
    for key in reading.not_found(connection):
        shelf.drop(key, delete=rolling)
    shelf.settle()
    _end(connection, reading, origin.digest)
    connection.execute("PRAGMA cache_size = -2000")
    return reading.added(connection)


def remove(connections: Connections, name: str) -> int:
    """Remove a list, and the papers that nothing else keeps; returns how many papers went.

    Raises LibraryError where there is no such list.
    """
    with connections.lent() as lent:
        with connections.writing(lent) as connection:
            # A removal is a reading that finds nothing; one that is under way ends by it.
            reading = _next(connection, name)
        with connections.reading() as connection:
            listed = reading.not_found(connection)
        _Turns(connections, lent).each(reading, listed, Shelf.drop)
        with connections.writing() as connection:
            Shelf(connection, reading)
            connection.execute("DELETE FROM list WHERE key = ?", (reading.list,))
    return reading.deleted


def fill(connections: Connections, papers: Iterable[Paper]) -> int:
    """Merge papers with what is known of them, whatever lists they stand in; others are left out.

    Returns how many became other than they were. Raises LibraryError.
    """
    reading = Reading(NO_LIST, "", 0, tables.now())
    storable = [tables.storable_paper(paper) for paper in papers]
    with connections.lent() as lent:
        _Turns(connections, lent).each(reading, storable, Shelf.fill)
    return len(reading.before)


class _Turns:
    """Changes to one list, in as many transactions as it takes to keep nobody waiting."""

    def __init__(self, connections: Connections, lent: sqlite3.Connection) -> None:
        self._connections = connections
        self._lent = lent
        self._committing = 0.0
        self._turns = 0

    def each(
        self, reading: Reading, items: Sequence[Item], change: Callable[[Shelf, Item], None]
    ) -> None:
        """Make the change for each of the items. Raises LibraryError."""
        done = 0
        while done < len(items):
            with self._connections.writing(self._lent) as connection:
                until = time.monotonic() + max(HELD - self._committing, HELD / 5)
                shelf = Shelf(connection, reading)
                while done < len(items) and time.monotonic() < until:
                    change(shelf, items[done])
                    done += 1
                shelf.settle()
                changed = time.monotonic()
            self._committing = max(time.monotonic() - changed, self._committing * 0.9)
            self._turns += 1
            if self._turns % _CHECKPOINT == 0:
                self._connections.checkpoint(self._lent)
            time.sleep(_PAUSE)


def _begin(connection: sqlite3.Connection, origin: Origin, *, resume: bool = False) -> Reading:
    connection.execute(
        "INSERT OR IGNORE INTO list (name, source, digest, updated) VALUES (?, '', '', ?)",
        (origin.name, tables.now()),
    )
    connection.execute(
        "UPDATE list SET (source, most, private) = (?, ?, ?) WHERE name = ?",
        (origin.source, origin.most, origin.private, origin.name),
    )
    reading = _next(connection, origin.name)
    if resume:
        # What the reading that stopped short has found is found.
        connection.execute(
            "UPDATE listing SET reading = ? WHERE list = ? AND reading = ?",
            (reading.number, reading.list, reading.number - 1),
        )
        reading.earlier, reading.listed = connection.execute(
            "SELECT count(*), coalesce(max(position) + 1, 0) FROM listing"
            " WHERE list = ? AND reading = ?",
            (reading.list, reading.number),
        ).fetchone()
    else:
        connection.execute("UPDATE list SET resume = 0 WHERE key = ?", (reading.list,))
    return reading


def _next(connection: sqlite3.Connection, name: str) -> Reading:
    """The next reading of the list called ``name``. Raises LibraryError where there is none."""
    time = tables.now()
    clock.mend(connection, time)
    connection.execute("UPDATE list SET digest = '', reading = reading + 1 WHERE name = ?", (name,))
    found = connection.execute("SELECT key, reading FROM list WHERE name = ?", (name,)).fetchone()
    if found is None:
        raise LibraryError(f"There is no list “{name}”.")
    key, number = found
    return Reading(key, name, number, time)


def _end(connection: sqlite3.Connection, reading: Reading, digest: str) -> None:
    Shelf(connection, reading)
    connection.execute(
        "UPDATE list SET digest = ?, updated = ?, resume = 0 WHERE key = ?",
        (digest, tables.now(), reading.list),
    )
