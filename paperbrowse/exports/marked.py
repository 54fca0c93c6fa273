"""What is exported: a paper with what a person has put to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperbrowse.paper import Paper


@dataclass(frozen=True, slots=True)
class Marked:
    """A paper, its tags, note and bookmark, and the names of the lists it stands in."""

    paper: Paper
    tags: tuple[str, ...] = ()
    note: str = ""
    bookmarked: bool = False
    lists: tuple[str, ...] = ()
