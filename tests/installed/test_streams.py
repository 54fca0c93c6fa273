"""The size of the terminal, streams that are closed, and terminals with one screen only."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal

from .conftest import PROGRAM

Launch = Callable[..., Terminal]


def test_the_environment_does_not_freeze_the_size(launch: Launch) -> None:
    with launch(100, 30, COLUMNS="70", LINES="12") as terminal:
        terminal.wait_for(lambda text: "199 papers" in text.splitlines()[28])
        assert "▏" in terminal.text()  # the paper has room beside the list
        terminal.resize(80, 24)
        terminal.wait_for(lambda text: "199 papers" in text.splitlines()[22])


def test_commands_honour_columns(env: dict[str, str]) -> None:
    with Terminal([PROGRAM, "list"], {**env, "COLUMNS": "60"}) as terminal:
        assert terminal.wait_for_end() == 0
        assert all(len(line) <= 60 for line in terminal.text().splitlines())


def in_shell(env: dict[str, str], words: str) -> Terminal:
    return Terminal(["sh", "-c", f"{PROGRAM} {words}; echo code $?"], env)


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/null", "2>error", "3>&- 2>&-"])
def test_the_browser_without_standard_error(
    env: dict[str, str], tmp_path: Path, closed: str
) -> None:
    with Terminal(
        ["sh", "-c", f"{PROGRAM} {closed}; echo code $?"], env, cwd=str(tmp_path)
    ) as terminal:
        terminal.wait_for("199 papers")
        terminal.send("/lieaug\r")
        terminal.wait_for("1 of 199")
        terminal.send("b")
        terminal.wait_for("★")
        terminal.send("q")
        terminal.wait_for("code 0")
    if closed == "2>error":
        assert (tmp_path / "error").read_text() == ""


@pytest.mark.parametrize("closed", ["<&-", "<&- 2>&-"])
def test_the_browser_without_input_prints_the_list(env: dict[str, str], closed: str) -> None:
    with in_shell(env, closed) as terminal:
        terminal.wait_for("code 0")
        assert b"LieAugmenter" in terminal.output
        assert b"Traceback" not in terminal.output
        assert b"\x1b[?1049h" not in terminal.output


@pytest.mark.parametrize("words", ["", "list", "search lieaug", "show 2506.03914", "--version"])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_commands_with_closed_streams(env: dict[str, str], words: str, closed: str) -> None:
    result = subprocess.run(
        ["sh", "-c", f"{PROGRAM} {words} {closed}"],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0, result
    assert not result.stderr
    assert bool(result.stdout) is (">&-" not in closed.replace("2>&-", ""))


def test_an_error_with_standard_error_closed(env: dict[str, str]) -> None:
    with in_shell(env, "show 1234.99999 2>&-") as terminal:
        terminal.wait_for("code 1")
        assert b"Traceback" not in terminal.output


def test_a_terminal_with_one_screen_is_left_clear(env: dict[str, str]) -> None:
    # pyte knows no other screen: it passes over what would change to it, as GNU screen does.
    with in_shell(env, "") as terminal:
        terminal.wait_for("199 papers")
        terminal.send("q")
        text = terminal.wait_for("code 0")
        assert text.strip() == "code 0"


@pytest.mark.skipif(not shutil.which("screen"), reason="GNU screen is not installed")
def test_gnu_screen(env: dict[str, str], tmp_path: Path) -> None:
    directory = tmp_path / "screens"
    directory.mkdir(mode=0o700)
    more = {"SCREENDIR": str(directory), "PS1": "ready$ ", "SHELL": "/bin/sh"}
    with Terminal(
        ["screen", "-c", "/dev/null", "sh", "-c", f"{PROGRAM}; echo code $?; cat"],
        {**env, **more},
    ) as terminal:
        terminal.wait_for("199 papers")
        terminal.send("q")
        text = terminal.wait_for("code 0")
        assert text.strip() == "code 0"
        os.kill(terminal.process.pid, 15)
