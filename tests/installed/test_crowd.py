"""Five windows and three command lines that change one library at once: all of it is there."""

from __future__ import annotations

import contextlib
import random
import re
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browsing import Browsing
from terminal import CTRL_U, ENTER, Terminal

from paperbrowse.library import Entry, Library

from .conftest import PROGRAM, Run

WINDOWS, SHARED, OWN = 5, 4, 12

REFUSALS = (b"locked", b"not kept", b"not saved", b"Another program", b"went wrong")


@dataclass
class Marks:
    """What a paper must have in the end."""

    bookmarked: bool = False
    tags: set[str] = field(default_factory=set)
    note: str = ""


@dataclass
class Plan:
    """What is known of all papers, by arXiv number."""

    marks: dict[str, Marks] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)
    """Bookmarks of shared papers are set one after the other: so it is known which was the last."""


class Window:
    """A browser in which one person marks papers: shared ones, in the first rows, and their own."""

    def __init__(self, terminal: Terminal, number: int, numbers: list[str], plan: Plan) -> None:
        self.terminal = terminal
        self.browsing = Browsing(terminal)
        self.number = number
        self.numbers = numbers
        self.plan = plan
        self.chance = random.Random(number)
        self.row = 0
        self.names = 0
        self.shared = Counter[int]()
        """How many tags shared papers have by this window."""

    def open(self) -> None:
        self.terminal.wait_for(" papers · by date", 120)
        self.terminal.send(f"/list:shared OR list:own{self.number} ")
        self.terminal.wait_for(f" {len(self.numbers)} of ", 120)
        self.terminal.send(ENTER)
        self.browsing.until(lambda _: self.browsing.at(self.numbers[0]))

    def work(self, edits: int) -> None:
        """So many edits, in bursts of keys as of somebody who types fast."""
        while edits > 0:
            if self.chance.random() < 0.1:
                self.share()
                edits -= 1
            else:
                burst = min(edits, self.chance.randint(1, 20))
                self.burst(burst)
                edits -= burst
        self.terminal.send("q")
        assert self.terminal.wait_for_end(120) == 0

    def burst(self, edits: int) -> None:
        keys, shown = "", ""
        for _ in range(edits):
            row = self.chance.randrange(len(self.numbers))
            # Now and then one: all tags of a paper have to be on the screen.
            if own := row >= SHARED or self.shared[row] > self.names // 250:
                row = self.chance.randrange(SHARED, len(self.numbers))
            else:
                self.shared[row] += 1
            keys += self.to(row)
            marks = self.plan.marks[self.numbers[self.row]]
            kind = self.chance.random() if own else 0.7
            self.names += 1
            name = f"w{self.number}n{self.names}x"
            if kind < 0.6:
                keys += "b"
                marks.bookmarked = not marks.bookmarked
                shown = ""
            elif kind < 0.8 and (not own or len(marks.tags) < 4):
                keys += f"t,{name}{ENTER}"
                marks.tags.add(name)  # of a shared paper, nobody takes any away
                shown = name
            elif kind < 0.8:
                keys += f"t{CTRL_U}{name}{ENTER}"
                marks.tags = {name}
                shown = name
            else:
                keys += f"e{CTRL_U}{name}{ENTER}"
                marks.note = shown = name
        self.terminal.send(keys)
        self.wait_for(lambda text: shown in text)

    def share(self) -> None:
        """Turn a shared bookmark, after looking at what the others have made of it."""
        with self.plan.turn:
            row = self.chance.randrange(SHARED)
            marks = self.plan.marks[self.numbers[row]]
            self.terminal.send(self.to(SHARED) + self.to(row))
            self.wait_for(lambda text: ("bookmarked ·" in text) is marks.bookmarked)
            self.terminal.send("b")
            self.wait_for(lambda text: ("bookmarked ·" in text) is not marks.bookmarked)
            marks.bookmarked = not marks.bookmarked

    def to(self, row: int) -> str:
        """The keys that highlight the paper in a row."""
        steps, self.row = row - self.row, row
        return "j" * steps or "k" * -steps

    def wait_for(self, holds: Callable[[str], bool]) -> None:
        number = self.numbers[self.row]
        self.browsing.until(lambda text: self.browsing.at(number) and holds(text), 120)


