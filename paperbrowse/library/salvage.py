"""Making a new library of what can still be read of a damaged one."""

from __future__ import annotations

import datetime
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperbrowse.library import pages, schema, tables
from paperbrowse.library.naming import named_only
from paperbrowse.library.pages import Pages, Row, Value, Walk
from paperbrowse.text.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COUNTED = (
    ("bookmark", "bookmark", "bookmarks"),
    ("tag", "tag", "tags"),
    ("note", "note", "notes"),
    ("read", "read mark", "read marks"),
    ("saved_search", "saved search", "saved searches"),
    ("paper", "paper", "papers"),
)
_MARKS = ("bookmark", "read", "tag", "note")
_OURS = {"paper", "identity", *_MARKS}
_NOT_COPIED = {"library", "sqlite_sequence"}

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)?")
_MOST_KEYS = 1 << 28


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    integer: bool
    nullable: bool
    key: bool
    """Whether it is another name for the row number."""
    default: Value
    optional: bool
    """Whether rows of older releases may end before it."""
    pattern: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    root: int
    numbered: bool
    """Whether its rows have numbers; if not, it is stored as an index is."""
    columns: tuple[_Column, ...]

    def fitted(self, row: Row, *, strict: bool) -> list[Value] | None:
        """The row as it can be stored; None where it is none of this table's.

        A time or date that is none becomes this one or nothing, unless ``strict``.
        """
        if strict and (len(row.values) > len(self.columns) or not self._long_enough(row)):
            return None
        fitted: list[Value] = []
        for number, column in enumerate(self.columns):
            value = row.values[number] if number < len(row.values) else column.default
            if column.key:
                value = row.rowid
            if column.integer:
                if not isinstance(value, int) and not (value is None and column.nullable):
                    return None
                if column.key and not 0 < (value or 0) < _MOST_KEYS:
                    return None
            elif not isinstance(value, str):
                return None
            elif column.pattern is not None and not _is_one(column.pattern, value):
                if strict:
                    return None
                value = "" if column.pattern is _DATE else tables.now()
            fitted.append(value)
        return fitted

    def _long_enough(self, row: Row) -> bool:
        return all(column.optional for column in self.columns[len(row.values) :])


def salvage(damaged: Path, path: Path) -> str:
    """Make a library at ``path`` of the damaged one; gives a sentence about what was read.

    Raises sqlite3.Error, OSError where the new one cannot be written.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.upgrade(connection, path)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        with closing(Pages(damaged)) as found:
            _copy(found, connection)
        _join(connection)
        connection.execute("COMMIT")
        return _sentence(connection)


def _copy(found: Pages, connection: sqlite3.Connection) -> None:
    roots, ours = _roots(found)
    if not ours:
        return
    known = _tables(connection, roots)
    walks = {table.name: found.walk(table.root, table=table.numbered) for table in known}
    owned = set().union(*(walk.pages for walk in walks.values()))
    for name, root in _indexes(connection, roots):
        if name not in walks:
            owned |= found.walk(root, table=False).pages
    for table in known:
        if table.name not in _NOT_COPIED:
            _store(connection, table, _rows(found, table, walks[table.name]))
    broken = [table for table in known if walks[table.name].broken]
    if broken:
        _copy_lost(found, connection, broken, owned | found.free())
        _copy_indexed(found, connection, roots)


def _copy_lost(
    found: Pages, connection: sqlite3.Connection, broken: list[_Table], known: set[int]
) -> None:
    """Copy what is on pages that no walk came to: each fits the rows of one of the broken tables.

    Of several the one with the strictest columns is taken.
    """
    broken = sorted(
        (table for table in broken if table.name not in _NOT_COPIED),
        key=lambda table: (-sum(c.pattern is not None for c in table.columns), -len(table.columns)),
    )
    for number in range(2, found.count + 1):
        kind = found.kind(number)
        if not kind or number in known:
            continue
        rows = list(found.rows(number))
        for table in broken:
            kinds = (pages.TABLE_LEAF,) if table.numbered else (pages.INDEX_LEAF, pages.INDEX_INNER)
            fitted = [table.fitted(row, strict=True) for row in rows] if kind in kinds else []
            if fitted and None not in fitted:
                _store(connection, table, (values for values in fitted if values is not None))
                break


def _copy_indexed(found: Pages, connection: sqlite3.Connection, roots: dict[str, int]) -> None:
    """Copy what stands in an index, too: all of a tag but its time."""
    for name, root in _indexes(connection, roots):
        if name == "tag_name":
            for number in found.walk(root, table=False).pages:
                for row in found.rows(number):
                    match row.values:
                        case [str() as tag, int() as paper]:
                            connection.execute(
                                "INSERT OR IGNORE INTO tag VALUES (?, ?, ?)",
                                (paper, tables.storable(tag), tables.now()),
                            )


def _rows(found: Pages, table: _Table, walk: Walk) -> Iterator[list[Value]]:
    for number in sorted(walk.pages):
        for row in found.rows(number):
            values = table.fitted(row, strict=False)
            if values is not None:
                yield values


def _store(connection: sqlite3.Connection, table: _Table, rows: Iterator[list[Value]]) -> None:
    names = ", ".join(column.name for column in table.columns)
    connection.executemany(
        f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({tables.marks(table.columns)})",
        ([tables.storable(v) if isinstance(v, str) else v for v in row] for row in rows),
    )


def _roots(found: Pages) -> tuple[dict[str, int], bool]:
    """The root page of each table and index as the file's schema has it, and whether it is ours.

    Where the schema is broken its pages are looked for among all.
    """
    walk = found.walk(1, table=True)
    numbers = range(1, found.count + 1) if walk.broken else sorted(walk.pages)
    roots = {}
    for number in numbers:
        if found.kind(number) == pages.TABLE_LEAF:
            for row in found.rows(number):
                match row.values:
                    case ["table" | "index", str() as name, str(), int() as root, *_]:
                        roots[name] = root
    return roots, walk.broken or roots.keys() >= _OURS


def _tables(connection: sqlite3.Connection, roots: dict[str, int]) -> list[_Table]:
    """Our tables; where the damaged file does not say it, their roots are those of a new one."""
    found = []
    for name, root, sql in connection.execute(
        "SELECT name, rootpage, sql FROM sqlite_master WHERE type = 'table' ORDER BY rootpage"
    ).fetchall():
        numbered = "WITHOUT ROWID" not in sql
        told = connection.execute(f"PRAGMA table_info({name})").fetchall()
        if not numbered:  # the columns of the key come first
            told.sort(key=lambda column: (not column[5], column[5] or column[0]))
        columns = tuple(
            _Column(
                column,
                kind == "INTEGER",
                not required,
                numbered and bool(key) and kind == "INTEGER",
                None if not required else _default(kind, default),
                not required or default is not None,
                _pattern(name, column),
            )
            for _, column, kind, required, default, key in told
        )
        found.append(_Table(name, roots.get(name, root), numbered, columns))
    return found


def _is_one(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text is a time, or a date or empty, and one of the calendar."""
    try:
        return bool(pattern.fullmatch(text)) and bool(
            not text or datetime.datetime.fromisoformat(text)
        )
    except ValueError:
        return False


