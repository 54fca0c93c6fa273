"""Builds that are killed at any moment leave the old index or none, never a broken one."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
from pathlib import Path

import pytest

from paperbrowse.search import Store

from .conftest import PROGRAM


def kill_builds(env: dict[str, str], home: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    store = Store(home / ".cache/paperbrowse/index")
    for _ in range(times):
        if chance.random() < 0.5:
            (store.directory / "current.json").unlink(missing_ok=True)
        process = subprocess.Popen(
            [PROGRAM, "search", "lieaug"],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.05, 0.9))
        # The program alone, or all of its session: the child must end in either case.
        with contextlib.suppress(ProcessLookupError):
            if chance.random() < 0.5:
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
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
