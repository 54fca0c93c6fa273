"""A clock that was wrong once: times that are still to come count as now, and end no news."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3

import pytest
from shelf import SHELF, paper

from paperbrowse.catalogue.knowledge import Knowledge
from paperbrowse.library import Library, Origin
from paperbrowse.query import Is, State

NEW, UPDATED = Is(State.NEW), Is(State.UPDATED)
LATER = "2099-06-01T10:00:00.000000+00:00"


def change(library: Library, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(library.path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def since(library: Library) -> datetime.datetime | None:
    """When the visit before the one that begins now began."""
    found = Knowledge(library, lambda _: None).since
    library.visit().result()
    return found


@pytest.mark.parametrize("visits", [0, 1, 3])
def test_a_visit_in_the_future_ends_no_news(library: Library, visits: int) -> None:
    library.add("shelf", "test", SHELF)
    for _ in range(visits):
        library.visit().result()
    change(library, f"INSERT INTO visit VALUES ('{LATER}')")
    for number in range(1, 4):
        began = since(library)
        library.add("list", "test", [paper(f"2602.0000{number}v1", "Later")])
        assert 6 + number in library.having(NEW, began)
        assert library.news(began).new >= 1
        assert library.lists(began)[1].new == 1
        library.add("shelf", "test", [paper(f"2601.00001v{number + 1}", "Cats")])
        assert list(library.having(UPDATED, began)) == [1]
        assert library.rows([1], began)[1].updated


def test_a_search_that_was_seen_in_the_future_has_news(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    for _ in range(3):
        library.visit().result()
    library.save_search("Cats", "cats").result()
    change(library, f"UPDATE saved_search SET seen = '{LATER}'")
    (search,) = library.saved()
    assert search.seen <= now()
    with library.importing(Origin("list", "test")) as importing:
        importing.add([paper("2602.00001v1", "Later")])
        importing.finish()
    for _ in range(2):
        (search,) = library.saved()
        assert list(library.having(NEW, search.seen)) == [7]
        library.visit().result()


def test_papers_first_seen_in_the_future_are_new_once(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    for _ in range(3):
        library.visit().result()
    library.add("shelf", "test", [paper("2601.00001v2", "Cats"), *SHELF[1:]])
    began = since(library)
    change(
        library,
        f"UPDATE paper SET first_seen = '{LATER}' WHERE key IN (2, 3)",
        f"UPDATE paper SET newer_seen = '{LATER}' WHERE key = 1",
    )
    began = since(library)
    assert set(library.having(NEW, began)) == {2, 3}
    assert set(library.having(UPDATED, began)) == {1}
    for entry in library.entries([1, 2, 3]):
        assert entry.first_seen <= now()
    began = since(library)
    assert library.news(began) == library.news(None)
    assert not any(row.updated for row in library.rows([1, 2, 3], began).values())


def test_many_papers_of_the_future_keep_no_mark_waiting(library: Library) -> None:
    library.add("many", "test", [paper(f"2602.{n:05}v1", str(n)) for n in range(1, 1300)])
    for _ in range(3):
        library.visit().result()
    change(library, f"UPDATE paper SET first_seen = '{LATER}'")
    library.visit().result()
    library.bookmark(1, True).result()
    library.close()
    with contextlib.closing(sqlite3.connect(library.path)) as connection:
        (left,) = connection.execute(
            "SELECT count(*) FROM paper WHERE first_seen = ?", (LATER,)
        ).fetchone()
    assert left < 1299


def test_a_list_of_the_future_was_read_now(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    change(library, f"UPDATE list SET updated = '{LATER}'")
    assert library.lists()[0].updated <= now()


def test_a_clock_that_is_behind_changes_no_times(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add("shelf", "test", SHELF)
    library.save_search("Cats", "cats").result()
    for _ in range(3):
        library.visit().result()
    (seen,) = (search.seen for search in library.saved())
    last = library.last_visit()
    with monkeypatch.context() as patch:
        patch.setattr("paperbrowse.library.tables.now", lambda: "2001-01-01T00:00:00.000000+00:00")
        library.visit().result()
        library.add("list", "test", [paper("2602.00001v1", "Later")])
    assert [search.seen for search in library.saved()] == [seen]
    assert library.last_visit() == last
    assert list(library.having(NEW, last)) == []