class Writer(ABC):
    """Somebody at a command line, whose every command is done."""

    def __init__(self, run: Run, home: Path) -> None:
        self.run = run
        self.home = home
        self.chance = random.Random(7)
        self.done = 0

    @abstractmethod
    def work(self, step: int) -> None:
        """Do one thing, which is the one of that number, from 0."""

    def command(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, (words, done.stderr)
        assert not any(word.decode() in done.stdout + done.stderr for word in REFUSALS)
        self.done += 1
        return done.stdout


class Searches(Writer):
    """Saves searches, gives them other names, removes some."""

    saved: dict[str, str]

    def work(self, step: int) -> None:
        if not step:
            self.saved = {}
        kind = self.chance.choice(("add", "rename", "remove")) if self.saved else "add"
        name, new = self.chance.choice([*self.saved, f"first{step}"]), f"new{step}"
        if kind == "add":
            self.command("searches", "add", name, f"cat{step}")
            self.saved[name] = f"cat{step}"
        elif name not in self.saved:
            return
        elif kind == "rename":
            self.command("searches", "rename", name, new)
            self.saved[new] = self.saved.pop(name)
        else:
            self.command("searches", "remove", name)
            del self.saved[name]


class Lists(Writer):
    """Adds a small list, and brings it up to date with other papers and other titles."""

    titles: dict[str, str]

    def work(self, step: int) -> None:
        numbers = self.chance.sample(range(1, 60), 30)
        self.titles = {f"2801.{n:05}": f"Crowd of {n} at {step}" for n in numbers}
        rows = (
            f"- [{title}](https://arxiv.org/abs/{number}v{step + 1})\n"
            for number, title in self.titles.items()
        )
        (self.home / "crowd.md").write_text("".join(rows))
        if step % 2:
            self.command("update", "crowd")
        else:
            self.command("add", str(self.home / "crowd.md"))


class Bibliography(Writer):
    """Adds to a bibliography, as an editor does in between."""

    def work(self, step: int) -> None:
        path = self.home / "mine.bib"
        if step:
            path.write_bytes(path.read_bytes() + b"\n@misc{own%d, title = {Own}}\n" % step)
        words = (f"list:own{step % WINDOWS}", "--limit", str(self.chance.randint(1, OWN)))
        self.command("export", *words, "--append", str(path))


def crowd(env: dict[str, str], run: Run, home: Path, edits: int, commands: int) -> None:
    plan = Plan()
    shared, *owned = papers = [
        [f"27{which + 1:02}.{n:05}" for n in range(1, (OWN if which else SHARED) + 1)]
        for which in range(WINDOWS + 1)
    ]
    files = [home / f"{name}.md" for name in ("shared", *(f"own{n}" for n in range(WINDOWS)))]
    for file, numbers in zip(files, papers, strict=True):
        file.write_text("".join(f"- [Paper {n}](https://arxiv.org/abs/{n}v1)\n" for n in numbers))
        plan.marks.update((number, Marks()) for number in numbers)
    assert run("add", *map(str, files)).returncode == 0
    assert run("search", "paper").returncode == 0  # the index is there
    writers = (Searches(run, home), Lists(run, home), Bibliography(run, home))

    def write(writer: Writer) -> None:
        for step in range(commands):
            writer.work(step)

    with contextlib.ExitStack() as stack, ThreadPoolExecutor(WINDOWS + len(writers)) as pool:
        windows = [
            Window(stack.enter_context(Terminal([PROGRAM], env)), n, [*shared, *owned[n]], plan)
            for n in range(WINDOWS)
        ]
        for window in windows:
            window.open()
        working = [pool.submit(window.work, edits // WINDOWS) for window in windows]
        for done in [*working, *(pool.submit(write, writer) for writer in writers)]:
            done.result()
    for window in windows:
        for words in REFUSALS:
            assert words not in window.terminal.output
    check(run, home, plan, *writers)


def check(
    run: Run, home: Path, plan: Plan, searches: Searches, lists: Lists, bib: Bibliography
) -> None:
    path = home / ".local/share/paperbrowse/library.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with contextlib.closing(Library.open(path)) as library:
        entries = {
            entry.paper.arxiv.number: entry
            for entry in library.entries(list(library.keys()))
            if entry.paper.arxiv is not None
        }
        assert {search.name: search.query for search in library.saved()} == searches.saved
        crowded = [entries[number] for number in lists.titles]
        assert {e.key for e in crowded} == set(library.listing("crowd"))
    for number, marks in plan.marks.items():
        entry = entries[number]
        assert (entry.bookmarked, entry.note) == (marks.bookmarked, marks.note), number
        assert set(entry.tags) == marks.tags, number
    assert [e.paper.title for e in crowded] == list(lists.titles.values())
    text = (home / "mine.bib").read_text("utf-8")
    cited = re.findall(r"eprint = \{([^}v]+)", text)
    assert len(cited) == len(set(cited)) > 0
    assert text.count("@misc{own") == bib.done - 1
    # Search agrees with the library.
    found(run, entries, "is:bookmarked", lambda entry: entry.bookmarked)
    found(run, entries, "has:tag", lambda entry: bool(entry.tags))
    found(run, entries, "has:note", lambda entry: bool(entry.note))
    found(run, entries, "crowd ", lambda entry: "Crowd" in entry.paper.title)
    found(run, entries, "title:paper list:own", lambda entry: entry.lists[0][:3] == "own")
    doctor = run("doctor")
    assert (doctor.returncode, doctor.stderr) == (0, ""), doctor.stdout


def found(run: Run, entries: dict[str, Entry], query: str, wanted: Callable[[Entry], bool]) -> None:
    """A search finds the papers that are wanted."""
    numbers = run("search", query, "--format", "ids").stdout.split()
    assert sorted(numbers) == sorted(n for n, entry in entries.items() if wanted(entry)), query


def test_a_crowd_loses_nothing(env: dict[str, str], run: Run, tmp_path: Path) -> None:
    crowd(env, run, tmp_path, edits=200, commands=2)


@pytest.mark.full
def test_a_crowd_of_ten_thousand_edits_loses_nothing(
    env: dict[str, str], run: Run, tmp_path: Path
) -> None:
    crowd(env, run, tmp_path, edits=10_000, commands=100)
