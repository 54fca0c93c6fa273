"""A link that no browser opens is copied as far as the terminal allows, and no more is claimed."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from .conftest import PROGRAM

Launch = Callable[..., Terminal]

LINK = "https://arxiv.org/abs/2506.03914v3"
SENT = b"\x1b]52;c;" + base64.b64encode(LINK.encode())
IN_TMUX = "tmux's buffer"


@pytest.fixture
def tmux(env: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Runs tmux on a server of its own, as it is without a configuration."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    env["TMUX_TMPDIR"] = str(tmp_path)

    def command(server: str, *words: str) -> str:
        return subprocess.run(
            ["tmux", "-L", server, *words], env=env, capture_output=True, text=True, check=False
        ).stdout

    yield command
    for server in ("inner", "outer"):
        command(server, "kill-server")


def test_outside_of_tmux_it_is_sent_to_the_terminal(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("o")
        text = terminal.wait_for("sent to your terminal's")
        assert LINK in text
        assert "copied" not in text
        assert SENT in terminal.output


def test_tmux_takes_it(env: dict[str, str], tmux: Callable[..., str]) -> None:
    with Terminal(["tmux", "-L", "outer", "-f", "/dev/null", "new", PROGRAM], env) as terminal:
        terminal.wait_for("199 papers")
        terminal.send("o")
        text = terminal.wait_for(IN_TMUX)
        assert LINK in text
        assert tmux("outer", "show-buffer") == LINK
        # xterm can be asked for its clipboard, and tmux hands on what it was given by -w.
        terminal.wait_for(lambda _: b"\x1b]52;" in terminal.output)


def test_tmux_in_tmux(env: dict[str, str], tmux: Callable[..., str]) -> None:
    inner = f"TMUX= exec tmux -L inner -f /dev/null new {PROGRAM}"
    with Terminal(["tmux", "-L", "outer", "-f", "/dev/null", "new", inner], env) as terminal:
        terminal.wait_for("199 papers")
        terminal.send("o")
        terminal.wait_for(IN_TMUX)
        assert tmux("inner", "show-buffer") == LINK


def test_a_tmux_that_has_gone(launch: Launch, tmux: Callable[..., str], tmp_path: Path) -> None:
    with launch(TMUX=f"{tmp_path}/nothing,1,0") as terminal:
        terminal.wait_for("199 papers")
        terminal.send("o")
        terminal.wait_for("tmux did not take")
        assert SENT in terminal.output


def test_tmux_tells_the_colour_of_its_window(
    env: dict[str, str], tmux: Callable[..., str], tmp_path: Path
) -> None:
    version = tmux("outer", "-V").split()[1].rstrip("abcdefg")
    if tuple(map(int, version.split("."))) < (3, 3):
        pytest.skip("tmux tells nobody a colour before 3.3")
    settings = tmp_path / "tmux.conf"
    settings.write_text("set -g window-style bg=#ffffff\n")
    with Terminal(["tmux", "-L", "outer", "-f", str(settings), "new", PROGRAM], env) as terminal:
        terminal.wait_for("199 papers")

        def is_light(_: str) -> bool:
            cell = terminal.screen.buffer[20][60]
            return len(cell.bg) == 6 and int(cell.bg[:2], 16) > 0x80

        terminal.wait_for(is_light)
