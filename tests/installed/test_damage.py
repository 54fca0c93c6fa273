"""The program over a damaged library: it starts, and what the user left is there."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from shelf import SHELF, paper
from terminal import Terminal

from paperbrowse.library import Library

from .conftest import PROGRAM, Run

Launch = Callable[..., Terminal]
PAGE = 4096


def place(home: Path) -> Path:
    return home / ".local/share/paperbrowse/library.db"


def marked(path: Path, papers: int = 0) -> None:
    """A library with a bookmark, a note and two saved searches; its log is left beside it."""
    made = path.with_name("made.db")
    with contextlib.closing(Library.open(made)) as library:
        library.add("shelf", "test", SHELF)
        library.add(
            "more", "test", [paper(f"2602.{n:05}v1", f"{n} " * 3000) for n in range(papers)]
        )
        library.bookmark(1, True).result()
        library.note(2, "kept").result()
        library.save_search("Cats", "cats").result()
        library.save_search("Dogs", "dogs").result()
        for part in ("", "-wal") if not papers else ():
            shutil.copy(f"{made}{part}", f"{path}{part}")
    if papers:
        shutil.copy(made, path)
    for file in path.parent.glob("made.db*"):
        file.unlink()


def zero(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))


@pytest.mark.parametrize("state", ["missing", "empty"])
def test_a_log_without_its_library(launch: Launch, tmp_path: Path, state: str) -> None:
    path = place(tmp_path)
    marked(path)
    path.unlink()
    if state == "empty":
        path.touch()
    with launch() as terminal:
        terminal.wait_for("1 bookmark")
        terminal.wait_for("205 papers")
        terminal.send("B")
        terminal.wait_for("1 bookmark ·")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert len(list(path.parent.glob("*.damaged-*-wal"))) == 1


@pytest.mark.parametrize("page", [1, 2])
def test_a_large_library(run: Run, tmp_path: Path, page: int) -> None:
    path = place(tmp_path)
    marked(path, 1300)
    assert path.stat().st_size > 16 << 20
    zero(path, page)
    done = run("searches", "--format", "jsonl")
    assert done.returncode == 0
    assert "1 bookmark, 1 note, 2 saved searches and" in done.stderr
    assert done.stdout.count('"name"') == 2
    assert "set aside" not in run("list", "--limit", "1").stderr


def test_five_starts_at_once(env: dict[str, str], run: Run, tmp_path: Path) -> None:
    path = place(tmp_path)
    marked(path)
    path.with_name("library.db-wal").unlink()
    with contextlib.closing(Library.open(path)) as library:
        library.save_search("Birds", "birds").result()
    path.write_bytes(path.read_bytes()[:PAGE] + bytes(PAGE))
    starts = [
        subprocess.Popen(
            [PROGRAM, "searches", "add", f"search {number}", "cats"],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(5)
    ]
    said = [start.communicate()[1] for start in starts]
    assert [start.returncode for start in starts] == [0] * 5, said
    assert sum("set aside" in line for line in said) == 1
    aside = [p for p in path.parent.glob("*.damaged-*") if p.name[-4:] not in ("-wal", "-shm")]
    assert len(aside) == 1
    assert run("searches", "--format", "jsonl").stdout.count("search ") == 5
