"""A backup is there whole or not at all, and never in the place of the library."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paperbrowse.catalogue import Catalogue
from paperbrowse.catalogue import backup as backups
from paperbrowse.catalogue.backup import AlreadyThere, NotWritten, back_up, report
from paperbrowse.library.backup import Contents


def nobody(done: int, total: int) -> None:
    pass


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def test_a_backup_is_private_and_alone(catalogue: Catalogue, place: Path) -> None:
    catalogue.bookmark(1, True).result()
    path = place / "mine.db"
    contents = back_up(catalogue.library.path, path, nobody)
    assert contents == Contents(6, 1, 0, 0, 0)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(AlreadyThere, match=r"mine\.db is there already"):
        back_up(catalogue.library.path, path, nobody)
    path.chmod(0o644)
    catalogue.bookmark(2, True).result()
    assert back_up(catalogue.library.path, path, nobody, force=True).bookmarks == 2
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(place.iterdir()) == [path]


def test_what_is_in_it_is_said() -> None:
    said = report(Contents(1999, 12, 3, 1, 0), "mi\u202ene.db")
    assert said == (
        "1,999 papers, 12 bookmarks, 3 tags, 1 note and 0 saved searches backed up to mine.db"
    )


@pytest.mark.parametrize("way", ["name", "symbolic", "hard", "dots", "log", "no log"])
def test_the_library_is_not_written_over(catalogue: Catalogue, place: Path, way: str) -> None:
    library = catalogue.library.path
    catalogue.bookmark(1, True).result()
    path = place / "mine.db"
    if way == "symbolic":
        path.symlink_to(library)
    elif way == "hard":
        path.hardlink_to(library)
    elif way == "dots":
        path = library.parent / ".." / library.parent.name / library.name
    elif way == "log":
        path = library.with_name("library.db-wal")
    elif way == "no log":
        path = library.with_name("library.db-journal")
    else:
        path = library
    with pytest.raises(NotWritten, match="is the library itself, or belongs to it"):
        back_up(library, path, nobody, force=True)
    assert list(catalogue.library.keys(bookmarked=True)) == [1]
    assert catalogue.library.check() == ""


@pytest.mark.parametrize("log", ["-wal", "-shm", "-journal"])
def test_the_log_of_another_database_is_not_taken_for_its_own(
    catalogue: Catalogue, place: Path, log: str
) -> None:
    (place / f"mine.db{log}").write_bytes(b"theirs")
    with pytest.raises(NotWritten, match=f"mine.db{log} lies there"):
        back_up(catalogue.library.path, place / "mine.db", nobody, force=True)
    assert len(list(place.iterdir())) == 1


def test_what_cannot_be_a_backup(catalogue: Catalogue, place: Path) -> None:
    (place / "loop").symlink_to("loop")
    os.mkfifo(place / "pipe")
    for name, said in (
        ("", "is a directory"),
        ("no/mine.db", "There is no directory"),
        ("loop", "is a link that leads to itself"),
        ("pipe", "is no file that can hold a backup"),
        ("nul\0", "cannot be the name of a file"),
    ):
        with pytest.raises(NotWritten, match=said):
            back_up(catalogue.library.path, place / name, nobody, force=True)
    assert sorted(child.name for child in place.iterdir()) == ["loop", "pipe"]


@pytest.mark.parametrize("error", [OSError(28, "no"), KeyboardInterrupt()])
def test_nothing_is_left_of_what_was_broken_off(
    catalogue: Catalogue, place: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place / "mine.db"
    path.write_bytes(b"old")

    def failing(*_: object) -> Contents:
        raise error

    monkeypatch.setattr(backups, "copy_library", failing)
    with pytest.raises((NotWritten, KeyboardInterrupt)):
        back_up(catalogue.library.path, path, nobody, force=True)
    assert [child.read_bytes() for child in place.iterdir()] == [b"old"]
