"""One reading of a list, and what has come of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.errors import LibraryError
from paperbrowse.library.records import Added
from paperbrowse.library.said import NO_LIST

if TYPE_CHECKING:
    import sqlite3
    from array import array
    from collections.abc import Sequence

    from paperbrowse.paper import Paper


@dataclass(slots=True)
class Reading:
    """One reading of a list, the ``number``-th, and what has come of it so far.

    ``listed`` counts the papers found and is the position of the next one; of these ``earlier``
    were found by a reading that stopped short. ``before`` has, for each known paper that is another
    now, a hash of what it was: a number, for there may be many. ``rows`` has what is found of each
    paper, by key, of which the list said more in an earlier reading.
    """

    list: int
    name: str
    number: int
    time: str
    listed: int = 0
    earlier: int = 0
    new: int = 0
    before: dict[int, int] = field(default_factory=dict)
    rows: dict[int, Sequence[Paper]] = field(default_factory=dict)
    left: int = 0
    deleted: int = 0

    def added(self, connection: sqlite3.Connection) -> Added:
        """What has come of it so far."""
        (listed,) = connection.execute(
            "SELECT count(*) FROM listing WHERE list = ? AND reading = ?", (self.list, self.number)
        ).fetchone()
        updated = len(self.before)
        unchanged = max(listed - self.earlier - self.new - updated, 0)
        return Added(self.new, updated, unchanged, self.left)

    def not_found(self, connection: sqlite3.Connection) -> array[int]:
        """The keys of the papers that stand in the list and have not been found in this reading."""
        return tables.keys(
            connection,
            "SELECT paper FROM listing WHERE list = ? AND reading < ?",
            (self.list, self.number),
        )

    def check(self, connection: sqlite3.Connection) -> None:
        """Raises LibraryError where the list was removed since, or another reading has begun."""
        if self.list == NO_LIST:
            return
        newest = connection.execute(
            "SELECT reading FROM list WHERE key = ?", (self.list,)
        ).fetchone()
        if newest is None:
            raise LibraryError(f"The list “{self.name}” was removed while it was being read.")
        if newest[0] != self.number:
            raise LibraryError(
                f"The list “{self.name}” is being read or removed elsewhere: this reading"
                " of it has stopped."
            )
