from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from shelf import SHELF

from paperbrowse.library import (
    Library,
    LibraryDamaged,
    LibraryError,
    LibraryTooNew,
    LibraryUnwritable,
    schema,
)
from paperbrowse.library.aside import free_name, move_aside


def filled(path: Path) -> Path:
    library = Library.open(path)
    library.add("shelf", "test", SHELF)
    library.close()
    return path


def test_a_new_library_has_every_table(path: Path) -> None:
    connection = sqlite3.connect(filled(path))
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert {"tag", "note", "visit", "setting", "listing", "version", "bookmark", "read"} <= names
    assert {"search", "saved_search"} <= names
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    connection.close()


@pytest.mark.parametrize("harm", ["garbage", "truncated", "page", "other"])
def test_a_damaged_library_is_noticed(path: Path, harm: str) -> None:
    content = bytearray(filled(path).read_bytes())
    if harm == "garbage":
        content[:] = b"garbage" * 999
    elif harm == "truncated":
        del content[len(content) // 2 :]
    elif harm == "page":
        content[4096:8192] = b"\xff" * 4096
    path.write_bytes(content)
    if harm == "other":
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE other (x)")
        connection.commit()
        connection.close()
    with pytest.raises(LibraryDamaged, match=r"library\.db"):
        Library.open(path)


def test_setting_aside_overwrites_nothing(path: Path) -> None:
    asides = set()
    for number in range(3):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"damaged {number}")
        path.with_name("library.db-wal").write_text(f"log {number}")
        aside = free_name(path)
        move_aside(path, aside)
        assert aside.read_text() == f"damaged {number}"
        assert aside.with_name(aside.name + "-wal").read_text() == f"log {number}"
        assert not path.exists()
        asides.add(aside)
    assert len(asides) == 3


def test_a_newer_library_is_left_alone(path: Path) -> None:
    connection = sqlite3.connect(filled(path))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LibraryTooNew, match="upgrade"):
        Library.open(path)
    assert path.read_bytes() == before


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryUnwritable, match="file"):
        Library.open(tmp_path / "file" / "library.db")
    with pytest.raises(LibraryUnwritable):
        Library.open(tmp_path / "missing.db", read_only=True)


def test_reading_alone(path: Path) -> None:
    library = Library.open(filled(path), read_only=True)
    assert library.count() == len(SHELF)
    library.close()


def test_a_library_that_goes_away_is_an_error_not_a_crash(path: Path) -> None:
    library = Library.open(filled(path))
    shutil.rmtree(path.parent)
    assert isinstance(library.bookmark(1, True).exception(), LibraryError)
    library.close()


def test_an_older_library_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    later = [*schema.MIGRATIONS, ("CREATE TABLE later (x)", "INSERT INTO later VALUES (1)")]
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    library = Library.open(path)
    assert library.count() == len(SHELF)
    library.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT x FROM later").fetchone() == (1,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(later),)
    connection.close()


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    before = len(schema.MIGRATIONS)
    broken = [*schema.MIGRATIONS, ("CREATE TABLE later (x)", "INSERT INTO nowhere VALUES (1)")]
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(LibraryError, match="left as it was") as raised:
            Library.open(path)
    assert raised.type is LibraryError  # not LibraryDamaged: it would be set aside
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (before,)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "later" not in tables
    connection.close()


def test_threads_read_while_one_writes(path: Path) -> None:
    library = Library.open(filled(path))
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(50):
                assert library.count() == len(library.keys())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(50):
        library.bookmark(number % 6 + 1, number % 2 == 0).result()
    for thread in threads:
        thread.join()
    library.close()
    assert failures == []


OPEN_AND_ADD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from shelf import SHELF
from paperbrowse.library import Library
library = Library.open(Path(sys.argv[1]))
library.add("shelf", "test", SHELF)
library.close()
"""


def race(path: Path) -> None:
    """Four processes make the same library at the same time."""
    support = str(Path(__file__).parent.parent / "support")
    racers = [
        subprocess.Popen([sys.executable, "-c", OPEN_AND_ADD, str(path), support]) for _ in range(4)
    ]
    assert [racer.wait() for racer in racers] == [0] * 4
    library = Library.open(path)
    assert library.count() == len(SHELF)
    assert library.check() == ""
    library.close()


def test_processes_make_one_library(path: Path) -> None:
    race(path)


@pytest.mark.full
def test_processes_make_one_library_sixty_times(tmp_path: Path) -> None:
    for number in range(60):
        race(tmp_path / str(number) / "library.db")
