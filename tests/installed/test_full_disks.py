"""Disks that are full at any moment: a sentence, and nothing that was there is lost."""

from __future__ import annotations

import random
import sqlite3
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from .conftest import PROGRAM

resource = pytest.importorskip("resource")

LIST = "- [A Zebra](https://arxiv.org/abs/2601.00001v1)\n"
COMMANDS = (
    *(["list", "--limit", "1"], ["search", "zebra"], ["searches", "add", "mine", "zebra"]),
    *(["add", "x.md", "--name", "x"], ["update"], ["remove", "x"], ["backup", "b.db", "--force"]),
    *(["export", "-o", "o.bib", "--force"], ["export", "--append", "o.bib"], ["doctor"]),
)


def run(env: dict[str, str], home: Path, words: Iterable[str], largest: int | None) -> str:
    """Run a command where no file can grow beyond so many bytes; gives what it said."""

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    done = subprocess.run(
        [PROGRAM, *words],
        # Python itself would write half a module's bytecode, and take it for whole afterwards.
        env={**env, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=home,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    said = done.stdout + done.stderr
    assert done.returncode in (0, 1), (words, largest, done)
    assert "Traceback" not in said, said
    assert "something went wrong" not in said, (words, largest, said)
    return said


def fill_disks(env: dict[str, str], home: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    (home / "x.md").write_text(LIST)
    run(env, home, ["searches", "add", "kept", "medical"], None)
    library = home / ".local/share/paperbrowse/library.db"
    for _ in range(times):
        words = chance.choice(COMMANDS)
        run(env, home, words, chance.choice((0, chance.randrange(8192), chance.randrange(600_000))))
        with sqlite3.connect(library) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), words
        assert "kept" in run(env, home, ["searches"], None), words
    assert "LieAugmenter" in run(env, home, ["search", "lieaug"], None)


def test_some_full_disks(env: dict[str, str], tmp_path: Path) -> None:
    fill_disks(env, tmp_path, times=5, seed=1)


@pytest.mark.full
def test_many_full_disks(env: dict[str, str], tmp_path: Path) -> None:
    fill_disks(env, tmp_path, times=60, seed=2)
