"""A list as it comes from somewhere: streams of bytes, and what tells whether it has changed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells whether a list has changed since it was read: given back at the next time."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The list at ``origin`` is what it was."""

    origin: str


@dataclass(frozen=True, slots=True)
class Stream:
    """One file or page of a list: its name, which hints at its format, and its bytes.

    Of an arXiv query, ``resume`` is where to start to go on after this page, and ``total`` how many
    papers there will have been.
    """

    name: str
    content: BinaryIO
    resume: int = 0
    total: int | None = None


@dataclass(slots=True)
class Opened:
    """A list that is ready to be read, once. Close it, or use it in a ``with`` statement.

    ``name`` is what the list may be called, ``origin`` opens it again. ``size`` is the number of
    bytes where it is known before. ``left_out`` says in sentences what will not be read.
    """

    name: str
    origin: str
    streams: Iterator[Stream]
    """One after the other: the one before is closed when the next is asked for. Asking and reading
    raise SourceError and Cancelled."""
    validators: Validators = Validators()
    """To be kept when all has been read."""
    size: int | None = None
    left_out: tuple[str, ...] = ()
    _release: Callable[[], None] = field(default=lambda: None, repr=False)

    def close(self) -> None:
        """Let go of files and connections."""
        self._release()

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def as_file(pieces: Iterator[bytes], release: Callable[[], None]) -> BinaryIO:
    """Pieces of bytes as a file to read; it calls ``release`` when it is closed."""
    return io.BufferedReader(_Pieces(pieces, release))


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes], release: Callable[[], None]) -> None:
        self._pieces = pieces
        self._release = release
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        into = memoryview(buffer).cast("B")
        length = min(len(into), len(self._piece))
        into[:length] = self._piece[:length]
        self._piece = self._piece[length:]
        return length

    def close(self) -> None:
        if not self.closed:
            self._release()
        super().close()
