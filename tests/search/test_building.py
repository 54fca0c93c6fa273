from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shelf import SHELF, paper

from paperbrowse.paper import Paper
from paperbrowse.query import EVERYTHING, parse
from paperbrowse.search import Build, IndexDamaged, Store, building
from paperbrowse.search.whoosh_index import WhooshIndex


class Shelf:
    """Papers by their keys, and an index that follows them."""

    def __init__(self, directory: Path) -> None:
        self.papers: dict[int, Paper] = dict(enumerate(SHELF, 1))
        self.store = Store(directory)
        self.store.prepare()
        with self.store.building():
            building.build(self.store, self.papers.items(), "s:1", len(self.papers))

    @property
    def current(self) -> Build:
        current = self.store.current()
        assert current is not None
        return current

    def load(self, keys: Collection[int]) -> Iterator[tuple[int, Paper]]:
        return ((key, paper) for key, paper in self.papers.items() if key in keys)

    def update(self, changed: Collection[int]) -> int:
        with self.store.building():
            return building.update(self.store, self.current, changed, self.papers, self.load, "s:2")

    def found(self, text: str) -> set[int]:
        return set(self.index.find(parse(text).tree).keys)

    @property
    def index(self) -> WhooshIndex:
        return WhooshIndex(self.store, self.current)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "index")


def test_a_changed_paper_is_found_by_its_new_words_alone(shelf: Shelf) -> None:
    shelf.papers[1] = replace(SHELF[0], title="Zebras", abstract="")
    shelf.update({1})
    assert shelf.found("zebras ") == {1}
    assert shelf.found("cats ") == set()
    assert shelf.found("-zzz ") == {1, 2, 3, 4, 5, 6}
    assert shelf.index.find(EVERYTHING).total == 6


def test_a_paper_that_is_gone_is_not_found(shelf: Shelf) -> None:
    del shelf.papers[3]
    assert shelf.update(()) == 0
    assert shelf.found("birds ") == set()
    assert shelf.found("-zzz ") == {1, 2, 4, 5, 6}
    assert shelf.current.papers == 5


def test_many_small_changes_make_few_segments(shelf: Shelf) -> None:
    written = 0
    for number in range(60):
        shelf.papers[100 + number] = paper(f"2602.{number:05}v1", f"Added number {number}")
        written += shelf.update({100 + number})
        assert len(shelf.index.postings.segments) <= 8
    assert shelf.found("added ") == set(range(100, 160))
    # Each paper was written again only as often as the index doubled.
    assert written < 60 * 8


def test_files_are_shared_and_not_copied(shelf: Shelf) -> None:
    for number in range(100, 130):
        shelf.papers[number] = paper(f"2602.{number:05}v1", f"Added number {number}")
    shelf.update(set(range(100, 130)))
    before = shelf.current
    directory = shelf.store.directory / before.directory
    numbers = {(directory / name).stat().st_ino for name in before.files}
    shelf.papers[200] = paper("2602.00200v1", "One more")
    shelf.update({200})
    after = shelf.store.directory / shelf.current.directory
    kept = {path.stat().st_ino for path in after.iterdir()} & numbers
    assert len(kept) >= 2
    assert shelf.store.check(shelf.current)
    assert shelf.found("more ") == {200}


def test_where_files_cannot_be_linked_they_are_copied(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    shelf.papers[7] = paper("2602.00007v1", "Zebras")
    shelf.update({7})
    assert shelf.found("zebras ") == {7}
    assert shelf.store.check(shelf.current)


def test_an_update_that_fails_leaves_the_index_as_it_was(shelf: Shelf) -> None:
    before = shelf.current

    def failing(_: Collection[int]) -> Iterator[tuple[int, Paper]]:
        yield 7, paper("2602.00007v1", "Zebras")
        raise ConnectionError

    with pytest.raises(ConnectionError), shelf.store.building():
        building.update(shelf.store, before, {7}, [*shelf.papers, 7], failing, "s:2")
    assert shelf.current == before
    assert shelf.found("cats ") == {1}
    assert len(list(shelf.store.directory.glob("build-*"))) == 1


def test_segments_of_a_large_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "SEGMENT", 2)
    monkeypatch.setattr(building, "MOST_SEGMENTS", 2)
    heard: list[tuple[int, int]] = []
    store = Store(tmp_path)
    store.prepare()
    with store.building():
        building.build(
            store,
            enumerate(SHELF, 1),
            "s:1",
            len(SHELF),
            lambda done, total: heard.append((done, total)),
        )
    current = store.current()
    assert current is not None
    index = WhooshIndex(store, current)
    assert [len(segment.keys) for segment in index.postings.segments] == [3, 3]
    assert heard[-1] == (6, 6)
    assert list(index.find(EVERYTHING).keys) == [1, 2, 3, 4, 5, 6]
    assert set(index.find(parse("vision -cats ").tree).keys) == {2, 3, 4, 5, 6}
    assert set(index.find(parse('"deep supervision" ').tree).keys) == {4}


@pytest.mark.parametrize("ending", [".terms", ".documents", ".toc"])
def test_files_that_are_cut_or_exchanged_are_noticed(shelf: Shelf, ending: str) -> None:
    directory = shelf.store.directory / shelf.current.directory
    path = next(path for path in directory.iterdir() if path.suffix == ending)
    whole = path.read_bytes()
    for broken in (whole[:-1], whole[: len(whole) // 2], b"", b"\0" * len(whole)):
        path.write_bytes(broken)
        with pytest.raises(IndexDamaged):
            WhooshIndex(shelf.store, shelf.current)
    path.unlink()
    with pytest.raises(IndexDamaged):
        WhooshIndex(shelf.store, shelf.current)
    assert not shelf.store.whole(shelf.current)


@pytest.mark.parametrize("ending", [".terms", ".documents"])
def test_damage_that_sums_would_not_show_is_noticed_or_harmless(
    shelf: Shelf, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in the files: an answer or IndexDamaged, and no other exception."""
    monkeypatch.setattr(Store, "check", lambda *_: True)
    directory = shelf.store.directory / shelf.current.directory
    path = next(path for path in directory.iterdir() if path.suffix == ending)
    whole = path.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        path.write_bytes(broken)
        try:
            index = shelf.index
            for text in ("cats ", "net", '"deep supervision" ', "netwrok~2 ", "title:classif"):
                list(index.find(parse(text).tree).keys)
        except IndexDamaged:
            pass
    shutil.rmtree(directory)
