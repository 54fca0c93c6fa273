"""Processes killed at any moment, also while a list is being added."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from shelf import SHELF, paper

from paperbrowse.library import Library, Origin, connections

PAPERS = 300
SUPPORT = Path(__file__).parent.parent / "support"

# A list of two states is refreshed again and again, with a mark before each.
REFRESH_AND_MARK = f"""
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from shelf import paper
from paperbrowse.library import Library
states = [
    [paper(f"2602.{{n:05}}v2", title, title * 20) for n in range(1, {PAPERS} + 1)]
    for title in ("old", "new")
]
library = Library.open(Path(sys.argv[1]))
for key in range(1, {PAPERS} + 1):
    library.bookmark(key, True).result()
    print(key, flush=True)
    library.add("list", "test", states[key % 2], digest=("old", "new")[key % 2])
"""


def kill_at(path: Path, seconds: float) -> set[int]:
    """Kill the process so long after its first mark; gives the marks it said were on disk."""
    with subprocess.Popen(
        [sys.executable, "-c", REFRESH_AND_MARK, str(path), str(SUPPORT)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        # The last line may be cut short by the kill.
        said = {int(line) for line in process.stdout if line.endswith("\n")}
        timer.join()
    assert process.returncode == -signal.SIGKILL
    return {1, *said}


def kill_many(directory: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(times):
        path = directory / str(number) / "library.db"
        with contextlib.closing(Library.open(path)) as library:
            old = [paper(f"2602.{n:05}v2", "old", "old" * 20) for n in range(1, PAPERS + 1)]
            library.add("list", "test", old, digest="old")
        said = kill_at(path, chance.uniform(0, 0.2))
        with contextlib.closing(Library.open(path)) as library:
            assert said <= set(library.keys(bookmarked=True))
            assert library.check() == ""
            (listed,) = library.lists()
            new = [replace(p, title="new", abstract="new" * 20) for p in old]
            wanted = {"old": old, "new": new}[listed.origin.digest]
            assert [found for _, found in library.papers(sorted(library.keys()))] == wanted
            assert library.add("shelf", "test", SHELF).new == len(SHELF)


def test_a_kill_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    kill_many(tmp_path, times=4, seed=1)


@pytest.mark.full
def test_two_hundred_kills_leave_the_old_state_or_the_new(tmp_path: Path) -> None:
    kill_many(tmp_path, times=200, seed=2)


# A rolling list is read in bit by bit, with a mark before each bit; what it says was on disk.
IMPORT_AND_MARK = f"""
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from shelf import paper
from paperbrowse.library import Library, Origin
rows = [paper(f"2602.{{n:05}}v1", str(n), "new" * 20) for n in range(1, {PAPERS} + 1)]
library = Library.open(Path(sys.argv[1]))
while True:
    for start in (0, {PAPERS} // 2):
        with library.importing(Origin("list", "test", digest=str(start))) as importing:
            for at in range(start, start + {PAPERS} // 2, 10):
                importing.add(rows[at : at + 10])
                library.bookmark(library.find(rows[at].identity), True).result()
                print(rows[at].identity, flush=True)
            importing.finish()
"""


def kill_an_import(path: Path, chance: random.Random) -> None:
    """Kill the process after some bits: what it found is there, and nothing is half there."""
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT_AND_MARK, str(path), str(SUPPORT)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(chance.randint(1, 60))]
        timer = threading.Timer(chance.uniform(0, 0.02), process.kill)
        timer.start()
        said += process.stdout.readlines()
        timer.join()
    assert process.returncode == -signal.SIGKILL
    with contextlib.closing(Library.open(path)) as library:
        assert library.check() == ""
        marked = {library.find(line.strip()) for line in said if line.endswith("\n")}
        assert marked <= set(library.keys(bookmarked=True))
        listed, keys = set(library.listing("list")), set(library.keys())
        # Bookmarked papers stay; of the others, those alone that stand in the list.
        assert keys == listed | set(library.keys(bookmarked=True))
        for key, found in library.papers(sorted(keys)):
            assert found.abstract == "new" * 20
            assert library.find(found.identity) == key
        with library.importing(Origin("list", "test", digest="whole")) as importing:
            importing.add(SHELF)
            added = importing.finish()
        assert (added.new, added.removed) == (len(SHELF), len(listed))
        assert [known.origin.digest for known in library.lists()] == ["whole"]


def test_an_import_that_is_killed(tmp_path: Path) -> None:
    chance = random.Random(3)
    for number in range(3):
        kill_an_import(tmp_path / str(number) / "library.db", chance)


@pytest.mark.full
def test_a_hundred_imports_that_are_killed(tmp_path: Path) -> None:
    chance = random.Random(4)
    for number in range(100):
        kill_an_import(tmp_path / str(number) / "library.db", chance)


def test_every_connection_waits_for_the_disk(path: Path) -> None:
    # A kill leaves what the system has yet to write; only a power cut would show the difference.
    opened = connections.open_connections(path, read_only=False)
    with opened.reading() as first, opened.reading() as second:
        for connection in (first, second):
            assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    opened.close()
