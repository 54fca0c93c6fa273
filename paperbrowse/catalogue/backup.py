"""A backup of the library: a file that is there whole and checked, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from paperbrowse.catalogue.draft import Draft
from paperbrowse.catalogue.writing import AlreadyThere, NotWritten, free, keep, saying
from paperbrowse.library.backup import Contents
from paperbrowse.library.backup import back_up as copy_library
from paperbrowse.text import safe
from paperbrowse.text.numbers import counted

__all__ = ["AlreadyThere", "NotWritten", "back_up", "report"]

_PARTS = ("", "-wal", "-shm", "-journal")
"""What SQLite puts to the name of a database: the files that belong together."""


def back_up(
    library: Path, path: Path, tell: Callable[[int, int], None], *, force: bool = False
) -> Contents:
    """Write a backup of a library, which may be in use, that its user alone can read.

    ``tell`` hears how many pages are copied, of how many; what it raises ends it, with no file.
    Raises AlreadyThere where there is a file and not ``force``, NotWritten, LibraryError.
    """
    with saying(path):
        if path.is_dir():
            raise NotWritten(f"{_name(path)} is a directory.")
        if path.exists() and not path.is_file():
            raise NotWritten(f"{_name(path)} is no file that can hold a backup.")
        target = Path(os.path.realpath(path))
        if any(_is(target, _part(library, part)) for part in _PARTS):
            raise NotWritten(f"{_name(path)} is the library itself, or belongs to it.")
        free(path, force)
        for part in _PARTS[1:]:
            if os.path.lexists(beside := _part(target, part)):
                # SQLite would take it for what was last written to the backup.
                raise NotWritten(
                    f"{_name(beside)} lies there, which belongs to another database: give the"
                    " backup another name."
                )
        with Draft(target, 0o600, named=True) as draft:
            assert draft.path is not None
            contents = copy_library(library, draft.path, tell)
            keep(draft, path, force)
        return contents


def report(contents: Contents, file: str) -> str:
    """The sentence, without its full stop, that says what is in a backup."""
    *first, last = (
        counted(contents.papers, "paper"),
        counted(contents.bookmarks, "bookmark"),
        counted(contents.tags, "tag"),
        counted(contents.notes, "note"),
        counted(contents.searches, "saved search", "saved searches"),
    )
    return f"{', '.join(first)} and {last} backed up to {safe(file)}"


def _is(target: Path, other: Path) -> bool:
    if target == Path(os.path.realpath(other)):
        return True
    return target.exists() and other.exists() and target.samefile(other)


def _part(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)


def _name(path: Path) -> str:
    return safe(str(path))
