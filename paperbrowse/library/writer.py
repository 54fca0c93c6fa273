"""The one thread that commits the user's changes, in the order they were made."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperbrowse.library.connections import SOON
from paperbrowse.library.errors import LibraryBusy, LibraryError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from paperbrowse.library.changes import Change
    from paperbrowse.library.connections import Connections
    from paperbrowse.library.pending import Waiting

_TURN = 0.2
"""Seconds that an attempt to commit waits: between two it is seen what else is to be done."""

_LOOK = 0.05
"""Seconds between two attempts for what has waited long: this is no list being read."""


@dataclass(slots=True)
class _Item:
    """A change that waits, since a time of the monotonic clock."""

    change: Change
    future: Future[None]
    since: float
    names: list[str] | None = None
    """Those of its paper, where it was read from a file."""
    filed: bool = False
    """Whether it is on the disk beside the library."""


class Writer:
    """Commits changes one by one, each in a transaction of its own, on a thread of its own.

    While another program writes, a change waits: for the connections' patience, or for ever where
    it may be kept aside, in a file beside the library.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._items: deque[_Item] = deque()
        self._files: list[Waiting] = []
        """What is on the disk beside the library; new changes go to the last."""
        self._thread: threading.Thread | None = None
        self._until = float("inf")
        """When to stop trying: the library is being closed."""
        self._state = threading.Condition()
        self._said = self._lost = 0
        self._keeps_aside = False
        self._told: Callable[[int], object] = lambda _: None

    def wait(self, told: Callable[[int], object], *, keep_aside: bool) -> None:
        """Tell, on the thread, how many changes wait, once they have for SOON seconds.

        With ``keep_aside`` they wait for ever.
        """
        self._keeps_aside = keep_aside
        self._told, self._said = told, 0

    def submit(self, change: Change) -> Future[None]:
        """Commit the change soon.

        The future is done when the change is on disk, or holds the LibraryError that says why it
        is not. It cannot be cancelled.
        """
        (future,) = self._submit([_Item(change, _running(), time.monotonic())])
        return future

    def take_up(self, file: Waiting) -> Sequence[Future[None]]:
        """Commit what another process has left in a file, soon.

        Gives the futures of the changes that the user asked for. Raises LibraryError, OSError.
        """
        with self._connections.reading() as connection:
            taken = file.taken(connection)
        items = [
            _Item(change, _running(), time.monotonic(), names, filed=True)
            for change, names in (() if taken else file.read())
        ]
        if not items:
            file.remove()
            return ()
        with self._state:
            self._files.append(file)
        futures = self._submit(items)
        return [f for item, f in zip(items, futures, strict=True) if not item.change.by_the_way]

    @property
    def waiting(self) -> int:
        """How many changes that the user asked for are not in the library yet."""
        with self._state:
            return sum(not item.change.by_the_way for item in self._items)

    def settled(self, seconds: float) -> bool:
        """Whether nothing that the user asked for waits, after so many seconds at most."""
        with self._state:
            return self._state.wait_for(
                lambda: all(item.change.by_the_way for item in self._items), seconds
            )

    def close(self) -> tuple[int, int]:
        """Commit what is waiting, and end the thread.

        Returns how many of the changes that the user asked for wait in a file beside the library,
        and how many are lost since there was no room even there.
        """
        with self._state:
            safe = all(item.filed for item in self._items)
            patience = SOON if self._keeps_aside else self._connections.patience
            self._until = time.monotonic() + (0 if safe else patience)
            thread, self._thread = self._thread, None
            self._state.notify_all()
        if thread is not None:
            thread.join()
        self._forget_files()
        return self.waiting, self._lost

    def _submit(self, items: list[_Item]) -> list[Future[None]]:
        with self._state:
            if self._until < float("inf"):
                closed = LibraryError(f"The library {self._connections.path} is closed.")
                return [failed(closed) for _ in items]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="marks", daemon=True)
                self._thread.start()
            self._items.extend(items)
            self._state.notify_all()
        return [item.future for item in items]

    def _run(self) -> None:
        while batch := self._next():
            try:
                problems = self._commit(batch)
            except LibraryBusy as busy:
                if not self._wait_on(busy):
                    return
            except Exception as error:
                self._finish(batch, [error] * len(batch))
                self._forget_files()
            else:
                self._finish(batch, problems)

    def _next(self) -> list[_Item]:
        """What is to be committed next: all that is on the disk beside the library, else one."""
        with self._state:
            self._state.wait_for(lambda: self._items or self._until < float("inf"))
            return [item for item in self._items if item.filed] or list(self._items)[:1]

    def _commit(self, batch: list[_Item]) -> Sequence[Exception | None]:
        """Make the changes in one transaction. Gives what was wrong with each of several."""
        late = time.monotonic() - batch[0].since > SOON
        patience = 0 if late else min(_TURN, self._connections.patience)
        with self._connections.writing(patience=patience) as connection:
            if not batch[0].filed:
                rest = batch[0].change.make(connection)
                if rest is not None:
                    self.submit(rest)
                return (None,)
            problems = [_made(item, connection) for item in batch]
            for file in self._files:
                file.note_taken(connection)
        return problems

    def _finish(self, batch: list[_Item], problems: Sequence[Exception | None]) -> None:
        if batch[0].filed:
            while self._files and None in problems:
                self._files.pop().remove()
        with self._state:
            for item in batch:
                self._items.remove(item)
            self._state.notify_all()
        for item, problem in zip(batch, problems, strict=True):
            if problem is None:
                item.future.set_result(None)
            else:
                item.future.set_exception(problem)
        self._tell()

    def _forget_files(self) -> None:
        """Leave to the next start what could not be committed."""
        while self._files:
            self._files.pop().release()

    def _wait_on(self, busy: LibraryBusy) -> bool:
        """See to what waits for another program; False when it is time to end."""
        now = time.monotonic()
        with self._state:
            new = [item for item in self._items if not item.filed]
        if self._keeps_aside and new and now - new[0].since > SOON:
            self._keep_aside(new)
        self._tell()
        if not self._keeps_aside:
            late = [item for item in new if now - item.since > self._connections.patience]
            if late:
                self._finish(late, [busy] * len(late))
        if now < self._until:
            with self._state:
                self._state.wait_for(lambda: self._until < float("inf"), _LOOK)
            return True
        unsafe = [item for item in new if not item.filed and not item.future.done()]
        if unsafe:
            self._lost = sum(not item.change.by_the_way for item in unsafe)
            self._finish(unsafe, [busy] * len(unsafe))
        return False

    def _keep_aside(self, items: list[_Item]) -> None:
        changes = [item.change for item in items]
        try:
            from paperbrowse.library import pending

            if not self._files:
                self._files.append(pending.begin(self._connections.path))
            try:
                with self._connections.reading() as connection:
                    self._files[-1].add(changes, connection)
            except LibraryError:  # nobody may even read; in this library the keys will do
                self._files[-1].add(changes, None)
        except Exception:  # whatever is wrong there, they wait in memory and are tried again
            return
        for item in items:
            item.filed = True

    def _tell(self) -> None:
        with self._state:
            since = min((item.since for item in self._items), default=float("inf"))
        count = self.waiting if self._said or time.monotonic() - since > SOON else 0
        if count != self._said:
            self._said = count
            self._told(count)


def _made(item: _Item, connection: sqlite3.Connection) -> Exception | None:
    """Make a change of several, whatever becomes of the others; gives what was wrong with it."""
    import sqlite3

    from paperbrowse.library.pending import by_name

    connection.execute("SAVEPOINT change")
    try:
        change = item.change if item.names is None else by_name(item.change, item.names, connection)
        change.make(connection)
    except (
        sqlite3.IntegrityError,
        sqlite3.InterfaceError,
        sqlite3.ProgrammingError,
        LibraryError,
    ) as error:
        connection.execute("ROLLBACK TO change")
        return error
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE change")
    return None


def failed(error: LibraryError) -> Future[None]:
    """The future of a change that could not even be tried."""
    future = _running()
    future.set_exception(error)
    return future


def _running() -> Future[None]:
    # Imported with the first mark: it is no part of starting up.
    from concurrent.futures import Future

    future: Future[None] = Future()
    # From here on it cannot be cancelled: a screen that goes away does not take its marks along.
    future.set_running_or_notify_cancel()
    return future
