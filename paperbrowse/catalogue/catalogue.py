"""The catalogue: one door to papers, marks and search, for the screen and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paperbrowse.catalogue.facets import Facet, facets
from paperbrowse.catalogue.growing import NotReady
from paperbrowse.catalogue.index import Index
from paperbrowse.catalogue.knowledge import Knowledge
from paperbrowse.catalogue.lists import Lists
from paperbrowse.catalogue.opening import open_library
from paperbrowse.catalogue.request import Request, Results
from paperbrowse.config import Directories
from paperbrowse.library import Entry, Library, News, Row, SavedSearch
from paperbrowse.paper import ArxivId
from paperbrowse.query import EVERYTHING, Is, Node, Sort, State, Text, runs
from paperbrowse.search import Hits
from paperbrowse.text import fold

if TYPE_CHECKING:
    import datetime

    from paperbrowse.query.completing import Completion

_FEW = 3
"""With so few papers or fewer, a better spelling is looked for."""

_MOST_SLIPS = 8
"""In a query of more words, what is misspelt is not looked for: that takes time for each."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search: how many papers it finds, and how many since it was last looked at."""

    search: SavedSearch
    count: int
    new: int


class Catalogue:
    """Everything the program knows, open. Close it when done."""

    def __init__(self, library: Library, index: Index, notices: Sequence[str] = ()) -> None:
        self.library = library
        self.index = index
        self.notices = list(notices)
        self._knowledge = Knowledge(library, self.named)
        self.lists = Lists(library, self._knowledge.since)

    @classmethod
    def open(
        cls, directories: Directories, tell: Callable[[str], object] = lambda _: None
    ) -> Catalogue:
        """Open the user's library, reading the shipped lists on first launch. Raises LibraryError.

        ``tell`` hears what is to be said before a long wait. The index is not touched:
        ``index.ensure()`` makes it ready.
        """
        opened = open_library(directories.library, tell)
        return cls(opened.library, Index(opened.library, directories.index), opened.notices)

    def close(self) -> str:
        """Commit what is under way, stop building; gives a sentence about what was kept aside."""
        self.index.close()
        return self.library.close()

    # Finding papers

    def results(self, request: Request, superseded: Callable[[], bool] = lambda: False) -> Results:
        """Answer a request. Without a query it is the list, by date; else the index answers.

        Raises NotReady while there is no index, Superseded, LibraryError.
        """
        tree, order = request.tree, request.sorted_by
        if tree == EVERYTHING:
            everything = self._knowledge.order(order)
            return Results(request, everything, len(everything), order)
        if tree == Is(State.BOOKMARKED) and request.bookmarked:
            own = self.library.keys(bookmarked=True, by=order.by, reverse=order.reverse)
            return Results(request, own, len(own), order)
        known, listed = self._knowledge.of(tree), self._knowledge.listed()
        hits = self.index.find(tree, known, listed, superseded)
        bookmarks = known.keys.get(Is(State.BOOKMARKED)) if request.bookmarked else None
        out_of = len(listed) if bookmarks is None else len(bookmarks)
        if order.by is not Sort.RELEVANCE:
            keys = hits.among(self._knowledge.order(order))
        else:
            keys = hits.keys[::-1] if order.reverse else hits.keys
        meant = ""
        if hits.partly is not None or hits.total <= _FEW:
            meant = self._meant(request, 0 if hits.partly else hits.total)
        return Results(request, keys, out_of, order, hits, meant)

    def count(self, request: Request) -> int:
        """How many papers a request finds. Raises NotReady, LibraryError."""
        tree = request.tree
        if tree == EVERYTHING:
            return self.library.count()
        return self.index.count(tree, self._knowledge.of(tree), self._knowledge.listed())

    def facets(self, results: Results) -> list[Facet]:
        """What the results have in common. Raises NotReady, LibraryError."""
        if results.hits is None:  # the list itself, or the bookmarks: the index was not asked
            tree = results.request.tree
            results = replace(results, hits=self._hits(tree))
        return list(facets(self.library, results, self.count))

    def _hits(self, tree: Node) -> Hits:
        return self.index.find(tree, self._knowledge.of(tree), self._knowledge.listed())

    def _meant(self, request: Request, total: int) -> str:
        """The query with unknown words corrected, or nothing where that finds no more papers."""
        text, last = request.text, len(request.text)
        if len(request.query.spelling) > _MOST_SLIPS:
            return ""
        meant = text
        for word in reversed(request.query.spelling):
            typed = word.end == last and bool(self.index.words(word.text))
            better = "" if typed else self.index.correction(word.text)
            if better:
                meant = meant[: word.start] + better + meant[word.end :]
        if meant == text or self.count(replace(request, text=meant)) <= total:
            return ""
        return meant

    def completion(self, text: str) -> Completion | None:
        """How the text of the search box could go on."""
        from paperbrowse.query.completing import completion

        return completion(text, self._values)

    def _values(self, field: str, begun: str) -> Sequence[str]:
        if field == "tag":
            return self.tags()
        if field == "list":
            return [origin.name for origin in self.library.origins()]
        if field == "topic":
            return [name for name, _ in self.library.topics()]
        try:
            if field in {"author", "category", "venue", "code"}:
                return self.index.values("host" if field == "code" else field, fold(begun))
            if field in {"", "title", "abstract", "comment"}:
                return self.index.words(fold(begun)) if begun else ()
            return ()
        except NotReady:
            return ()

    # Papers

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """What the list shows of these papers."""
        return self.library.rows(keys, self._knowledge.since)

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

    # Saved searches

    def searches(self) -> Iterator[Kept]:
        """The saved searches with their counts. Raises NotReady, LibraryError."""
        for search in self.library.saved():
            tree = Request(search.query, entered=True).tree
            new = self._knowledge.new_since(search.seen)
            if tree == EVERYTHING:
                yield Kept(search, self.library.count(), len(new))
                continue
            hits = self._hits(tree)
            if hits.partly is not None:  # found for want of better
                yield Kept(search, 0, 0)
            else:
                yield Kept(search, hits.total, len(hits.among(new)))

    def saved(self) -> list[SavedSearch]:
        """The saved searches, without their counts."""
        return self.library.saved()

    def save_search(self, name: str, query: str) -> Future[None]:
        """Keep a search under a name, in place of one that has it."""
        return self.library.save_search(name, query)

    def rename_search(self, old: str, new: str) -> Future[None]:
        """Give a saved search another name."""
        return self.library.rename_search(old, new)

    def remove_search(self, name: str) -> Future[None]:
        """Forget a saved search."""
        return self.library.remove_search(name)

    def saw_search(self, name: str) -> Future[None]:
        """What a saved search finds now is no longer new in it."""
        return self.library.saw_search(name)

    def history(self) -> list[str]:
        """The queries that were entered, newest first."""
        return self.library.history()

    def searched(self, text: str) -> Future[None]:
        """Keep an entered query in the history."""
        return self.library.searched(text)

    # Marks and settings

    def begin_visit(self) -> None:
        """A visit begins: papers first seen from now on are new in the next one."""
        if self.keeps_marks:
            self.library.visit()

    @property
    def since(self) -> datetime.datetime | None:
        """When the visit before this one began (UTC); None in the first."""
        return self._knowledge.since

    def news(self) -> News:
        """What has come in since the visit before this one: papers, and newer versions."""
        return self.library.news(self._knowledge.since)

    def wait_for_others(self, told: Callable[[int], object], seconds: float | None = None) -> None:
        """Have changes wait while another program writes: see ``Opened.wait_for_others``."""
        self.library.wait_for_others(told, seconds)

    def settled(self, seconds: float) -> bool:
        """Whether every change is on the disk, after so many seconds at most."""
        return self.library.settled(seconds)

    @property
    def waiting(self) -> int:
        """How many changes wait for another program."""
        return self.library.waiting

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

    def tag(self, key: int, name: str, on: bool) -> Future[None]:
        """Put a tag on a paper or take it away. Raises ValueError where it can't be a tag."""
        return self.library.tag(key, name, on)

    def tags(self) -> list[str]:
        """Every tag, the most used first."""
        return [name for name, _ in self.library.tags()]

    def note(self, key: int, text: str, expected: str | None = None) -> Future[None]:
        """Keep a note on a paper; a blank one takes it away.

        Where the note is not ``expected`` any more, what others wrote meanwhile is kept too.
        """
        return self.library.note(key, text, expected)

    def changes(self) -> int:
        """A number that differs whenever something was written, by this program or another."""
        return self.library.changes()

    def setting(self, name: str) -> str:
        """A setting that was kept, else nothing."""
        return self.library.setting(name)

    def remember(self, name: str, value: str) -> Future[None]:
        """Keep a setting; done when it is on the disk."""
        return self.library.remember(name, value)


def spans(tree: Node, text: str, which: Text | None = None) -> list[tuple[int, int]]:
    """The parts of a plain text that a query matches: starts and ends in code points.

    ``which`` says what text of the paper it is.
    """
    if next(runs(tree), None) is None:
        return []
    from paperbrowse.search.highlighting import spans as found

    return found(tree, text, which)
