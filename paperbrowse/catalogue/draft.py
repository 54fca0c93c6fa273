"""What a file will hold, beside the file until it is whole: a kill leaves the file as it was.

Where the system can do that (Linux), a draft has no name while it is written, and vanishes with its
process. Elsewhere, and for the moment in which it takes the place of another file, it is called
``.paperbrowse-`` and twelve hexadecimal digits. Its process holds a lock on it: so the next draft
in that directory knows those whose processes were killed, and removes them. (By their number one
would not know them: another process may have it by now, or one in another container.)
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from paperbrowse.library.making import keep_names

_NAME = re.compile(r"\.paperbrowse-[0-9a-f]{12}")


class Draft:
    """A context in which the new contents of ``target`` are written to ``file``, then kept.

    What was not kept is gone when the context is left. Raises OSError.
    """

    def __init__(self, target: Path, mode: int | None = None, *, named: bool = False) -> None:
        """``mode`` are its permissions, else those of the file that is there, or of any new one.

        ``named`` gives it a ``path`` from the beginning, for another library to write to.
        """
        self._target = target
        self._mode = mode
        self.path: Path | None = None
        """Where it can be found; None while it has no name."""
        _sweep(target.parent)
        if mode is None:
            mode = target.stat().st_mode & 0o600 if target.exists() else 0o666
        descriptor = None if named else _nameless(target.parent, mode)
        if descriptor is None:
            self.path, descriptor = _named(target, mode)
        self.file = os.fdopen(descriptor, "w+b")
        try:
            self._take_permissions()
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> Draft:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def keep(self, *, over: bool, still: Callable[[], bool] = lambda: True) -> bool:
        """Give it the name of its target, ``over`` a file that is there if it ``still`` may be.

        That is asked at once before, as no system has both in one step; says whether it was so.
        Raises FileExistsError where there is a file and not ``over``, else OSError.
        """
        self.file.flush()
        os.fsync(self.file.fileno())
        self._take_permissions()
        if over:
            if self.path is None:
                self.path = self._link(_free(self._target))
            if not still():
                return False
            self._rename()
        elif self.path is None:
            self._link(self._target)
        else:
            try:
                os.link(self.path, self._target)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links, as on memory cards
                if os.path.lexists(self._target):
                    raise FileExistsError(self._target) from None
                self._rename()
        keep_names(self._target.parent)
        return True

    def _link(self, name: Path) -> Path:
        """Give what has no name one that nothing has."""
        # Only with a directory (any) does Python have the link in /proc followed.
        os.link(_proc(self.file.fileno()), name, src_dir_fd=0)
        return name

    def _rename(self) -> None:
        assert self.path is not None
        if sys.platform == "win32":
            self.file.close()  # there, a file that is open keeps its name
        self.path.replace(self._target)
        self.path = None

    def _take_permissions(self) -> None:
        """Those that were asked for, else those of the file that is there; never wider ones."""
        if sys.platform == "win32":
            return
        descriptor = self.file.fileno()
        if self._mode is not None:
            os.fchmod(descriptor, self._mode)
        elif self._target.exists():
            there = self._target.stat()
            mode = stat.S_IMODE(there.st_mode)
            for owner in (there.st_uid, -1):
                with suppress(OSError):
                    os.fchown(descriptor, owner, there.st_gid)
            if os.fstat(descriptor).st_gid != there.st_gid:
                mode &= ~stat.S_IRWXG  # what one group may do is not for another
            os.fchmod(descriptor, mode)

    def _end(self) -> None:
        with suppress(OSError):  # a full disk says so once more
            self.file.close()
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink()


def lock(descriptor: int, *, wait: bool = False) -> None:
    """Lock an open file until it is closed. Raises BlockingIOError where another process has it.

    Raises OSError where there are no locks: on some networks' disks, and on Windows.
    """
    if sys.platform == "win32":
        raise OSError("there are no locks")
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _sweep(directory: Path) -> None:
    """Remove the drafts in a directory whose processes were killed."""
    with suppress(OSError):
        for path in [path for path in directory.iterdir() if _NAME.fullmatch(path.name)]:
            with suppress(OSError):
                _remove_if_left(path)


def _remove_if_left(path: Path) -> None:
    if sys.platform == "win32":
        path.unlink()  # refused while it is open
        return
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        lock(descriptor)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            path.unlink()
    finally:
        os.close(descriptor)


def _nameless(directory: Path, mode: int) -> int | None:
    """A file that has no name and can be given one; None where the system or disk lacks that."""
    if sys.platform != "linux":
        return None
    try:
        descriptor = os.open(directory, os.O_TMPFILE | os.O_RDWR, mode)
    except OSError:  # whatever it is, a named one says it too
        return None
    if not _proc(descriptor).exists():
        os.close(descriptor)
        return None
    with suppress(OSError):
        lock(descriptor)
    return descriptor


def _named(target: Path, mode: int) -> tuple[Path, int]:
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    while True:
        path = _free(target)
        descriptor = os.open(path, flags, mode)
        with suppress(OSError):
            lock(descriptor, wait=True)
        if path.exists():
            return path, descriptor
        os.close(descriptor)  # it was swept away before it was locked


def _free(target: Path) -> Path:
    return target.with_name(f".paperbrowse-{os.urandom(6).hex()}")


def _proc(descriptor: int) -> Path:
    return Path(f"/proc/self/fd/{descriptor}")
