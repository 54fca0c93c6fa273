"""Work beside the screen: on a thread of its own, answered on the screen's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from paperbrowse.catalogue import LibraryError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

FromThread = Callable[[Callable[[], None]], object]
"""Brings a call from another thread to the screen's."""


def when_done(
    future: Future[T], then: Callable[[Future[T]], None], patience: float, from_thread: FromThread
) -> None:
    """Give ``then`` the finished future: at once, if that takes at most ``patience`` seconds.

    Waiting a little lets a key draw what it has brought about; else that is drawn later.
    """
    try:
        future.exception(timeout=patience)
    except NotYet:
        future.add_done_callback(lambda done: from_thread(lambda: then(done)))
    else:
        then(future)


async def happened(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event of the screen's, for at most so many seconds."""
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


def warned_of(done: Future[T], warn: Callable[[str], None]) -> None:
    """Say why a change that is done was not made, if it was not. Raises what is no LibraryError."""
    error = done.exception()
    if isinstance(error, LibraryError):
        warn(str(error))
    elif error is not None:
        raise error


class Beside:
    """Does one piece of work at a time; only the newest that was asked for matters."""

    def __init__(self, from_thread: FromThread, patience: float) -> None:
        """``patience`` is how long asking may wait for an answer, in seconds."""
        self._from_thread = from_thread
        self._patience = patience
        self._pool: ThreadPoolExecutor | None = None
        self._newest: object = None

    def ask(self, work: Callable[[], T], then: Callable[[Future[T]], None]) -> None:
        """Do some work; ``then`` gets its future, finished, unless newer work was asked for."""
        token = self._newest = object()

        def newest(done: Future[T]) -> None:
            if token is self._newest and not done.cancelled():
                then(done)

        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")
        when_done(self._pool.submit(work), newest, self._patience, self._from_thread)

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._newest = None

    def close(self) -> None:
        """Wait for the work under way, and end."""
        self.forget()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
