"""The connections to a library's file: opening it soundly, and transactions on any thread."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from paperbrowse.config import keep_private, make_private
from paperbrowse.library import making, schema
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
"""Seconds that a change waits for another process to finish its own, unless told otherwise."""

SOON = 1.0
"""Seconds after which a change that waits is worth a word."""

CHECKED = 16 * 1024 * 1024
"""Size in bytes below which a file is checked for damaged pages when it is opened."""

CACHE = 16_384
"""KiB of pages that are kept in memory while many papers are added."""

# Pages of 4 KiB in the log at which a commit moves them to the file. More than SQLite's 1000: while
# a list is imported, who does that is the import, between its transactions, and not some mark.
_LOG = 4000

_USERS = ("bookmark", "read", "tag", "note", "saved_search", "setting")

_LOG_HEADER = 32  # bytes of a log that holds nothing yet

Result = TypeVar("Result")

# A message of SQLite's that quotes damaged text cannot be decoded.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)


class Connections:
    """Connections to one library, each lent to one thread at a time and used again afterwards."""

    def __init__(self, path: Path, mode: str, first: sqlite3.Connection) -> None:
        self.path = path
        self.patience = PATIENCE
        """Seconds that a change waits for another process; see ``writing``."""
        self.told: Callable[[], object] = lambda: None
        """Hears of every change that has waited for more than SOON seconds."""
        self._mode = mode
        self._file = file_at(path)
        self._idle = [first]
        self._closed = False
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._watcher: sqlite3.Connection | None = None
        self._watching = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the library, whatever is written meanwhile. Raises LibraryError."""
        with self._transaction(None) as connection:
            yield connection

    @contextmanager
    def writing(
        self, lent: sqlite3.Connection | None = None, patience: float | None = None
    ) -> Iterator[sqlite3.Connection]:
        """A change: on disk when the block is left, undone when it raises. Raises LibraryError.

        Changes of this process take turns for as long as it takes; other processes are waited for
        up to ``patience`` seconds, by default those of the attribute. It is made on the connection
        that was ``lent`` for it, if one was, which an error closes.
        """
        patience = self.patience if patience is None else patience
        with self._writing, self._transaction(patience, lent) as connection:
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
            raise self._said(error) from error
        finally:
            connection.close()

    def checkpoint(self, lent: sqlite3.Connection) -> None:
        """Move what is in the log to the file; marks can be made meanwhile. Raises LibraryError."""
        try:
            lent.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except _FAILURES as error:
            raise self._said(error) from error

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
        self, patience: float | None, lent: sqlite3.Connection | None = None
    ) -> Iterator[sqlite3.Connection]:
        """One that only reads where there is no ``patience``, which waits for nobody."""
        connection = self._borrow() if lent is None else self._still_open(lent)
        try:
            if patience is None:
                connection.execute("BEGIN")
            else:
                _begin_to_write(connection, patience, self.told)
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            # Closing rolls back, also where a broken connection could not.
            connection.close()
            if isinstance(error, _FAILURES):
                raise self._said(error) from error
            raise
        if lent is not None:
            return
        with self._lock:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _said(self, error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
        """What an error of SQLite's means; of damage, that the next start sees to it."""
        said = translated(error, self.path)
        if not isinstance(said, LibraryDamaged) or self._mode != "rw":
            return said
        making.suspect(self.path)
        return LibraryDamaged(f"{said} Start paperbrowse again: it saves what can be read.")

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
        if file_at(self.path) != self._file:
            raise LibraryGone(f"The library {self.path} was removed or replaced while it was open.")


def open_connections(path: Path, *, read_only: bool) -> Connections:
    """The connections to the library at ``path``, made or brought up to date where necessary.

    Raises LibraryDamaged, LibraryTooNew, LibraryUnwritable, LibraryBusy.
    """
    if not read_only:
        return Connections(path, "rw", _opened_to_write(path))
    if not path.is_file():
        raise LibraryUnwritable(f"There is no library {path} to read.")
    try:
        try:
            return Connections(path, "ro", _checked(path, "ro"))
        except sqlite3.OperationalError as error:
            # Whoever holds the lock has written to a log that `immutable` would not look at.
            if "locked" in str(error):
                raise
            if _has_log(path):
                raise LibraryUnwritable(
                    f"The library {path} cannot be read where it stands: its log holds changes."
                ) from error
            # The log beside a database is shared memory that even readers write to. Where the
            # directory forbids that, nobody else can be writing either.
            mode = "ro&immutable=1"
            return Connections(path, mode, _checked(path, mode))
    except _FAILURES as error:
        raise translated(error, path) from error


def examine(path: Path) -> None:
    """See that the library at ``path``, if there is one, can be opened to write; for its maker.

    Raises LibraryDamaged, LibraryTooNew, LibraryUnwritable, LibraryBusy.
    """
    if _there(path):
        _only_translated(lambda: _patiently(partial(_checked, path, "rw")).close(), path)
    else:
        _check_log(path)


def _opened_to_write(path: Path) -> sqlite3.Connection:
    """Open the library, or make it where there is none, in turn with whoever makes or mends it."""
    _make_room(path)
    if _there(path) and not making.under_way(path):
        try:
            keep_private(path)
            return _only_translated(lambda: _patiently(partial(_checked, path, "rw")), path)
        except LibraryUnwritable:
            if _there(path):
                raise
    with making.making(path) as right:
        if right.aside is not None:
            raise LibraryDamaged(f"The library {path} was damaged.")
        if not _there(path):
            _check_log(path)
        keep_private(path)  # SQLite gives its log and its shared memory the mode of the file
        return _only_translated(lambda: _patiently(partial(_checked, path, "rwc")), path)


def _only_translated(attempt: Callable[[], Result], path: Path) -> Result:
    try:
        return attempt()
    except _FAILURES as error:
        raise translated(error, path) from error


def _there(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _check_log(path: Path) -> None:
    """SQLite would make a new database, and delete the log of the one that was there."""
    if _has_log(path):
        state = "is empty" if path.exists() else "is not there"
        raise LibraryDamaged(f"The library {path} {state}, though its log is there.")


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > _LOG_HEADER


def _patiently(connect: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
    """Connect, for up to PATIENCE seconds where another process is making the same library.

    SQLite's own patience does not cover the change to a write-ahead log.
    """
    return _retried(connect, 0.01, PATIENCE)


def _begin_to_write(
    connection: sqlite3.Connection, patience: float, told: Callable[[], object]
) -> None:
    """Begin a transaction that writes, waiting for up to ``patience`` seconds.

    SQLite's own patience looks less and less often, in the end ten times a second: it would miss
    the short moments that another process leaves between its changes while it imports a list.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        _retried(partial(connection.execute, "BEGIN IMMEDIATE"), 0.001, patience, told)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")


def _retried(
    attempt: Callable[[], Result],
    pause: float,
    patience: float,
    told: Callable[[], object] = lambda: None,
) -> Result:
    """Attempt it every ``pause`` seconds for as long as the file is locked, up to ``patience``.

    Where that takes longer than SOON, ``told`` hears of it.
    """
    begun = time.monotonic()
    said = False
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - begun
            if "locked" not in str(error) or waited > patience:
                raise
            if not said and waited > SOON:
                said = True
                told()
            time.sleep(pause)


def sound(connection: sqlite3.Connection) -> bool:
    """Whether every page of the database can be read and is where it belongs."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _glance(connection: sqlite3.Connection) -> None:
    """Read the beginning of each table, and all of what the user left: damage there shows now."""
    for table in _tables(connection):
        columns = "count(*)" if table in _USERS else "*"
        connection.execute(f"SELECT {columns} FROM {table} LIMIT 1").fetchone()


def _read_all(connection: sqlite3.Connection) -> None:
    """Read every row: a text that is none shows only so."""
    for table in _tables(connection):
        for _ in connection.execute(f"SELECT * FROM {table}"):
            pass


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [table for (table,) in rows]


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


def _checked(path: Path, mode: str) -> sqlite3.Connection:
    connection = _connect(path, mode)
    try:
        suspect = making.is_suspect(path)
        if suspect or path.stat().st_size < CHECKED:
            if not sound(connection):
                raise LibraryDamaged(f"The library {path} is damaged.")
            if suspect and mode == "rw":
                _read_all(connection)
                making.is_sound(path)
        else:
            _glance(connection)
        if schema.behind(connection, path):
            if not mode.startswith("rw"):
                raise LibraryUnwritable(
                    f"The library {path} is of an older release and must be opened to write once."
                )
            connection.execute("PRAGMA journal_mode = WAL")
            schema.upgrade(connection, path)
    except (LibraryDamaged, *_FAILURES):
        _close_untouched(connection, path)
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _close_untouched(connection: sqlite3.Connection, path: Path) -> None:
    """Close a connection, maybe to a damaged file: what is in its log stays there.

    The last connection to a file moves its log into it, but for one that may not write.
    """
    with suppress(*_FAILURES), closing(_connect(path, "ro")) as last:
        with suppress(*_FAILURES):
            last.execute("PRAGMA user_version").fetchone()
        connection.close()
    connection.close()


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


def file_at(path: Path) -> tuple[int, int] | None:
    """What tells the file at ``path`` from any other; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
