"""Moving a damaged database out of the way, so that a new one can be made and nothing is lost."""

from __future__ import annotations

import datetime
import itertools
from typing import TYPE_CHECKING

from paperbrowse.library.errors import LibraryUnwritable

if TYPE_CHECKING:
    from pathlib import Path

# The database comes last: were the move cut short, a new database beside the old log would delete
# that log, but the old database without its log is found damaged and set aside again.
_PARTS = ("-wal", "-shm", "")


def set_aside(path: Path) -> Path:
    """Rename the database at ``path``, its log too, to ``NAME.damaged-YYYYMMDD-HHMMSS`` beside it.

    Where that name is taken, ``-1``, ``-2`` … is added: nothing is overwritten. The time is local.
    Returns the new path of the database; raises LibraryUnwritable where it cannot be renamed.
    """
    name = f"{path.name}.damaged-{datetime.datetime.now():%Y%m%d-%H%M%S}"
    for number in itertools.count():
        aside = path.with_name(f"{name}-{number}" if number else name)
        if not any(_part(aside, part).exists() for part in _PARTS):
            break
    try:
        for part in _PARTS:
            if _part(path, part).exists() or not part:
                _part(path, part).rename(_part(aside, part))
    except OSError as error:
        raise LibraryUnwritable(
            f"The damaged library {path} cannot be renamed: {error.strerror}."
        ) from error
    return aside


def _part(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)
