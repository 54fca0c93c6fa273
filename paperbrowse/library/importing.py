"""Adding a list: which papers are known already, what is new in them, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.errors import LibraryDamaged
from paperbrowse.library.records import Added
from paperbrowse.paper import Paper, merge

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

# What a folded paper leaves to the one that stays.
_LEGACY = ("identity", "listing", "bookmark", "read", "tag", "note")

# KiB of pages that are kept in memory while papers are added.
_CACHE = 16_384


def gather(papers: Iterable[Paper]) -> list[Paper]:
    """The papers in storable form, those that stand in the list more than once merged into one."""
    gathered: dict[str, Paper] = {}
    for found in papers:
        paper = tables.storable_paper(found)
        name = names(paper)[0]
        gathered[name] = merge(gathered[name], paper) if name in gathered else paper
    return list(gathered.values())


def names(paper: Paper) -> tuple[str, ...]:
    """What the paper goes by, the surest name first; its title, for want of any."""
    found = (
        f"arxiv:{paper.arxiv.number}" if paper.arxiv else "",
        f"doi:{paper.doi.lower()}" if paper.doi else "",
        f"url:{paper.url}" if paper.url else "",
    )
    return tuple(filter(None, found)) or (f"title:{paper.title}",)


def add(
    connection: sqlite3.Connection, name: str, source: str, digest: str, papers: list[Paper]
) -> Added:
    """Make or refresh the list called ``name`` of gathered papers, inside a transaction."""
    # A title goes to any page of its index: with SQLite's 2 MB most would be written many times.
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    time = tables.now()
    (revision,) = connection.execute("SELECT revision + 1 FROM library").fetchone()
    connection.execute(
        "INSERT OR IGNORE INTO list (name, source, digest, updated) VALUES (?, '', '', '')", (name,)
    )
    connection.execute(
        "UPDATE list SET source = ?, digest = ?, updated = ? WHERE name = ?",
        (source, digest, time, name),
    )
    (number,) = connection.execute("SELECT key FROM list WHERE name = ?", (name,)).fetchone()
    shelf = _Shelf(connection, time, revision)
    positions: dict[int, int] = {}
    for position, paper in enumerate(papers):
        positions.setdefault(shelf.place(paper, (number << 32) + position), position)
    for gone, kept in shelf.folded:
        if gone in positions:
            position = positions.pop(gone)
            positions[kept] = min(position, positions.get(kept, position))
    _arrange(connection, number, positions, {kept for _, kept in shelf.folded}, shelf.new)
    connection.execute("UPDATE library SET arrangement = arrangement + 1")
    if shelf.texts_changed:
        connection.execute("UPDATE library SET revision = ?", (revision,))
    connection.execute("PRAGMA cache_size = -2000")
    return Added(
        len(shelf.new),
        len(shelf.updated),
        len(positions) - len(shelf.new) - len(shelf.updated),
    )


class _Shelf:
    """Puts papers where they belong, and keeps account of what that changed."""

    def __init__(self, connection: sqlite3.Connection, time: str, revision: int) -> None:
        self.new: set[int] = set()
        self.updated: set[int] = set()
        self.folded: list[tuple[int, int]] = []
        self.texts_changed = False
        self._connection = connection
        self._time = time
        self._revision = revision

    def place(self, paper: Paper, rank: int) -> int:
        """Store the paper, new or merged with what is known of it; returns its key."""
        known: dict[int, Paper] = {}
        merged = paper
        for name, owner in self._owners(paper):
            if owner not in known:
                other = self._load(owner)
                if not _differ(name, other, merged):
                    known[owner] = other
                    merged = merge(other, merged)
        if not known:
            key = tables.insert(
                self._connection,
                paper,
                rank=rank,
                first_seen=self._time,
                revision=self._revision,
            )
            self.new.add(key)
            self.texts_changed = True
            self._name(key, paper)
            return key
        key = min(known)
        before = known.pop(key)
        for gone in known:
            _fold(self._connection, gone, key)
            self.folded.append((gone, key))
            self.new.discard(gone)
            self.updated.discard(gone)
        if known or merged != before:
            texts_changed = bool(known) or _texts(merged) != _texts(before)
            tables.update(
                self._connection, key, merged, revision=self._revision if texts_changed else None
            )
            self.texts_changed |= texts_changed
            self._name(key, merged)
            if key not in self.new:
                self.updated.add(key)
        return key

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
        paper.code,
        paper.authors,
        paper.topics,
        [version.title for version in paper.earlier],
    )


def _fold(connection: sqlite3.Connection, gone: int, kept: int) -> None:
    """Make one paper of two: all that belongs to ``gone``, marks too, goes to ``kept``."""
    both = {"gone": gone, "kept": kept}
    # Two notes that say the same stay one; the comparison is NULL where either is missing.
    connection.execute(
        "UPDATE note SET text = text || char(10, 10)"
        " || (SELECT other.text FROM note AS other WHERE other.paper = :gone) WHERE paper = :kept"
        " AND text != (SELECT other.text FROM note AS other WHERE other.paper = :gone)",
        both,
    )
    for table in _LEGACY:
        connection.execute(f"UPDATE OR IGNORE {table} SET paper = :kept WHERE paper = :gone", both)
        connection.execute(f"DELETE FROM {table} WHERE paper = :gone", both)
    connection.execute(
        "UPDATE paper SET first_seen = min(first_seen,"
        " (SELECT first_seen FROM paper WHERE key = :gone)) WHERE key = :kept",
        both,
    )
    connection.execute("DELETE FROM paper WHERE key = :gone", both)


def _arrange(
    connection: sqlite3.Connection,
    number: int,
    positions: dict[int, int],
    joined: set[int],
    new: set[int],
) -> None:
    """Make ``positions`` (key → position) the listing of a list, and renew the library's order.

    ``joined`` are papers that may stand in older lists now, ``new`` those with their place already.
    """
    before = dict(
        connection.execute(
            "SELECT paper, position FROM listing WHERE list = ?", (number,)
        ).fetchall()
    )
    left = before.keys() - positions.keys()
    moved = [key for key, position in positions.items() if before.get(key) != position]
    connection.executemany(
        "DELETE FROM listing WHERE list = ? AND paper = ?", [(number, key) for key in left]
    )
    connection.executemany(
        "INSERT OR REPLACE INTO listing VALUES (?, ?, ?)",
        [(number, key, positions[key]) for key in moved],
    )
    # A paper that stands in no list any more keeps the place it had.
    connection.executemany(
        "UPDATE paper SET rank = coalesce((SELECT (list << 32) + position FROM listing"
        " WHERE paper = key ORDER BY list LIMIT 1), rank) WHERE key = ?",
        [(key,) for key in {*left, *moved, *joined} - new],
    )
