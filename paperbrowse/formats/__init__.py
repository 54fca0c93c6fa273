"""Reading lists of papers: the text of a list becomes papers, whatever family it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paperbrowse.paper import Paper


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be read: its line in the source (from 1), and why in one sentence."""

    line: int
    reason: str


def read(source: str) -> Iterator[Paper | Skipped]:
    """The papers of a list in the order of the source, and its rows that could not be read.

    Rows that name the same paper are not merged. Text that is no list gives nothing. Never raises.
    """
    # One family so far. Others join here, chosen by what the text looks like.
    from paperbrowse.formats import markdown

    return markdown.read(source)
