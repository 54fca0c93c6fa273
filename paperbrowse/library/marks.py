"""The changes that a user makes: each a function that takes a connection and writes one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from paperbrowse.library.tables import now, storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from typing import TypeAlias

    Change: TypeAlias = Callable[[sqlite3.Connection], object]


def bookmark(key: int, on: bool) -> Change:
    """Set or remove the bookmark of a paper."""
    return _flag("bookmark", key, on)


def mark_read(key: int, on: bool) -> Change:
    """Mark a paper as read or unread."""
    return _flag("read", key, on)


def remember(name: str, value: str) -> Change:
    """Keep a setting."""
    return partial(
        _run,
        "INSERT OR REPLACE INTO setting VALUES (?, ?)",
        (storable(name), storable(value)),
    )


def visit() -> Change:
    """Note that a visit starts now."""
    return partial(_run, "INSERT INTO visit VALUES (?)", (now(),))


def _flag(table: str, key: int, on: bool) -> Change:
    if on:
        # The foreign key fails where there is no such paper: no mark is lost without a word.
        return partial(_run, f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", (key, now()))
    return partial(_run, f"DELETE FROM {table} WHERE paper = ?", (key,))


def _run(statement: str, values: tuple[str | int, ...], connection: sqlite3.Connection) -> None:
    connection.execute(statement, values)
