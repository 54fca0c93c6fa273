"""What a list brought goes with it: papers are again what the others say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paperbrowse.library import joining, said, tables
from paperbrowse.library.merging import Merging, differ
from paperbrowse.library.said import KEPT, NO_LIST, Saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paperbrowse.paper import Paper

_UNMARKED = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM {table} WHERE paper = key)"
    for table in ("listing", "bookmark", "read", "tag", "note")
)


class Parting(Merging):
    """Taking papers out of the list that is being read, and taking back what it said of them."""

    def drop(self, key: int, *, delete: bool = True) -> None:
        """Take a paper that this reading has not found out of the list, with what that said of it.

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
        names = self._names(key)
        if delete:
            gone = self._connection.execute(
                f"DELETE FROM paper WHERE key = ? AND {_UNMARKED}", (key,)
            ).rowcount
            if gone:
                reading.deleted += 1
                self._texts_changed = True
                self._heed(names, delete=delete)
                return
        self._withdraw(key)
        self._rank(key)
        self._heed(names, delete=delete)

    def retract(self, key: int) -> None:
        """Let go of what the list said of a paper before and has not said in this reading."""
        if key not in tables.load(self._connection, (key,)):
            return  # it became one with another
        list = self._reading.list
        before = self._load(key)
        sayings = said.load(self._connection, key, before)
        own = [saying for saying in sayings if saying.list == list]
        now = said.added((), [Saying(list, row) for row in self._reading.rows[key]])
        if own != now:
            names = self._names(key)
            others = [saying for saying in sayings if saying.list != list]
            at = sayings.index(own[0]) if own else len(others)
            self._divide(key, before, own, [*others[:at], *now, *others[at:]])
            self._rank(key)
            self._heed(names)

    def _withdraw(self, key: int) -> None:
        """Make a paper that has left the list what the others say of it, several where they do."""
        list = self._reading.list
        before = self._load(key)
        sayings = said.load(self._connection, key, before)
        own = [saying for saying in sayings if saying.list == list]
        left = [saying for saying in sayings if saying.list != list]
        if not own:
            return
        # What arXiv said stays, and so does the paper as it is when no list has it any more.
        if list in self._sure or all(saying.list in (NO_LIST, KEPT) for saying in left):
            stays = NO_LIST if list in self._sure else KEPT
            left = said.added(left, [replace(saying, list=stays) for saying in own])
        self._divide(key, before, own, left)

    def _divide(self, key: int, before: Paper, own: list[Saying], left: list[Saying]) -> None:
        """Make a paper what is ``left`` to be said of it without ``own``, or several papers."""
        first, *others = said.apart(left)
        for group in others:
            self._part(key, group, {saying.list for saying in first})
        withdrawn = said.all_names(own).keys() - said.all_names(first).keys()
        for table in ("identity", "claim"):
            self._connection.executemany(
                f"DELETE FROM {table} WHERE name = ? AND paper = ?", [(n, key) for n in withdrawn]
            )
        self._rewrite(key, before, first)

    def _part(self, key: int, sayings: list[Saying], lists: set[int]) -> None:
        """Make a paper of its own of what is said of another, which stays in the ``lists``."""
        paper = said.whole(sayings, self._sure)  # names move before it is known which it keeps
        new = tables.insert(
            self._connection,
            paper,
            rank=self._rank_of(key),
            first_seen=self._first_seen(key),
            revision=self._revision,
        )
        own = said.all_names(sayings)
        for table in ("identity", "claim"):
            self._connection.executemany(
                f"UPDATE {table} SET paper = ? WHERE name = ? AND paper = ?",
                [(new, name, key) for name in own],
            )
        for list in {saying.list for saying in sayings}:
            self._connection.execute(
                "INSERT INTO listing SELECT list, ?, position, reading FROM listing"
                " WHERE paper = ? AND list = ?",
                (new, key, list),
            )
            if list not in lists:
                self._connection.execute(
                    "DELETE FROM listing WHERE paper = ? AND list = ?", (key, list)
                )
        self._rewrite(new, paper, sayings)
        joining.give_back(self._connection, key, new, own, self._reading.list)
        self._connection.execute(f"DELETE FROM paper WHERE key = ? AND {_UNMARKED}", (new,))
        self._rank(new)
        self._texts_changed = self._rearranged = True

    def _heed(self, claimed: Sequence[str], *, delete: bool = True) -> None:
        """Let papers have the names that they claim, where these are free or agree now."""
        for name in claimed:
            rows = self._connection.execute("SELECT paper FROM claim WHERE name = ?", (name,))
            for (key,) in rows.fetchall():
                self._heed_one(name, key, delete=delete)

    def _heed_one(self, name: str, key: int, *, delete: bool) -> None:
        known = tables.load(self._connection, (key,))
        if key not in known:
            return  # it became one with another meanwhile
        claimant = known[key]
        self._name(key, (name,))
        (owner,) = self._connection.execute(
            "SELECT paper FROM identity WHERE name = ?", (name,)
        ).fetchone()
        other = self._load(owner)
        if owner != key and (
            differ(name, other, claimant) or self._conflict(known, claimant, owner, other)
        ):
            return
        self._connection.execute("DELETE FROM claim WHERE name = ? AND paper = ?", (name, key))
        if owner == key:
            self._rewrite(key, claimant, said.load(self._connection, key, claimant))
            return
        one = self._merge({**known, owner: other}, (), [])
        self._rank(one)
        # One of them may stand in the list without having been found in it.
        self.drop(one, delete=delete)

    def _names(self, key: int) -> list[str]:
        """The names that a paper has or claims, where any paper claims one that another has."""
        if not self._connection.execute("SELECT 1 FROM claim LIMIT 1").fetchone():
            return []
        rows = self._connection.execute(
            "SELECT name FROM identity WHERE paper = :key"
            " UNION SELECT name FROM claim WHERE paper = :key",
            {"key": key},
        )
        return [name for (name,) in rows]
