"""Searching while the index is still growing."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest
from shelf import SHELF, paper

from paperbrowse.catalogue import Catalogue, NotReady, Phase, Request, Status
from paperbrowse.catalogue.child import Progress
from paperbrowse.cli.asking import answered
from paperbrowse.config import Directories
from paperbrowse.library import Library, Origin
from paperbrowse.search import Store
from paperbrowse.search.building import Builder


def found(catalogue: Catalogue, text: str) -> int:
    return len(catalogue.results(Request(text)).keys)


@pytest.fixture
def unindexed(places: Directories, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The six papers of the shelf without an index, which is built two papers at a time."""
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    monkeypatch.setattr("paperbrowse.search.planning.PART", 2)
    monkeypatch.setattr("paperbrowse.search.planning.PARTS", 99)
    library = Library.open(places.library)
    library.add("shelf", "test", SHELF)
    library.close()
    opened = Catalogue.open(places)
    yield opened
    opened.close()


@pytest.fixture
def half(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """A catalogue of twelve papers, half of which are indexed; nothing indexes the others."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    fresh = [
        paper(f"2601.001{n:02}v1", f"Zebras {n}", comment="ICML 2026" if n % 2 else "")
        for n in range(6)
    ]
    catalogue.library.add("more", "test", fresh)
    catalogue.bookmark(8, True).result()
    catalogue.mark_read(2, True).result()
    return catalogue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cats", {1}),
        ("zebras", set()),
        ("is:bookmarked", {8}),
        ("is:unread", {*range(1, 13)} - {2}),
        ("is:unread has:comment", {3, 8, 10, 12}),
        ("-is:unread", {2}),
        ("list:more", {*range(7, 13)}),
        ("cats OR is:bookmarked", {1, 8}),
        ("cats is:unread", {1}),
        ("-cats is:bookmarked", set()),  # it may be about cats
        ("-(cats is:read) is:bookmarked", {8}),  # it is not read
        ("-(cats OR is:read) is:bookmarked", set()),
        ("date:2026", {*range(1, 13)} - {6}),
    ],
)
def test_words_find_what_is_indexed_and_conditions_everything(
    half: Catalogue, text: str, expected: set[int]
) -> None:
    if "date" in text:
        expected = {k for k, day in half.library.dates() if day.startswith("2026")}
    request = Request(text, entered=True)
    results = half.results(request)
    assert set(results.keys) == expected
    assert results.total == len(expected) == half.count(request)
    listed = list(half.library.keys())
    newest = half.results(Request(f"{text} sort:date", entered=True))
    assert list(newest.keys) == [key for key in listed if key in expected]
    assert all(facet.count <= len(expected) for facet in half.facets(results))


def test_papers_that_are_gone_are_found_no_longer(half: Catalogue) -> None:
    assert found(half, "vision") > 1
    with half.library.importing(Origin("street signs", "test")) as importing:
        importing.add(SHELF[1:3])
        importing.finish()
    keys = set(half.library.keys())
    for text in ("vision", "-zzz", "cats", "-is:read"):
        results = half.results(Request(text, entered=True))
        assert set(results.keys) <= keys, text
        assert half.count(Request(text, entered=True)) == results.total


def test_conditions_need_no_index(places: Directories, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    catalogue = Catalogue.open(places)
    catalogue.bookmark(3, True).result()
    results = catalogue.results(Request("is:bookmarked"))
    assert list(results.keys) == [3]
    assert catalogue.count(results.request) == 1
    with pytest.raises(NotReady):
        catalogue.facets(results)
    with pytest.raises(NotReady):
        catalogue.results(Request("is:bookmarked cats"))
    catalogue.close()


class Parts:
    """Builds an index in the program itself, a part at a time, as the child does."""

    def __init__(self, catalogue: Catalogue, places: Directories) -> None:
        self.store = Store(places.index)
        self.store.prepare()
        self.catalogue = catalogue

    def child(self, *_: object) -> Parts:
        return self

    def progress(self) -> Iterator[Progress]:
        builder = Builder(self.store, self.catalogue.library)
        while (build := builder.grow()) is not None:
            yield Progress(build.papers, build.papers + build.waiting)

    def stop(self) -> None:
        """Nothing has to end."""


def test_what_is_indexed_is_found_while_the_rest_is(
    unindexed: Catalogue, places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = Parts(unindexed, places)
    monkeypatch.setattr("paperbrowse.catalogue.index.Child", parts.child)
    seen: list[tuple[str, str, bool, int]] = []
    late = paper("2601.00009v1", "Late zebras", "Vision.")

    def look(status: Status) -> None:
        if not status.grown:
            return
        sentence = status.progress.sentence
        seen.append((sentence, status.phase.value, status.answers, found(unindexed, "-zzz ")))
        if len(seen) == 2:
            unindexed.library.add("late", "test", [late])

    unindexed.index.listener = look
    unindexed.index.ensure().join()
    assert seen == [
        ("2 of 6 indexed", "building", True, 2),
        ("4 of 6 indexed", "building", True, 4),
        ("6 of 7 indexed", "building", True, 6),
        ("7 of 7 indexed", "ready", True, 7),
    ]
    assert unindexed.index.status.phase is Phase.READY
    assert found(unindexed, "zebras") == 1


def test_another_window_sees_the_index_grow(unindexed: Catalogue, places: Directories) -> None:
    """It waits for the lock, and opens what the builder that holds it has come to."""
    store = Store(places.index)
    store.prepare()
    heard: queue.Queue[Status] = queue.Queue()
    unindexed.index.listener = heard.put
    with store.building():
        builder = Builder(store, unindexed.library)
        builder.grow()
        keeper = unindexed.index.ensure()
        while not heard.get(timeout=20).answers:
            pass
        assert found(unindexed, "-zzz ") == 2
        builder.grow()
        while not heard.get(timeout=20).grown:
            pass
        assert found(unindexed, "-zzz ") == 4
    keeper.join()
    assert found(unindexed, "-zzz ") == 6


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [(1, "behind; the next search brings it up to date (2 of 6 papers)"), (3, "ready (6 papers)")],
)
def test_how_far_an_index_has_come_is_said(
    unindexed: Catalogue, places: Directories, parts: int, sentence: str
) -> None:
    store = Store(places.index)
    store.prepare()
    builder = Builder(store, unindexed.library)
    for _ in range(parts):
        builder.grow()
    assert unindexed.index.examine().sentence == sentence


def test_who_watches_the_command_line_sees_how_far_it_is(
    unindexed: Catalogue, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert answered(unindexed, lambda: found(unindexed, "cats")) == 1
    assert "\r0 of 6 indexed" in capsys.readouterr().err


def test_an_index_that_is_whole_stays_ready_while_it_is_tidied_up(catalogue: Catalogue) -> None:
    index = catalogue.index
    assert index.status.phase is Phase.READY
    assert index._grown(Progress(6, 6), "There is no search index yet.") is index.status
