"""The connections to a library's file: opening it soundly, and transactions on any thread."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from paperbrowse.config import keep_private, make_private
from paperbrowse.library import schema
from paperbrowse.library.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryGone,
    LibraryUnwritable,
    translated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 5.0
"""Seconds that a change waits for another process to finish its own."""

CHECKED = 16 * 1024 * 1024
"""Size in bytes below which a file is checked for damaged pages when it is opened."""

CACHE = 16_384
"""KiB of pages that are kept in memory while many papers are added."""

# Pages of 4 KiB in the log at which a commit moves them to the file. More than SQLite's 1000: while
# a list is imported, who does that is the import, between its transactions, and not some mark.
_LOG = 4000

Result = TypeVar("Result")

# A message of SQLite's that quotes damaged text cannot be decoded.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)


class Connections:
    """Connections to one library, each lent to one thread at a time and used again afterwards."""

    def __init__(self, path: Path, mode: str, first: sqlite3.Connection) -> None:
        self.path = path
        self._mode = mode
        self._file = _file(path)
        self._idle = [first]
        self._closed = False
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._watcher: sqlite3.Connection | None = None
        self._watching = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the library, whatever is written meanwhile. Raises LibraryError."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self, lent: sqlite3.Connection | None = None) -> Iterator[sqlite3.Connection]:
        """A change: on disk when the block is left, undone when it raises. Raises LibraryError.

        Changes of this process take turns for as long as it takes; other processes are waited for
        up to PATIENCE seconds. It is made on the connection that was ``lent`` for it, if one was,
        which an error closes.
        """
        with self._writing, self._transaction("BEGIN IMMEDIATE", lent) as connection:
            yield connection
        # SQLite itself goes on writing into a file that has lost its name.
        self._same_file()

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """A connection for many changes in a row, each quick to commit.

        They outlast the process at once, but a power cut only after the next change that is made
        without it. Whoever borrows it calls ``checkpoint`` now and then.
        """
        connection = self._borrow()
        try:
            # A title goes to any page of its index: with SQLite's 2 MB most would be written twice.
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            yield connection
        except _FAILURES as error:
            raise translated(error, self.path) from error
        finally:
            connection.close()

    def checkpoint(self, lent: sqlite3.Connection) -> None:
        """Move what is in the log to the file; marks can be made meanwhile. Raises LibraryError."""
        try:
            lent.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except _FAILURES as error:
            raise translated(error, self.path) from error

    def changes(self) -> int:
        """A number that is another one after each commit, of any process. Raises LibraryError."""
        with self._watching:
            if self._watcher is None:
                self._watcher = self._borrow()
            try:
                # https://sqlite.org/pragma.html#pragma_data_version: what a connection commits
                # itself does not count, so this one is lent to nobody.
                return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])
            except _FAILURES as error:
                raise translated(error, self.path) from error

    def close(self) -> None:
        """Close what is not lent; a connection that is lent closes when it comes back."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None

    @contextmanager
    def _transaction(
        self, begin: str, lent: sqlite3.Connection | None = None
    ) -> Iterator[sqlite3.Connection]:
        connection = self._borrow() if lent is None else self._still_open(lent)
        try:
            _begin(connection, begin)
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            # Closing rolls back, also where a broken connection could not.
            connection.close()
            if isinstance(error, _FAILURES):
                raise translated(error, self.path) from error
            raise
        if lent is not None:
            return
        with self._lock:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _still_open(self, lent: sqlite3.Connection) -> sqlite3.Connection:
        if self._closed:
            raise LibraryError(f"The library {self.path} is closed.")
        return lent

    def _borrow(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise LibraryError(f"The library {self.path} is closed.")
            if self._idle:
                return self._idle.pop()
        self._same_file()
        try:
            return _connect(self.path, self._mode)
        except _FAILURES as error:
            raise translated(error, self.path) from error

    def _same_file(self) -> None:
        if _file(self.path) != self._file:
            raise LibraryGone(f"The library {self.path} was removed or replaced while it was open.")


def open_connections(path: Path, *, read_only: bool) -> Connections:
    """The connections to the library at ``path``, made or brought up to date where necessary.

    Raises LibraryDamaged, LibraryTooNew, LibraryUnwritable, LibraryBusy.
    """
    if not read_only:
        _make_room(path)
    elif not path.is_file():
        raise LibraryUnwritable(f"There is no library {path} to read.")
    try:
        if not read_only:
            return Connections(path, "rw", _patiently(partial(_checked, path, "rwc")))
        try:
            return Connections(path, "ro", _checked(path, "ro"))
        except sqlite3.OperationalError as error:
            # Whoever holds the lock has written to a log that `immutable` would not look at.
            if "locked" in str(error):
                raise
            # The log beside a database is shared memory that even readers write to. Where the
            # directory forbids that, nobody else can be writing either.
            mode = "ro&immutable=1"
            return Connections(path, mode, _checked(path, mode))
    except _FAILURES as error:
        raise translated(error, path) from error


def _patiently(connect: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
    """Connect, for up to PATIENCE seconds where another process is making the same library.

    SQLite's own patience does not cover the change to a write-ahead log.
    """
    return _retried(connect, 0.01)


def _begin(connection: sqlite3.Connection, statement: str) -> None:
    """Begin a transaction; one that writes waits for up to PATIENCE seconds.

    SQLite's own patience looks less and less often, in the end ten times a second: it would miss
    the short moments that another process leaves between its changes while it imports a list.
    """
    if statement == "BEGIN":
        connection.execute(statement)
        return
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        _retried(partial(connection.execute, statement), 0.001)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")


def _retried(attempt: Callable[[], Result], pause: float) -> Result:
    """Attempt it every ``pause`` seconds for as long as the file is locked, up to PATIENCE."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(pause)


def sound(connection: sqlite3.Connection) -> bool:
    """Whether every page of the database can be read and is where it belongs."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _make_room(path: Path) -> None:
    """Make the directory, readable by the user alone, and see that the file could be written."""
    try:
        make_private(path.parent)
        writable = os.access(path, os.W_OK) or not path.exists()
    except OSError as error:
        raise LibraryUnwritable(
            f"The library {path} cannot be made: {error.strerror or error}."
        ) from error
    if not writable:
        raise LibraryUnwritable(f"The library {path} cannot be written.")
    # SQLite gives its log and its shared memory the mode of the file.
    keep_private(path)


def _checked(path: Path, mode: str) -> sqlite3.Connection:
    connection = _connect(path, mode)
    try:
        if 0 < path.stat().st_size < CHECKED and not sound(connection):
            raise LibraryDamaged(f"The library {path} is damaged.")
        if schema.behind(connection, path):
            if not mode.startswith("rw"):
                raise LibraryUnwritable(
                    f"The library {path} is of an older release and must be opened to write once."
                )
            connection.execute("PRAGMA journal_mode = WAL")
            schema.upgrade(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        # Lent to one thread at a time, but not always to the same.
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
    except BaseException:  # a file that is no database shows here
        connection.close()
        raise
    return connection


def _file(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
