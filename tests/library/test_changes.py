"""Noticing that a library has changed, and which texts have."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from shelf import SHELF, changed, paper

from paperbrowse.library import Library, LibraryError
from paperbrowse.paper import Paper
from paperbrowse.query import Is, State


def test_every_commit_is_noticed(library: Library) -> None:
    said = [library.changes()]

    def noticed() -> bool:
        said.append(library.changes())
        return said[-1] not in said[:-1]

    library.add("shelf", "test", SHELF)
    assert noticed()
    changes: tuple[Callable[[], Future[None]], ...] = (
        library.visit,
        lambda: library.bookmark(1, True),
        lambda: library.tag(1, "gan", True),
        lambda: library.note(1, "A note."),
        lambda: library.searched("cats"),
        lambda: library.save_search("Cats", "cats"),
    )
    for change in changes:
        change().result()
        assert noticed()
    library.having(Is(State.READ))
    library.searched(" ").result()
    assert not noticed()


def test_each_looks_for_itself(path: Path) -> None:
    with (
        contextlib.closing(Library.open(path)) as one,
        contextlib.closing(Library.open(path)) as two,
        contextlib.closing(Library.open(path, read_only=True)) as three,
    ):
        before = [library.changes() for library in (one, two, three)]
        one.add("shelf", "test", SHELF)
        after = [library.changes() for library in (one, two, three)]
        assert all(a != b for a, b in zip(before, after, strict=True))
        assert [library.changes() for library in (one, two, three)] == after


MARK = """
import sys
from pathlib import Path
from paperbrowse.library import Library
library = Library.open(Path(sys.argv[1]))
library.bookmark(1, True).result()
library.close()
"""


def test_other_processes_are_noticed(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    before = library.changes()
    subprocess.run([sys.executable, "-c", MARK, str(library.path)], check=True)
    assert library.changes() != before
    assert list(library.keys(bookmarked=True)) == [1]


def test_any_thread_may_look(library: Library) -> None:
    library.add("shelf", "test", SHELF)

    def look(_: int) -> list[int]:
        return [library.changes() for _ in range(100)]

    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(look, number) for number in range(4)]
        for number in range(50):
            library.bookmark(number % 6 + 1, number % 2 == 0).result()
        for done in looks:
            assert done.result() == sorted(done.result())


def test_a_library_that_is_closed_notices_nothing(library: Library) -> None:
    library.changes()
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.changes()


def test_the_papers_whose_texts_changed(library: Library) -> None:
    assert (library.revision(), changed(library, 0)) == (0, [])
    library.add("shelf", "test", SHELF)
    first = library.revision()
    assert changed(library, 0) == list(library.keys())
    assert changed(library, first) == []
    library.bookmark(1, True).result()
    library.add("shelf", "test", reversed(SHELF))
    assert library.revision() == first
    newer = [
        replace(SHELF[3], abstract="Not the shorter of them."),
        replace(SHELF[1], comment="New."),
    ]
    library.add("later", "test", [*newer, SHELF[0], paper("2602.00001v1", "Later", updated=None)])
    second = library.revision()
    assert second > first
    order = list(library.keys())
    assert changed(library, first) == [key for key in order if key in (2, 4, 7)] != [2, 4, 7]
    assert changed(library, second) == []
    assert library.stamp().endswith(f":{second}")


def test_categories_and_journal_are_texts_too(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    first = library.revision()
    later = [replace(SHELF[0], categories=("cs.CV",)), replace(SHELF[1], journal="IEEE Access 7")]
    library.add("later", "test", later)
    assert changed(library, first) == [1, 2]


def test_of_two_papers_that_become_one_the_other_is_gone(library: Library) -> None:
    by_id, by_doi = paper("2601.00001v1", "By id"), Paper("By DOI", doi="10.1/x")
    library.add("list", "test", [by_id, by_doi])
    revision, before = library.revision(), set(library.keys())
    library.add("list", "test", [replace(by_id, doi="10.1/x"), SHELF[1]])
    texts, after = set(changed(library, revision)), set(library.keys())
    assert before - after == {2}
    assert after == {1, 3} == texts
