"""The papers of a library inside one transaction: what they are by what lists say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from paperbrowse.library import said, tables
from paperbrowse.library.errors import LibraryDamaged
from paperbrowse.library.said import NO_LIST, Saying, names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from paperbrowse.library.reading import Reading
    from paperbrowse.paper import Paper

# Where lists come from that have arXiv's own word.
_ARXIV = re.compile(r"arxiv:|https://(?:[a-z]+\.)*arxiv\.org/")


class Papers:
    """The papers inside one transaction, in which one list is being read.

    Raises LibraryError where the list was removed since, or another reading of it has begun.
    """

    def __init__(self, connection: sqlite3.Connection, reading: Reading) -> None:
        reading.check(connection)
        (revision,) = connection.execute("SELECT revision FROM library").fetchone()
        self._connection = connection
        self._reading = reading
        self._revision = revision + 1
        self._texts_changed = False
        self._rearranged = False

    def settle(self) -> None:
        """Say in the library what has changed; comes last in the transaction."""
        if self._texts_changed:
            self._connection.execute("UPDATE library SET revision = ?", (self._revision,))
            self._connection.execute(
                "INSERT INTO history VALUES (?, lower(hex(randomblob(8))))", (self._revision,)
            )
        if self._texts_changed or self._rearranged:
            self._connection.execute("UPDATE library SET arrangement = arrangement + 1")

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

    def _name(self, key: int, names: Iterable[str]) -> None:
        """Let a paper go by names, unless another does."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO identity VALUES (?, ?)", [(name, key) for name in names]
        )

    def _first_seen(self, key: int) -> str:
        (seen,) = self._connection.execute(
            "SELECT first_seen FROM paper WHERE key = ?", (key,)
        ).fetchone()
        return str(seen)

    def _rank_of(self, key: int) -> int:
        (rank,) = self._connection.execute(
            "SELECT rank FROM paper WHERE key = ?", (key,)
        ).fetchone()
        return int(rank)

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

    @cached_property
    def _sure(self) -> frozenset[int]:
        """The lists that have arXiv's own word."""
        lists = self._connection.execute("SELECT key, source FROM list").fetchall()
        return frozenset((NO_LIST, *(key for key, source in lists if _ARXIV.match(source))))

    def _whole(self, key: int, sayings: list[Saying]) -> Paper:
        """What a paper is by all that is said of it, without a DOI that is another paper's."""
        paper = said.whole(sayings, self._sure)
        if not paper.doi:
            return paper
        owners = dict(self._owners(paper))
        return (
            paper if owners.get(f"doi:{paper.doi.lower()}", key) == key else replace(paper, doi="")
        )

    def _rewrite(self, key: int, before: Paper, sayings: list[Saying]) -> None:
        """Store what is said of a paper, and what it is by that, if that is not what it was."""
        merged = self._whole(key, sayings)
        said.store(self._connection, key, merged, sayings)
        if merged == before:
            return
        tables.update(self._connection, key, merged, revision=self._revision)
        if (merged.version or 0) < (before.version or 0):
            self._connection.execute("UPDATE paper SET newer_seen = '' WHERE key = ?", (key,))
        self._texts_changed = self._rearranged = True
