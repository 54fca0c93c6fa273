"""A list that is read in bit by bit: the same as at once, whatever becomes of it on the way."""

from __future__ import annotations

import contextlib
import datetime
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shelf import SHELF, changed, paper

from paperbrowse.library import Added, Library, LibraryError, LibraryReadOnly, Origin, connections
from paperbrowse.library.importing import HELD
from paperbrowse.paper import Paper, Version
from paperbrowse.query import Sort

MANY = [paper(f"2602.{n:05}v1", f"Paper {n}", "A long text. " * 30) for n in range(1, 1001)]


def read_in(library: Library, name: str, *chunks: list[Paper], digest: str = "") -> Added:
    with library.importing(Origin(name, "test", digest)) as importing:
        for chunk in chunks:
            importing.add(chunk)
        return importing.finish()


def titles(library: Library, name: str) -> list[str]:
    keys = library.listing(name)
    rows = library.rows(keys)
    return [rows[key].title for key in keys]


def key_of(library: Library, number: str) -> int:
    key = library.find(f"arxiv:{number}")
    assert key is not None
    return key


NUMBERS = st.sampled_from(["2601.00001", "2601.00002", "2601.00003", ""])
ROWS = st.lists(
    st.builds(
        lambda number, version, title, doi, topics, day: replace(
            paper("2601.00009", title, doi=doi, topics=topics),
            arxiv=paper(f"{number}v{version}", "").arxiv if number else None,
            updated=datetime.date(2026, 1, day) if day else None,
        ),
        NUMBERS,
        st.integers(1, 3),
        st.sampled_from(["One", "Two", ""]),
        st.sampled_from(["", "", "10.1/x", "10.1/y"]),
        st.lists(st.sampled_from("ABC"), max_size=2).map(tuple),
        st.integers(0, 3),
    ),
    max_size=8,
)


def everything(library: Library) -> tuple[object, ...]:
    keys = sorted(library.keys())
    return (
        list(library.papers(keys)),
        [list(library.keys(by=order)) for order in Sort],
        [list(library.listing(name)) for name in ("one", "two")],
        [
            (known.name, known.origin.source, known.origin.digest, known.count)
            for known in library.lists()
        ],
        [library.find(found.identity) for _, found in library.papers(keys)],
    )


@given(st.lists(st.tuples(st.sampled_from(["one", "two"]), ROWS), max_size=4), st.integers(1, 9))
@example([("one", [SHELF[0], SHELF[1]]), ("one", [SHELF[1], SHELF[0]])], 1)
@settings(max_examples=25, deadline=None)
def test_in_chunks_is_as_at_once(readings: list[tuple[str, list[Paper]]], size: int) -> None:
    with (
        tempfile.TemporaryDirectory() as directory,
        contextlib.closing(Library.open(Path(directory) / "at once.db")) as at_once,
        contextlib.closing(Library.open(Path(directory) / "in chunks.db")) as in_chunks,
    ):
        for number, (name, rows) in enumerate(readings):
            chunks = [rows[at : at + size] for at in range(0, len(rows), size)]
            wanted = at_once.add(name, "test", rows, str(number))
            assert read_in(in_chunks, name, *chunks, digest=str(number)) == wanted
            # What leaves a list that is read in chunks stays if it is marked.
            for library in (at_once, in_chunks):
                for marked in [library.bookmark(key, True) for key in library.listing(name)]:
                    marked.result()
            assert everything(in_chunks) == everything(at_once)


@pytest.mark.parametrize("size", [1, 7, 249, 250, 251, 1000])
def test_chunks_of_any_size(library: Library, size: int) -> None:
    chunks = [MANY[at : at + size] for at in range(0, len(MANY) if size > 1 else 40, size)]
    expected = [found for chunk in chunks for found in chunk]
    assert read_in(library, "list", *chunks) == Added(len(expected), 0, 0)
    assert titles(library, "list") == [found.title for found in expected]
    assert [found for _, found in library.papers(library.listing("list"))] == expected
    assert read_in(library, "list", *chunks).unchanged == len(expected)


def test_a_paper_that_stands_several_times_is_one(library: Library) -> None:
    first = paper("2601.00001v1", "Old", topics=("A",))
    again = paper("2601.00001v2", "New", topics=("B",))
    wanted = Added(3, 0, 0)
    for _ in range(2):
        chunks = [first], [SHELF[1]], [again, SHELF[2]], [first]
        assert read_in(library, "list", *chunks) == wanted
        assert titles(library, "list") == ["New", "A Networked Dog", "Birds"]
        wanted = Added(0, 0, 3)
    found = dict(library.papers([1]))[1]
    assert found.topics == ("A", "B")
    assert found.earlier == (Version(1, "Old", first.updated),)


