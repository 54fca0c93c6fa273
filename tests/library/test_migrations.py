"""From files of every age to the tables of today."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from shelf import SHELF

from paperbrowse.library import Library, LibraryError, LibraryUnwritable, schema

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


def marked(path: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        library.add("shelf", "test", SHELF)
        library.bookmark(1, True).result()


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
        assert dict(library.papers()) == dict(enumerate(SHELF, 1))
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
