"""The papers for which a condition of a query holds."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import SHELF, paper

from paperbrowse.library import Library
from paperbrowse.query import Dated, Is, State, Tagged
from paperbrowse.text import fold, is_line

DAY = datetime.date(2026, 1, 31)
HOUR = datetime.timedelta(hours=1)
DAYS = st.dates(DAY, DAY + datetime.timedelta(days=6))


@pytest.fixture
def filled(library: Library) -> Library:
    """Six papers: the first has code, the third a comment; the second and third have marks."""
    first = replace(SHELF[0], code="https://github.com/a/b")
    library.add("shelf", "test", [first, *SHELF[1:]])
    library.bookmark(2, True).result()
    library.mark_read(3, True).result()
    library.note(2, "A note.").result()
    for key, name in ((2, "to read"), (2, "GAN"), (3, "Étude"), (3, "etude two"), (4, "100% new")):
        library.tag(key, name, True).result()
    return library


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (State.BOOKMARKED, {2}),
        (State.READ, {3}),
        (State.UNREAD, {1, 2, 4, 5, 6}),
        (State.CODE, {1}),
        (State.COMMENT, {3}),
        (State.NOTE, {2}),
        (State.TAG, {2, 3, 4}),
        (State.NEW, set()),
        (State.UPDATED, set()),
    ],
)
def test_states(filled: Library, state: State, wanted: set[int]) -> None:
    found = filled.having(Is(state))
    assert found.typecode == "q"
    assert sorted(found) == sorted(wanted)


def test_new_is_what_came_since(filled: Library) -> None:
    entry = filled.entry(1)
    assert entry is not None
    seen = entry.first_seen
    filled.add("later", "test", [paper("2602.00001v1", "Later")])
    later = filled.entry(7)
    assert later is not None
    new = Is(State.NEW)
    assert set(filled.having(new, seen)) == set(range(1, 8))
    assert list(filled.having(new, later.first_seen)) == [7]
    assert list(filled.having(new, later.first_seen + HOUR)) == []
    # The time counts, whatever the zone it is told in.
    east = datetime.timezone(14 * HOUR)
    assert list(filled.having(new, later.first_seen.astimezone(east))) == [7]
    assert list(filled.having(Is(State.READ), seen)) == [3]


def test_what_comes_in_after_a_visit_is_new(filled: Library) -> None:
    filled.visit().result()
    filled.add("shelf", "test", [*SHELF, paper("2602.00001v1", "Later")])
    assert list(filled.having(Is(State.NEW), filled.last_visit())) == [7]


@pytest.mark.parametrize(
    ("name", "typed", "wanted"),
    [
        ("gan", False, {2}),
        ("to read", False, {2}),
        ("to", False, set()),
        ("to", True, {2}),
        ("etude", False, {3}),
        ("etude", True, {3}),
        ("", True, {2, 3, 4}),
        ("", False, set()),
        ("100%", True, {4}),
        ("%", True, set()),
    ],
)
def test_tags_are_compared_folded(
    filled: Library, name: str, typed: bool, wanted: set[int]
) -> None:
    assert sorted(filled.having(Tagged(name, typed))) == sorted(wanted)


def test_any_number_of_tags_may_begin_so(filled: Library) -> None:
    for number in range(600):
        filled.tag(number % 6 + 1, f"tag {number}", True)
    filled.tag(1, "tag 600", True).result()
    assert sorted(filled.having(Tagged("tag", typed=True))) == list(range(1, 7))


@given(st.lists(st.none() | DAYS, max_size=8), st.none() | DAYS, st.none() | DAYS)
@settings(max_examples=60, deadline=None)
def test_dates_lie_between_both_ends(
    dates: list[datetime.date | None], first: datetime.date | None, last: datetime.date | None
) -> None:
    papers = [paper(f"2601.{n:05}v1", str(n), updated=date) for n, date in enumerate(dates, 1)]
    wanted = [
        key
        for key, date in enumerate(dates, 1)
        if date and (first is None or first <= date) and (last is None or date <= last)
    ]
    with tempfile.TemporaryDirectory() as directory:
        library = Library.open(Path(directory) / "library.db")
        library.add("list", "test", papers)
        assert sorted(library.having(Dated(first, last))) == wanted
        library.close()


def test_the_shown_date_counts(library: Library) -> None:
    published = paper("2601.00001v1", "One", updated=None, published=DAY)
    updated = paper("2601.00002v1", "Two", published=DAY, updated=DAY.replace(month=3))
    library.add("list", "test", [published, updated])
    assert list(library.having(Dated(DAY, DAY))) == [1]


@given(st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_tag_is_found_by_its_folded_name(name: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        library = Library.open(Path(directory) / "library.db")
        library.add("shelf", "test", SHELF)
        try:
            library.tag(1, name, True).result()
        except ValueError:
            assert not is_line(name.strip())
        else:
            assert list(library.having(Tagged(fold(name.strip())))) == [1]
        library.close()
