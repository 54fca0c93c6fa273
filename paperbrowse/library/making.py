"""Making and mending a library: by one process at a time, to its end whoever is killed.

library.db.mending    there while one does it; says where a damaged library is set aside
library.db.check      there when damage was met: the next start looks at every page
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from paperbrowse.library.errors import LibraryUnwritable
from paperbrowse.library.holding import hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Making:
    """The right to make or mend a library."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor
        name = os.read(descriptor, 4096).decode(errors="replace")
        self.aside = path.with_name(name) if name else None
        """Where a damaged library is being set aside, by this process or one that was killed."""

    def sets_aside(self, aside: Path) -> None:
        """Note where a damaged library goes, before it does."""
        os.write(self._descriptor, aside.name.encode())
        os.fsync(self._descriptor)
        self.aside = aside


@contextmanager
def making(path: Path) -> Iterator[Making]:
    """Hold the right to make or mend the library at ``path``. Raises LibraryUnwritable."""
    lock = _lock(path)
    try:
        while True:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
            hold(descriptor, wait=True)
            with suppress(FileNotFoundError):
                if _same(descriptor, lock):
                    break
            os.close(descriptor)  # whoever had it took the file away
    except OSError as error:
        raise LibraryUnwritable(
            f"The library {path} cannot be made: {error.strerror or error}."
        ) from error
    right = Making(path, descriptor)
    done = False
    try:
        yield right
        done = True
    finally:
        if done or right.aside is None:  # else the next goes on with it
            with suppress(OSError):
                lock.unlink()
        os.close(descriptor)


def under_way(path: Path) -> bool:
    """Whether a library is being made or mended, or that was broken off."""
    return _lock(path).exists()


def suspect(path: Path) -> None:
    """Have the next start look at every page."""
    with suppress(OSError):
        _mark(path).touch(mode=0o600)


def is_suspect(path: Path) -> bool:
    """Whether damage was met since the library was last looked at."""
    return _mark(path).exists()


def is_sound(path: Path) -> None:
    """Note that every page was looked at."""
    with suppress(OSError):
        _mark(path).unlink()


def keep_names(directory: Path) -> None:
    """See that the names of files outlive a power cut, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _same(descriptor: int, path: Path) -> bool:
    return os.path.samestat(os.fstat(descriptor), path.stat())


def _lock(path: Path) -> Path:
    return path.with_name(f"{path.name}.mending")


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.check")
