"""From files of every age to the tables of today."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from shelf import SHELF, changed

from paperbrowse.library import Added, Library, LibraryError, LibraryUnwritable, Origin, schema
from paperbrowse.paper import ArxivId
from paperbrowse.query import Is, Sort, State, Tagged

# https://sqlite.org/lang_altertable.html#otheralter
REBUILD = (
    "CREATE TABLE rebuilt (paper INTEGER PRIMARY KEY REFERENCES paper ON DELETE RESTRICT,"
    " at TEXT NOT NULL, colour TEXT NOT NULL)",
    "INSERT INTO rebuilt SELECT paper, at, 'red' FROM bookmark",
    "CREATE TABLE copy AS SELECT * FROM paper",
    "DELETE FROM paper",
    "INSERT INTO paper SELECT * FROM copy",
    "DROP TABLE copy",
    "ALTER TABLE rebuilt RENAME TO coloured",
)

UPDATED = Is(State.UPDATED)


def marked(path: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        library.add("shelf", "test", SHELF)
        library.bookmark(1, True).result()


# What each release has that the one before it lacks.
TO_THE_SECOND = """
    DROP TABLE history; DROP TABLE said; DROP TABLE joined; DROP TABLE claim;
    DROP INDEX paper_newer;
    ALTER TABLE paper DROP COLUMN newer_seen;
    ALTER TABLE listing DROP COLUMN reading;
    ALTER TABLE list DROP COLUMN reading; ALTER TABLE list DROP COLUMN resume;
    ALTER TABLE list DROP COLUMN most; ALTER TABLE list DROP COLUMN private;
    ALTER TABLE paper DROP COLUMN categories; ALTER TABLE paper DROP COLUMN journal;
    PRAGMA user_version = 2;
"""
TO_THE_FIRST = """
    DROP TABLE search; DROP TABLE saved_search;
    DROP INDEX paper_added; DROP INDEX paper_title; DROP INDEX paper_revision;
    DROP INDEX paper_code; DROP INDEX paper_comment; DROP INDEX tag_name;
    ALTER TABLE library DROP COLUMN arrangement;
    PRAGMA user_version = 1;
