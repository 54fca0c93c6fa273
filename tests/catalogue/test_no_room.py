"""Disks that are full or cannot be written, and builders of the index that are killed."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from shelf import SHELF, paper

from paperbrowse.catalogue import Catalogue, Phase, Request, Status, index
from paperbrowse.catalogue.child import Child
from paperbrowse.config import Directories
from paperbrowse.library import Library, connections

resource = pytest.importorskip("resource")


@contextlib.contextmanager
def no_file_larger(than: int) -> Iterator[None]:
    """Until the block is left, a file that would grow beyond so many bytes can't be written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (than, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def behind(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> list[Status]:
    """An index that lacks a paper; what it says from now on."""
    monkeypatch.setattr(index, "_PAUSE", 0)
    heard: list[Status] = []
    catalogue.index.listener = heard.append
    catalogue.library.add("more", "test", [paper("2601.00009v1", "Zebras")])
    return heard


def found(catalogue: Catalogue, text: str) -> int:
    return len(catalogue.results(Request(text)).keys)


def kill_the_first(number: int, monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """Kill so many building processes as soon as they have started; gives all that are."""
    started: list[Child] = []

    class Killed(Child):
        def __init__(self, library: Path, place: Path) -> None:
            super().__init__(library, place)
            started.append(self)
            if len(started) <= number:
                self._process.kill()

    monkeypatch.setattr(index, "Child", Killed)
    return started


def test_a_builder_that_is_killed_is_started_again(
    catalogue: Catalogue, behind: list[Status], monkeypatch: pytest.MonkeyPatch
) -> None:
    started = kill_the_first(2, monkeypatch)
    catalogue.index.ensure().join()
    assert len(started) == 3
    assert behind[-1].phase is Phase.READY
    assert found(catalogue, "zebras") == 1


def test_one_that_is_always_killed_is_given_up(
    catalogue: Catalogue, behind: list[Status], monkeypatch: pytest.MonkeyPatch
) -> None:
    started = kill_the_first(99, monkeypatch)
    catalogue.index.ensure().join()
    assert len(started) == 4
    assert behind[-1].phase is Phase.FAILED
    assert "ended before it was done" in behind[-1].sentence


def test_the_program_ends_while_a_start_is_waited_for(
    catalogue: Catalogue, behind: list[Status], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_PAUSE", 3600)
    kill_the_first(99, monkeypatch)
    keeper = catalogue.index.ensure()
    catalogue.index.close()
    keeper.join(10)
    assert not keeper.is_alive()


def test_an_index_that_is_behind_where_it_cannot_be_written(
    catalogue: Catalogue, behind: list[Status], places: Directories
) -> None:
    # What nobody can write to, not even root.
    (places.index / "lock").unlink()
    (places.index / "lock").mkdir()
    catalogue.index.ensure().join()
    assert behind[-1].phase is Phase.READY
    assert "for this session only" in behind[-1].sentence
    assert found(catalogue, "zebras") == 1
    assert found(catalogue, "cats") == 1


def test_no_room_for_an_index_is_said(catalogue: Catalogue, behind: list[Status]) -> None:
    with no_file_larger(1024):
        catalogue.index.ensure().join()
    assert behind[-1].phase is Phase.FAILED
    assert "cannot be written" in behind[-1].sentence
    assert found(catalogue, "cats") == 1


def marked(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    key = catalogue.library.keys()[0]
    catalogue.bookmark(key, True).result()
    catalogue.close()


def test_a_sound_library_without_room_beside_it_can_be_read(places: Directories) -> None:
    marked(places)
    with no_file_larger(16384):  # the memory beside a library, that is shared, takes twice that
        catalogue = Catalogue.open(places)
        assert "marks can't be kept" in catalogue.notices[0]
        assert len(catalogue.library.keys(bookmarked=True)) == 1
        assert len(catalogue.results(Request()).keys) == 199
        assert catalogue.bookmark(catalogue.library.keys()[1], True).exception() is not None
        catalogue.close()
    catalogue = Catalogue.open(places)
    assert catalogue.notices == []
    catalogue.close()


def test_what_is_in_the_log_is_read_from_a_copy(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(places)
    library = Library.open(places.library)
    library.bookmark(library.keys()[1], True).result()
    (file, log) = (places.library.with_name(f"library.db{part}") for part in ("", "-wal"))
    kept = file.read_bytes(), log.read_bytes()
    library.close()
    file.write_bytes(kept[0])
    log.write_bytes(kept[1])
    checked = connections._checked

    def no_room(path: Path, mode: str) -> sqlite3.Connection:
        if path == places.library and "immutable" not in mode:
            raise sqlite3.OperationalError("disk I/O error")
        return checked(path, mode)

    monkeypatch.setattr(connections, "_checked", no_room)
    catalogue = Catalogue.open(places)
    assert "marks can't be kept" in catalogue.notices[0]
    assert len(catalogue.library.keys(bookmarked=True)) == 2
    assert not catalogue.keeps_marks
    catalogue.close()
    assert (file.read_bytes(), log.read_bytes()) == kept


def test_no_room_for_a_shipped_list_that_has_changed(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    with contextlib.closing(Library.open(places.library)) as library:
        library.add("shelf", "test", SHELF)
    monkeypatch.undo()
    size = places.library.stat().st_size
    with no_file_larger(size + 40000):
        catalogue = Catalogue.open(places)
        assert "marks can't be kept" in catalogue.notices[0]
        assert len(catalogue.results(Request()).keys) == len(SHELF)
        catalogue.close()
