from __future__ import annotations

import datetime
import random
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import SHELF, paper

from paperbrowse.library import Added, Library
from paperbrowse.paper import ArxivId, Paper, Version
from paperbrowse.text.others import named

V1 = paper("2512.24162v1", "Old title", updated=datetime.date(2025, 12, 30), topics=("A",))
V2 = paper("2512.24162v2", "New title", updated=datetime.date(2026, 2, 5), topics=("B",))


def only(library: Library) -> Paper:
    (key,) = library.keys()
    entry = library.entry(key)
    assert entry is not None
    return entry.paper


def titles(library: Library) -> list[str]:
    keys = library.keys()
    rows = library.rows(keys)
    return [rows[key].title for key in keys]


def test_papers_come_back_as_they_went_in(library: Library) -> None:
    assert library.add("shelf", "test", SHELF) == Added(len(SHELF), 0, 0)
    assert [found for _, found in library.papers(sorted(library.keys()))] == list(SHELF)
    assert library.count() == len(SHELF)


def test_that_there_are_more_authors_is_kept_apart_from_their_names(
    library: Library, path: Path
) -> None:
    some = replace(V1, authors=("Jie Yang", "Ann Roe"), others=True)
    library.add("shelf", "test", [some])
    assert only(library) == some
    # Libraries of earlier releases have it as a part of the last name.
    key = library.keys()[0]
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE paper SET authors = 'Jie Yang et.al.' WHERE key = ?", (key,))
    assert (only(library).authors, only(library).others) == (("Jie Yang",), True)
    all_names = replace(V1, authors=("Jie Yang", "Ann Roe"))
    library.add("other", "test", [all_names])
    assert (only(library).authors, only(library).others) == (("Jie Yang", "Ann Roe"), False)


TEXT = st.text(max_size=20)


