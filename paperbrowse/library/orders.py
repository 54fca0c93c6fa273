"""The orders that papers are listed in."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.query import Sort
from paperbrowse.text import fold

if TYPE_CHECKING:
    import sqlite3

LISTED = "date DESC, rank"
"""The order of the library: newest first, undated last, those of one date as in their list."""

# Forwards and reversed.
_ADDED = (f"first_seen DESC, {LISTED}", f"first_seen, {LISTED}")
_DATED = (LISTED, "date = '', date, rank")


def keys(
    connection: sqlite3.Connection, by: Sort, *, reverse: bool, bookmarked: bool
) -> array[int]:
    """The keys of all papers, or of those bookmarked, as ``Library.keys`` says."""
    where = "WHERE key IN (SELECT paper FROM bookmark)" if bookmarked else ""
    if by is Sort.TITLE:
        return _by_title(connection, where, reverse=reverse)
    order = (_ADDED if by is Sort.ADDED else _DATED)[reverse]
    return tables.keys(connection, f"SELECT key FROM paper {where} ORDER BY {order}")


def _by_title(connection: sqlite3.Connection, where: str, *, reverse: bool) -> array[int]:
    # SQLite folds the case of ASCII alone, and has an index of it: the sort finds most in place.
    rows = connection.execute(
        f"SELECT title, key FROM paper {where} ORDER BY title COLLATE NOCASE, key"
    ).fetchall()
    with tables.undamaged("title"):
        rows.sort(key=lambda row: fold(row[0]), reverse=reverse)
        return array("q", (key for _, key in rows))
