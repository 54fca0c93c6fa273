"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from paperbrowse.catalogue.draft import Draft, lock
from paperbrowse.text import safe

_PATIENCE = 60.0
"""Seconds that a file may be locked by another program before it is said."""

_LOOK = 0.01
"""Seconds between two looks at whether it still is."""

_ATTEMPTS = 50
"""How often a file may have changed, whenever it was about to be replaced, before it is said."""

Change = Callable[[bytes], "Iterable[bytes] | None"]


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
    with saying(path):
        if _is_no_file(path):
            _write_into(path, pieces)
            return
        target = free(path, force)
        with Draft(target) as draft:
            draft.file.writelines(pieces)
            keep(draft, path, force)


def rewrite(path: Path, change: Change, waiting: Callable[[], None] = lambda: None) -> None:
    """Put in the place of what a file holds what ``change`` makes of that; None leaves it alone.

    It is there as ``write`` has it, and nothing of others is lost: those who rewrite a file take
    turns, and where it was changed or replaced meanwhile, by whomever, ``change`` is asked again.
    A file that is not there yet, or is none, is taken for empty. ``waiting`` is called now and
    then before it is our turn. Raises NotWritten, and whatever the two raise.
    """
    with saying(path):
        if _is_no_file(path):
            _write_into(path, change(b"") or ())
            return
        target = free(path, force=True)
        for _ in range(_ATTEMPTS):
            with _turn(path, target, waiting):
                if _rewritten(path, target, change):
                    return
        raise NotWritten(f"{_name(path)} is changed by another program all the time.")


def free(path: Path, force: bool) -> Path:
    """The file that a path leads to, which may be written. Raises NotWritten, AlreadyThere."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise NotWritten(f"{_name(path)} is a link that leads to itself.")
    if target.exists() and not force:
        raise AlreadyThere(f"{_name(path)} is there already.")
    return target


def keep(draft: Draft, path: Path, force: bool) -> None:
    """Give a draft its name. Raises AlreadyThere where one came meanwhile, unless ``force``."""
    try:
        draft.keep(over=force)
    except FileExistsError:
        raise AlreadyThere(f"{_name(path)} is there already.") from None


@contextmanager
def saying(path: Path, done: str = "written") -> Iterator[None]:
    """Raises NotWritten, with a sentence about ``path``, where the system refuses something."""
    try:
        yield
    except OSError as error:
        raise NotWritten(_sentence(path, done, error)) from error
    except ValueError as error:  # a name with a NUL in it
        raise NotWritten(f"{_name(path)} cannot be the name of a file.") from error


def _is_no_file(path: Path) -> bool:
    """Whether there is something else of that name. Raises NotWritten for a directory."""
    if path.is_dir():
        raise NotWritten(f"{_name(path)} is a directory.")
    return path.exists() and not path.is_file()


def _write_into(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


def _rewritten(path: Path, target: Path, change: Change) -> bool:
    """Whether it is as it is wanted now; else it was changed by another, and stays so."""
    before = _state(target)
    with saying(path, "read"):
        held = _held(target)
    pieces = change(held or b"")
    if pieces is None:
        return True
    with Draft(target) as draft:
        draft.file.writelines(pieces)
        try:
            # Of two changes in the same moment, the second shows in what the file holds alone.
            return draft.keep(
                over=before is not None,
                still=lambda: _held(target) == held and _state(target) == before,
            )
        except FileExistsError:
            return False


def _held(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _state(target: Path) -> tuple[int, ...] | None:
    """What differs once a file was changed or replaced; None where there is none."""
    try:
        now = target.stat()
    except FileNotFoundError:
        return None
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def _turn(path: Path, target: Path, waiting: Callable[[], None]) -> AbstractContextManager[object]:
    """A context in which nobody else rewrites the file, once those before us are done.

    The file itself is locked: no other lies beside it. Who has waited may have locked a file that
    has lost its name to another one by then, which is to be locked in its place.
    """
    until = time.monotonic() + _PATIENCE
    while target.exists():
        with saying(path, "read"):
            file = target.open("rb")
        try:
            lock(file.fileno())
        except BlockingIOError:
            file.close()
        except OSError:  # there are no locks: what others change is seen all the same
            file.close()
            break
        else:
            if _same(target, os.fstat(file.fileno())):
                return file
            file.close()
            continue
        if time.monotonic() > until:
            raise NotWritten(f"{_name(path)} is locked by another program.")
        waiting()
        time.sleep(_LOOK)
    return nullcontext()


def _same(target: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(target.stat(), status)
    except FileNotFoundError:
        return False


def _sentence(path: Path, done: str, error: OSError) -> str:
    directory = _name(path.parent)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no room on the disk for {_name(path)}."
    if error.errno == errno.ENOENT and not path.parent.is_dir():
        return f"There is no directory {directory}."
    if error.errno == errno.ENOTDIR:
        return f"{directory} is not a directory."
    return f"{_name(path)} cannot be {done}: {(error.strerror or str(error)).lower()}."


def _name(path: Path) -> str:
    return safe(str(path))
