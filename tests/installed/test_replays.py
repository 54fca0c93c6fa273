"""Recorded keys end in the same state whatever a line does to them on the way."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from recordings import RECORDINGS, played
from terminal import Terminal

from .conftest import PROGRAM

State = tuple[str, object]
"""The screen, and what the library holds of the user's."""

SLOWLY, QUIET = 0.1, 0.4
"""Seconds without output that end a key typed slowly, and a replay."""

AWAITED = {"\x15", "<"}
"""What has no meaning before the program has the terminal: Ctrl+U, which clears the line, and
clicks."""

MARKS = (
    "SELECT 'bookmark', name, '' FROM bookmark JOIN identity USING (paper)"
    " UNION SELECT 'tag', identity.name, tag.name FROM tag JOIN identity USING (paper)"
    " UNION SELECT 'note', name, text FROM note JOIN identity USING (paper)"
    " UNION SELECT 'search', name, query FROM saved_search"
    " UNION SELECT 'history', text, '' FROM search ORDER BY 1, 2, 3"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a library and its index, to be copied for each replay."""
    home = tmp_path_factory.mktemp("home")
    with Terminal([PROGRAM], environment(home)) as terminal:
        terminal.wait_for("199 papers")
        terminal.wait_for(lambda _: (home / ".cache/paperbrowse/index/current.json").exists())
        terminal.settle(QUIET)
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    return home


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        # One that is asked for no colour: Escape waits for the answer in the first seconds.
        "TERM": "screen-256color",
        "TZ": "UTC",
    }


def state(home: Path, place: Path, play: Callable[[Terminal], None]) -> State:
    """What comes of keys in a copy of ``home``."""
    shutil.copytree(home, place)
    with Terminal([PROGRAM], environment(place)) as terminal:
        play(terminal)
        terminal.wait_for(lambda text: "papers" in text or " of " in text)
        screen = terminal.settle(QUIET)
        assert terminal.process.poll() is None, screen
    library = sqlite3.connect(place / ".local/share/paperbrowse/library.db")
    marks = library.execute(MARKS).fetchall()
    library.close()
    shutil.rmtree(place)
    return read_by_nobody(screen), marks


def read_by_nobody(screen: str) -> str:
    """The screen without what depends on the time: read papers, news, the age of lists."""
    return re.sub(r"•| · \d+ new.*| · nothing new.*| · (?:now|\d+ (?:min|h)) *", " ", screen)


def slowly(keys: Iterable[str]) -> Callable[[Terminal], None]:
    def play(terminal: Terminal) -> None:
        terminal.wait_for("199 papers")
        terminal.settle(QUIET)
        for key in keys:
            terminal.send(key)
            terminal.settle(0.12 if key == "\x1b" else SLOWLY)

    return play


def at_once(keys: Iterable[str]) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.send("".join(keys))


def somehow(keys: list[str], seed: str) -> Callable[[Terminal], None]:
    chance = random.Random(seed)

    def play(terminal: Terminal) -> None:
        if not AWAITED & set("".join(keys)) and chance.random() < 0.5:
            terminal.pause(chance.uniform(0, 0.6))  # while it starts
        else:
            terminal.wait_for("199 papers")
        for delay, data in played(keys, chance):
            terminal.pause(delay)
            terminal.send(data)

    return play


def replay(home: Path, place: Path, name: str, seeds: Iterable[int]) -> None:
    keys = RECORDINGS[name]
    wanted = state(home, place / "slowly", slowly(keys))
    for seed in seeds:
        found = state(home, place / f"{seed}", somehow(keys, f"{name} {seed}"))
        assert found == wanted, f"{name}, replay {seed}"


@pytest.mark.parametrize("name", random.Random(1).sample(sorted(RECORDINGS), 4))
def test_some_replays(home: Path, tmp_path: Path, name: str) -> None:
    replay(home, tmp_path, name, range(2))


@pytest.mark.full
def test_a_thousand_replays(home: Path, tmp_path: Path) -> None:
    each = -(-1000 // len(RECORDINGS))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {
            name: pool.submit(replay, home, tmp_path / name.replace(" ", "-"), name, range(each))
            for name in RECORDINGS
        }
    failed = {name: job.exception() for name, job in jobs.items() if job.exception()}
    assert not failed
