"""Builds that are killed at any moment leave the old index or none, never a broken one."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from shelf import paper
from terminal import ESCAPE, Terminal

from paperbrowse.library import Library
from paperbrowse.search import State, Store

from .conftest import PROGRAM


def search_and_kill(
    env: dict[str, str], query: str, after: float, kill: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    """Search, and kill whatever still works after so many seconds."""
    process = subprocess.Popen(
        [PROGRAM, "search", query],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(after)
    with contextlib.suppress(ProcessLookupError):
        kill(process)
    process.wait()


def alone(process: subprocess.Popen[bytes]) -> None:
    process.kill()


def with_its_session(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)


def kill_builds(env: dict[str, str], home: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    store = Store(home / ".cache/paperbrowse/index")
    for _ in range(times):
        if chance.random() < 0.5:
            (store.directory / "current.json").unlink(missing_ok=True)
        # The child must end in either case.
        after, kill = chance.uniform(0.05, 0.9), chance.choice((alone, with_its_session))
        search_and_kill(env, "lieaug", after, kill)
        current = store.current()
        assert current is None or store.check(current)
    found = subprocess.run(
        [PROGRAM, "search", "lieaug"], env=env, capture_output=True, text=True, check=True
    )
    assert "LieAugmenter" in found.stdout
    assert len(list(store.directory.glob("build-*"))) == 1


def test_killed_builds(env: dict[str, str], tmp_path: Path) -> None:
    kill_builds(env, tmp_path, times=6, seed=1)


@pytest.mark.full
def test_a_hundred_killed_builds(env: dict[str, str], tmp_path: Path) -> None:
    kill_builds(env, tmp_path, times=100, seed=2)


def kill_updates(env: dict[str, str], home: Path, times: int, seed: int) -> None:
    """Papers are added while searches that bring the index up to them are killed."""
    chance = random.Random(seed)
    store = Store(home / ".cache/paperbrowse/index")
    subprocess.run([PROGRAM, "search", "lieaug"], env=env, check=True, capture_output=True)
    for number in range(times):
        library = Library.open(home / ".local/share/paperbrowse/library.db")
        library.add(f"list {number}", "test", [paper(f"2702.{number:05}v1", f"Zebra {number}")])
        library.close()
        search_and_kill(env, "zebra", chance.uniform(0.2, 0.8), with_its_session)
        current = store.current()
        assert current is not None
        assert store.check(current)
    library = Library.open(home / ".local/share/paperbrowse/library.db")
    library.add("last", "test", [paper("2703.00001v1", "A last zebra")])
    stamp = library.stamp()
    library.close()
    with Terminal([PROGRAM], env) as terminal:  # the browser waits for nothing and brings it up
        terminal.wait_for(f"{199 + times + 1} papers")
        terminal.send("/zebra")
        terminal.wait_for(f"{times + 1} of {199 + times + 1}")
        terminal.send(ESCAPE)
        terminal.wait_for(f"{199 + times + 1} papers")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert store.state(stamp) is State.READY


def test_killed_updates(env: dict[str, str], tmp_path: Path) -> None:
    kill_updates(env, tmp_path, times=4, seed=3)


@pytest.mark.full
def test_sixty_killed_updates(env: dict[str, str], tmp_path: Path) -> None:
    kill_updates(env, tmp_path, times=60, seed=4)