def _default(kind: str, default: str | None) -> Value:
    """What a column holds where a row ends before it: one that was cut short has less than that."""
    if kind == "INTEGER":
        return int(default or 0)
    return (default or "").strip("'")


def _pattern(table: str, column: str) -> re.Pattern[str] | None:
    if column in ("at", "seen", "first_seen") or (table, column) == ("list", "updated"):
        return _TIME
    return _DATE if column in ("date", "published", "updated") else None


def _indexes(connection: sqlite3.Connection, roots: dict[str, int]) -> list[tuple[str, int]]:
    return [
        (name, roots.get(name, root))
        for name, root in connection.execute(
            "SELECT name, rootpage FROM sqlite_master WHERE type = 'index'"
        )
    ]


def _join(connection: sqlite3.Connection) -> None:
    """Let every row have what it belongs to, and see that texts and lists are read again."""
    connection.execute(
        "UPDATE library SET arrangement = 1,"
        " revision = (SELECT coalesce(max(revision), 0) + 1 FROM paper)"
    )
    for kind, column in (("arxiv", "arxiv"), ("doi", "lower(doi)"), ("url", "url")):
        connection.execute(
            f"INSERT OR IGNORE INTO identity SELECT '{kind}:' || {column}, key FROM paper"
            f" WHERE {kind} != '' ORDER BY key"
        )
    connection.execute(
        "INSERT OR IGNORE INTO identity SELECT 'title:' || title, key FROM paper"
        " WHERE arxiv = '' AND doi = '' AND url = '' ORDER BY key"
    )
    marked = " UNION ".join(f"SELECT paper FROM {table}" for table in _MARKS)
    for (key,) in connection.execute(
        f"SELECT paper FROM ({marked}) WHERE paper NOT IN (SELECT key FROM paper)"
    ).fetchall():
        rows = connection.execute("SELECT name FROM identity WHERE paper = ?", (key,))
        names = [name for (name,) in rows]
        noted = connection.execute("SELECT 1 FROM note WHERE paper = ?", (key,)).fetchone()
        if not names and noted:
            names = [f"title:A paper that could not be read ({key})"]
        if names and 0 < key < _MOST_KEYS:
            named_only(connection, names, key)
    for (table,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rootpage"
    ).fetchall():
        for _, _, parent, column, to, *_ in connection.execute(
            f"PRAGMA foreign_key_list({table})"
        ).fetchall():
            connection.execute(
                f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {to or 'key'} FROM {parent})"
            )
    connection.execute("UPDATE list SET digest = ''")


def _sentence(connection: sqlite3.Connection) -> str:
    parts = []
    for table, one, several in _COUNTED:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if count:
            parts.append(counted(count, one, several))
    if not parts:
        return "Nothing could be read from it."
    said = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"{said} {'was' if said.startswith('1 ') and len(parts) == 1 else 'were'} read from it."
