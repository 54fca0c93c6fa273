"""What can be exported from the screen, and what the export says of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paperbrowse.catalogue import Catalogue, Request, Results
from paperbrowse.catalogue.exporting import by_ending
from paperbrowse.query import EVERYTHING
from paperbrowse.text import safe
from paperbrowse.text.numbers import counted, number
from paperbrowse.tui.selecting import Selection


@dataclass(frozen=True, slots=True)
class Choice:
    """Papers that can be exported: what they are called, their keys, and the title of a feed."""

    label: str
    keys: Sequence[int]
    title: str


def choices(
    catalogue: Catalogue, highlighted: int | None, selection: Selection, results: Results
) -> list[Choice]:
    """What can be exported, what is most likely meant first; nothing where there is no paper.

    Raises LibraryError.
    """
    request = results.request
    everything = request.query.tree == EVERYTHING
    listed = "bookmark" if request.bookmarked else "paper"
    total = results.total
    found = [
        Choice(
            f"{number(len(selection))} selected", selection.among(results.keys), "Selected papers"
        ),
        Choice("this paper", () if highlighted is None else (highlighted,), "Paper"),
        Choice(
            f"all {counted(total, listed)}" if everything else f"{number(total)} found",
            results.keys,
            f"{listed.capitalize()}s" if everything else safe(request.text),
        ),
    ]
    if not (everything and request.bookmarked):
        bookmarks = catalogue.results(Request(bookmarked=True)).keys
        found.append(Choice(counted(len(bookmarks), "bookmark"), bookmarks, "Bookmarks"))
    return [choice for choice in found if choice.keys]


def default_file(ending: str) -> str:
    """``papers`` with an ending: where the program was started, or at home if that is not ours."""
    file = f"papers{ending}"
    try:
        here = Path.cwd()
        return short((here if os.access(here, os.W_OK) else Path.home()) / file)
    except (OSError, RuntimeError):  # there is no such directory any more, or no home
        return file


def short(path: Path) -> str:
    """A path as people write it, with ``~`` for their home."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # it is elsewhere, or nobody knows where home is
        return str(path)


def named(text: str) -> Path:
    """The path that was typed."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:  # ~ of a user that there is not
        return path


def with_ending(text: str, ending: str) -> str:
    """A file name with the ending of another format, if it has that of one."""
    path = Path(text)
    return str(path.with_suffix(ending)) if by_ending(path) and path.stem else text
