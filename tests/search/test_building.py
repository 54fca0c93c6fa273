from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from shelf import SHELF, InMemory, paper

from paperbrowse.paper import Paper
from paperbrowse.query import EVERYTHING, parse
from paperbrowse.search import Build, IndexDamaged, State, Store, building, planning
from paperbrowse.search.whoosh_index import WhooshIndex


class Shelf(InMemory):
    """A library that changes, and an index that follows it."""

    def __init__(self, directory: Path) -> None:
        super().__init__(dict(enumerate(SHELF, 1)))
        self.store = Store(directory)
        self.store.prepare()

    # The index

    def steps(self) -> Iterator[Build]:
        """The builds that come one after the other until nothing is left to do."""
        with self.store.building():
            builder = building.Builder(self.store, self)
            while (build := builder.grow()) is not None:
                yield build

    def update(self) -> int:
        """Index what has changed; gives how many papers were read for it."""
        before = len(self.read)
        for _ in self.steps():
            pass
        return len(self.read) - before

    @property
    def current(self) -> Build:
        current = self.store.current()
        assert current is not None
        return current

    def found(self, text: str) -> set[int]:
        return set(self.index.find(parse(text).tree).keys)

    @property
    def index(self) -> WhooshIndex:
        return WhooshIndex(self.store, self.current)

    @property
    def segments(self) -> list[int]:
        """The sizes of the segments."""
        return [len(segment.keys) for segment in self.index.postings.segments]


