"""Locks of open files, which the system frees when the process that has one ends."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt
    import os

    _FAR = 1 << 30  # Windows forbids others to read what is locked

    def hold(descriptor: int, *, wait: bool) -> bool:
        """Take the lock of an open file; False where another process has it."""
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:  # else it has waited for ten seconds
                    return False
            else:
                return True
else:
    import fcntl
    from contextlib import suppress

    def hold(descriptor: int, *, wait: bool) -> bool:
        """Take the lock of an open file; False where another process has it.

        Where the file system knows no locks, everybody has it.
        """
        with suppress(OSError):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                return False
        return True
