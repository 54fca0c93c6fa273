"""Two papers that become one, marks and all, and one that is taken apart again.

The table ``joined`` says of each paper that became one with another what it had: its names, when
it was first seen and its marks, and which list's row joined them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paperbrowse.library import tables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container

# What a folded paper leaves to the one that stays.
_LEGACY = ("identity", "listing", "bookmark", "read", "tag", "note", "joined", "claim")

_FLAGS = ("bookmark", "read")

_MARKED = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} WHERE paper = :key)"
    for table in ("bookmark", "read", "tag", "note")
)


def marked(connection: sqlite3.Connection, key: int) -> bool:
    """Whether there is anything of the user's on a paper."""
    return bool(connection.execute(f"SELECT {_MARKED}", {"key": key}).fetchone()[0])


def fold(connection: sqlite3.Connection, gone: int, kept: int, reading: tuple[int, str]) -> None:
    """Make one paper of two: all that belongs to ``gone``, marks too, goes to ``kept``.

    ``reading`` is the list whose row says so, and when it is read.
    """
    connection.execute(
        "INSERT INTO joined (paper, list, at, had) VALUES (?, ?, ?, ?)",
        (kept, *reading, json.dumps(_had(connection, gone), ensure_ascii=False)),
    )
    both = {"gone": gone, "kept": kept}
    # Two notes that say the same stay one; the comparison is NULL where either is missing.
    connection.execute(
        "UPDATE note SET text = text || char(10, 10)"
        " || (SELECT other.text FROM note AS other WHERE other.paper = :gone)"
        " WHERE paper = :kept"
        " AND text != (SELECT other.text FROM note AS other WHERE other.paper = :gone)",
        both,
    )
    # Where both stand in a list, the place that was read last counts, and of two the first.
    connection.execute(
        "UPDATE listing SET (position, reading) = (SELECT position, reading"
        " FROM listing AS other WHERE other.list = listing.list"
        " AND other.paper IN (:gone, :kept) ORDER BY reading DESC, position LIMIT 1)"
        " WHERE paper = :kept",
        both,
    )
    for table in _LEGACY:
        connection.execute(f"UPDATE OR IGNORE {table} SET paper = :kept WHERE paper = :gone", both)
        connection.execute(f"DELETE FROM {table} WHERE paper = :gone", both)
    connection.execute(
        "UPDATE paper SET (first_seen, newer_seen) = (SELECT min(first_seen), max(newer_seen)"
        " FROM paper WHERE key IN (:gone, :kept)) WHERE key = :kept",
        both,
    )
    connection.execute("DELETE FROM paper WHERE key = :gone", both)


def give_back(
    connection: sqlite3.Connection, kept: int, parted: int, names: Container[str], list: int
) -> None:
    """Give a paper that was taken out of another, ``kept``, what it had when they became one.

    A mark that ``kept`` has only from it goes with it; one that was taken away since stays away.
    ``list`` is the one whose rows joined them and are gone. Raises LibraryDamaged.
    """
    rows = connection.execute("SELECT key, list, had FROM joined WHERE paper = ?", (kept,))
    for row, by, text in rows.fetchall():
        with tables.undamaged("paper"):
            had: dict[str, Any] = json.loads(text)
            if not any(name in names for name in had["names"]):
                continue
            for table in _FLAGS:
                if table in had["flags"]:
                    _give(connection, table, (kept, parted), "", had["flags"][table])
            for tag, at in had["tags"].items():
                _give(connection, "tag", (kept, parted), tag, at)
            for note, at in had["notes"].items():
                _give_note(connection, kept, parted, note, at)
            connection.execute(
                "UPDATE paper SET first_seen = ? WHERE key = ?", (had["first_seen"], parted)
            )
        if by == list:
            connection.execute("DELETE FROM joined WHERE key = ?", (row,))
        else:
            connection.execute("UPDATE joined SET paper = ? WHERE key = ?", (parted, row))


def _had(connection: sqlite3.Connection, key: int) -> dict[str, Any]:
    def found(columns: str, table: str) -> list[Any]:
        statement = f"SELECT {columns} FROM {table} WHERE paper = ?"
        return connection.execute(statement, (key,)).fetchall()

    (seen,) = connection.execute("SELECT first_seen FROM paper WHERE key = ?", (key,)).fetchone()
    return {
        "names": [name for (name,) in found("name", "identity")],
        "first_seen": seen,
        "flags": {table: at for table in _FLAGS for (at,) in found("at", table)},
        "tags": dict(found("name, at", "tag")),
        "notes": dict(found("text, at", "note")),
    }


def _give(
    connection: sqlite3.Connection, table: str, papers: tuple[int, int], tag: str, at: str
) -> None:
    kept, parted = papers
    where, values = ("paper = ? AND name = ?", (kept, tag)) if tag else ("paper = ?", (kept,))
    has = connection.execute(f"SELECT at FROM {table} WHERE {where}", values).fetchone()
    if has is None:
        return
    row = (parted, tag, at) if tag else (parted, at)
    connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({tables.marks(row)})", row)
    if has[0] == at:
        connection.execute(f"DELETE FROM {table} WHERE {where}", values)


def _give_note(connection: sqlite3.Connection, kept: int, parted: int, note: str, at: str) -> None:
    has = connection.execute("SELECT text, at FROM note WHERE paper = ?", (kept,)).fetchone()
    if has is None or note not in has[0]:
        return
    connection.execute("INSERT OR IGNORE INTO note VALUES (?, ?, ?)", (parted, note, at))
    if has == (note, at):
        connection.execute("DELETE FROM note WHERE paper = ?", (kept,))
    elif has[0].endswith(f"\n\n{note}"):
        own = has[0].removesuffix(f"\n\n{note}")
        connection.execute("UPDATE note SET text = ? WHERE paper = ?", (own, kept))
