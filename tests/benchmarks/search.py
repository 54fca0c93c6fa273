"""Search and building beside SQLite FTS5, tantivy and plain Whoosh, on generated libraries.

    .venv/bin/pip install . tantivy && .venv/bin/python tests/benchmarks/search.py [SIZE …]

SIZE is a number of papers; 200, 2000, 20000 and 100000 if none is given (about 20 minutes). The
words of the papers grow in number as those of natural text do; see ``papers.py``. Each engine works
in a process of its own, one after the other, and is asked the same: some 600 texts as they stand in
the search box while people type, then some 550 entered queries. Each text is asked once, so no
answer is kept from before, only what typing itself leaves: the finished words of the same query.
Times are milliseconds from the call to the first 50 keys in order and the exact number of hits:
median / 95th percentile / longest. What the others cannot do as we do it: see ``baselines.py``.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memory import Watch

HERE = Path(__file__).parent
SIZES = (200, 2_000, 20_000, 100_000)
ENGINES = ("ours", "fts5", "tantivy")


@dataclass(frozen=True, slots=True)
class Targets:
    """What is wanted: milliseconds at the 95th percentile, a ratio, seconds, MB."""

    keystroke: float
    query: float
    build: float
    added: float
    memory: float


TARGETS = {
    200: Targets(3, 10, 1.0, 0.5, 100),
    20_000: Targets(15, 50, 2.0, 0.5, 160),
    100_000: Targets(60, 200, 2.0, 1.0, 350),
}
"""For libraries of up to so many papers. That of memory is for the whole browser."""


@dataclass(slots=True)
class Measured:
    """What one process told, and the peaks of its memory and with its children, in KB."""

    told: dict[str, Any] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    totals: dict[str, list[int]] = field(default_factory=dict)
    own: int = 0
    family: int = 0

    @property
    def missing(self) -> bool:
        """Whether this engine is not installed."""
        return "missing" in self.told

    def others(self) -> list[float]:
        """The times of everything but keystrokes."""
        return [t for kind, times in self.times.items() if kind != "keystroke" for t in times]


def run(task: str, home: Path, size: int) -> Measured:
    """Run one task in a process of its own, watching its memory."""
    measured = Measured()
    command = [sys.executable, str(HERE / "measuring.py"), task, str(home), str(size)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
        Watch(process.pid) as watch,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            told = json.loads(line)
            if "kind" in told:
                measured.times[told["kind"]] = told["milliseconds"]
                measured.totals[told["kind"]] = told["totals"]
            else:
                measured.told.update(told)
    if process.returncode:
        raise SystemExit(f"{task} at {size} papers failed")
    measured.own, measured.family = watch.own, watch.family
    return measured


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def spread(times: Sequence[float]) -> str:
    """Median, 95th percentile and maximum."""
    if not times:
        return "cannot"
    return " / ".join(f"{t:.1f}" for t in (quantile(times, 0.5), quantile(times, 0.95), max(times)))


def hits(totals: Sequence[int]) -> str:
    """The median of how many were found, and how many queries found none."""
    if not totals:
        return "cannot"
    return f"{statistics.median_low(totals)} ({sum(not total for total in totals)})"


def table(size: int, engines: dict[str, Measured], whoosh: Measured) -> None:
    """Print everything measured at one size."""
    target = TARGETS[min(limit for limit in TARGETS if limit >= min(size, max(TARGETS)))]
    ours = engines["ours"]

    def row(name: str, cells: Sequence[str], wanted: str = "") -> None:
        print(f"{name:<34}" + "".join(f"{cell:>25}" for cell in cells) + f"   {wanted}".rstrip())

    def each(name: str, key: str, form: str, scale: float = 1, wanted: str = "") -> None:
        cells = ["" if e.missing else form.format(e.told[key] / scale) for e in engines.values()]
        row(name, cells, wanted)

    row("", [name + (" (not installed)" if e.missing else "") for name, e in engines.items()])
    for kind in ours.times:
        wanted = f"p95 at most {target.keystroke:g}" if kind == "keystroke" else ""
        cells = ["" if e.missing else spread(e.times[kind]) for e in engines.values()]
        row(f"{kind} ({len(ours.times[kind])}), ms", cells, wanted)
    cells = ["" if e.missing else spread(e.others()) for e in engines.values()]
    row(f"all but keystrokes ({len(ours.others())}), ms", cells, f"p95 at most {target.query:g}")
    each("build, papers/s", "rate", "{:.0f}")
    ratio = ours.told["rate"] / whoosh.told["rate"]
    row(
        f"  to plain Whoosh's {whoosh.told['rate']:.0f}",
        [f"{ratio:.2f} x"],
        f"{' ' * 50}at least {target.build:g} x",
    )
    each(f"index, MB (Whoosh's {whoosh.told['bytes'] / 1e6:.1f})", "bytes", "{:.1f}", 1e6)
    each("100 papers added and found, s", "added", "{:.2f}", 1, f"at most {target.added:g}")
    row("peak memory, MB", [f"{e.own / 1024:.0f}" for e in engines.values()])
    row(
        "  with the building child",
        [f"{e.family / 1024:.0f}" for e in engines.values()],
        f"at most {target.memory:g} (whole browser)",
    )
    print("\nmedian of the hits (queries without any)")
    for kind in ours.totals:
        row(f"  {kind}", ["" if e.missing else hits(e.totals[kind]) for e in engines.values()])


def versions() -> str:
    """What was measured with."""
    found = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for package in ("whoosh3", "tantivy"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found.append(f"{package} {importlib.metadata.version(package)}")
    return ", ".join(found)


def cores() -> int:
    """How many cores these processes may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main() -> None:
    """Measure and print."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"{cores()} cores, {versions()}")
    for size in sizes:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
            home = Path(directory)
            made = run("make", home, size).told
            print(
                f"\n{size} papers: {made['words']} words, {made['vocabulary']} different,"
                f" Heaps exponent {made['heaps']:.2f}\n",
                flush=True,
            )
            whoosh = run("whoosh", home, size)
            found = {name: run(name, home, size) for name in ("fts5", "tantivy", "ours")}
            table(size, {name: found[name] for name in ENGINES}, whoosh)


if __name__ == "__main__":
    main()
