"""How the program starts in odd surroundings, and ends when Ctrl+C comes meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import Run

if TYPE_CHECKING:
    from terminal import Terminal

# Sends itself SIGINT when so many functions have been called since the command was entered.
_INTERRUPTING = """
import os, signal, sys
left, entered = int(os.environ["AFTER"]), False
def count(frame, event, argument):
    global left, entered
    entered = entered or frame.f_code.co_name in ("_main", "main")
    if entered and event == "call":
        left -= 1
        if left == 0:
            sys.setprofile(None)
            os.kill(os.getpid(), signal.SIGINT)
from paperbrowse.cli import main
sys.setprofile(count)
sys.exit(main(sys.argv[1:]))
"""


def interrupted(env: dict[str, str], after: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _INTERRUPTING, "list", "--limit", "1"],
        env={**env, "AFTER": str(after)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in (130, -signal.SIGINT, 0), (after, ended.stderr)
    assert ended.stderr == "", after


_WHILE_IMPORTING = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["WHICH"]:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from paperbrowse.cli import main
sys.exit(main(sys.argv[1:]))
"""
MODULES = ("cli.program", "config", "cli.parser", "query", "catalogue", "library", "text.latex")


@pytest.mark.parametrize("name", [*(f"paperbrowse.{module}" for module in MODULES), "platformdirs"])
def test_ctrl_c_while_modules_are_imported(env: dict[str, str], name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _WHILE_IMPORTING, "list"],
        env={**env, "WHICH": name},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in (130, -signal.SIGINT)
    assert ended.stderr == ""


SOME = random.Random(36).sample(range(1, 20_000), 8)


@pytest.mark.parametrize("after", [2, 3, 5, *SOME])
def test_ctrl_c_ends_it_without_a_word(env: dict[str, str], after: int) -> None:
    interrupted(env, after)


@pytest.mark.full
def test_ctrl_c_at_two_hundred_moments(env: dict[str, str]) -> None:
    for after in random.Random(1).sample(range(1, 40_000), 200):
        interrupted(env, after)


@pytest.mark.parametrize("zone", ["UTC-99", "UTC+99:99", "nonsense", ":/etc/passwd", ""])
def test_a_time_zone_that_is_none(run: Run, tmp_path: Path, zone: str) -> None:
    (tmp_path / "x.md").write_text("- [A title](https://arxiv.org/abs/2401.00001)\n")
    for words in (["add", str(tmp_path / "x.md")], ["lists"], ["list"], ["show", "2512.24162"]):
        told = run(*words, TZ=zone)
        assert (told.returncode, told.stderr) == (0, ""), words
    assert run("search", "date:this-week", TZ=zone).returncode == 1


def test_the_screen_in_a_time_zone_that_is_none(launch: Callable[..., Terminal]) -> None:
    with launch(TZ="UTC-99") as terminal:
        terminal.wait_for("199 papers")
        terminal.send("L")
        terminal.wait_for("─ Lists ─")
        terminal.send("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.skipif(os.name != "posix", reason="pipes with names are of Unix")
def test_it_quits_while_a_list_does_not_answer(
    launch: Callable[..., Terminal], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("L")
        terminal.wait_for("─ Lists ─")
        terminal.send("+")
        terminal.wait_for("Add a list")
        terminal.send(f"{tmp_path / 'pipe'}\r")
        terminal.wait_for("reading…")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
