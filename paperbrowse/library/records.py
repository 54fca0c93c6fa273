"""What the library hands out: rows for lists, entries for one paper, lists and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from array import array

    from paperbrowse.paper import Paper


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a paper: an ISO date or "", the source's title, and its marks.

    ``name`` stands for the title where there is none: the arXiv number, else DOI, else address.
    ``updated`` is whether a newer version came in since a moment that was named.
    """

    key: int
    date: str
    title: str
    name: str
    bookmarked: bool
    read: bool
    code: bool
    updated: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper with all that the library knows about it.

    ``tags`` are sorted; ``lists`` are the names of the lists it stands in now, oldest list first;
    ``first_seen`` is when it first came into the library, ``newer_seen`` when a newer version of it
    last did, if one has (UTC).
    """

    key: int
    paper: Paper
    bookmarked: bool
    read: bool
    tags: tuple[str, ...]
    note: str
    first_seen: datetime.datetime
    lists: tuple[str, ...]
    newer_seen: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """The papers of one state of a library, and when the texts of each last changed.

    ``stamp`` is that state's, ``keys`` are in the order of the list. ``revisions`` has for each key
    a revision of the texts, and -1 where there is no such paper: one that became one with another,
    or left with its list. In the states that this one leads to, its key is never given again.
    """

    stamp: str
    keys: array[int]
    revisions: array[int]


@dataclass(frozen=True, slots=True)
class News:
    """How many papers are new since a moment, how many came in a newer version.

    ``bookmarked`` is how many of those with a newer version are bookmarked.
    """

    new: int = 0
    updated: int = 0
    bookmarked: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """What a list is called and where it comes from: an address, or "bundled:…".

    ``digest`` tells when the source changes. Of a query, ``most`` papers are asked for (0: as many
    as usual); with ``private`` the address may be on the user's own machine or network.
    """

    name: str
    source: str
    digest: str = ""
    most: int = 0
    private: bool = False


@dataclass(frozen=True, slots=True)
class PaperList:
    """A list of papers: its origin, its size and age (UTC).

    The digest is empty unless it was read to its end; ``resume`` is where to go on otherwise, where
    the source can. ``new`` counts its papers that were first seen since a moment that was named.
    """

    origin: Origin
    count: int
    updated: datetime.datetime
    resume: int = 0
    new: int = 0

    @property
    def name(self) -> str:
        """What it is called."""
        return self.origin.name


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
