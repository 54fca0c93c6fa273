"""Launch, keys, memory and size of the browser, as ratios to a bare Textual app in the same run.

    .venv/bin/pip install '.[test]' && .venv/bin/python tests/benchmarks/browser.py [RUNS]

Runs the installed ``paperbrowse`` in a pseudo-terminal of 120x36, in turn with the bare app of
``bare.py``, each time with directories of its own. RUNS (default 9) launches of each kind.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from memory import family
from watching import (
    BARE,
    HERE,
    PROGRAM,
    homes,
    launch,
    moves,
    never,
    quantile,
    record,
    running,
    typed,
)

QUERIES = ["image classification", "vision transformer", "self-supervised", "medical segm"]


def first_launch(home: Path) -> tuple[float, float, int]:
    """Seconds to ``j``, seconds from then to a whole index, and the peak of memory in KB."""
    begun = time.perf_counter()
    pointer = home / ".cache/paperbrowse/index/current.json"
    peak = 0
    with running(PROGRAM, home) as (terminal, pieces):
        terminal.send("j")
        complete = 0.0
        while not complete:
            pieces += record(terminal, 0.03, never)
            peak = max(peak, family(terminal.process.pid))
            if pointer.exists():
                complete = time.perf_counter()
        for _ in range(10):
            pieces += record(terminal, 0.05, never)
            peak = max(peak, family(terminal.process.pid))
    moved = moves(pieces)[0]
    return moved - begun, complete - moved, peak


def wheel_size() -> int:
    """Bytes of the wheel."""
    with homes() as home:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(home), "."]
        subprocess.run(command, cwd=HERE.parent.parent, check=True, capture_output=True)
        return next(home.glob("*.whl")).stat().st_size


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    bare, first, later, complete, peaks = [], [], [], [], []
    for _ in range(runs):
        with homes() as home:
            bare.append(launch(BARE, home))
            seconds, built, peak = first_launch(home)
            first.append(seconds)
            complete.append(built)
            peaks.append(peak)
            later.append(launch(PROGRAM, home))
    with homes() as home:
        first_launch(home)
        keys = typed(home, QUERIES)
    base = statistics.median(bare)

    def ratio(values: list[float]) -> float:
        return statistics.median(value / own for value, own in zip(values, bare, strict=True))

    rows = [
        ("bare Textual app, launch until j has moved", f"{base:.3f} s", "baseline"),
        ("later launch, the same", f"{ratio(later):.2f} x", "at most 1.25 x"),
        ("first launch, the same", f"{ratio(first):.2f} x", "at most 1.6 x"),
        ("index complete after that", f"{statistics.median(complete):.2f} s", "within 1.5 s"),
        ("key to last byte of the screen, p50", f"{quantile(keys, 0.5) * 1000:.0f} ms", ""),
        (
            "key to last byte of the screen, p95",
            f"{quantile(keys, 0.95) * 1000:.0f} ms",
            "at most 50 ms",
        ),
        ("peak memory, children included", f"{max(peaks) / 1024:.0f} MB", "under 100 MB"),
        ("wheel", f"{wheel_size() / 1000:.0f} KB", "at most 300 KB"),
    ]
    print(f"{runs} launches of each kind, {len(keys)} keys, {os.cpu_count()} cores\n")
    for name, measured, goal in rows:
        print(f"{name:<46} {measured:>10}   {goal}")


if __name__ == "__main__":
    main()
