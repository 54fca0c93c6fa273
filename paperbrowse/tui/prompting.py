"""What Tab makes of what was typed in a prompt: a tag that there is, or a path."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from paperbrowse.tui.exporting import named


def completed_tag(text: str, tags: Iterable[str]) -> str:
    """The text with the tag behind its last comma completed as far as there is no choice."""
    before, comma, begun = text.rpartition(",")
    begun = begun.lstrip()
    taken = {tag.strip() for tag in before.split(",")}
    found = [
        tag for tag in tags if tag.casefold().startswith(begun.casefold()) and tag not in taken
    ]
    space = " " if comma else ""
    return f"{before}{comma}{space}{_further(begun, found)}" if begun else text


def completed_path(text: str) -> str:
    """The text, if it is the beginning of a path, completed as far as there is no choice.

    A directory ends with a slash. ``~`` stands for a home and stays as it was typed.
    """
    if text.startswith("~") and "/" not in text:
        return text + "/" if named(text) != Path(text) else text
    folder, begun = os.path.split(text)
    try:
        with os.scandir(named(folder)) as entries:
            found = [
                entry.name + ("/" if entry.is_dir() else "")
                for entry in entries
                if entry.name.startswith(begun)
                and (begun or not entry.name.startswith("."))
                and entry.name.isprintable()
            ]
    except (OSError, ValueError):  # there is no such directory, or a path cannot be like that
        return text
    return text[: len(text) - len(begun)] + _further(begun, found)


def _further(begun: str, found: Sequence[str]) -> str:
    """What all that were found begin with; what was typed, where that says no more."""
    common = os.path.commonprefix(found)  # noqa: RUF071, by characters is what is wanted
    return common if len(common) > len(begun) or common in found else begun
