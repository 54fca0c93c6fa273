"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from paperbrowse.text import safe


class NotWritten(Exception):
    """A file could not be written; the message is a sentence for the user."""


class AlreadyThere(NotWritten):
    """There is a file of that name, which was not to be written over."""


def write(path: Path, pieces: Iterable[bytes], *, force: bool = False) -> None:
    """Write a file, which is there with all its pieces or as it was before.

    A symbolic link is followed; a file that was there keeps its permissions. With ``force`` it is
    written over. What is no file (``/dev/null``, a named pipe) is written to as it stands. Raises
    NotWritten, and whatever giving the pieces raises.
    """
    with _saying(path, "written"):
        if path.is_dir():
            raise NotWritten(f"{_name(path)} is a directory.")
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(pieces)
            return
        target = Path(os.path.realpath(path))
        _check(path, target, force)
        temporary = target.with_name(f".paperbrowse-{os.urandom(6).hex()}")
        try:
            # In the place of a file that others may not read, they read no part of it either.
            temporary.touch(mode=0o600 if target.exists() else 0o666, exist_ok=False)
            with temporary.open("r+b") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            _check(path, target, force)  # a large file takes a while
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _keep_name(target.parent)


def read(path: Path) -> bytes:
    """What a file holds, nothing where there is none. Raises NotWritten: it is to be added to."""
    with _saying(path, "read"):
        if path.is_dir():
            raise NotWritten(f"{_name(path)} is a directory.")
        return path.read_bytes() if path.is_file() else b""


@contextmanager
def _saying(path: Path, done: str) -> Iterator[None]:
    """Raises NotWritten, with a sentence about ``path``, where the system refuses something."""
    try:
        yield
    except OSError as error:
        raise NotWritten(_sentence(path, done, error)) from error
    except ValueError as error:  # a name with a NUL in it
        raise NotWritten(f"{_name(path)} cannot be the name of a file.") from error


def _check(path: Path, target: Path, force: bool) -> None:
    if target.is_symlink():
        raise NotWritten(f"{_name(path)} is a link that leads to itself.")
    if target.exists() and not force:
        raise AlreadyThere(f"{_name(path)} is there already.")


def _sentence(path: Path, done: str, error: OSError) -> str:
    directory = _name(path.parent)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no room on the disk for {_name(path)}."
    if error.errno == errno.ENOENT:
        return f"There is no directory {directory}."
    if error.errno == errno.ENOTDIR:
        return f"{directory} is not a directory."
    return f"{_name(path)} cannot be {done}: {(error.strerror or str(error)).lower()}."


def _name(path: Path) -> str:
    return safe(str(path))


def _keep_name(directory: Path) -> None:
    """See to it that the new name outlives a power cut, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
