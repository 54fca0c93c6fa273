"""Nothing of a list, a name, an address or a message reaches the terminal as more than text."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from escapes import ESCAPES, OBEYED
from shelf import paper

from paperbrowse.library import Library

from .conftest import Result, Run

if TYPE_CHECKING:
    from terminal import Terminal

SAMPLE = random.Random(29).sample(ESCAPES, 8)


def hostile(home: Path, escapes: list[str]) -> None:
    """A library whose every text has all of them."""
    data = home / ".local/share/paperbrowse"
    text = "".join(f"a{escape}b " for escape in escapes)
    library = Library.open(data / "library.db")
    library.add(
        "list",
        "source",
        [
            paper(
                "2601.00001v1",
                text,
                text,
                comment=text,
                topics=(text,),
                authors=(text,),
                code=f"https://a.org/{text}",
                doi=f"10.1/{text}",
                journal=text,
                url=f"https://a.org/{text}",
            )
        ],
    )
    key = library.find("arxiv:2601.00001")
    assert key is not None
    library.note(key, text).result()
    library.close()
    with closing(sqlite3.connect(data / "library.db")) as raw, raw:
        raw.execute("UPDATE list SET name = ?, source = ?", (text, f"/{text}"))
        raw.execute("INSERT INTO tag VALUES (?, ?, '2026-01-01')", (key, text))
        raw.execute(
            "INSERT INTO saved_search (name, query, seen) VALUES (?, ?, ?)",
            (text, text, "2026-01-01T00:00:00.000000+00:00"),
        )


def clean(result: Result) -> None:
    for output in (result.stdout, result.stderr):
        assert OBEYED.search(output) is None, output
    assert "Traceback" not in result.stderr


COMMANDS = [
    *(["list"], ["list", "--format", "ids"], ["show", "2601.00001"], ["lists"], ["searches"]),
    *(["doctor"], ["search", "ESC"], ["show", "ESC"], ["searches", "run", "ESC"]),
    *(["searches", "add", "ESC", "a"], ["searches", "add", "a", "ESC"], ["remove", "ESC"]),
    *(["lists", "rename", "ESC", "b"], ["update", "ESC"], ["add", "ESC"], ["add", "x.md"]),
    *(["add", "https://ESC/"], ["add", "ftp://ESC"], ["add", "x.md", "--name", "ESC"]),
    *(["ESC"], ["list", "--limit", "ESC"], ["list", "--format", "ESC"], ["list", "--ESC"]),
    *(["list", "--sort", "ESC"], ["export", "--format", "ESC"], ["export", "-o", "ESC/x.bib"]),
    *(["export", "--append", "x.md"], ["search", "autESC:x"], ["search", "date:ESC"]),
    *(["update"], ["searches", "remove", "nothing"]),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_commands_print(run: Run, tmp_path: Path, words: list[str]) -> None:
    hostile(tmp_path, list(ESCAPES))
    sample = "".join(f"a{escape}b" for escape in SAMPLE)
    (tmp_path / "x.md").write_text(
        f"| Title | Link |\n|---|---|\n| {sample} | x |\n| a | b | c |\n"
    )
    given = [word.replace("ESC", sample).replace("x.md", str(tmp_path / "x.md")) for word in words]
    clean(run(*given, BROWSER=f"x{sample}y", TERM=f"xterm{sample}", PAPERBROWSE_ARXIV=sample))


@pytest.mark.full
@pytest.mark.parametrize("escape", ESCAPES, ids=ascii)
def test_every_escape_in_every_command(run: Run, tmp_path: Path, escape: str) -> None:
    hostile(tmp_path, [escape])
    (tmp_path / "x.md").write_text(f"| Title | Link |\n|---|---|\n| a{escape}b | x |\n")
    for words in COMMANDS:
        given = [
            word.replace("ESC", f"a{escape}b").replace("x.md", str(tmp_path / "x.md"))
            for word in words
        ]
        clean(run(*given, BROWSER=f"x{escape}y", TERM=f"xterm{escape}"))


@pytest.mark.parametrize("words", [["list"], ["lists"], ["searches"]], ids=" ".join)
def test_json_keeps_the_value_and_shows_no_control(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    hostile(tmp_path, list(ESCAPES))
    printed = run(*words, "--format", "jsonl")
    clean(printed)
    text = "".join(f"a{escape}b " for escape in ESCAPES)
    values = map(json.loads, printed.stdout.splitlines())
    assert any(text in (value.get("name"), *value.get("tags", ())) for value in values)


def test_the_screen(launch: Callable[..., Terminal], tmp_path: Path) -> None:
    hostile(tmp_path, list(ESCAPES))
    with launch(160, 40, BROWSER="") as terminal:
        terminal.wait_for("200 papers")

        def leave(shown: str) -> None:
            terminal.send("\x1b")
            terminal.wait_for(lambda text: shown not in text)

        for keys, shown in (
            ("w", "─ Saved"),
            ("L", "─ Lists ─"),
            ("f", "Topics"),
            ("x", "─ Export"),
        ):
            terminal.send(keys)
            terminal.wait_for(shown)
            terminal.send("\x1b")
            terminal.wait_for(partial(_lacks, shown))
        terminal.send("L")
        terminal.wait_for("1 ab")
        terminal.send("g\r")
        terminal.wait_for("Nothing found")
    told = terminal.output.decode("utf-8", "surrogateescape")
    assert "owned" not in "".join(osc.split("\x07")[0] for osc in told.split("\x1b]")[1:])
    ours = "\x07\x08\t\r\x0e\x0f\x1b"
    assert not [ascii(char) for char in told if char not in ours and OBEYED.search(char)]


def _lacks(shown: str, text: str) -> bool:
    return shown not in text
