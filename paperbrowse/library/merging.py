"""Papers that become one, or other than they were, by a row of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import joining, said, tables
from paperbrowse.library.agreeing import agree, full
from paperbrowse.library.papers import Papers
from paperbrowse.library.said import NO_LIST, Saying, names
from paperbrowse.paper import Paper, merge

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 1000
"""Of how many papers, of which a list says less than it did, is kept what it says."""


class Merging(Papers):
    """Merging papers with rows, and with each other."""

    def _conflict(self, known: dict[int, Paper], paper: Paper, owner: int, other: Paper) -> bool:
        """Whether a name that is not the surest of a paper joins it to one that it is not."""
        if not self._has_weight(owner, other):
            return False
        heavy = [each for key, each in known.items() if self._has_weight(key, each)]
        return not all(agree(each, other) for each in heavy or (paper,))

    def _has_weight(self, key: int, paper: Paper) -> bool:
        return full(paper) or joining.marked(self._connection, key)

    def _merge(self, known: dict[int, Paper], new: tuple[Saying, ...], claims: list[str]) -> int:
        """Store what has become of one or more known papers; returns the key that stays."""
        key, *others = sorted(known)
        before = known[key]
        if not others and self._repeated(key, before, new[0].paper):
            return key
        sayings = {each: said.load(self._connection, each, known[each]) for each in (key, *others)}
        every = sayings[key]
        for gone in others:
            every = said.added(every, sayings[gone])
        every = said.added(every, new)
        for saying in new:
            self._watch(key, sayings, saying)
        if every == sayings[key] and not others:
            return key
        for gone in others:
            self._fold(gone, key)
        for saying in new:
            self._name(key, names(saying.paper))
        self._claim(key, claims)
        merged = self._whole(key, every)
        said.store(self._connection, key, merged, every)
        if merged != before or others:
            self._become(key, known, merged)
        return key

    def _repeated(self, key: int, before: Paper, paper: Paper) -> bool:
        """Whether a row says once more what all lists say of a paper: most rows of an update do."""
        same = paper == before
        if not same and (merge(before, paper) != before or _says_less(paper, (before,))):
            return False
        found = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM listing WHERE paper = :key AND (:same OR list = :list))"
            " AND NOT EXISTS (SELECT 1 FROM said WHERE paper = :key)",
            {"key": key, "same": same, "list": self._reading.list},
        ).fetchone()
        return bool(found[0]) and key not in self._reading.rows

    def _watch(self, key: int, sayings: dict[int, list[Saying]], saying: Saying) -> None:
        """Keep the rows of papers of which the list says less than in the reading before."""
        rows = self._reading.rows
        own = {
            each: [other.paper for other in its if other.list == saying.list]
            for each, its in sayings.items()
        }
        if saying.list == NO_LIST or not any(
            each in rows or _says_less(saying.paper, its) for each, its in own.items()
        ):
            return
        now, less = [saying.paper], False
        for each, its in own.items():
            if each in rows:
                now, less = [*rows.pop(each), *now], True
            elif its and self._found(each):
                now = [*its, *now]
            else:
                less |= _says_less(saying.paper, its)
        if less and len(rows) < _MOST:
            rows[key] = now

    def _found(self, key: int) -> bool:
        """Whether a paper was found in this reading before."""
        return bool(
            self._connection.execute(
                "SELECT 1 FROM listing WHERE list = ? AND paper = ? AND reading = ?",
                (self._reading.list, key, self._reading.number),
            ).fetchone()
        )

    def _become(self, key: int, known: dict[int, Paper], merged: Paper) -> None:
        """Store a known paper, or several, as they are now."""
        before = known[key]
        texts_changed = len(known) > 1 or _texts(merged) != _texts(before)
        tables.update(
            self._connection, key, merged, revision=self._revision if texts_changed else None
        )
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

    def _claim(self, key: int, names: list[str]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO claim VALUES (?, ?)", [(name, key) for name in names]
        )

    def _fold(self, gone: int, kept: int) -> None:
        """Make one paper of two: all that belongs to ``gone``, marks too, goes to ``kept``."""
        reading = self._reading
        if reading.time in (self._first_seen(gone), self._first_seen(kept)):
            reading.new -= 1
        reading.before.pop(gone, None)
        joining.fold(self._connection, gone, kept, (reading.list, reading.time))


def differ(name: str, known: Paper, found: Paper) -> bool:
    """Whether two papers that share ``name`` are different ones all the same.

    They are where a surer name says so: one address may stand beside many papers of one workshop.
    """
    if known.arxiv and found.arxiv:
        return known.arxiv.number != found.arxiv.number
    # A paper goes by every DOI it ever had; only what shares an address alone differs by DOI.
    both = bool(known.doi and found.doi) and name.startswith("url:")
    return both and known.doi.lower() != found.doi.lower()


def _says_less(paper: Paper, before: Sequence[Paper]) -> bool:
    """Whether a row lacks names that rows had before, or is of an older version."""
    own = names(paper)
    return any(
        (paper.version or other.version or 0) < (other.version or 0)
        or any(name not in own for name in names(other))
        for other in before
    )


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
