"""Files that are cut off under the program: a crash no handler catches, and what comes after it.

The index and SQLite's shared memory are read where they are by mmap: what is no longer there is a
bus error.
"""

from __future__ import annotations

import os
import termios
from pathlib import Path

import pytest
from terminal import Terminal

from paperbrowse.search import Store

from .conftest import PROGRAM, Run


def start(terminal: Terminal) -> None:
    """Start the browser from a shell, and wait until it searches."""
    terminal.screen.reset()
    terminal.send(f"{PROGRAM}; echo ended $?\r")
    terminal.wait_for(" papers · by date")
    terminal.send("/lieaug\r")
    terminal.wait_for(" 1 of ")


@pytest.fixture
def shell(env: dict[str, str]) -> Terminal:
    return Terminal(["bash", "--norc", "--noediting", "-i"], {**env, "PS1": "ready$ "}, 120, 36)


def truncate(home: Path, what: str) -> None:
    if what == "shared memory":
        os.truncate(home / ".local/share/paperbrowse/library.db-shm", 0)
        return
    for path in (home / ".cache/paperbrowse/index").glob("build-*/*"):
        os.truncate(path, path.stat().st_size // 2 if what == "half of the index" else 0)


@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("what", ["index", "half of the index", "shared memory"])
def test_files_that_are_cut_off(
    shell: Terminal, run: Run, tmp_path: Path, what: str, more: bool
) -> None:
    with shell as terminal:
        terminal.wait_for("ready$")
        before = termios.tcgetattr(terminal.master)
        start(terminal)
        terminal.send("b")
        terminal.wait_for("★")
        truncate(tmp_path, what)
        terminal.send("/bayes classif\rbjk")
        terminal.wait_for("ended 135")
        terminal.wait_for("ready$")
        assert termios.tcgetattr(terminal.master) == before
        assert terminal.output.count(b"\x1b[?1049l") == 1
        if more:
            # The index has to grow, and none of its files may be taken over.
            assert run("add", "-", stdin="- [Zebra stripes](https://arxiv.org/abs/2702.00001)\n")
        start(terminal)
        assert "★" in terminal.text()
        terminal.send("q")
        terminal.wait_for("ended 0")
    store = Store(tmp_path / ".cache/paperbrowse/index")
    current = store.current()
    assert current is not None
    assert store.check(current)
    assert len(list(store.directory.glob("build-*"))) == 1
