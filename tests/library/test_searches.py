"""Searches that were made, and searches that were saved."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing

import pytest
from shelf import SHELF, paper

from paperbrowse.library import Library, LibraryError
from paperbrowse.library.changes import KEPT
from paperbrowse.query import Is, State


def names(library: Library) -> list[str]:
    return [search.name for search in library.saved()]


def test_the_newest_search_comes_first(library: Library) -> None:
    assert library.history() == []
    for text in ("cats", "dogs ", "Cats", "cats", "  ", "", "a\ud800"):
        library.searched(text).result()
    assert library.history() == ["a\ufffd", "cats", "Cats", "dogs"]


def test_the_oldest_searches_go(library: Library) -> None:
    for number in range(KEPT + 5):
        library.searched(str(number))
    library.searched("4").result()
    library.searched("7").result()
    history = library.history()
    assert history[:3] == ["7", "4", str(KEPT + 4)]
    assert history[-1] == "6"
    assert len(set(history)) == len(history) == KEPT


def test_saved_searches_keep_their_places(library: Library) -> None:
    assert library.saved() == []
    before = datetime.datetime.now(datetime.timezone.utc)
    for name in ("Cats", "Dogs", " Birds\n"):
        library.save_search(name, f"title:{name}").result()
    library.save_search("Dogs", "title:dog*").result()
    assert [(s.name, s.query) for s in library.saved()] == [
        ("Cats", "title:Cats"),
        ("Dogs", "title:dog*"),
        ("Birds", "title: Birds\n"),
    ]
    after = datetime.datetime.now(datetime.timezone.utc)
    assert all(before <= search.seen <= after for search in library.saved())
    library.remove_search("Cats").result()
    library.remove_search("Cats").result()
    library.rename_search("Dogs", "All dogs").result()
    library.rename_search("Birds", " Birds ").result()
    assert names(library) == ["All dogs", "Birds"]
    library.save_search("Cats", "").result()
    assert names(library) == ["All dogs", "Birds", "Cats"]


def test_a_name_is_given_once(library: Library) -> None:
    library.save_search("Cats", "cats").result()
    library.save_search("Dogs", "dogs").result()
    for old, new, said in (("Cats", "Dogs", "“Dogs” already"), ("Birds", "X", "no .* “Birds”")):
        with pytest.raises(LibraryError, match=said):
            library.rename_search(old, new).result()
    assert [(s.name, s.query) for s in library.saved()] == [("Cats", "cats"), ("Dogs", "dogs")]


@pytest.mark.parametrize("name", ["", " \n", "two\nlines"])
def test_a_name_is_one_line(library: Library, name: str) -> None:
    calls: tuple[Callable[[], Future[None]], ...] = (
        lambda: library.save_search(name, "cats"),
        lambda: library.rename_search("Cats", name),
    )
    for call in calls:
        with pytest.raises(ValueError, match="one line"):
            call()


def test_what_comes_in_after_a_search_was_seen_is_new_in_it(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    library.save_search("Cats", "cats").result()
    library.save_search("Dogs", "dogs").result()
    library.add("later", "test", [paper("2602.00001v1", "Later")])
    library.saw_search("Dogs").result()
    library.saw_search("Birds").result()
    cats, dogs = library.saved()
    assert list(library.having(Is(State.NEW), cats.seen)) == [7]
    assert list(library.having(Is(State.NEW), dogs.seen)) == []


def test_searches_are_kept(library: Library) -> None:
    library.searched("cats").result()
    library.save_search("Cats", "cats").result()
    saved = library.saved()
    other = Library.open(library.path, read_only=True)
    assert (other.history(), other.saved()) == (["cats"], saved)
    other.close()


@pytest.mark.parametrize("name", ["a\x1b[31m", "a\u202eb", "\u200b", "a\x9bb", "\x07"])
def test_a_name_is_visible_and_one_from_before_can_be_changed(library: Library, name: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        library.save_search(name, "cats")
    with pytest.raises(ValueError, match="A tag"):
        library.tag(1, name, True)
    with closing(sqlite3.connect(library.path)) as raw, raw:
        raw.execute(
            "INSERT INTO saved_search (name, query, seen) VALUES (?, 'x', ?)",
            (name.strip(), "2026-01-01T00:00:00.000000+00:00"),
        )
    library.rename_search(name, "cats").result()
    assert names(library) == ["cats"]
