"""A library that a backup took the place of: its index never answers for papers of another past."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from shelf import SHELF, paper

from paperbrowse.catalogue import Catalogue, Request
from paperbrowse.config import Directories
from paperbrowse.library import Library
from paperbrowse.search import State

ZEBRAS, OTTERS = paper("2602.00001v1", "Zebras"), paper("2602.00002v1", "Otters")


@pytest.fixture(autouse=True)
def _nothing_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))


@contextmanager
def indexed(places: Directories) -> Iterator[Catalogue]:
    """The program, as soon as its index is ready."""
    with contextlib.closing(Catalogue.open(places)) as catalogue:
        catalogue.index.ensure().join()
        yield catalogue


def add(places: Directories, *papers: object, name: str = "list") -> None:
    with contextlib.closing(Library.open(places.library)) as library:
        library.add(name, "test", papers)  # type: ignore[arg-type]  # papers


def titles(catalogue: Catalogue, text: str) -> list[str]:
    keys = catalogue.results(Request(text)).keys
    rows = catalogue.library.rows(keys)
    return [rows[key].title for key in keys]


@pytest.fixture
def backup(places: Directories, tmp_path: Path) -> Path:
    """A backup of a library whose index is ready and holds one paper more, with key 7."""
    add(places, *SHELF, name="shelf")
    with indexed(places):
        pass
    kept = tmp_path / "backup.db"
    shutil.copy(places.library, kept)
    add(places, ZEBRAS)
    with indexed(places) as catalogue:
        assert titles(catalogue, "zebras") == ["Zebras"]
    return kept


def test_as_many_changes_after_a_restored_backup(places: Directories, backup: Path) -> None:
    shutil.copy(backup, places.library)
    add(places, OTTERS)  # the same revision, and the key that was the zebras'
    with contextlib.closing(Catalogue.open(places)) as catalogue:
        assert catalogue.index.state() is State.DIVERGED
        assert "diverged" in catalogue.index.examine().sentence
    with indexed(places) as catalogue:
        assert titles(catalogue, "zebras") == []
        assert titles(catalogue, "otters") == ["Otters"]
        assert titles(catalogue, "cats") == ["Networks of Cats"]
        assert catalogue.index.state() is State.READY


def test_more_changes_after_a_restored_backup(places: Directories, backup: Path) -> None:
    """The index is behind by its number, and holds papers that have never been."""
    add(places, replace(SHELF[0], title="Networks of Lions"), name="later")
    with indexed(places) as catalogue:
        assert titles(catalogue, "lions") == ["Networks of Lions"]
    shutil.copy(backup, places.library)
    add(places, replace(SHELF[0], title="Networks of Kittens"), OTTERS)
    add(places, paper("2602.00003v1", "Newts"), name="more")
    add(places, paper("2602.00004v1", "Geese"), name="most")
    with indexed(places) as catalogue:
        assert titles(catalogue, "zebras") == titles(catalogue, "lions") == []
        for word in ("kittens", "otters", "newts"):
            assert len(titles(catalogue, word)) == 1


def test_a_restored_backup_alone(places: Directories, backup: Path) -> None:
    shutil.copy(backup, places.library)
    with indexed(places) as catalogue:
        assert titles(catalogue, "zebras") == []
        assert catalogue.index.examine().sentence == "ready (6 papers)"


def test_two_copies_of_a_library_share_a_cache(
    places: Directories, backup: Path, tmp_path: Path
) -> None:
    other = replace(places, data=tmp_path / "other")
    other.data.mkdir()
    shutil.copy(backup, other.library)
    add(other, OTTERS)
    for _ in range(2):
        for there, found in ((places, ["Zebras", "-"]), (other, ["-", "Otters"])):
            with indexed(there) as catalogue:
                for word in ("Zebras", "Otters"):
                    assert titles(catalogue, word) == [word for title in found if title == word]


def test_a_backup_that_is_restored_under_the_open_program(
    places: Directories, backup: Path
) -> None:
    with indexed(places) as catalogue:
        with (
            contextlib.closing(sqlite3.connect(backup)) as kept,
            contextlib.closing(sqlite3.connect(places.library)) as live,
        ):
            kept.backup(live)
        add(places, OTTERS)
        catalogue.index.ensure().join()
        assert titles(catalogue, "zebras") == []
        assert titles(catalogue, "otters") == ["Otters"]


def test_an_index_of_the_same_past_is_brought_up_to_date(places: Directories, backup: Path) -> None:
    add(places, OTTERS, name="more")
    with contextlib.closing(Catalogue.open(places)) as catalogue:
        assert catalogue.index.state() is State.BEHIND
