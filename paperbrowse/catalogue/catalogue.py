"""The catalogue: one door to papers, marks and search, for the screen and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from paperbrowse.catalogue.index import Index
from paperbrowse.catalogue.opening import open_library
from paperbrowse.config import Directories
from paperbrowse.library import Entry, Library, Row
from paperbrowse.paper import ArxivId
from paperbrowse.query import EVERYTHING, Node, parse


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for: the text of the search box, and whether it was entered."""

    text: str = ""
    entered: bool = False
    bookmarked: bool = False
    """Only bookmarked papers."""

    @property
    def tree(self) -> Node:
        """The query as a tree."""
        return parse(self.text, entered=self.entered)

    @property
    def waits(self) -> bool:
        """Whether a term has no effect yet: one that is negated or quoted and still being typed."""
        return self.tree != parse(self.text, entered=True)


@dataclass(frozen=True, slots=True)
class Results:
    """The papers that a request finds, in the order to show them."""

    request: Request
    tree: Node
    keys: Sequence[int]
    out_of: int
    """How many papers there are without the query."""
    scores: Sequence[float] = field(default=(), repr=False)
    """Beside each key, where a query ranked them."""


class Catalogue:
    """Everything the program knows, open. Close it when done."""

    def __init__(self, library: Library, index: Index, notices: Sequence[str] = ()) -> None:
        self.library = library
        self.index = index
        self.notices = list(notices)

    @classmethod
    def open(cls, directories: Directories) -> Catalogue:
        """Open the user's library, reading the shipped lists on first launch. Raises LibraryError.

        The index is not touched: ``index.ensure()`` makes it ready.
        """
        opened = open_library(directories.library)
        return cls(opened.library, Index(opened.library, directories.index), opened.notices)

    def close(self) -> None:
        """Commit what is under way, stop building."""
        self.index.close()
        self.library.close()

    def results(self, request: Request, superseded: Callable[[], bool] = lambda: False) -> Results:
        """Answer a request. Without a query it is the list, by date; else the index answers.

        Raises NotReady while there is no index, Superseded, LibraryError.
        """
        tree = request.tree
        if tree == EVERYTHING:
            listed = self.library.keys(bookmarked=request.bookmarked)
            return Results(request, tree, listed, len(listed))
        within = set(self.library.keys(bookmarked=True)) if request.bookmarked else None
        hits = self.index.find(tree, within, superseded)
        out_of = self.library.count() if within is None else len(within)
        return Results(request, tree, hits.keys, out_of, hits.scores)

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """What the list shows of these papers."""
        return self.library.rows(keys)

    def entry(self, key: int) -> Entry | None:
        """Everything known of one paper."""
        return self.library.entry(key)

    def entries(self, keys: Sequence[int]) -> Iterator[Entry]:
        """Everything known of these papers, in their order."""
        return self.library.entries(keys)

    def named(self, name: str) -> Entry | None:
        """The paper that an arXiv identifier or link in any form, a DOI or an address names."""
        arxiv = ArxivId.parse(name)
        doi = name.removeprefix("https://doi.org/").removeprefix("doi:").lower()
        for identity in (f"arxiv:{arxiv.number}" if arxiv else "", f"doi:{doi}", f"url:{name}"):
            key = self.library.find(identity)
            if key is not None:
                return self.library.entry(key)
        return None

    @property
    def keeps_marks(self) -> bool:
        """Whether marks can be kept at all: not where the library can only be read."""
        return not self.library.read_only

    def bookmark(self, key: int, on: bool) -> Future[None]:
        """Set or take away a bookmark; done when it is on the disk."""
        return self.library.bookmark(key, on)

    def mark_read(self, key: int, on: bool) -> Future[None]:
        """Mark a paper read or unread; done when it is on the disk."""
        return self.library.mark_read(key, on)

    def setting(self, name: str) -> str:
        """A setting that was kept, else nothing."""
        return self.library.setting(name)

    def remember(self, name: str, value: str) -> Future[None]:
        """Keep a setting; done when it is on the disk."""
        return self.library.remember(name, value)


def spans(tree: Node, text: str) -> list[tuple[int, int]]:
    """The parts of a plain text that a query matches: starts and ends in code points."""
    from paperbrowse.search.highlighting import spans as found

    return found(tree, text)
