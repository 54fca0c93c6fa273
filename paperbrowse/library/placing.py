"""Putting papers where they belong: which are known already, what is new in them, their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.errors import LibraryDamaged, LibraryError
from paperbrowse.library.records import Added
from paperbrowse.paper import Paper, merge

if TYPE_CHECKING:
    import sqlite3
    from array import array

# What a folded paper leaves to the one that stays.
_LEGACY = ("identity", "listing", "bookmark", "read", "tag", "note")

NO_LIST = 0
"""In place of a list's key, where papers are read that no list gave. Keys begin with 1."""

_UNMARKED = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM {table} WHERE paper = key)"
    for table in ("listing", "bookmark", "read", "tag", "note")
)


@dataclass(slots=True)
class Reading:
    """One reading of a list, the ``number``-th, and what has come of it so far.

    ``listed`` counts the papers found and is the position of the next one; of these ``earlier``
    were found by a reading that stopped short. ``before`` has, for each known paper that is another
    now, a hash of what it was: a number, for there may be many.
    """

    list: int
    name: str
    number: int
    time: str
    listed: int = 0
    earlier: int = 0
    new: int = 0
    before: dict[int, int] = field(default_factory=dict)
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


class Shelf:
    """The papers of a library inside one transaction, in which one list is being read.

    Raises LibraryError where the list was removed since, or another reading of it has begun.
    """

    def __init__(self, connection: sqlite3.Connection, reading: Reading) -> None:
        if reading.list != NO_LIST:
            _still_read(connection, reading)
        (revision,) = connection.execute("SELECT revision FROM library").fetchone()
        self._connection = connection
        self._reading = reading
        self._revision = revision + 1
        self._texts_changed = False
        self._rearranged = False

    def place(self, paper: Paper) -> None:
        """Store a storable paper, new or merged with what is known of it, next in the list."""
        known: dict[int, Paper] = {}
        merged = paper
        for name, owner in self._owners(paper):
            if owner not in known:
                other = self._load(owner)
                if not _differ(name, other, merged):
                    known[owner] = other
                    merged = merge(other, merged)
        if known:
            key = self._merge(known, merged)
            if self._reading.list != NO_LIST:
                self._list(key, folded=len(known) > 1)
        else:
            self._insert(paper)

    def fill(self, paper: Paper) -> None:
        """Merge a storable paper with what is known of it; one that is not known is left out."""
        if self._owners(paper):
            self.place(paper)

    def drop(self, key: int, *, delete: bool = True) -> None:
        """Take a paper that this reading has not found out of the list.

        It stays in the library where it stands in another list or anything of the user's is on it;
        without ``delete`` it stays in any case.
        """
        reading = self._reading
        left = self._connection.execute(
            "DELETE FROM listing WHERE list = ? AND paper = ? AND reading < ?",
            (reading.list, key, reading.number),
        ).rowcount
        if not left:
            return
        reading.left += 1
        self._rearranged = True
        if delete:
            gone = self._connection.execute(
                f"DELETE FROM paper WHERE key = ? AND {_UNMARKED}", (key,)
            ).rowcount
            if gone:
                reading.deleted += 1
                self._texts_changed = True
                return
        self._rank(key)

    def settle(self) -> None:
        """Say in the library what has changed; comes last in the transaction."""
        if self._texts_changed:
            self._connection.execute("UPDATE library SET revision = ?", (self._revision,))
        if self._texts_changed or self._rearranged:
            self._connection.execute("UPDATE library SET arrangement = arrangement + 1")

    def _insert(self, paper: Paper) -> None:
        reading = self._reading
        key = tables.insert(
            self._connection,
            paper,
            rank=(reading.list << 32) + reading.listed,
            first_seen=reading.time,
            revision=self._revision,
        )
        self._name(key, paper)
        self._connection.execute(
            "INSERT INTO listing VALUES (?, ?, ?, ?)",
            (reading.list, key, reading.listed, reading.number),
        )
        reading.listed += 1
        reading.new += 1
        self._texts_changed = True

    def _merge(self, known: dict[int, Paper], merged: Paper) -> int:
        """Store what has become of one or more known papers; returns the key that stays."""
        key = min(known)
        before = known[key]
        if len(known) == 1 and merged == before:
            return key
        for gone in known.keys() - {key}:
            self._fold(gone, key)
        texts_changed = len(known) > 1 or _texts(merged) != _texts(before)
        tables.update(
            self._connection, key, merged, revision=self._revision if texts_changed else None
        )
        self._name(key, merged)
        self._texts_changed |= texts_changed
        self._rearranged = True
        reading = self._reading
        if self._first_seen(key) != reading.time:
            first = reading.before.setdefault(key, hash(before) if len(known) == 1 else 0)
            # A list may hold two rows of one version that differ: each wins over the other.
            if first == hash(merged):
                del reading.before[key]
            versions = [paper.version for paper in known.values() if paper.version is not None]
            if versions and merged.version is not None and merged.version > max(versions):
                self._connection.execute(
                    "UPDATE paper SET newer_seen = ? WHERE key = ?", (reading.time, key)
                )
        return key

    def _list(self, key: int, *, folded: bool) -> None:
        """Make a known paper the next of the list, unless it stands further up."""
        reading = self._reading
        place = self._connection.execute(
            "SELECT position, reading FROM listing WHERE list = ? AND paper = ?",
            (reading.list, key),
        ).fetchone()
        moved = False
        if place is None or place[1] != reading.number:
            self._connection.execute(
                "INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?)",
                (reading.list, key, reading.listed, reading.number),
            )
            moved = place is None or place[0] != reading.listed
            reading.listed += 1
        if moved or folded:
            self._rearranged = True
            self._rank(key)

    def _rank(self, key: int) -> None:
        # A paper that stands in no list any more keeps the place it had.
        place = self._connection.execute(
            "SELECT (list << 32) + position FROM listing WHERE paper = ? ORDER BY list LIMIT 1",
            (key,),
        ).fetchone()
        if place is not None:
            self._connection.execute(
                "UPDATE paper SET rank = :rank WHERE key = :key AND rank != :rank",
                {"rank": place[0], "key": key},
            )

    def _load(self, key: int) -> Paper:
        papers = tables.load(self._connection, (key,))
        if key not in papers:
            raise LibraryDamaged(f"The library lacks the paper {key}, which it has a name for.")
        return papers[key]

    def _owners(self, paper: Paper) -> list[tuple[str, int]]:
        """The names of this paper that are known, the surest first, each with its key."""
        by_name = names(paper)
        owners = dict(
            self._connection.execute(
                f"SELECT name, paper FROM identity WHERE name IN ({tables.marks(by_name)})", by_name
            ).fetchall()
        )
        return [(name, owners[name]) for name in by_name if name in owners]

    def _name(self, key: int, paper: Paper) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO identity VALUES (?, ?)", [(name, key) for name in names(paper)]
        )

    def _first_seen(self, key: int) -> str:
        (seen,) = self._connection.execute(
            "SELECT first_seen FROM paper WHERE key = ?", (key,)
        ).fetchone()
        return str(seen)

    def _fold(self, gone: int, kept: int) -> None:
        """Make one paper of two: all that belongs to ``gone``, marks too, goes to ``kept``."""
        reading = self._reading
        if reading.time in (self._first_seen(gone), self._first_seen(kept)):
            reading.new -= 1
        reading.before.pop(gone, None)
        both = {"gone": gone, "kept": kept}
        # Two notes that say the same stay one; the comparison is NULL where either is missing.
        self._connection.execute(
            "UPDATE note SET text = text || char(10, 10)"
            " || (SELECT other.text FROM note AS other WHERE other.paper = :gone)"
            " WHERE paper = :kept"
            " AND text != (SELECT other.text FROM note AS other WHERE other.paper = :gone)",
            both,
        )
        # Where both stand in a list, the place that was read last counts, and of two the first.
        self._connection.execute(
            "UPDATE listing SET (position, reading) = (SELECT position, reading"
            " FROM listing AS other WHERE other.list = listing.list"
            " AND other.paper IN (:gone, :kept) ORDER BY reading DESC, position LIMIT 1)"
            " WHERE paper = :kept",
            both,
        )
        for table in _LEGACY:
            self._connection.execute(
                f"UPDATE OR IGNORE {table} SET paper = :kept WHERE paper = :gone", both
            )
            self._connection.execute(f"DELETE FROM {table} WHERE paper = :gone", both)
        self._connection.execute(
            "UPDATE paper SET (first_seen, newer_seen) = (SELECT min(first_seen), max(newer_seen)"
            " FROM paper WHERE key IN (:gone, :kept)) WHERE key = :kept",
            both,
        )
        self._connection.execute("DELETE FROM paper WHERE key = :gone", both)