def added(numbers: Iterable[int]) -> dict[int, Paper]:
    return {n: paper(f"2602.{n:05}v1", f"Added number {n}") for n in numbers}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "index")
    assert shelf.update() == len(SHELF)
    return shelf


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of two papers, segments of four."""
    monkeypatch.setattr(planning, "PART", 2)
    monkeypatch.setattr(planning, "PARTS", 1000)
    monkeypatch.setattr(planning, "LARGEST", 4)


def test_a_changed_paper_is_found_by_its_new_words_alone(shelf: Shelf) -> None:
    shelf.put({1: replace(SHELF[0], title="Zebras", abstract="")})
    shelf.update()
    assert shelf.found("zebras ") == {1}
    assert shelf.found("cats ") == set()
    assert shelf.found("-zzz ") == {1, 2, 3, 4, 5, 6}
    assert shelf.index.find(EVERYTHING).total == 6


def test_a_paper_that_is_gone_is_not_found(shelf: Shelf) -> None:
    shelf.take(3)
    assert shelf.update() == 0
    assert shelf.found("birds ") == set()
    assert shelf.found("-zzz ") == {1, 2, 4, 5, 6}
    assert shelf.current.papers == 5


def test_many_small_changes_make_few_segments(shelf: Shelf) -> None:
    written = 0
    for number in range(60):
        shelf.put(added([100 + number]))
        written += shelf.update()
        assert len(shelf.segments) <= 8
    assert shelf.found("added ") == set(range(100, 160))
    # Each paper was written again only as often as the index doubled.
    assert written < 60 * 8


def test_files_are_shared_and_not_copied(shelf: Shelf) -> None:
    shelf.put(added(range(100, 130)))
    shelf.update()
    before = shelf.current
    directory = shelf.store.directory / before.directory
    numbers = {(directory / name).stat().st_ino for name in before.files}
    shelf.put({200: paper("2602.00200v1", "One more")})
    shelf.update()
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
    shelf.put({7: paper("2602.00007v1", "Zebras")})
    shelf.update()
    assert shelf.found("zebras ") == {7}
    assert shelf.store.check(shelf.current)


def test_an_update_that_fails_leaves_the_index_as_it_was(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shelf.current

    def failing(_: Sequence[int]) -> Iterator[tuple[int, Paper]]:
        yield 7, paper("2602.00007v1", "Zebras")
        raise ConnectionError

    shelf.put(added([7]))
    monkeypatch.setattr(shelf, "papers", failing)
    with pytest.raises(ConnectionError):
        shelf.update()
    assert shelf.current == before
    assert shelf.found("cats ") == {1}
    assert len(list(shelf.store.directory.glob("build-*"))) == 1


def test_a_large_library_is_found_part_by_part(tmp_path: Path, small_parts: None) -> None:
    shelf = Shelf(tmp_path / "index")
    seen = []
    for build in shelf.steps():
        everything = shelf.index.find(EVERYTHING)
        assert (build, build.papers) == (shelf.current, everything.total)
        seen.append((build.papers, build.waiting, shelf.store.state("shelf:1")))
    assert seen == [
        (2, 4, State.BEHIND),
        (4, 2, State.BEHIND),
        (6, 0, State.READY),
    ]
    assert shelf.read[:2] == [1, 2]
    assert list(shelf.index.find(EVERYTHING).keys) == [1, 2, 3, 4, 5, 6]
    assert shelf.found("vision -cats ") == {2, 3, 4, 5, 6}
    assert shelf.found('"deep supervision" ') == {4}


def test_what_a_build_has_come_to_is_heard(tmp_path: Path, small_parts: None) -> None:
    shelf = Shelf(tmp_path / "index")
    heard: list[tuple[int, int]] = []
    with shelf.store.building():
        builder = building.Builder(shelf.store, shelf, lambda *come: heard.append(come))
        while builder.grow():
            pass
    assert list(dict.fromkeys(heard)) == [(0, 6), (2, 6), (4, 6), (6, 6)]


@pytest.mark.parametrize("parts", [1, 2])
def test_whoever_comes_after_a_killed_builder_goes_on(
    tmp_path: Path, small_parts: None, parts: int
) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.put(added(range(7, 15)))
    for _ in islice(shelf.steps(), parts):
        (shelf.store.directory / "build-left").mkdir()
    had = shelf.found("-zzz ")
    assert len(had) == 2 * parts
    shelf.read.clear()
    shelf.update()
    assert had.isdisjoint(shelf.read)
    assert sorted(shelf.index.postings.keys) == list(range(1, 15))
    assert not (shelf.store.directory / "build-left").exists()


def test_papers_that_come_change_and_go_during_a_build(tmp_path: Path, small_parts: None) -> None:
    shelf = Shelf(tmp_path / "index")
    steps = shelf.steps()
    next(steps)
    shelf.put({**added([7, 8]), 2: replace(SHELF[1], title="Zebras", abstract="", authors=())})
    shelf.take(1, 5)  # one of them is indexed
    next(steps)
    assert 1 not in shelf.found("-zzz ")
    for _ in steps:
        pass
    assert shelf.store.state(shelf.stamp()) is State.READY
    assert shelf.found("-zzz ") == {2, 3, 4, 6, 7, 8}
    assert shelf.found("zebras ") == {2}
    assert shelf.found("dog ") == set()
    assert shelf.found("added ") == {7, 8}
    assert shelf.current.papers == 6


def test_a_paper_goes_that_was_lost_while_it_was_to_be_indexed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "index")
    with shelf.store.building():
        builder = building.Builder(shelf.store, shelf)
        del shelf.shelved[3], shelf.changed[3]  # unnoticed as yet
        build = builder.grow()
        assert builder.grow() is None
    assert build is not None
    assert (build.papers, build.waiting) == (5, 0)
    shelf.revision += 1
    shelf.update()
    assert shelf.found("-zzz ") == {1, 2, 4, 5, 6}


def test_random_changes_of_a_library(tmp_path: Path, small_parts: None) -> None:
    """Whatever changes between parts, and wherever it is broken off: what is found is right."""
    chance = random.Random(5)
    shelf = Shelf(tmp_path / "index")
    for number in range(40):
        for build in islice(shelf.steps(), chance.randint(0, 4)):
            assert shelf.index.find(EVERYTHING).total == build.papers
            assert len(shelf.found("-zzz ")) == build.papers
        if chance.random() < 0.6:
            first = 100 + 10 * number
            shelf.put(added(range(first, first + chance.randint(1, 9))))
        if chance.random() < 0.6:
            shelf.put(dict.fromkeys(chance.sample(sorted(shelf.shelved), 2), SHELF[0]))
        if chance.random() < 0.6:
            shelf.take(*chance.sample(sorted(shelf.shelved), min(len(shelf.shelved) - 2, 3)))
    shelf.update()
    assert shelf.found("-zzz ") == set(shelf.shelved)
    cats = {key for key, own in shelf.shelved.items() if own == SHELF[0]}
    assert shelf.found("cats ") == cats
    assert shelf.store.state(shelf.stamp()) is State.READY
    assert all(size <= 4 for size in shelf.segments)
    assert shelf.update() == 0


def test_segments_that_have_lost_many_papers_are_tidied_last(shelf: Shelf) -> None:
    shelf.put(added(range(100, 130)))
    shelf.update()
    shelf.take(*range(100, 115))
    steps = shelf.steps()
    shelf.read.clear()
    next(steps)
    assert shelf.read == []  # at once: nothing is written anew
    assert shelf.found("added ") == set(range(115, 130))
    assert shelf.store.state(shelf.stamp()) is State.READY
    for _ in steps:
        pass
    assert sum(shelf.segments) == 21
    assert shelf.found("added ") == set(range(115, 130))


def test_an_empty_library_has_an_index(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.take(*shelf.shelved)
    shelf.update()
    assert shelf.found("cats ") == set()
    shelf.put(added([9]))
    shelf.update()
    assert shelf.found("added ") == {9}


def test_another_library_is_indexed_from_the_beginning(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "stamp", lambda: "other:1")
    assert shelf.update() == len(SHELF)
    assert shelf.update() == 0
    assert shelf.found("cats ") == {1}


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
