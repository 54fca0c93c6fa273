"""A change to what the user leaves in a library: a kind and values, made now or taken up later.

A change says what is to be, not what is to be turned round: made twice it is made once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from paperbrowse.library import clock
from paperbrowse.library.errors import LibraryError

if TYPE_CHECKING:
    import sqlite3

KEPT = 500
"""How many of the searches made are kept."""

ASIDE = ".waiting-"
"""What stands between the name of a library and the number of a file of changes that wait."""

Values: TypeAlias = "dict[str, str | int]"

_STATEMENTS: dict[str, tuple[str, ...]] = {
    # The foreign key fails where there is no such paper: no mark is lost without a word.
    "bookmark": ("INSERT OR IGNORE INTO bookmark VALUES (:paper, :at)",),
    "no bookmark": ("DELETE FROM bookmark WHERE paper = :paper",),
    "read": ("INSERT OR IGNORE INTO read VALUES (:paper, :at)",),
    "unread": ("DELETE FROM read WHERE paper = :paper",),
    "tag": ("INSERT OR IGNORE INTO tag VALUES (:paper, :name, :at)",),
    "no tag": ("DELETE FROM tag WHERE paper = :paper AND name = :name",),
    "note": (
        "DELETE FROM note WHERE paper = :paper",
        "INSERT INTO note SELECT :paper, :text, :at WHERE :text != ''",
    ),
    "setting": ("INSERT OR REPLACE INTO setting VALUES (:name, :value)",),
    "visit": ("INSERT INTO visit VALUES (:at)",),
    "clock": (),  # what a visit leaves to do where the clock was wrong once
    "searched": (
        # A text that is known loses its key for the greatest.
        "INSERT OR REPLACE INTO search (text) SELECT :text WHERE :text != ''",
        "DELETE FROM search WHERE key <="
        f" (SELECT key FROM search ORDER BY key DESC LIMIT 1 OFFSET {KEPT})",
    ),
    "save search": (
        "INSERT OR IGNORE INTO saved_search (name, query, seen) VALUES (:name, '', '')",
        "UPDATE saved_search SET query = :query, seen = :at WHERE name = :name",
    ),
    "saw search": ("UPDATE saved_search SET seen = :at WHERE name = :name",),
    "remove search": ("DELETE FROM saved_search WHERE name = :name",),
    "rename search": ("UPDATE saved_search SET name = :new WHERE name = :name",),
}

_BY_THE_WAY = frozenset(("visit", "clock", "searched", "saw search"))


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of something; the value ``paper`` is a key."""

    kind: str
    values: Values

    @property
    def by_the_way(self) -> bool:
        """Whether the user did not ask for it: nobody needs to be told that it waits."""
        return self.kind in _BY_THE_WAY

    def make(self, connection: sqlite3.Connection) -> Change | None:
        """Make it, in a transaction; gives what is left to be made in the next, if anything is.

        Raises sqlite3.Error, LibraryError.
        """
        if self.kind == "rename search":
            _check_names(connection, str(self.values["name"]), str(self.values["new"]))
        values = self.values
        if self.kind == "note":
            values = {**values, "text": _note(values, connection)}
        for statement in _STATEMENTS[self.kind]:
            connection.execute(statement, values)
        if self.kind in ("visit", "clock") and clock.mend(connection, str(values["at"])):
            return Change("clock", values)
        return None


def known(kind: str) -> bool:
    """Whether there is such a kind: a file of a newer release may name others."""
    return kind in _STATEMENTS


def _note(values: Values, connection: sqlite3.Connection) -> str:
    """The note that is to be kept: with what another has written since its writing began."""
    text, seen = str(values["text"]), values.get("expected")
    if seen is not None:
        found = connection.execute("SELECT text FROM note WHERE paper = :paper", values).fetchone()
        now = str(found[0]) if found else ""
        if now != seen:
            from paperbrowse.text.merging import merged

            text = merged(str(seen), text, now)
    return text if text.strip() else ""


def _check_names(connection: sqlite3.Connection, old: str, new: str) -> None:
    names = {name for (name,) in connection.execute("SELECT name FROM saved_search")}
    if old not in names:
        raise LibraryError(f"There is no saved search “{old}”.")
    if new in names - {old}:
        raise LibraryError(f"There is a saved search “{new}” already.")
