"""What leaves a list, and lists that go: nothing that a person marked goes with them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import pytest
from shelf import SHELF, changed, paper

from paperbrowse.library import Added, Library, LibraryError, News, Origin
from paperbrowse.paper import Paper
from paperbrowse.query import Is, Sort, State

HOUR = datetime.timedelta(hours=1)

UPDATED = Is(State.UPDATED)


def read_in(library: Library, papers: list[Paper], name: str = "list") -> Added:
    with library.importing(Origin(name, "test", "digest")) as importing:
        importing.add(papers)
        return importing.finish()


MARKS: list[Callable[[Library, int], Future[None]]] = [
    lambda library, key: library.bookmark(key, True),
    lambda library, key: library.mark_read(key, True),
    lambda library, key: library.tag(key, "gan", True),
    lambda library, key: library.note(key, "A note."),
]


def test_a_rolling_list(library: Library) -> None:
    assert read_in(library, list(SHELF[:4])) == Added(4, 0, 0)
    revision, arrangement = library.revision(), library.arrangement()
    assert read_in(library, list(SHELF[2:])) == Added(2, 0, 2, removed=2)
    assert sorted(library.keys()) == sorted(library.listing("list")) == [3, 4, 5, 6]
    assert library.find("arxiv:2601.00001") is None
    assert library.revision() > revision
    assert library.arrangement() > arrangement
    revision = library.revision()
    assert read_in(library, list(SHELF[3:])) == Added(0, 0, 3, removed=1)
    # The index looks for what is gone when the texts have changed.
    assert library.revision() > revision
    assert changed(library, revision) == []
    # A key is never given again.
    read_in(library, [SHELF[0]])
    assert list(library.keys()) == [7]


@pytest.mark.parametrize("mark", MARKS)
def test_what_a_person_marked_stays(library: Library, mark: Callable[..., Future[None]]) -> None:
    read_in(library, list(SHELF))
    mark(library, 2).result()
    before = library.entry(2)
    revision = library.revision()
    assert read_in(library, [SHELF[0]]).removed == 5
    after = library.entry(2)
    assert before is not None
    assert after == replace(before, lists=())
    assert sorted(library.keys()) == [1, 2]
    assert list(library.listing("list")) == [1]
    assert library.remove_list("list") == 1
    assert library.entry(2) == after
    assert library.revision() > revision
    # It comes back to a list as the paper it is.
    assert read_in(library, [SHELF[1]]) == Added(0, 0, 1)
    assert library.entry(2) == before


def test_what_stands_in_another_list_stays(library: Library) -> None:
    read_in(library, list(SHELF), "one")
    read_in(library, [SHELF[2], SHELF[1]], "two")
    assert list(library.keys())[:3] == [1, 2, 3]
    assert read_in(library, [SHELF[0]], "one").removed == 5
    assert sorted(library.keys()) == [1, 2, 3]
    # Their place is that in the list they stand in now.
    assert list(library.keys(by=Sort.DATE)) == [1, 3, 2]
    entry = library.entry(3)
    assert entry is not None
    assert entry.lists == ("two",)


def test_added_at_once_nothing_is_deleted(library: Library) -> None:
    library.add("list", "test", SHELF)
    assert library.add("list", "test", SHELF[:1]) == Added(0, 0, 1, removed=5)
    assert library.count() == 6
    # They stand in no list: none takes them along.
    assert library.remove_list("list") == 1
    assert library.count() == 5


def test_removing_a_list(library: Library) -> None:
    read_in(library, list(SHELF[:4]), "one")
    read_in(library, list(SHELF[3:]), "two")
    library.note(1, "A note.").result()
    assert library.remove_list("one") == 2
    assert sorted(library.keys()) == [1, 4, 5, 6]
    assert [known.name for known in library.lists()] == ["two"]
    assert list(library.listing("one")) == []
    assert library.remove_list("two") == 3
    assert list(library.keys()) == [1]
    assert library.notes() == [(1, "A note.")]
    assert library.check() == ""
    with pytest.raises(LibraryError, match="no list “one”"):
        library.remove_list("one")


def test_renaming_a_list(library: Library) -> None:
    for name in ("one", "two", "odd\nname"):
        library.add(name, "test", SHELF, digest="digest")
    library.rename_list("one", " first ")
    library.rename_list("two", "two")
    library.rename_list("odd\nname", "even")
    assert [known.name for known in library.lists()] == ["first", "two", "even"]
    assert len(library.listing("first")) == len(SHELF)
    for old, new, said in (("one", "x", "no list “one”"), ("first", "two", "“two” already")):
        with pytest.raises(LibraryError, match=said):
            library.rename_list(old, new)
    with pytest.raises(ValueError, match="one line"):
        library.rename_list("first", " ")


def test_new_papers_of_a_list_are_counted(library: Library) -> None:
    read_in(library, list(SHELF[:2]), "one")
    moment = datetime.datetime.now(datetime.timezone.utc)
    read_in(library, list(SHELF[:4]), "one")
    read_in(library, list(SHELF[1:5]), "two")
    counted = [(known.name, known.count, known.new) for known in library.lists(moment)]
    assert counted == [("one", 4, 2), ("two", 4, 3)]
    assert [known.new for known in library.lists()] == [0, 0]
    assert [known.new for known in library.lists(moment - HOUR)] == [4, 4]
    assert [known.new for known in library.lists(moment + HOUR)] == [0, 0]


def test_newer_versions_are_dated(library: Library) -> None:
    def version(number: int | str, title: str = "") -> Paper:
        return paper(f"2601.00001{number}", title)

    start = datetime.datetime.now(datetime.timezone.utc)
    # Two versions of a paper that was not known before are no news.
    read_in(library, [version("v1"), version("v2"), SHELF[1]])
    for same in (version("v2", "Title"), version("v1"), version("")):
        read_in(library, [same, SHELF[1]])
    assert list(library.having(UPDATED, start)) == []
    library.add("other", "test", [version("v3")])
    assert list(library.having(UPDATED, start)) == [1]
    middle = datetime.datetime.now(datetime.timezone.utc)
    read_in(library, [version("v2"), SHELF[1]])
    assert list(library.having(UPDATED, middle)) == []
    read_in(library, [version("v5"), version("v4"), SHELF[1]])
    assert list(library.having(UPDATED, middle)) == [1]
    assert list(library.having(UPDATED, middle + HOUR)) == []
    library.bookmark(1, True).result()
    assert library.news(start) == News(new=2, updated=1, bookmarked=1)
    assert library.news(middle) == News(updated=1, bookmarked=1)
    assert library.news(middle + HOUR) == library.news(None) == News()
    keys = library.keys()
    assert {key for key, row in library.rows(keys, middle).items() if row.updated} == {1}
    assert not any(row.updated for row in library.rows(keys, middle + HOUR).values())
    assert not any(row.updated for row in library.rows(keys).values())
    seen = {entry.key: entry.newer_seen for entry in library.entries(keys)}
    assert seen[1] is not None
    assert middle < seen[1] < middle + HOUR
    assert seen[2] is None
    # A paper that it becomes one with takes it over.
    library.add("third", "test", [Paper("By DOI", doi="10.1/x")])
    library.add("third", "test", [replace(version("v5"), doi="10.1/x")])
    assert list(library.having(UPDATED, middle)) == [1]
