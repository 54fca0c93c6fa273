"""The one thread that commits the user's marks, in the order they were made."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

from paperbrowse.library.errors import LibraryError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future
    from typing import TypeAlias

    from paperbrowse.library.connections import Connections

    Change: TypeAlias = Callable[[sqlite3.Connection], object]


class Writer:
    """Commits changes one by one, each in a transaction of its own, on a thread of its own."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._queue: queue.SimpleQueue[tuple[Future[None], Change] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._lock = threading.Lock()

    def submit(self, change: Change) -> Future[None]:
        """Commit the change soon.

        The future is done when the change is on disk, or holds the LibraryError that says why it
        is not. It cannot be cancelled.
        """
        with self._lock:
            if self._closed:
                return failed(LibraryError(f"The library {self._connections.path} is closed."))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="marks", daemon=True)
                self._thread.start()
            future = _running()
            self._queue.put((future, change))
        return future

    def close(self) -> None:
        """Commit what is waiting, and end the thread."""
        with self._lock:
            self._closed = True
            thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            future, change = item
            try:
                with self._connections.writing() as connection:
                    change(connection)
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(None)


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
