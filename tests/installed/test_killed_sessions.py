"""The browser and its commands killed at any moment of their work: what was shown is kept."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browsing import Browsing
from terminal import ENTER, ESCAPE, Terminal

from paperbrowse.library import Library

from .conftest import PROGRAM

ROWS = 30


@dataclass
class Marks:
    """What was shown of a paper; None where nothing is known for certain."""

    bookmarked: bool | None = None
    read: bool | None = None
    tags: set[str] = field(default_factory=set)
    note: str | None = None


class Sessions:
    """One home in which sessions are killed, one after the other, and what they have shown."""

    def __init__(self, home: Path, env: dict[str, str], seed: int) -> None:
        self.home = home
        self.env = env
        self.chance = random.Random(seed)
        self.path = home / ".local/share/paperbrowse/library.db"
        self.marks: dict[str, Marks] = {}
        self.searches: set[str] = set()
        self.names = 0
        rows = (f"- [Crowd {n}](https://arxiv.org/abs/2701.{n:05})\n" for n in range(1, 3000))
        (home / "crowd.md").write_text("".join(rows))

    def name(self, begin: str) -> str:
        """A word that was never used before."""
        self.names += 1
        return f"{begin}{self.names}x"

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *words], env=self.env, cwd=self.home, capture_output=True, text=True
        )

    def numbers(self) -> list[str]:
        """The papers of the first rows: undated ones, as come in, stand below."""
        numbers = self.run("list", "--format", "ids", "--limit", str(ROWS)).stdout.split()
        for number in numbers:
            self.marks.setdefault(number, Marks())
        return numbers

    # Killing

    def kill_one(self) -> None:
        if self.chance.random() < 0.3:
            shutil.rmtree(self.home / ".cache", ignore_errors=True)  # it is built again meanwhile
        self.chance.choice((self.kill_browser, self.kill_browser, self.kill_command))()
        self.check()

    def kill_browser(self) -> None:
        numbers = self.numbers()
        self.check()
        with Terminal([PROGRAM], self.env, cwd=str(self.home)) as terminal:
            if self.chance.random() < 0.2:  # while it starts
                self.kill(terminal, self.chance.uniform(0, 1))
                return
            terminal.wait_for(" papers · by date", 60)
            browsing = Browsing(terminal)
            if self.chance.random() < 0.5:
                self.add_list(browsing)
            for _ in range(self.chance.randint(0, 5)):
                if self.chance.random() < 0.1:
                    self.export(browsing)
                else:
                    self.mark(browsing, numbers, kill=False)
            self.mark(browsing, numbers, kill=True)

    def kill(self, terminal: Terminal, after: float) -> None:
        """Kill it so many seconds later, and read what it had written until then."""
        alone = self.chance.random() < 0.5
        with contextlib.suppress(subprocess.TimeoutExpired):
            terminal.process.wait(after)
        with contextlib.suppress(ProcessLookupError):
            (os.kill if alone else os.killpg)(terminal.process.pid, signal.SIGKILL)
        terminal.wait_for_end()

    def mark(self, browsing: Browsing, numbers: list[str], *, kill: bool) -> None:
        """Mark some paper in some way; what is shown of that, also by one who dies, is noted."""
        row = self.chance.randrange(len(numbers))
        begun, marks = time.monotonic(), self.marks[numbers[row]]
        name = self.name("word")
        browsing.go(row, numbers[row])
        kind = self.chance.choice(("bookmark", "read", "tag", "note"))
        on = not marks.bookmarked

        def shown(text: str) -> bool:
            if kind == "bookmark":
                return ("bookmarked ·" in text) is on
            if kind == "read":
                return " unread" not in text
            return name in text

        # What is drawn of a paper may still be half that of the one before.
        browsing.until(lambda text: not shown(text) or (kind == "read" and bool(marks.read)))
        if kind == "bookmark":
            marks.bookmarked = None  # until it is shown
            browsing.bookmark()
        elif kind == "read":
            if marks.read is not False:
                return
            marks.read = None
            browsing.read()
        elif kind == "tag":
            browsing.tag(name)
        else:
            marks.note = None
            browsing.note(name)
        if kill:
            self.kill(browsing.terminal, self.chance.uniform(0, 0.1))
        else:
            browsing.until(shown)
        if browsing.at(numbers[row]) and shown(browsing.paper()):
            if kind == "bookmark":
                marks.bookmarked = on
            elif kind == "read":
                # After two seconds it counts as read, and the key makes it unread.
                marks.read = True if time.monotonic() - begun < 1.5 else None
            elif kind == "tag":
                marks.tags.add(name)
            else:
                marks.note = name

    def add_list(self, browsing: Browsing) -> None:
        """Have a list read in while it goes on."""
        terminal = browsing.terminal
        terminal.send("L")
        terminal.wait_for("─ Lists ─", 60)
        terminal.send("+")
        terminal.wait_for("Enter keeps it", 60)
        terminal.send(f"crowd.md{ENTER}")
        terminal.wait_for(lambda text: "Ctrl+C stops" in text or "crowd" in text, 60)
        terminal.send(ESCAPE)
        terminal.wait_for(lambda text: "─ Lists ─" not in text, 60)

    def export(self, browsing: Browsing) -> None:
        """Begin or add to a bibliography."""
        terminal = browsing.terminal
        terminal.send("x")
        terminal.wait_for("─ Export ─", 60)
        terminal.send(ENTER)
        text = terminal.wait_for(
            lambda text: "That file is there" in text or "─ Export ─" not in text, 60
        )
        if "That file is there" in text:
            terminal.send("a")
            terminal.wait_for(lambda text: "─ Export ─" not in text, 60)

    def kill_command(self) -> None:
        """Kill a command; what it said before is so."""
        name = self.name("search")
        words = self.chance.choice(
            (
                ["searches", "add", name, "cat"],
                ["export", "--append", "papers.bib", "--limit", str(self.chance.randint(1, 199))],
                ["export", "--output", "list.md", "--force"],
                ["add", "crowd.md"],
                ["search", "crowd"],
                ["backup", "--force", "backup.db"],
            )
        )
        with subprocess.Popen(
            [PROGRAM, *words],
            env=self.env,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(self.chance.uniform(0.1, 1.5))
            process.kill()
            assert process.stdout is not None
            if f"saved {name}" in process.stdout.read():
                self.searches.add(name)

    # What holds afterwards

    def check(self) -> None:
        if not self.path.exists():
            assert not self.marks
            return
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with contextlib.closing(Library.open(self.path)) as library:
            assert self.searches <= {search.name for search in library.saved()}
            for number, marks in self.marks.items():
                key = library.find(f"arxiv:{number}")
                entry = None if key is None else library.entry(key)
                assert entry is not None, number
                assert marks.bookmarked in (None, entry.bookmarked), number
                assert marks.read in (None, False, entry.read), number
                assert marks.tags <= set(entry.tags), number
                assert marks.note in (None, entry.note), number
                # Where nothing was known, this is where it goes on.
                marks.bookmarked, marks.read = entry.bookmarked, entry.read
                marks.tags, marks.note = set(entry.tags), entry.note
        for file, whole in (("papers.bib", "\n}\n"), ("list.md", "|\n\n")):
            if (self.home / file).exists():
                assert (self.home / file).read_text("utf-8").endswith(whole)

    def check_last(self) -> None:
        """The program starts, and all is sound."""
        self.check()
        with Terminal([PROGRAM], self.env, cwd=str(self.home)) as terminal:
            terminal.wait_for(" papers · by date", 60)
            terminal.send("q")
            assert terminal.wait_for_end() == 0
        assert self.run("search", "cat").returncode == 0
        if (self.home / "backup.db").exists():
            assert self.run("backup", "--force", "backup.db").returncode == 0
        doctor = self.run("doctor")
        assert (doctor.returncode, doctor.stderr) == (0, ""), doctor.stdout
        assert self.run("export", "--append", "papers.bib").returncode == 0
        assert list(self.home.glob(".paperbrowse-*")) == []


def kill_many(home: Path, env: dict[str, str], times: int, seed: int) -> None:
    sessions = Sessions(home, env, seed)
    for _ in range(times):
        sessions.kill_one()
    sessions.check_last()


def test_what_was_shown_is_kept_by_the_killed(env: dict[str, str], tmp_path: Path) -> None:
    kill_many(tmp_path, env, times=4, seed=5)


@pytest.mark.full
def test_what_was_shown_is_kept_by_a_hundred_killed(env: dict[str, str], tmp_path: Path) -> None:
    kill_many(tmp_path, env, times=100, seed=6)