def test_rows_that_differ_are_no_update(library: Library) -> None:
    rows = [[paper("2601.00001v1", "One")], [paper("2601.00001v1", "Another")]]
    read_in(library, "list", *rows)
    assert read_in(library, "list", *rows) == Added(0, 0, 1)
    assert read_in(library, "list", *rows, [paper("2601.00001v1", "Last")]) == Added(0, 1, 0)


def test_rows_that_a_later_one_joins_take_the_first_place(library: Library) -> None:
    by_number, by_doi = paper("2601.00001v1", "By number"), Paper("By DOI", doi="10.1/x")
    both = replace(by_number, title="Both", doi="10.1/x")
    assert read_in(library, "list", [by_doi], [SHELF[1], by_number], [both]) == Added(2, 0, 0)
    assert titles(library, "list") == ["Both", "A Networked Dog"]
    assert list(library.keys(by=Sort.DATE)) == [
        key_of(library, n) for n in ("2601.00001", "2601.00002")
    ]


def test_what_was_read_before_the_source_failed_is_kept(library: Library) -> None:
    def failing() -> Iterator[Paper]:
        yield from reversed(SHELF[3:])
        raise KeyboardInterrupt

    library.add("list", "test", SHELF[:4], digest="old")
    (before,) = library.lists()
    with (
        pytest.raises(KeyboardInterrupt),
        library.importing(Origin("list", "new", "new")) as importing,
    ):
        importing.add(failing())
    assert importing.added() == Added(2, 0, 1)
    (listed,) = library.lists()
    assert (listed.origin.source, listed.origin.digest, listed.count) == ("new", "", 6)
    assert listed.updated == before.updated
    # What was found comes first.
    assert list(library.listing("list")) == [5, 6, 4, 1, 2, 3]
    assert read_in(library, "list", list(SHELF), digest="new") == Added(0, 0, 6)
    assert [known.origin.digest for known in library.lists()] == ["new"]
    assert list(library.listing("list")) == [
        key_of(library, str(p.arxiv.number)) for p in SHELF if p.arxiv
    ]


def test_a_source_that_gives_nothing_changes_nothing(library: Library) -> None:
    library.add("list", "test", SHELF, digest="old")
    before, changes = library.lists(), library.changes()

    def nothing() -> Iterator[Paper]:
        yield from ()
        raise ConnectionError

    with pytest.raises(ConnectionError), library.importing(Origin("list", "test")) as importing:
        importing.add(nothing())
    assert importing.added() == Added(0, 0, 0)
    assert (library.lists(), library.changes()) == (before, changes)


def test_a_list_can_be_watched_while_it_grows(library: Library) -> None:
    seen = []
    with library.importing(Origin("list", "test", "digest")) as importing:
        for at in range(0, 600, 200):
            importing.add(MANY[at : at + 200])
            seen.append((library.count(), library.revision(), library.arrangement()))
            (listed,) = library.lists()
            assert (listed.count, listed.origin.digest) == (at + 200, "")
            assert importing.added() == Added(at + 200, 0, 0)
            assert len(changed(library, seen[-2][1] if at else 0)) == 200
        importing.finish()
    assert [count for count, *_ in seen] == [200, 400, 600]
    assert len({revision for _, revision, _ in seen}) == len({at for *_, at in seen}) == 3
    assert (library.revision(), library.arrangement()) == seen[-1][1:]
    read_in(library, "list", MANY[:600])
    assert (library.revision(), library.arrangement()) == seen[-1][1:]


def test_the_later_of_two_readings_goes_on(library: Library) -> None:
    with contextlib.closing(Library.open(library.path)) as other:
        with (
            library.importing(Origin("list", "test")) as one,
            other.importing(Origin("list", "test")) as two,
        ):
            one.add(SHELF[:3])
            two.add(SHELF[2:4])
            with pytest.raises(LibraryError, match="“list” is being read"):
                one.add(SHELF[4:])
            two.add(SHELF[4:5])
            assert two.finish() == Added(2, 0, 1, removed=2)
        assert titles(library, "list") == [found.title for found in SHELF[2:5]]
        assert library.count() == 3


