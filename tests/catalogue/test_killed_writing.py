"""Processes killed while they write files, at any moment."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from paperbrowse.catalogue.writing import write

REWRITE = """
import sys
from pathlib import Path
from paperbrowse.catalogue import draft
from paperbrowse.catalogue.writing import rewrite, write
path = Path(sys.argv[1])
if sys.argv[2] == "named":
    draft._nameless = lambda directory, mode: None
for number in range(100_000):
    rewrite(path, lambda before: [before, b"%d\\n" % number])
    write(path.with_name("other"), [b"%d\\n" % number] * 100, force=True)
    print(number, flush=True)
"""


def permissions(path: Path) -> int:
    return path.stat().st_mode & 0o777


def kill_at(path: Path, chance: random.Random) -> None:
    how = chance.choice(("named", "nameless"))
    path.touch(0o600)
    with subprocess.Popen(
        [sys.executable, "-c", REWRITE, str(path), how], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(chance.randint(1, 20))]
        timer = threading.Timer(chance.uniform(0, 0.01), process.kill)
        timer.start()
        said += process.stdout.readlines()
        timer.join()
    assert process.returncode == -signal.SIGKILL
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines == [b"%d\n" % number for number in range(len(lines))]
    assert 0 <= len(lines) - len(said) <= 1
    assert permissions(path) == 0o600
    other = path.with_name("other").read_bytes()
    assert other == other[: len(other) // 100] * 100
    left = list(path.parent.glob(".paperbrowse-*"))
    assert len(left) <= 1
    assert {permissions(child) for child in left} <= {0o600, permissions(path.with_name("other"))}
    write(path.with_name("last"), [])
    assert sorted(child.name for child in path.parent.iterdir()) == ["last", "mine", "other"]


def kill_many(directory: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(times):
        (directory / str(number)).mkdir()
        kill_at(directory / str(number) / "mine", chance)


def test_a_kill_leaves_whole_files_and_nothing_else(tmp_path: Path) -> None:
    kill_many(tmp_path, times=3, seed=1)


@pytest.mark.full
def test_a_hundred_kills_leave_whole_files_and_nothing_else(tmp_path: Path) -> None:
    kill_many(tmp_path, times=100, seed=2)
