"""Lists: what stands in several, what leaves one, and sources that fail."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from shelf import SHELF, paper

from paperbrowse.library import Added, Library
from paperbrowse.paper import Paper

# With dates of publication, merging a row with itself has nothing to add.
FULL = tuple(replace(row, published=row.updated) for row in SHELF)


def test_a_paper_stands_in_two_lists_under_the_topics_of_both(library: Library) -> None:
    library.add("two", "test", [replace(SHELF[0], topics=("B", "A"))])
    assert library.add("one", "test", [replace(SHELF[0], topics=("C", "A"))]) == Added(0, 1, 0)
    entry = library.entry(1)
    assert entry is not None
    assert entry.lists == ("two", "one")
    assert entry.paper.topics == ("B", "A", "C")
    assert [listed.count for listed in library.lists()] == [1, 1]


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_three_versions_in_three_lists_are_one_paper(
    library: Library, order: tuple[int, ...]
) -> None:
    for number in order:
        library.add(f"list {number}", "test", [paper(f"2601.00001v{number}", f"Title {number}")])
    key = library.find("arxiv:2601.00001")
    assert list(library.keys()) == [key]
    entry = library.entry(1)
    assert entry is not None
    assert (str(entry.paper.arxiv), entry.paper.title) == ("2601.00001v3", "Title 3")
    assert [(v.number, v.title) for v in entry.paper.earlier] == [(2, "Title 2"), (1, "Title 1")]
    assert entry.lists == tuple(f"list {number}" for number in order)


def test_what_leaves_a_list_keeps_its_marks(library: Library) -> None:
    library.add("list", "test", FULL)
    before = list(library.keys())
    library.bookmark(2, True).result()
    library.mark_read(2, True).result()
    assert library.add("list", "test", [FULL[0]]) == Added(0, 0, 1, removed=5)
    entry = library.entry(2)
    assert entry is not None
    assert (entry.bookmarked, entry.read, entry.lists) == (True, True, ())
    assert entry.paper == FULL[1]
    assert list(library.keys()) == before
    assert library.add("list", "test", FULL) == Added(0, 0, len(FULL))
    again = library.entry(2)
    assert again is not None
    assert (again.lists, again.first_seen) == (("list",), entry.first_seen)


def test_bookmarks_stand_in_the_order_of_the_library(library: Library) -> None:
    dated = [
        paper(f"2601.{n:05}v1", str(n), updated=date)
        for n, date in enumerate((None, datetime.date(1991, 8, 1), datetime.date(2026, 1, 1)), 1)
    ]
    library.add("list", "test", dated)
    assert list(library.keys()) == [3, 2, 1]
    for key in (1, 3):
        library.bookmark(key, True).result()
    assert list(library.keys(bookmarked=True)) == [3, 1]


def test_the_older_list_decides_between_papers_of_one_date(library: Library) -> None:
    library.add("one", "test", SHELF[:2])
    library.add("two", "test", [SHELF[2], SHELF[1], SHELF[0]])
    assert list(library.keys()) == [1, 2, 3]
    library.add("one", "test", SHELF[1::-1])
    assert list(library.keys()) == [2, 1, 3]


def test_a_source_that_fails_changes_nothing(library: Library) -> None:
    def failing() -> Iterator[Paper]:
        yield SHELF[0]
        raise ConnectionError

    stamp = library.stamp()
    with pytest.raises(ConnectionError):
        library.add("list", "test", failing())
    assert (library.lists(), library.count(), library.stamp()) == ([], 0, stamp)


def test_the_arrangement_changes_with_lists_and_not_with_marks(library: Library) -> None:
    before = library.arrangement()
    library.add("list", "test", [paper("2602.00001v1", "One"), paper("2602.00002v1", "Two")])
    added = library.arrangement()
    library.bookmark(1, True).result()
    assert before != added == library.arrangement()
    library.add("list", "test", [paper("2602.00002v1", "Two"), paper("2602.00001v1", "One")])
    assert library.arrangement() != added


def test_names_that_nobody_has(library: Library) -> None:
    library.add("list", "test", [Paper("By DOI", doi="10.1/ABC"), Paper("By title")])
    assert library.find("doi:10.1/abc") == 1
    assert library.find("arxiv:2601.00001") is None
    assert library.find("") is None
    assert list(library.entries([])) == []
    assert library.rows([]) == {}
