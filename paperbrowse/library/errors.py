"""What can go wrong with a library, each in one sentence that names the file."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


_ROOM = 64 * 1024
"""Bytes: a disk with less is full."""


class LibraryError(Exception):
    """The library could not do what was asked; the message is a sentence for the user."""


class LibraryDamaged(LibraryError):
    """The file is not a sound database of ours; ``mending`` puts another in its place."""


class LibraryUnwritable(LibraryError):
    """The file or its directory cannot be opened, created or written."""


class LibraryReadOnly(LibraryError):
    """A change was asked of a library that was opened for reading."""


class LibraryTooNew(LibraryError):
    """The file was written by a newer release, whose tables this one does not know."""


class LibraryBusy(LibraryError):
    """Another process kept the file locked for longer than a change waits."""


class LibraryFull(LibraryError):
    """The disk has no room for the change."""


class LibraryGone(LibraryError):
    """The file was removed or replaced while it was open: what was written is not there."""


# SQLite's own words for its result codes (https://sqlite.org/rescode.html): Python hands out the
# codes themselves only since 3.11.
_KINDS: tuple[tuple[tuple[str, ...], type[LibraryError], str], ...] = (
    (
        (
            "malformed",
            "not a database",
            "file format",
            "could not decode",
            "can't decode",
            "no such",
        ),
        LibraryDamaged,
        "The library {path} is damaged.",
    ),
    (
        ("is full",),
        LibraryFull,
        "There is no room on the disk for a change to the library {path}.",
    ),
    (
        ("readonly", "unable to open"),
        LibraryUnwritable,
        "The library {path} cannot be opened or written.",
    ),
    (
        ("disk i/o",),
        LibraryUnwritable,
        "The library {path} cannot be read or written as it should be: disk I/O error.",
    ),
    (
        ("locked", "busy"),
        LibraryBusy,
        "Another program is writing to the library {path}: the change was not saved.",
    ),
    (
        ("foreign key",),
        LibraryError,
        "That paper is no longer in the library {path}.",
    ),
)


def translated(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> LibraryError:
    """The error of ours that says what SQLite's ``error`` means for the library at ``path``."""
    # SQLite always says something; Python 3.10 leaves out what it cannot decode.
    message = str(error) or "could not decode"
    # SQLite says so, too, where the memory that is shared beside a library finds no room.
    if "disk i/o" in message.lower() and _is_full(path):
        message = "disk is full"
    for words, kind, sentence in _KINDS:
        if any(word in message.lower() for word in words):
            return kind(sentence.format(path=path))
    return LibraryError(f"The library {path} cannot be used: {message}.")


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False
