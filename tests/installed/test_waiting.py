"""The program while another one writes to its library."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from .conftest import PROGRAM, Run

Launch = Callable[..., Terminal]


@contextlib.contextmanager
def locked(home: Path) -> Iterator[None]:
    """Another program that writes until the block is left."""
    library = home / ".local/share/paperbrowse/library.db"
    with contextlib.closing(sqlite3.connect(library)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.parametrize("end", ["l", "kill"])
def test_marks_made_under_a_lock_are_there_at_the_next_start(
    launch: Launch, run: Run, tmp_path: Path, end: str
) -> None:
    run("list", "--limit", "1")
    with locked(tmp_path), launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("bjbq")
        terminal.wait_for("2 changes wait")
        assert "★" not in terminal.text()
        if end == "l":
            terminal.send("l")
            assert terminal.wait_for_end() == 0
            said = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
            assert "2 changes wait beside it" in " ".join(said.split())
        else:
            terminal.wait_for(lambda _: bool(list(tmp_path.rglob("library.db.waiting-*"))))
            os.kill(terminal.process.pid, signal.SIGKILL)
            terminal.wait_for_end()
    with launch() as terminal:
        terminal.wait_for("2 changes that had waited")
        terminal.wait_for(lambda text: text.count("★") >= 2)
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert not list(tmp_path.rglob("library.db.waiting-*"))


def test_a_command_waits_and_says_so(env: dict[str, str], run: Run, tmp_path: Path) -> None:
    run("list", "--limit", "1")
    words = [PROGRAM, "searches", "add", "Cats", "cats"]
    lock = contextlib.ExitStack()
    lock.enter_context(locked(tmp_path))
    with lock, subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "another program is writing to the library" in process.stderr.readline()
        assert process.poll() is None
        lock.close()
        process.communicate(timeout=20)
        assert process.returncode == 0
    assert "Cats" in run("searches").stdout
