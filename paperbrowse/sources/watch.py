"""An eye on a connection: ends it from outside when its time is used up or it is cancelled."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

_TICK = 0.05


class Connecting(Protocol):
    """A connection that has its socket as soon as there is one."""

    sock: socket.socket | None


class Watch:
    """Counts the time while it is entered, by a thread that a blocked read can't hold up.

    A server that sends a byte now and then keeps every single read within its time limit; only the
    end of the connection, made by another thread, stops it.
    """

    def __init__(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        self.cancelled = False
        self.used_up = False
        self._asked = cancelled
        self._left = seconds
        self._since: float | None = None
        self._connection: Connecting | None = None
        self._socket: socket.socket | None = None
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="source watch", daemon=True).start()

    def follow(self, connection: Connecting) -> None:
        """Watch a connection while it is made."""
        self._connection = connection
        self._socket = None

    def hold(self) -> None:
        """It is made: watch its socket, also when the connection lets go of it."""
        self._socket = self._connection.sock if self._connection else None

    def close(self) -> None:
        """Look away."""
        self._closed.set()

    def __enter__(self) -> None:
        self._since = time.monotonic()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._since is not None:
            self._left -= time.monotonic() - self._since
            self._since = None

    def _run(self) -> None:
        while not self._closed.wait(_TICK):
            since = self._since
            if since is None:
                continue
            self.cancelled = self.cancelled or self._asked()
            self.used_up = self.used_up or time.monotonic() - since > self._left
            held = self._socket or (self._connection.sock if self._connection else None)
            if held is not None and (self.cancelled or self.used_up):
                # Every read that waits in another thread ends at once.
                with contextlib.suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)
