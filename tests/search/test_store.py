from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from paperbrowse.search import NotPrivate, State, Store


def built(store: Store, stamp: str = "a:1") -> Path:
    store.prepare()
    with store.building():
        directory = store.new_build()
        (directory / "postings").write_bytes(b"some postings")
        store.swap_in(directory, stamp, papers=3)
    return directory


def test_a_new_directory_is_private(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache" / "index")
    store.prepare()
    assert (tmp_path / "cache" / "index").stat().st_mode & 0o777 == 0o700
    assert store.state("a:1") is State.MISSING


def test_a_build_is_current_when_it_is_swapped_in(tmp_path: Path) -> None:
    store = Store(tmp_path)
    built(store)
    current = store.current()
    assert current is not None
    assert (current.stamp, current.papers) == ("a:1", 3)
    assert store.state("a:1") is State.READY
    assert store.state("a:2") is State.BEHIND
    assert store.check(current)


def test_a_new_build_replaces_the_one_before(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first, second = built(store), built(store, "a:2")
    assert not first.exists()
    assert second.exists()
    assert store.state("a:2") is State.READY


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept = built(store)
    (tmp_path / "build-left").mkdir()
    assert store.state("a:1") is State.READY
    with store.building():
        store.new_build()
    assert not (tmp_path / "build-left").exists()
    assert kept.exists()


@pytest.mark.parametrize(
    "pointer", ["", "{", "[]", "null", '{"files": 3}', '{"files": {}}', '{"files": {"a": 1}}', "\0"]
)
def test_a_broken_pointer_is_damage(tmp_path: Path, pointer: str) -> None:
    store = Store(tmp_path)
    built(store)
    (tmp_path / "current.json").write_text(pointer)
    assert store.current() is None
    assert store.state("a:1") is State.DAMAGED


def test_another_schema_is_older(tmp_path: Path) -> None:
    store = Store(tmp_path)
    built(store)
    told = json.loads((tmp_path / "current.json").read_text())
    (tmp_path / "current.json").write_text(json.dumps({**told, "schema": 0}))
    assert store.state("a:1") is State.OLDER


def test_changed_and_missing_files_are_damage(tmp_path: Path) -> None:
    store = Store(tmp_path)
    directory = built(store)
    current = store.current()
    assert current is not None
    (directory / "postings").write_bytes(b"more postings")
    assert not store.check(current)
    (directory / "postings").unlink()
    assert not store.check(current)
    directory.rmdir()
    assert store.state("a:1") is State.DAMAGED
    store.discard(current)
    assert store.state("a:1") is State.MISSING


def test_what_others_could_write_is_thrown_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    built(store)
    tmp_path.chmod(0o777)
    store.prepare()
    assert store.state("a:1") is State.MISSING
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_a_directory_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(NotPrivate, match="another user"):
        Store(tmp_path).prepare()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_only_a_directory_is_taken(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "index"
    if kind == "file":
        place.touch()
    else:
        (tmp_path / "elsewhere").mkdir()
        place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotPrivate, match="not a directory"):
        Store(place).prepare()