"""


def everything(library: Library) -> tuple[object, ...]:
    keys = sorted(library.keys())
    return dict(library.papers(keys)), list(library.entries(keys))


def test_the_first_release_is_brought_up_to_date(path: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        library.add("shelf", "test", [replace(SHELF[0], code="https://github.com/a/b")])
        library.add("later", "test", SHELF)
        library.bookmark(1, True).result()
        library.mark_read(2, True).result()
        library.tag(3, "gan", True).result()
        library.note(3, "A note.").result()
        library.remember("theme", "dark").result()
        library.visit().result()
        before = everything(library)
        identity, _, revision = library.stamp().split(":")
        # As it was written then: an index of it stays, and no other one counts as its.
        marks = (f"{identity}:{revision}", library.lists(), library.setting("theme"))
        visit = library.last_visit()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(TO_THE_SECOND + TO_THE_FIRST)
    with pytest.raises(LibraryUnwritable, match="older"):
        Library.open(path, read_only=True)
    for _ in range(2):
        with contextlib.closing(Library.open(path)) as library:
            assert everything(library) == before
            assert (library.stamp(), library.lists(), library.setting("theme")) == marks
            assert library.follows(marks[0])
            assert not library.follows(f"{identity}:1")
            assert library.last_visit() == visit
            assert library.check() == ""
            assert list(library.having(Is(State.CODE))) == [1]
            assert list(library.having(Is(State.COMMENT))) == [3]
            assert list(library.having(Tagged("gan"))) == [3]
            assert list(library.keys(by=Sort.ADDED)) == [2, 3, 4, 5, 6, 1]
            assert list(library.keys(by=Sort.TITLE)) == [2, 3, 4, 1, 6, 5]
            assert changed(library, 1) == [2, 3, 4, 5, 6]
            assert (library.history(), library.saved()) == ([], [])
    with contextlib.closing(Library.open(path)) as library:
        library.searched("cats").result()
        library.save_search("Cats", "cats").result()
        assert library.history() == ["cats"]
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_second_release_is_brought_up_to_date(path: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        library.add("shelf", "test", SHELF, digest="digest")
        library.add("later", "test", SHELF[4:1:-1])
        library.tag(1, "gan", True).result()
        library.save_search("Cats", "cats").result()
        before = everything(library)
        lists = library.lists()
        listings = [list(library.listing(known.name)) for known in lists]
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(TO_THE_SECOND)
    with pytest.raises(LibraryUnwritable, match="older"):
        Library.open(path, read_only=True)
    for _ in range(2):
        with contextlib.closing(Library.open(path)) as library:
            assert everything(library) == before
            assert library.lists() == lists
            assert [list(library.listing(known.name)) for known in lists] == listings
            assert [search.name for search in library.saved()] == ["Cats"]
            assert list(library.having(UPDATED, lists[0].updated)) == []
            assert library.check() == ""
    with contextlib.closing(Library.open(path)) as library:
        # What is in its lists counts as not found in their next reading.
        with library.importing(Origin("shelf", "test")) as importing:
            importing.add([replace(SHELF[1], arxiv=ArxivId("2601.00002", 2))])
            assert importing.finish() == Added(0, 1, 0, removed=5)
        assert sorted(library.keys()) == [1, 2, 3, 4, 5]
        assert list(library.having(UPDATED, lists[0].updated)) == [2]


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with pytest.raises(LibraryUnwritable):
        Library.open(path, read_only=True)
    assert path.read_bytes() == b""
    marked(path)
    with contextlib.closing(Library.open(path, read_only=True)) as library:
        assert library.count() == len(SHELF)


def test_papers_can_be_rebuilt_under_their_marks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(path)
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, REBUILD])
    with pytest.raises(LibraryUnwritable, match="older"):
        Library.open(path, read_only=True)
    with contextlib.closing(Library.open(path)) as library:
        assert list(library.keys(bookmarked=True)) == [1]
        assert dict(library.papers(sorted(library.keys()))) == dict(enumerate(SHELF, 1))
        assert library.find("arxiv:2601.00002") == 2
        # Foreign keys hold again on the connection that went without them.
        assert isinstance(library.bookmark(99, True).exception(), LibraryError)


def test_a_new_file_goes_through_every_migration(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = ("CREATE TABLE later (x)",), ("ALTER TABLE later ADD COLUMN y DEFAULT 7",)
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, *later])
    Library.open(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO later (x) VALUES (1)")
        assert connection.execute("SELECT y FROM later").fetchone() == (7,)


def test_after_a_migration_that_failed_the_library_works(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(path)
    broken = ("DELETE FROM bookmark", "DROP TABLE setting", "INSERT INTO nowhere VALUES (1)")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, broken])
        for _ in range(2):
            with pytest.raises(LibraryError, match="left as it was"):
                Library.open(path)
    with contextlib.closing(Library.open(path)) as library:
        assert list(library.keys(bookmarked=True)) == [1]
        library.remember("theme", "dark").result()
        assert library.setting("theme") == "dark"


def test_a_first_migration_that_fails_leaves_room_for_another_try(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", [(*schema.MIGRATIONS[0], "INSERT INTO nowhere")])
        with pytest.raises(LibraryError, match="left as it was"):
            Library.open(path)
    marked(path)


def test_what_is_known_from_an_older_release_stays(path: Path) -> None:
    """It was not kept which list said what, nor what arXiv was asked for."""
    listed = replace(SHELF[0], abstract="")
    with contextlib.closing(Library.open(path)) as library:
        library.add("shelf", "test", [listed])
        library.fill([replace(SHELF[0], doi="10.1/x")])
        before = everything(library)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(TO_THE_SECOND)
    with contextlib.closing(Library.open(path)) as library:
        for _ in range(2):
            library.add("shelf", "test", [listed])
            assert everything(library) == before
        library.add("other", "test", [listed])
        library.remove_list("shelf")
        assert dict(library.papers([1])) == before[0]
