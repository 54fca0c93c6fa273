"""What the keys of a real terminal do: in bursts, while it is resized, over the whole screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from terminal import CTRL_P, ENTER, ESCAPE, Terminal

from paperbrowse import links
from paperbrowse.catalogue import Catalogue, Request
from paperbrowse.config import Directories
from paperbrowse.paper import Paper
from paperbrowse.tui.commands import COMMANDS, Group, Where

from .conftest import PROGRAM

Launch = Callable[..., Terminal]

CTRL_H, CTRL_L, CTRL_Z, F1, PASTE = "\b", "\x0c", "\x1a", "\x1bOP", "\x1b[200~{}\x1b[201~"

TEXTS = {"t": f"second{ENTER}", "e": f"quit? d{ENTER}"}
"""What is typed where a key asks for a text."""

KEYS = [
    key
    for command in COMMANDS
    if command.group in {Group.MARK, Group.OPEN}
    and command.where is Where.ANYWHERE
    and command.action != "only_bookmarks"
    for key in command.keys
]
"""The keys that leave something behind: a mark, or an address that was opened."""

MARKS = {
    "b": ["bookmarked"],
    "r": ["read"],
    "o": ["read"],
    "t": ["tag second"],
    "e": ["note quit? d"],
}


def marks(catalogue: Catalogue, key: int) -> list[str]:
    entry = catalogue.entry(key)
    assert entry is not None
    flags = {"bookmarked": entry.bookmarked, "read": entry.read}
    return [
        *(name for name, on in flags.items() if on),
        *(f"tag {tag}" for tag in entry.tags),
        *([f"note {entry.note}"] if entry.note else []),
    ]


def address(key: str, paper: Paper) -> str:
    """What a key opens of a paper; nothing where it opens nothing."""
    opens = {"o": links.page, "p": links.pdf, "c": links.code}
    if key.isdigit():
        found = links.links(paper)
        return found[int(key) - 1].url if int(key) <= len(found) else ""
    return opens[key](paper) if key in opens else ""


@pytest.fixture
def opened(tmp_path: Path, env: dict[str, str]) -> Path:
    """What the browser was asked to open, an address a line."""
    program, opened = tmp_path / "firefox", tmp_path / "opened"
    program.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    program.chmod(0o700)
    env["BROWSER"] = str(program)
    opened.touch()
    return opened


def test_a_burst_acts_on_the_papers_moved_to(launch: Launch, tmp_path: Path, opened: Path) -> None:
    places = Directories(
        tmp_path / ".local/share/paperbrowse", tmp_path / ".cache/paperbrowse", tmp_path / "log"
    )
    with launch() as terminal:
        terminal.wait_for("199 papers")
        with closing(Catalogue.open(places)) as catalogue:
            keys = catalogue.results(Request()).keys[1 : len(KEYS) + 1]
            papers = [entry.paper for entry in map(catalogue.entry, keys) if entry]
        expected = sorted(filter(None, map(address, KEYS, papers)))
        terminal.send("".join(f"j{key}{TEXTS.get(key, '')}" for key in KEYS))
        terminal.wait_for(lambda _: len(opened.read_text().splitlines()) >= len(expected))
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert sorted(opened.read_text().splitlines()) == expected
    with closing(Catalogue.open(places)) as catalogue:
        assert [marks(catalogue, key) for key in keys] == [MARKS.get(key, []) for key in KEYS]


def panel_fills(columns: int, lines: int, text: str) -> bool:
    """Whether the panel alone stands between the box and the two last lines."""
    return text.splitlines()[lines - 3] == "╰" + "─" * (columns - 2) + "╯"


def test_what_is_typed_stays_text_when_the_terminal_becomes_narrow(launch: Launch) -> None:
    with launch(100, 30) as terminal:
        terminal.wait_for("199 papers")
        terminal.send("f")
        terminal.wait_for("In common")
        terminal.send("/graph ")
        terminal.wait_for(lambda text: text.startswith(" graph"))
        for lines in (30, 29):
            terminal.resize(70, lines)
            terminal.wait_for(partial(panel_fills, 70, lines))
        terminal.send("q")
        terminal.wait_for(lambda text: text.startswith(" graph q"))


def test_pasted_lines_are_all_in_the_note(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("e" + PASTE.format("first\rsecond\r\r  third"))
        terminal.wait_for("  third")
        terminal.send("\nfourth" + ENTER)  # Ctrl+J
        terminal.wait_for(lambda text: "note first\nsecond\n\n  third\nfourth\n" in page(text))


def page(text: str) -> str:
    """The paper's page beside the list."""
    return "\n".join(line.rpartition("▏")[2].removeprefix(" ") for line in text.splitlines())


def test_ctrl_h_takes_a_letter_back(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("/catz" + CTRL_H)
        terminal.wait_for(lambda text: text.startswith(" cat") and not text.startswith(" catz"))
        terminal.send(ENTER + "txy" + CTRL_H + "z")
        terminal.wait_for(" xz")


def test_ctrl_l_draws_over_what_another_program_wrote(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        for keys, seen in (("", "LieAugmenter"), (F1, "Escape closes"), (ESCAPE, "LieAugmenter")):
            terminal.send(keys)
            terminal.wait_for(seen)
            terminal._stream.feed(b"\x1b7\x1b[1;1HSCRIBBLE\x1b[20;30HSCRIBBLE\x1b8")
            assert terminal.text().count("SCRIBBLE") == 2
            terminal.send(CTRL_L)
            terminal.wait_for(lambda text: "SCRIBBLE" not in text)
        terminal.wait_for("LieAugmenter: Equivariant Learning by Discovering")


@pytest.mark.parametrize(
    ("keys", "seen"),
    [("?", "Escape closes"), ("x", "Export"), (CTRL_P, "Dark or light"), ("t", "Tags")],
)
def test_ctrl_z_suspends_in_every_screen(env: dict[str, str], keys: str, seen: str) -> None:
    with Terminal(["sh", "-i"], env) as terminal:
        terminal.send(f"{PROGRAM}\r")
        terminal.wait_for("199 papers")
        terminal.send(keys)
        terminal.wait_for(seen)
        terminal.send(CTRL_Z)
        terminal.wait_for(lambda _: terminal.output.rstrip().endswith((b"$", b"#")))
        terminal.send("fg\r")
        terminal.wait_for(seen)