def _still_read(connection: sqlite3.Connection, reading: Reading) -> None:
    newest = connection.execute(
        "SELECT reading FROM list WHERE key = ?", (reading.list,)
    ).fetchone()
    if newest is None:
        raise LibraryError(f"The list “{reading.name}” was removed while it was being read.")
    if newest[0] != reading.number:
        raise LibraryError(
            f"The list “{reading.name}” is being read or removed elsewhere: this reading"
            " of it has stopped."
        )


def names(paper: Paper) -> tuple[str, ...]:
    """What the paper goes by, the surest name first; its title, for want of any."""
    found = (
        f"arxiv:{paper.arxiv.number}" if paper.arxiv else "",
        f"doi:{paper.doi.lower()}" if paper.doi else "",
        f"url:{paper.url}" if paper.url else "",
    )
    return tuple(filter(None, found)) or (f"title:{paper.title}",)


def _differ(name: str, known: Paper, found: Paper) -> bool:
    """Whether two papers that share ``name`` are different ones all the same.

    They are where a surer name says so: one address may stand beside many papers of one workshop.
    """
    if known.arxiv and found.arxiv:
        return known.arxiv.number != found.arxiv.number
    # A paper goes by every DOI it ever had; only what shares an address alone differs by DOI.
    both = bool(known.doi and found.doi) and name.startswith("url:")
    return both and known.doi.lower() != found.doi.lower()


def _texts(paper: Paper) -> tuple[object, ...]:
    """What an index of texts may hold of a paper."""
    return (
        paper.arxiv and paper.arxiv.number,
        paper.title,
        paper.abstract,
        paper.comment,
        paper.journal,
        paper.code,
        paper.categories,
        paper.authors,
        paper.topics,
        [version.title for version in paper.earlier],
    )
