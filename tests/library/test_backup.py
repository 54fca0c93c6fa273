"""A copy of a library in use: whole, of one state, and alone."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from pathlib import Path

import pytest
from shelf import SHELF, paper

from paperbrowse.library import Library, LibraryDamaged, LibraryUnwritable, backup, schema
from paperbrowse.library.backup import Contents, back_up


def nobody(done: int, total: int) -> None:
    pass


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "copy" / "copy.db"
    path.parent.mkdir()
    path.touch()
    return path


def mark(library: Library) -> Contents:
    """Something of each kind, all of it in the log."""
    library.add("shelf", "test", SHELF)
    for key in (1, 2, 3):
        library.bookmark(key, True)
        library.tag(key, "mine", True)
    library.tag(1, "own", True)
    library.save_search("cats", "cat")
    library.note(1, "one").result()
    return Contents(papers=6, bookmarks=3, tags=2, notes=1, searches=1)


def dump(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_what_is_in_the_log_is_in_the_copy(library: Library, copy: Path) -> None:
    contents = mark(library)
    assert library.path.with_name("library.db-wal").stat().st_size > 100_000
    assert back_up(library.path, copy, nobody) == contents
    assert list(copy.parent.iterdir()) == [copy]
    assert dump(copy) == dump(library.path)
    assert list(copy.parent.iterdir()) == [copy]  # it has no log, not even when it is looked at
    with contextlib.closing(Library.open(copy)) as opened:
        assert list(opened.keys(bookmarked=True)) == [1, 2, 3]
        opened.bookmark(4, True).result()


def test_a_copy_is_of_one_state_whatever_is_written_meanwhile(
    library: Library, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_STEP", 1)
    contents = mark(library)
    before = dump(library.path)
    steps: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        steps.append((done, total))
        library.bookmark(4 + len(steps) % 3, len(steps) % 2 == 0).result()
        library.add(f"list {len(steps)}", "test", [paper(f"2702.{len(steps):05}", "a" * 9000)])

    assert back_up(library.path, copy, tell) == contents
    pages = steps[-1][1]
    assert steps == [(done, pages) for done in range(1, pages + 1)]
    assert dump(copy) == before
    assert library.count() == 6 + pages


def test_nothing_is_changed_and_nobody_is_needed(path: Path, copy: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        contents = mark(library)
    before = path.read_bytes()
    assert back_up(path, copy, nobody) == contents
    assert path.read_bytes() == before


def test_a_library_of_an_older_release(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        Library.open(path).close()
    assert back_up(path, copy, nobody) == Contents(0, 0, 0, 0, 0)
    assert dump(copy) == dump(path)


def test_nothing_is_left_beside_the_library(path: Path, copy: Path) -> None:
    Library.open(path).close()
    back_up(path, copy, nobody)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="nothing is forbidden to root")
def test_a_library_that_can_only_be_read(path: Path, copy: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        contents = mark(library)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert back_up(path, copy, nobody) == contents
    finally:
        path.parent.chmod(0o700)


@pytest.mark.parametrize("log", [True, False])
def test_a_log_that_cannot_be_read(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch, log: bool
) -> None:
    with contextlib.closing(Library.open(path)) as library:
        contents = mark(library)
    connected = backup._connected

    def without(file: Path, mode: str) -> sqlite3.Connection:
        if file == path and "immutable" not in mode:
            raise sqlite3.OperationalError("unable to open database file")
        return connected(file, mode)

    monkeypatch.setattr(backup, "_connected", without)
    if log:  # what is in it would be missing
        path.with_name("library.db-wal").write_bytes(b"log")
        with pytest.raises(LibraryUnwritable):
            back_up(path, copy, nobody)
    else:
        assert back_up(path, copy, nobody) == contents


def test_a_copy_that_is_broken_off(library: Library, copy: Path) -> None:
    def tell(done: int, total: int) -> None:
        raise KeyboardInterrupt

    mark(library)
    with pytest.raises(KeyboardInterrupt):
        back_up(library.path, copy, tell)
    library.bookmark(4, True).result()


def test_what_is_no_library(path: Path, copy: Path) -> None:
    with pytest.raises(LibraryUnwritable, match=r"There is no library .*library\.db to back up"):
        back_up(path, copy, nobody)
    path.parent.mkdir()
    path.touch()  # another process is about to make it
    with pytest.raises(LibraryUnwritable, match="There is no library"):
        back_up(path, copy, nobody)
    path.write_bytes(b"no database at all" * 500)
    with pytest.raises(LibraryDamaged, match="damaged"):
        back_up(path, copy, nobody)
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
    with pytest.raises(LibraryDamaged, match="is not a library"):
        back_up(path, copy, nobody)


def test_damage_is_not_passed_on(path: Path, copy: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        library.add("many", "test", [paper(f"2702.{n:05}", f"{n} " * 400) for n in range(300)])
    pages = bytearray(path.read_bytes())
    pages[200 * 4096 : 201 * 4096] = bytes(range(256)) * 16
    path.write_bytes(pages)
    with pytest.raises(LibraryDamaged, match=r"library\.db is damaged: no backup"):
        back_up(path, copy, nobody)


@pytest.mark.parametrize(
    ("said", "number"), [("database or disk is full", errno.ENOSPC), ("disk I/O error", errno.EIO)]
)
def test_a_disk_that_takes_no_more(library: Library, copy: Path, said: str, number: int) -> None:
    def tell(done: int, total: int) -> None:
        raise sqlite3.OperationalError(said)

    with pytest.raises(OSError, match=r"\[Errno") as refused:
        back_up(library.path, copy, tell)
    assert refused.value.errno == number


def test_a_disk_that_is_full(library: Library, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connected = backup._connected

    def small(path: Path, mode: str) -> sqlite3.Connection:
        connection = connected(path, mode)
        if mode.startswith("rw"):
            connection.execute("PRAGMA max_page_count = 1")
        return connection

    mark(library)
    monkeypatch.setattr(backup, "_connected", small)
    with pytest.raises(OSError, match=r"\[Errno") as refused:
        back_up(library.path, copy, nobody)
    assert refused.value.errno == errno.ENOSPC
