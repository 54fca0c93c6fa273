"""A damaged library is set aside, once, and a new one is made of what can be read of it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from paperbrowse.library.aside import free_name, move_aside
from paperbrowse.library.connections import CHECKED, examine, file_at
from paperbrowse.library.errors import LibraryDamaged, LibraryUnwritable
from paperbrowse.library.making import Making, is_sound, keep_names, making

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def mend(
    path: Path,
    opened: tuple[int, int] | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> str:
    """Put a library that can be opened in the place of a damaged one.

    Gives a sentence about it; nothing where there is no damage, as when another process has mended
    it meanwhile. The file that was ``opened`` (see ``connections.file_at``) is damaged for certain,
    whatever its pages look like. ``tell`` hears a sentence before a long wait. Raises LibraryError
    where the new one cannot be written.
    """
    with making(path) as right:
        damage = _damage(path, right)
        if not damage and opened is not None and file_at(path) == opened:
            damage = f"The library {path} is damaged."
        if damage:
            if path.exists() and path.stat().st_size > CHECKED:
                tell(f"{damage} What can be read of it is being saved, which takes a while.")
            told = _replaced(path, right)
    if not damage:
        return ""
    assert right.aside is not None
    return f"{damage} It was set aside as {right.aside.name}. {told}"


def _damage(path: Path, right: Making) -> str:
    """What is wrong with a library, in a sentence; nothing where nothing is."""
    if right.aside is None or path.exists():
        try:
            examine(path)
        except LibraryDamaged as error:
            return str(error)
        return ""
    return f"The library {path} was damaged, and mending it was broken off."


def _replaced(path: Path, right: Making) -> str:
    if right.aside is None:
        right.sets_aside(free_name(path))
    assert right.aside is not None
    move_aside(path, right.aside)
    draft = path.with_name(f"{path.name}.new")
    try:
        for part in ("", "-journal"):
            draft.with_name(draft.name + part).unlink(missing_ok=True)
        from paperbrowse.library.salvage import salvage

        told = salvage(right.aside, draft)
        draft.replace(path)
        keep_names(path.parent)
    except (OSError, sqlite3.Error) as error:
        raise LibraryUnwritable(
            f"The library {path} is damaged. It was set aside as {right.aside.name}; what can be"
            f" read of it cannot be saved now ({error}): the next start tries again."
        ) from error
    is_sound(path)
    return told
