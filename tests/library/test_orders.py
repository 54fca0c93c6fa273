"""The orders that papers are listed in, forwards and reversed."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shelf import SHELF, paper

from paperbrowse.library import Library
from paperbrowse.query import Sort
from paperbrowse.text import fold


def dated(*days: int) -> list[datetime.date | None]:
    return [datetime.date(2026, 1, day) if day else None for day in days]


@pytest.fixture
def filled(library: Library) -> Library:
    """Two lists: keys 1 to 4, of which 2 is undated, and 5 to 7, of which 6 is undated."""
    days = dated(3, 0, 5, 3, 4, 0, 5)
    titles = ["beta", "Éclair", "Alpha", "BETA two", "zeta", "", "eclipse"]
    papers = [
        paper(f"2601.{n:05}v1", title, updated=day)
        for n, (title, day) in enumerate(zip(titles, days, strict=True), 1)
    ]
    library.add("one", "test", papers[:4])
    library.add("two", "test", papers[4:])
    return library


@pytest.mark.parametrize(
    ("by", "reverse", "wanted"),
    [
        (Sort.DATE, False, [3, 7, 5, 1, 4, 2, 6]),
        (Sort.DATE, True, [1, 4, 5, 3, 7, 2, 6]),
        (Sort.RELEVANCE, False, [3, 7, 5, 1, 4, 2, 6]),
        (Sort.RELEVANCE, True, [1, 4, 5, 3, 7, 2, 6]),
        (Sort.ADDED, False, [7, 5, 6, 3, 1, 4, 2]),
        (Sort.ADDED, True, [3, 1, 4, 2, 7, 5, 6]),
        (Sort.TITLE, False, [6, 3, 1, 4, 2, 7, 5]),
        (Sort.TITLE, True, [5, 7, 2, 4, 1, 3, 6]),
    ],
)
def test_orders(filled: Library, by: Sort, reverse: bool, wanted: list[int]) -> None:
    assert list(filled.keys(by=by, reverse=reverse)) == wanted
    for key in (2, 3, 7):
        filled.bookmark(key, True).result()
    bookmarked = filled.keys(bookmarked=True, by=by, reverse=reverse)
    assert bookmarked.typecode == "q"
    assert list(bookmarked) == [key for key in wanted if key in (2, 3, 7)]


def test_by_date_is_what_nobody_asks_for(filled: Library) -> None:
    assert filled.keys() == filled.keys(by=Sort.DATE)


def test_dates_stand_in_the_order_of_the_library(filled: Library) -> None:
    assert filled.dates() == [
        (3, "2026-01-05"),
        (7, "2026-01-05"),
        (5, "2026-01-04"),
        (1, "2026-01-03"),
        (4, "2026-01-03"),
        (2, ""),
        (6, ""),
    ]


@given(st.lists(st.text(st.sampled_from("aAbB éÉß\0$Zz"), max_size=4), max_size=12), st.booleans())
@example(["b", "É", "B", "e", "a", "\0", "\ud800"], True)
@settings(max_examples=60, deadline=None)
def test_titles_are_in_the_order_of_their_folded_form(titles: list[str], reverse: bool) -> None:
    with tempfile.TemporaryDirectory() as directory:
        library = Library.open(Path(directory) / "library.db")
        library.add("list", "test", [paper(f"2601.{n:05}", t) for n, t in enumerate(titles, 1)])
        keys = library.keys(by=Sort.TITLE, reverse=reverse)
        kept = {key: fold(found.title) for key, found in library.papers(sorted(library.keys()))}
        library.close()
    assert sorted(keys) == sorted(kept)
    assert [kept[key] for key in keys] == sorted(kept.values(), reverse=reverse)


def test_the_papers_of_a_list_in_its_order(library: Library) -> None:
    library.add("one", "test", SHELF)
    library.add("two", "test", [SHELF[4], SHELF[0], SHELF[2]])
    assert list(library.listing("one")) == [1, 2, 3, 4, 5, 6]
    assert list(library.listing("two")) == [5, 1, 3]
    assert list(library.listing("three")) == list(library.listing("\ud800")) == []


def test_topics_are_counted(library: Library) -> None:
    assert library.topics() == []
    topics = [("Vision", "Theory"), ("Vision",), ("Audio", "Vision"), ()]
    papers = [paper(f"2601.{n:05}", str(n), topics=named) for n, named in enumerate(topics, 1)]
    library.add("list", "test", papers)
    assert library.topics() == [("Vision", 3), ("Audio", 1), ("Theory", 1)]