@given(
    st.builds(
        Paper,
        title=TEXT,
        arxiv=st.builds(ArxivId, st.just("2601.00001"), st.none() | st.integers(1, 9)),
        doi=TEXT,
        published=st.none() | st.dates(),
        updated=st.none() | st.dates(),
        authors=st.lists(TEXT | st.just("Jane Doe et al."), max_size=3).map(tuple),
        others=st.booleans(),
        abstract=TEXT,
        comment=TEXT,
        topics=st.lists(TEXT, max_size=3).map(tuple),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_is_kept(found: Paper) -> None:
    with tempfile.TemporaryDirectory() as directory:
        library = Library.open(Path(directory) / "library.db")
        library.add("list", "test", [found])
        kept = only(library)
        library.close()
    names, told = named(list(filter(None, "\n".join(found.authors).split("\n"))))
    assert (kept.authors, kept.others) == (names, names != () and (found.others or told))
    apart = {"authors": (), "others": False, "topics": ()}
    assert replace(kept, **apart) == replace(found, **apart)  # type: ignore[arg-type]
    assert set(kept.topics) == set(found.topics)


def test_half_a_character_is_replaced(library: Library) -> None:
    library.add("list", "test", [paper("2601.00001", "a\ud800b", abstract="\udfff")])
    assert (only(library).title, only(library).abstract) == ("a\ufffdb", "\ufffd")


@pytest.mark.parametrize("order", [(V1, V2), (V2, V1)])
@pytest.mark.parametrize("together", [True, False])
def test_versions_are_one_paper(
    library: Library, order: tuple[Paper, Paper], together: bool
) -> None:
    if together:
        library.add("list", "test", order)
    else:
        library.add("one", "test", order[:1])
        library.add("two", "test", order[1:])
    merged = only(library)
    assert (str(merged.arxiv), merged.title) == ("2512.24162v2", "New title")
    assert merged.earlier == (Version(1, "Old title", V1.updated),)
    assert set(merged.topics) == {"A", "B"}
    assert library.find("arxiv:2512.24162") == library.keys()[0]


def test_newest_first_and_ties_in_the_order_of_the_list(library: Library) -> None:
    dates = [None, *(datetime.date(2026, 1, day) for day in (1, 3, 3, 3, 2))]
    papers = [paper(f"2601.{n:05}v1", str(n), updated=date) for n, date in enumerate(dates, 1)]
    library.add("list", "test", papers)
    assert titles(library) == ["3", "4", "5", "6", "2", "1"]
    random.Random(1).shuffle(papers)
    library.add("list", "test", papers)
    wanted = sorted(papers, key=lambda p: p.updated or datetime.date.min, reverse=True)
    assert titles(library) == [p.title for p in wanted]


def test_refreshing_a_list(library: Library) -> None:
    library.add("list", "test", SHELF[:3], digest="a")
    changed = replace(SHELF[1], abstract="Another text.", arxiv=ArxivId("2601.00002", 2))
    assert library.add("list", "test", [changed, SHELF[2], SHELF[3]], "b") == Added(1, 1, 1, 1)
    (listed,) = library.lists()
    assert (listed.name, listed.origin.digest, listed.count) == ("list", "b", 3)
    gone = library.find("arxiv:2601.00001")
    assert gone is not None
    entry = library.entry(gone)
    assert entry is not None
    assert entry.lists == ()
    assert library.count() == 4


def test_the_stamp_changes_with_the_texts_alone(library: Library, tmp_path: Path) -> None:
    first = library.stamp()
    library.add("list", "test", SHELF)
    second = library.stamp()
    assert second != first
    library.add("list", "test", reversed(SHELF))
    library.bookmark(library.keys()[0], True).result()
    library.remember("theme", "light").result()
    assert library.stamp() == second
    library.add("list", "test", [replace(SHELF[0], comment="New.")])
    third = library.stamp()
    assert third != second
    library.add("list", "test", [replace(SHELF[0], code="https://github.com/a/b")])
    assert library.stamp() not in (second, third)
    other = Library.open(tmp_path / "other.db")
    assert other.stamp() != first
    other.close()


def test_a_paper_that_joins_two_joins_their_marks(library: Library) -> None:
    by_id = paper("2601.00001v1", "Becoming one")
    by_doi = Paper("Becoming One", doi="10.1/x")
    library.add("list", "test", [by_id, by_doi])
    one, two = library.find("arxiv:2601.00001"), library.find("doi:10.1/x")
    assert one is not None
    assert two is not None
    library.bookmark(one, True).result()
    library.mark_read(two, True).result()
    library.add("list", "test", [replace(by_id, doi="10.1/X")])
    assert library.count() == 1
    key = library.find("doi:10.1/x")
    assert key is not None
    assert library.find("arxiv:2601.00001") == key
    entry = library.entry(key)
    assert entry is not None
    assert (entry.bookmarked, entry.read) == (True, True)


def test_entries_keep_the_order_of_the_keys_and_pass_over_unknown_ones(library: Library) -> None:
    library.add("list", "test", SHELF)
    keys = [5, 99, 1, 3]
    assert [entry.key for entry in library.entries(keys)] == [5, 1, 3]
    assert set(library.rows(keys)) == {1, 3, 5}
    assert library.entry(99) is None
    many = [paper(f"2602.{n:05}", str(n)) for n in range(1, 1300)]
    library.add("many", "test", many)
    assert len(list(library.entries(library.keys()))) == library.count() == len(SHELF) + len(many)
    assert [key for key, _ in library.papers([5, 9999, 1, 3])] == [5, 1, 3]
    assert len(list(library.papers(library.keys()))) == library.count()
    assert len(library.rows(library.keys())) == library.count()


def test_rows_say_what_a_list_shows(library: Library) -> None:
    library.add("list", "test", [paper("2601.00001v1", "", code="https://github.com/a/b")])
    (row,) = library.rows(library.keys()).values()
    assert (row.date, row.title, row.name) == ("2026-01-01", "", "2601.00001")
    assert (row.code, row.bookmarked, row.read) == (True, False, False)
