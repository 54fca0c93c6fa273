"""The theme fits the terminal, which is asked for its colour and answers when it likes."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from terminal import CTRL_P, ENTER, Terminal

Launch = Callable[..., Terminal]

QUESTION = b"\x1b]11;?\x07"
WHITE, BLACK = "\x1b]11;rgb:ffff/ffff/ffff\x07", "\x1b]11;rgb:0000/0000/0000\x1b\\"


def is_light(terminal: Terminal) -> bool:
    cell = terminal.screen.buffer[20][60]
    return cell.bg != "default" and int(cell.bg[:2], 16) > 0x80


def asked(terminal: Terminal) -> None:
    terminal.wait_for(lambda _: QUESTION in terminal.output)


def test_an_answer_before_the_first_frame_decides(launch: Launch) -> None:
    with launch() as terminal:
        asked(terminal)
        terminal.send(WHITE)
        terminal.wait_for("199 papers")
        assert is_light(terminal)
        assert terminal.output.count(QUESTION) == 1
        assert b"48;2;18;18;18" not in terminal.output  # it was never dark
        terminal.send("q")
        assert terminal.wait_for_end() == 0


def test_a_dark_answer_overrules_the_environment(launch: Launch) -> None:
    with launch(COLORFGBG="0;15") as terminal:
        asked(terminal)
        terminal.send(BLACK)
        terminal.wait_for("199 papers")
        assert not is_light(terminal)
    with launch(COLORFGBG="0;15") as terminal:  # and where none comes, the environment decides
        terminal.wait_for("199 papers")
        assert is_light(terminal)


@pytest.mark.parametrize("split", [1, 2, 12])
@pytest.mark.parametrize("when", ["before the first frame", "late"])
def test_a_split_answer_is_never_typed(launch: Launch, split: int, when: str) -> None:
    with launch() as terminal:
        asked(terminal)
        if when == "late":
            terminal.wait_for("199 papers")
        terminal.send(f"j{WHITE[:split]}")
        if split > 1:
            terminal.wait_for("199 papers")
            terminal.pause(1.2)
        else:
            terminal.pause(0.15)
        terminal.send(f"{WHITE[split:]}b")
        terminal.wait_for("★")
        assert "★" in terminal.screen.display[2]
        terminal.wait_for(lambda _: is_light(terminal))
        assert "199 papers" in terminal.text()


def test_the_chosen_theme_stays(launch: Launch) -> None:
    with launch() as terminal:
        asked(terminal)
        terminal.send(WHITE)
        terminal.wait_for("199 papers")
        terminal.send(f"{CTRL_P}dark{ENTER}")
        terminal.wait_for(lambda text: "199 papers" in text and not is_light(terminal))
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    with launch() as terminal:
        asked(terminal)
        terminal.send(WHITE)
        terminal.wait_for("199 papers")
        terminal.send(f"/{WHITE}zebra")
        terminal.wait_for("Nothing found")
        assert not is_light(terminal)


@pytest.mark.parametrize("name", ["linux", "screen", "screen-256color", "vt100"])
def test_terminals_that_have_no_answer_are_not_asked(launch: Launch, name: str) -> None:
    with launch(TERM=name) as terminal:
        terminal.wait_for("LieAugmenter")
        assert QUESTION not in terminal.output


FAILS = """
import select, sys
from paperbrowse.library import LibraryError
from paperbrowse.catalogue import Catalogue
def broken(*_):
    select.select([0], [], [])
    raise LibraryError("It is broken.")
Catalogue.open = broken
from paperbrowse.cli import main
main()
assert not select.select([0], [], [], 0)[0]
print("nothing is left")
"""


def test_an_answer_that_nobody_read_is_not_left_to_the_shell(env: dict[str, str]) -> None:
    with Terminal([sys.executable, "-c", FAILS], env) as terminal:
        asked(terminal)
        terminal.send(WHITE)
        terminal.wait_for("It is broken.")
        terminal.wait_for("nothing is left")
