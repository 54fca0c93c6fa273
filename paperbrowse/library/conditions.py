"""The papers for which a condition of a query holds, as far as the library alone can tell."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.records import News
from paperbrowse.query import Dated, Is, State, Tagged
from paperbrowse.text import fold

if TYPE_CHECKING:
    import datetime
    import sqlite3

_STATES = {
    State.BOOKMARKED: "SELECT paper FROM bookmark",
    State.READ: "SELECT paper FROM read",
    State.UNREAD: "SELECT key FROM paper WHERE key NOT IN (SELECT paper FROM read)",
    State.CODE: "SELECT key FROM paper WHERE code != ''",
    State.COMMENT: "SELECT key FROM paper WHERE comment != ''",
    State.NOTE: "SELECT paper FROM note",
    State.TAG: "SELECT DISTINCT paper FROM tag",
}

_SINCE = {
    State.NEW: "first_seen >= ?",
    # As an index says it, which holds no other papers.
    State.UPDATED: "newer_seen != '' AND newer_seen >= ?",
}


def having(
    connection: sqlite3.Connection,
    condition: Dated | Is | Tagged,
    since: datetime.datetime | None,
) -> array[int]:
    """The keys of the papers for which the condition holds, in no order that means anything."""
    if isinstance(condition, Dated):
        return _dated(connection, condition)
    if isinstance(condition, Tagged):
        return _tagged(connection, condition)
    if condition.state not in _SINCE:
        return tables.keys(connection, _STATES[condition.state])
    if since is None:
        return array("q")
    return tables.keys(
        connection,
        f"SELECT key FROM paper WHERE {_SINCE[condition.state]}",
        (tables.since(since),),
    )


def news(connection: sqlite3.Connection, since: datetime.datetime | None) -> News:
    """How many papers came in at ``since`` or later, or in a newer version."""
    if since is None:
        return News()
    new, updated = (_SINCE[state] for state in (State.NEW, State.UPDATED))
    counts = (
        f"SELECT count(*) FROM paper WHERE {new}",
        f"SELECT count(*) FROM paper WHERE {updated}",
        f"SELECT count(*) FROM paper JOIN bookmark ON paper = key WHERE {updated}",
    )
    return News(
        *(int(connection.execute(count, (tables.since(since),)).fetchone()[0]) for count in counts)
    )


def _dated(connection: sqlite3.Connection, condition: Dated) -> array[int]:
    # Undated papers have "" for a date, which is before every other.
    where, values = "date > ''", []
    if condition.first is not None:
        where += " AND date >= ?"
        values.append(condition.first.isoformat())
    if condition.last is not None:
        where += " AND date <= ?"
        values.append(condition.last.isoformat())
    return tables.keys(connection, f"SELECT key FROM paper WHERE {where}", values)


def _tagged(connection: sqlite3.Connection, condition: Tagged) -> array[int]:
    matches = str.startswith if condition.typed else str.__eq__
    with tables.undamaged("tag"):
        names = [
            name
            for (name,) in connection.execute("SELECT DISTINCT name FROM tag")
            if matches(fold(name), condition.name)
        ]
    found: set[int] = set()
    for chunk in tables.chunks(names):
        found.update(
            tables.keys(
                connection, f"SELECT paper FROM tag WHERE name IN ({tables.marks(chunk)})", chunk
            )
        )
    return array("q", sorted(found))
