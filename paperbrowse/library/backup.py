"""A copy of a library, made while it is in use: one file of one state that needs none beside it."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperbrowse.library import schema
from paperbrowse.library.connections import sound
from paperbrowse.library.errors import LibraryDamaged, LibraryUnwritable, translated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_STEP = 2000
"""Pages that are copied between two looks at whether it is to be stopped."""

_JOURNAL = b"\x01\x01"
"""What the header has at _VERSIONS where no write-ahead log belongs to a database."""

_VERSIONS = 18  # https://sqlite.org/fileformat.html#file_format_version_numbers


@dataclass(frozen=True, slots=True)
class Contents:
    """How many papers there are in a library, and how much of what its user made."""

    papers: int
    bookmarks: int
    tags: int
    notes: int
    searches: int


_COUNTS = {
    "paper": "count(*)",
    "bookmark": "count(*)",
    "tag": "count(DISTINCT name)",
    "note": "count(*)",
    "saved_search": "count(*)",
}


def back_up(path: Path, copy: Path, tell: Callable[[int, int], None]) -> Contents:
    """Copy the library at ``path`` into the empty file ``copy``, and check what came of it.

    It holds what was on the disk when it was begun, in the log too; nobody waits for it, and it is
    not put off by what others write. ``tell`` hears how many pages are copied, of how many; what
    it raises ends the copying. Raises LibraryError, and OSError where the copy cannot be written.
    """
    if not path.is_file():
        raise LibraryUnwritable(f"There is no library {path} to back up.")
    try:
        with closing(_reading(path)) as source:
            contents = _contents(source)
            with closing(_connected(copy, "rw&nolock=1")) as target:
                # Nobody looks at it before it is whole: what is broken off is thrown away.
                target.execute("PRAGMA journal_mode = OFF")
                source.backup(
                    target, pages=_STEP, progress=lambda _, left, all: tell(all - left, all)
                )
        with copy.open("r+b") as file:
            file.seek(_VERSIONS)
            file.write(_JOURNAL)
        with closing(_connected(copy, "ro&immutable=1")) as target:
            whole = sound(target) and _contents(target) == contents
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if "is full" in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        if "I/O" in str(error):  # the disk's quota, or a file as large as one may be
            raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
        raise translated(error, path) from error
    if not whole:
        raise LibraryDamaged(f"The library {path} is damaged: no backup of it was written.")
    return contents


def _reading(path: Path) -> sqlite3.Connection:
    """A connection that sees one state of the library. Raises LibraryError."""
    try:
        return _begun(path, "rw")  # the last one who closes it has to tidy up its log
    except sqlite3.OperationalError as error:
        log = path.with_name(f"{path.name}-wal")
        if "unable to open" not in str(error) or (log.exists() and log.stat().st_size):
            raise
        return _begun(path, "ro&immutable=1")  # no log can be made there: see connections


def _begun(path: Path, mode: str) -> sqlite3.Connection:
    connection = _connected(path, mode)
    try:
        connection.execute("BEGIN")
        schema.behind(connection, path)  # an older one is as good, and stays as it is
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            raise LibraryUnwritable(f"There is no library {path} to back up yet.")
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None
    )


def _contents(connection: sqlite3.Connection) -> Contents:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return Contents(
        *(
            connection.execute(f"SELECT {count} FROM {table}").fetchone()[0]
            if table in tables  # the first releases saved no searches
            else 0
            for table, count in _COUNTS.items()
        )
    )
