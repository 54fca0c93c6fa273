"""The tree a query is parsed into: what a paper must hold to be found."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

LONGEST_WORD = 64
"""Words are cut to this many code points, in the index and in a query alike."""


class Text(Enum):
    """A text of a paper that a query can be limited to, by its name in the language."""

    TITLE = "title"
    ABSTRACT = "abstract"
    AUTHOR = "author"
    COMMENT = "comment"
    TOPIC = "topic"
    CODE = "code"
    """Host and path of the code link; not searched unless it is named."""
    VENUE = "venue"
    """What ``venues.venues`` recognises in the comment; not searched unless it is named."""


class State(Enum):
    """What can be true of a paper, by its words in the language."""

    BOOKMARKED = "is:bookmarked"
    UNREAD = "is:unread"
    READ = "is:read"
    NEW = "is:new"
    UPDATED = "is:updated"
    CODE = "has:code"
    COMMENT = "has:comment"
    NOTE = "has:note"
    TAG = "has:tag"


class Ending(Enum):
    """How the last word of a run matches; the words before it match by stem."""

    WORD = "word"
    """By stem, as the others do."""
    TYPED = "typed"
    """By stem, or as the beginning of a word: it is still being typed."""
    BEGINNING = "beginning"
    """As the beginning of a word: ``class*``."""
    ONE_EDIT = "one edit"
    """Words one edit away, or with two neighbouring letters swapped: ``netwrok~``."""
    TWO_EDITS = "two edits"
    """Words up to two edits away (Levenshtein): ``netwrk~2``."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand next to each other in one text: a word, ``CIFAR-10``, a "quoted phrase".

    Words are folded (``text.fold``). With ``slop``, up to so many other words may stand among
    them, their order kept. ``within`` is the text they must stand in, else any that is searched.
    """

    words: tuple[str, ...]
    ending: Ending = Ending.WORD
    slop: int = 0
    within: Text | None = None

    @property
    def ranks(self) -> bool:
        """Whether it says how well a paper fits, and not only which papers are meant."""
        return self.within in (None, Text.TITLE, Text.ABSTRACT, Text.COMMENT)


@dataclass(frozen=True, slots=True)
class Identifier:
    """The arXiv number (without version) of a paper; its beginning, while it is being typed."""

    number: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """Papers of an arXiv category or of all categories of an archive: ``cs.cv``, ``cs``.

    ``name`` is folded (``text.fold``); ``typed``: it may be the beginning of one.
    """

    name: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Papers like the one that goes by a name: an arXiv number, a DOI or an address."""

    name: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Papers whose date lies between two days, both included; an open end is None."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Is:
    """Papers of which a state is true."""

    state: State


@dataclass(frozen=True, slots=True)
class Tagged:
    """Papers with a tag of this folded name; with one that begins so, while it is being typed."""

    name: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """Papers whose note holds a run."""

    run: Run


@dataclass(frozen=True, slots=True)
class Listed:
    """Papers that stand in a list whose name holds a run."""

    run: Run


@dataclass(frozen=True, slots=True)
class Not:
    """Papers that the child does not find."""

    child: Node


@dataclass(frozen=True, slots=True)
class All:
    """Papers that every child finds; with no children, every paper."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Papers that at least one child finds."""

    children: tuple[Node, ...]


Condition: TypeAlias = Dated | Is | Tagged | Noted | Listed
"""What the library answers; all else is answered by the index."""

Node: TypeAlias = Run | Identifier | Category | Related | Condition | Not | All | AnyOf

EVERYTHING = All(())
"""The tree of an empty query."""


def leaves(node: Node) -> Iterator[Node]:
    """Every node without children, left to right, those under a Not too."""
    if isinstance(node, (All, AnyOf)):
        for child in node.children:
            yield from leaves(child)
    elif isinstance(node, Not):
        yield from leaves(node.child)
    else:
        yield node


def runs(node: Node) -> Iterator[Run]:
    """The runs that a found paper shows, left to right: none that stands under a Not."""
    if isinstance(node, Run):
        yield node
    elif isinstance(node, (All, AnyOf)):
        for child in node.children:
            yield from runs(child)
