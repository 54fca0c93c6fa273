"""Lists on this machine: a file, the files of a directory, standard input."""

from __future__ import annotations

import io
import os
import select
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from paperbrowse.sources import names
from paperbrowse.sources.errors import Cancelled, SourceError
from paperbrowse.sources.opened import Opened, Stream, Unchanged, Validators, as_file
from paperbrowse.text import masked

_PIECE = 1 << 16
_TICK = 100  # milliseconds between two looks at whether to go on waiting


def open_path(
    address: str, known: Validators | None, cancelled: Callable[[], bool]
) -> Opened | Unchanged:
    """The file at a path, or every readable one of a directory, as one list sorted by name.

    Of a directory, hidden files and those of directories in it are not read. A list is unchanged
    where sizes and times of change are. Raises SourceError where there is nothing to read.
    """
    try:
        path = Path(address).expanduser().absolute()
        status = path.stat()
    except (OSError, ValueError, RuntimeError) as error:
        raise _said(error, address) from error
    if stat.S_ISDIR(status.st_mode):
        return _open_directory(path, known, cancelled)
    # A pipe has no size, and what comes out of it is never known before.
    regular = stat.S_ISREG(status.st_mode)
    validators = Validators(_signature([(path.name, status)])) if regular else Validators()
    if regular and validators == known:
        return Unchanged(str(path))
    content = _open(path, cancelled, waits=not regular)
    return Opened(
        names.of_path(str(path)),
        str(path),
        iter([Stream(path.name, content)]),
        validators,
        status.st_size if regular else None,
        _release=content.close,
    )


def open_input(stream: BinaryIO | None, cancelled: Callable[[], bool]) -> Opened:
    """Standard input, or another stream in its place. It can't be opened again."""
    source = sys.stdin.buffer if stream is None else stream
    # What is there is enough: a pipe may take its time to fill a piece.
    read = getattr(source, "read1", source.read)
    wait = _patient(source, cancelled) if stream is None else _at_once
    pieces = _pieces(read, "standard input", cancelled, wait)
    content = as_file(pieces, lambda: None)
    return Opened("stdin", "-", iter([Stream("", content)]), _release=content.close)


def _open_directory(
    path: Path, known: Validators | None, cancelled: Callable[[], bool]
) -> Opened | Unchanged:
    found: list[tuple[Path, os.stat_result]] = []
    left_out: list[str] = []
    try:
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise _said(error, str(path)) from error
    for entry in entries:
        if entry.name.startswith(".") or not entry.is_file():
            continue
        if os.access(entry, os.R_OK):
            found.append((entry, entry.stat()))
        else:
            left_out.append(f"{entry} can't be read: it needs a permission that you don't have.")
    if not found:
        raise SourceError(f"There is no file that can be read in the directory {path}.")
    validators = Validators(_signature([(entry.name, status) for entry, status in found]))
    if validators == known:
        return Unchanged(str(path))
    streams = _Streams([entry for entry, _ in found], cancelled)
    return Opened(
        names.of_path(str(path), directory=True),
        str(path),
        streams,
        validators,
        sum(status.st_size for _, status in found),
        tuple(left_out),
        streams.close,
    )


class _Streams:
    """Files opened one at a time: the next closes the one before, and comes also after an error."""

    def __init__(self, paths: Iterable[Path], cancelled: Callable[[], bool]) -> None:
        self._paths = iter(paths)
        self._cancelled = cancelled
        self._current: BinaryIO | None = None

    def __iter__(self) -> _Streams:
        return self

    def __next__(self) -> Stream:
        self.close()
        path = next(self._paths)
        self._current = _open(path, self._cancelled)
        return Stream(path.name, self._current)

    def close(self) -> None:
        if self._current is not None:
            self._current.close()


def _open(path: Path, cancelled: Callable[[], bool], *, waits: bool = False) -> BinaryIO:
    """A file; of a pipe or a device, which may let its reader wait, that can be cancelled."""
    try:
        # A pipe that nobody writes to would hold up even its opening.
        file = io.FileIO(path, opener=_not_waiting if waits else None)
    except OSError as error:
        raise _said(error, str(path)) from error
    wait = _patient(file, cancelled) if waits else _at_once
    return as_file(_pieces(file.read, str(path), cancelled, wait), file.close)


def _not_waiting(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(descriptor, True)
    return descriptor


def _at_once() -> None:
    """What does not let its reader wait."""


def _patient(file: BinaryIO | io.FileIO, cancelled: Callable[[], bool]) -> Callable[[], None]:
    """What waits until there is something to read, or the end. It raises Cancelled."""
    if not hasattr(select, "poll"):
        return _at_once
    poll = select.poll()
    try:
        poll.register(file, select.POLLIN)
    except (OSError, ValueError):  # it is no file of the system's
        return _at_once

    def wait() -> None:
        while not poll.poll(_TICK):
            if cancelled():
                raise Cancelled

    return wait


def _pieces(
    read: Callable[[int], bytes | None],
    where: str,
    cancelled: Callable[[], bool],
    wait: Callable[[], None],
) -> Iterator[bytes]:
    while True:
        if cancelled():
            raise Cancelled
        wait()
        try:
            piece = read(_PIECE)
        except (OSError, ValueError) as error:
            raise _said(error, where) from error
        if not piece:
            return
        yield piece


def _signature(files: list[tuple[str, os.stat_result]]) -> str:
    """Differs where a name, a size or a time of change does."""
    said = "\n".join(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in files)
    return f"{len(files)}-{zlib.crc32(os.fsencode(said)):08x}-{files[-1][1].st_mtime_ns}"


def _said(error: Exception, where: str) -> SourceError:
    shown = "".join(char if char.isprintable() else "?" for char in masked(where))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        hint = (
            ""
            if Path(where).suffix or "." not in where.split("/")[0]
            else ("; the address of a page begins with https://")
        )
        return SourceError(f"There is no file or directory {shown}{hint}.")
    if isinstance(error, PermissionError):
        return SourceError(f"{shown} can't be read: it needs a permission that you don't have.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SourceError(f"{shown} can't be read ({reason}).")
