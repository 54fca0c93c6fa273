"""What is typed goes where it would have gone slowly, from the start of the process on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import CTRL_P, ENTER, ESCAPE, Terminal

Launch = Callable[..., Terminal]

GRAPH = " graph"


def highlighted(terminal: Terminal) -> int:
    """On which line of the screen the highlight of the list is."""
    lines = terminal.screen.buffer
    looks = [lines[y][20].bg for y in range(1, 30)]
    return next(y for y, look in enumerate(looks) if looks.count(look) == 1)


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3])
def test_keys_typed_before_the_first_frame(launch: Launch, after: float) -> None:
    with launch() as terminal:
        terminal.pause(after)
        for key in f"/graph{ENTER}jjb":
            terminal.send(key)
            terminal.pause(0.01)
        terminal.wait_for(lambda text: text.startswith(GRAPH) and " 11 of 199" in text)
        terminal.wait_for("★")
        assert highlighted(terminal) == 2
        assert "★" in terminal.screen.display[3]


def test_keys_typed_before_the_program_has_begun(launch: Launch) -> None:
    with launch() as terminal:
        terminal.send(f"/graph{ENTER}jb")
        terminal.wait_for(lambda text: text.startswith(GRAPH) and " 11 of 199" in text)
        terminal.wait_for("★")
        assert "★" in terminal.screen.display[2]


def test_a_paste_is_not_overtaken(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send(f"t\x1b[200~alpha\x1b[201~, more{ENTER}")
        terminal.wait_for("alpha, more")
        terminal.send(f"e\x1b[200~beta\x1b[201~ and so on{ENTER}")
        terminal.wait_for("beta and so on")
        terminal.send(f"/\x1b[200~autor:x \x1b[201~{ENTER}q")
        assert terminal.wait_for_end() == 0


def test_several_keys_in_one_read(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send(f"{CTRL_P}bookmark{ENTER}")
        terminal.wait_for("★")
        terminal.send(f"{CTRL_P}{ENTER}")  # the first command is the help
        terminal.wait_for("Keys  (Escape")
        terminal.send(f"q{CTRL_P}{ENTER}{ENTER}j?q")
        terminal.wait_for(lambda text: "Keys  (Escape" not in text)
        terminal.wait_for(lambda _: highlighted(terminal) == 1)
        terminal.send("f")
        terminal.wait_for("Topics")
        terminal.send(f"{ESCAPE}k")
        terminal.wait_for(lambda text: "Topics" not in text)
        terminal.wait_for(lambda _: highlighted(terminal) == 0)
        terminal.send(f"x{ESCAPE}j")
        terminal.wait_for(lambda _: highlighted(terminal) == 1)


def test_a_cursor_key_that_a_slow_line_splits_is_no_command(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        for first, rest in (("\x1b", "[B"), ("\x1b[", "B")):
            terminal.send(first)
            terminal.pause(0.12)
            terminal.send(rest)
        terminal.wait_for(lambda _: highlighted(terminal) == 2)
        assert "bookmarks" not in terminal.settle(0.1)


@pytest.mark.parametrize(
    "sent",
    [
        b"/caf\xe9 zebra\r",
        b"\x1b[200~caf\xe9 zebra\x1b[201~\r",
        b"\x1b[M \xc8\xa8/zebra\r",  # a click in column 168, as old terminals tell it
        b"\xff\xfe/zebra\r",
    ],
)
def test_bytes_that_are_not_utf_8(launch: Launch, sent: bytes) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send(sent if b"200" not in sent else b"/" + sent)
        terminal.wait_for("zebra")
        terminal.wait_for(" 0 of 199")
        terminal.send("q")
        assert terminal.wait_for_end() == 0


READING = """
import sys
from paperbrowse.tui import keyboard
def broken(self, data, now):
    raise RuntimeError("broken")
keyboard.Keyboard.feed = broken
from paperbrowse.cli import main
sys.exit(main())
"""


def test_an_end_by_an_exception_while_keys_are_read(env: dict[str, str], tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", READING], env) as terminal:
        terminal.wait_for("199 papers")
        terminal.send("j")
        assert terminal.wait_for_end() == 1
        said = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "something went wrong (RuntimeError)" in said
    assert "Traceback" not in said
    log = tmp_path / ".local/state/paperbrowse/log/paperbrowse.log"
    assert "RuntimeError: broken" in log.read_text()
