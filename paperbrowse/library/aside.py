"""Moving a damaged database out of the way, so that a new one can be made and nothing is lost."""

from __future__ import annotations

import datetime
import itertools
from typing import TYPE_CHECKING

from paperbrowse.library.errors import LibraryUnwritable

if TYPE_CHECKING:
    from pathlib import Path

# The database comes first: where the move is cut short, none is left that could be taken for whole
# without its log.
_PARTS = ("", "-wal", "-shm")


def free_name(path: Path) -> Path:
    """Where to move the database at ``path``: ``NAME.damaged-YYYYMMDD-HHMMSS`` beside it.

    Where that name is taken, ``-1``, ``-2`` … is added: nothing is overwritten. The time is local.
    """
    name = f"{path.name}.damaged-{datetime.datetime.now():%Y%m%d-%H%M%S}"
    for number in itertools.count():
        aside = path.with_name(f"{name}-{number}" if number else name)
        if not any(_part(aside, part).exists() for part in _PARTS):
            return aside
    raise AssertionError


def move_aside(path: Path, aside: Path) -> None:
    """Rename what there is of a database, its log too. Raises LibraryUnwritable."""
    try:
        for part in _PARTS:
            if _part(path, part).exists():
                _part(path, part).rename(_part(aside, part))
    except OSError as error:
        raise LibraryUnwritable(
            f"The damaged library {path} cannot be renamed: {error.strerror}."
        ) from error


def _part(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)
