"""Putting papers where they belong: which are known already, what is new in them, their places."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from paperbrowse.library import said, tables
from paperbrowse.library.merging import differ
from paperbrowse.library.parting import Parting
from paperbrowse.library.said import NO_LIST, Saying, names
from paperbrowse.paper import Paper, merge


class Shelf(Parting):
    """The papers of a library inside one transaction, in which one list is being read.

    Raises LibraryError where the list was removed since, or another reading of it has begun.
    """

    def place(self, paper: Paper) -> None:
        """Store a storable paper, new or merged with what is known of it, next in the list.

        Names join it to papers of the user's, and to whole records, only where texts agree.
        """
        known, claims = self._known(paper)
        if known:
            key = self._merge(known, (Saying(self._reading.list, paper),), claims)
            if self._reading.list != NO_LIST:
                self._list(key, folded=len(known) > 1)
        else:
            self._insert(paper, claims)

    def fill(self, paper: Paper) -> None:
        """Merge a storable paper with what is known of it; one that is not known is left out."""
        if self._owners(paper):
            self.place(paper)

    def _insert(self, paper: Paper, claims: list[str]) -> None:
        reading = self._reading
        own = replace(paper, doi="") if claims else paper
        key = tables.insert(
            self._connection,
            own,
            rank=(reading.list << 32) + reading.listed,
            first_seen=reading.time,
            revision=self._revision,
        )
        self._name(key, names(paper))
        if claims:
            self._claim(key, claims)
            said.store(self._connection, key, own, (Saying(reading.list, paper),))
        self._connection.execute(
            "INSERT INTO listing VALUES (?, ?, ?, ?)",
            (reading.list, key, reading.listed, reading.number),
        )
        reading.listed += 1
        reading.new += 1
        self._texts_changed = True

    def _known(self, paper: Paper) -> tuple[dict[int, Paper], list[str]]:
        """The papers that this one is, by key, and its DOI where that is another paper's."""
        known: dict[int, Paper] = {}
        claims = []
        surest = names(paper)[0]
        for name, owner in self._owners(paper):
            if owner in known:
                continue
            other = self._load(owner)
            merged = reduce(lambda row, each: merge(each, row), known.values(), paper)
            if differ(name, other, merged) or (
                name != surest and self._conflict(known, paper, owner, other)
            ):
                if name.startswith("doi:"):
                    claims.append(name)
                continue
            known[owner] = other
        return known, claims

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
