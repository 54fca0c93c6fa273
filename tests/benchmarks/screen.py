"""What a person feels of a large library: launch, keys on the screen, keys during a build, memory.

    .venv/bin/pip install '.[test]' && .venv/bin/python tests/benchmarks/screen.py [SIZE …]

SIZE is a number of generated papers (``papers.py``); 200, 20000 and 100000 if none is given (about
ten minutes). Runs the installed ``paperbrowse`` in a pseudo-terminal of 120x36.

- launch: until ``j`` has moved the highlight, as a ratio to the bare Textual app of ``bare.py``,
  both in turn;
- key to screen: from the byte of a key in the search box to the last byte that it changed;
- during a build: from ``j`` or ``k`` to the moved highlight while the index is built from nothing,
  above the same when idle;
- memory: the peak of the proportional set size of the program and its children, while it builds
  and while it is searched (Linux).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from memory import Watch
from papers import papers
from watching import (
    BARE,
    KEYS_A_SECOND,
    PROGRAM,
    Pieces,
    homes,
    launch,
    moves,
    never,
    quantile,
    record,
    running,
    typed,
)

from paperbrowse.library import Library

SIZES = (200, 20_000, 100_000)
RUNS = 7
GOALS = {200: (1.25, 50, 100), 20_000: (1.3, 60, 160), 100_000: (1.4, 120, 350)}
"""Launch (ratio), key to screen at the 95th percentile (ms) and memory (MB), by size."""

MOVES = 60
"""Keys that move the highlight, idle and during builds."""


def main() -> None:
    """Measure and print."""
    for size in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        with homes() as home:
            print("\n".join(measured(home, size)), flush=True)


def measured(home: Path, size: int) -> list[str]:
    """The table of one size."""
    library = Library.open(home / ".local/share/paperbrowse/library.db")
    library.add("generated", "generated", papers(size))
    library.close()
    index = home / ".cache/paperbrowse/index"
    building: list[float] = []
    peak = 0
    while len(building) < MOVES and (peak == 0 or size < 2_000):
        shutil.rmtree(index, ignore_errors=True)
        times, memory = moved(home, until=lambda: whole(index))
        building += times
        peak = max(peak, memory)
    idle, _ = moved(home)
    queries = words(size)
    keys = typed(home, queries)
    peak = max(peak, searched(home, queries))
    bare, own = [], []
    for _ in range(RUNS):
        bare.append(launch(BARE, home))
        own.append(launch(PROGRAM, home))
    ratio = statistics.median(o / b for o, b in zip(own, bare, strict=True))
    goal = GOALS.get(size, GOALS[max(s for s in SIZES if s <= max(size, 200))])
    above = 1000 * (quantile(building, 0.95) - quantile(idle, 0.95))
    rows = [
        ("launch until j has moved, to a bare app", f"{ratio:.2f} x", f"at most {goal[0]} x"),
        (f"key to screen, p95 of {len(keys)}", ms(quantile(keys, 0.95)), f"at most {goal[1]} ms"),
        ("  the same, median", ms(quantile(keys, 0.5)), ""),
        (f"key to moved highlight, idle, p95 of {len(idle)}", ms(quantile(idle, 0.95)), ""),
        (f"  during a build, p95 of {len(building)}", f"{above:+.0f} ms", "at most +20 ms"),
        ("peak memory, children included", f"{peak / 1024:.0f} MB", f"at most {goal[2]} MB"),
    ]
    table = [f"{name:<50} {value:>10}   {wanted}" for name, value, wanted in rows]
    return [f"{size} papers, {os.cpu_count()} cores, {RUNS} launches", *table, ""]


def words(size: int) -> list[str]:
    """Queries made of the papers' own words."""
    found = []
    for paper in papers(min(size, 40)):
        own = [word for word in paper.abstract.split() if word.isalpha()]
        found.append(f"{own[3]} {own[9]}".lower())
    return found[::4]


def whole(index: Path) -> bool:
    """Whether all papers are indexed."""
    try:
        return not json.loads((index / "current.json").read_text("utf-8"))["waiting"]
    except OSError:
        return False


def moved(home: Path, until: Callable[[], bool] | None = None) -> tuple[list[float], int]:
    """Seconds from each key to the moved highlight, and the peak of memory in KB.

    MOVES keys; with ``until``, as many as fit in the time until that holds.
    """
    pressed: list[float] = []
    with running(PROGRAM, home) as (terminal, pieces), Watch(terminal.process.pid) as watch:
        record_until = time.perf_counter() + (0.3 if until is not None else 2.0)
        pieces += record(terminal, record_until - time.perf_counter(), never)
        while len(pressed) < MOVES and not (until is not None and until()):
            pressed.append(time.perf_counter())
            terminal.send("k" if len(pressed) % 2 == 0 else "j")
            pieces += record(terminal, 1 / KEYS_A_SECOND, never)
        while until is not None and not until():  # the rest of a long build: its memory
            pieces += record(terminal, 0.2, never)
    return delays(pressed, pieces), watch.family


def delays(pressed: list[float], pieces: Pieces) -> list[float]:
    """From each key to the first move of the highlight behind it."""
    found = []
    moments = moves(pieces) if pressed else []
    for key, following in zip(pressed, [*pressed[1:], float("inf")], strict=True):
        moment = next((m for m in moments if key < m < following), None)
        found.append((moment if moment is not None else following) - key)
    return [delay for delay in found if delay != float("inf")]


def searched(home: Path, queries: list[str]) -> int:
    """The peak of memory in KB while somebody searches."""
    with running(PROGRAM, home) as (terminal, _), Watch(terminal.process.pid) as watch:
        record(terminal, 2.0, never)
        for query in (*queries, "s", '"of the" ', "netwrok~2 ", "is:unread "):
            terminal.send("/" + "\x15" + query)
            record(terminal, 0.7, never)
            terminal.send("\x1b")
            record(terminal, 0.2, never)
    return watch.family


def ms(seconds: float) -> str:
    """Milliseconds as they are printed."""
    return f"{1000 * seconds:.0f} ms"


if __name__ == "__main__":
    main()