def test_a_list_that_is_removed_or_renamed_while_it_is_read(library: Library) -> None:
    with library.importing(Origin("list", "test")) as importing:
        importing.add(SHELF[:3])
        library.rename_list("list", "other")
        importing.add(SHELF[3:4])
        assert [known.count for known in library.lists()] == [4]
        assert library.remove_list("other") == 4
        with pytest.raises(LibraryError, match="was removed"):
            importing.add(SHELF[4:])
    assert (library.count(), library.lists()) == (0, [])


def test_a_library_that_closes_ends_the_reading(library: Library) -> None:
    with library.importing(Origin("list", "test")) as importing:
        importing.add(SHELF[:3])
        library.close()
        with pytest.raises(LibraryError, match="closed"):
            importing.add(SHELF[3:])
    with contextlib.closing(Library.open(library.path)) as again:
        assert again.count() == 3
        assert again.check() == ""


def test_a_library_to_read_imports_nothing(library: Library) -> None:
    with contextlib.closing(Library.open(library.path, read_only=True)) as reader:
        for change in (
            lambda: reader.importing(Origin("list", "test")),
            lambda: reader.remove_list("list"),
            lambda: reader.rename_list("list", "other"),
        ):
            with pytest.raises(LibraryReadOnly):
                change()


def test_a_slow_source_is_not_waited_for(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paperbrowse.library.importing._PATIENCE", 0.0)
    counts = []

    def slow() -> Iterator[Paper]:
        for found in SHELF:
            counts.append(library.count())
            yield found

    with library.importing(Origin("list", "test")) as importing:
        importing.add(slow())
    assert counts == [0, 1, 2, 3, 4, 5]


def test_marks_are_made_while_a_list_is_imported(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    done = threading.Event()

    def bookmark() -> list[float]:
        waits: list[float] = []
        while not done.is_set():
            began = time.monotonic()
            library.bookmark(1 + len(waits) % 6, True).result()
            waits.append(time.monotonic() - began)
        return waits

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(bookmark)
        try:
            assert read_in(library, "list", MANY * 3).new == len(MANY)
        finally:
            done.set()
        waits = sorted(waiting.result())
    # Each took its turn: none waited for the import as a whole.
    assert len(waits) > 5
    assert waits[len(waits) // 2] < 10 * HELD
    assert set(library.keys(bookmarked=True)) == set(range(1, 7))


def test_no_transaction_is_long(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    writing = connections.Connections.writing

    @contextlib.contextmanager
    def watched(self: connections.Connections, lent: object = None) -> Iterator[object]:
        with writing(self, lent) as connection:  # type: ignore[arg-type]  # a connection or None
            before = connection.total_changes
            yield connection
            lengths.append(connection.total_changes - before)

    monkeypatch.setattr(connections.Connections, "writing", watched)
    monkeypatch.setattr("paperbrowse.library.importing.HELD", 0.0005)
    read_in(library, "list", MANY[:300])
    read_in(library, "list", MANY[:10])
    library.remove_list("list")
    # One by one or a few at a time, instead of thousands of rows at once.
    assert max(lengths) < 500
    assert len(lengths) > 20
    assert library.count() == 0


def test_a_reading_goes_on_where_it_stopped_short(library: Library) -> None:
    library.add("list", "test", SHELF[4:])
    origin = Origin("list", "arxiv:cat:cs.CV", "digest", most=500, private=True)
    with library.importing(origin) as importing:
        importing.add(SHELF[:2])
        importing.reached(2)
        importing.add(SHELF[2:3])
    (listed,) = library.lists()
    assert (listed.origin, listed.resume) == (replace(origin, digest=""), 2)
    with library.importing(origin, resume=True) as importing:
        importing.add(SHELF[2:5])
        importing.reached(5)
        assert importing.finish() == Added(1, 0, 1, removed=1)
    (listed,) = library.lists()
    assert (listed.origin, listed.resume) == (origin, 0)
    titles = [found.title for _, found in library.papers(library.listing("list"))]
    assert titles == [known.title for known in SHELF[:5]]


def test_a_reading_from_the_beginning_forgets_where_one_stopped(library: Library) -> None:
    with library.importing(Origin("list", "test")) as importing:
        importing.add(SHELF[:2])
        importing.reached(2)
    with library.importing(Origin("list", "test")) as importing:
        importing.add(SHELF[:1])
        assert library.lists()[0].resume == 0
