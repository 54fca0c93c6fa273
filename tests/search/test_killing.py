"""A process that makes the index grow is killed at any moment; the next one goes on from there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from papers import papers as generated
from shelf import directories

from paperbrowse.library import Library, Origin
from paperbrowse.query import EVERYTHING
from paperbrowse.search import State, Store
from paperbrowse.search.whoosh_index import WhooshIndex

COUNT = 300

# The child's own work, in parts that are small enough to be killed between two of them.
BUILD = """
from paperbrowse.search import planning
planning.PART, planning.PARTS = 20, 1000
from paperbrowse.indexing import main
main()
"""


def built(library: Library, store: Store, seconds: float | None = None) -> bool:
    """Let a process build, for so long at most; says whether it came to its end."""
    command = [sys.executable, "-c", BUILD, str(library.path), str(store.directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return False
    return True


def killed(home: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    places = directories(home)
    library = Library.open(places.library)
    papers = list(generated(COUNT, seed))
    library.add("first", "test", papers[:-60])
    store = Store(places.index)
    begun = time.monotonic()
    assert built(library, store)
    whole = time.monotonic() - begun
    store.clear()
    before = 0
    for number in range(times):
        done = built(library, store, chance.uniform(0.3, 1.0) * whole)
        current = store.current()
        if current is None:
            assert before == 0
            continue
        assert store.check(current)
        index = WhooshIndex(store, current)
        assert index.find(EVERYTHING).total == current.papers >= before
        assert not done or store.state(library.stamp()) is State.READY
        before = current.papers
        if number % 3 == 1:  # a list comes in, and leaves again
            with library.importing(Origin("second", "test")) as importing:
                importing.add(papers[-60:] if number % 2 else papers[-30:])
                importing.finish()
            before = 0
    assert built(library, store)
    current = store.current()
    assert current is not None
    assert store.state(library.stamp()) is State.READY
    index = WhooshIndex(store, current)
    assert sorted(index.find(EVERYTHING).keys) == sorted(library.keys())
    assert len(list(store.directory.glob("build-*"))) == 1
    library.close()


def test_killed_parts(tmp_path: Path) -> None:
    killed(tmp_path, times=3, seed=1)


@pytest.mark.full
def test_sixty_killed_parts(tmp_path: Path) -> None:
    killed(tmp_path, times=60, seed=2)
