"""What the library hands out: rows for lists, entries for one paper, lists and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from paperbrowse.paper import Paper


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a paper: an ISO date or "", the source's title, and its marks.

    ``name`` stands for the title where there is none: the arXiv number, else DOI, else address.
    """

    key: int
    date: str
    title: str
    name: str
    bookmarked: bool
    read: bool
    code: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper with all that the library knows about it.

    ``tags`` are sorted; ``lists`` are the names of the lists it stands in now, oldest list first;
    ``first_seen`` is when it first came into the library (UTC).
    """

    key: int
    paper: Paper
    bookmarked: bool
    read: bool
    tags: tuple[str, ...]
    note: str
    first_seen: datetime.datetime
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperList:
    """A list of papers: where it came from, the digest of its bytes, its size and age (UTC).

    The digest is empty unless it was read to its end; ``new`` counts its papers that were first
    seen since a moment that was named.
    """

    name: str
    source: str
    digest: str
    count: int
    updated: datetime.datetime
    new: int = 0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under a name, and when its results were last looked at (UTC)."""

    name: str
    query: str
    seen: datetime.datetime


@dataclass(frozen=True, slots=True)
class Added:
    """How many papers of an added list were new, known and changed, known and the same.

    ``removed`` is how many left the list.
    """

    new: int
    updated: int
    unchanged: int
    removed: int = 0
