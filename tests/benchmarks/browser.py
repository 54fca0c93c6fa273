"""Launch, keys, memory and size of the browser, as ratios to a bare Textual app in the same run.

    .venv/bin/pip install '.[test]' && .venv/bin/python tests/benchmarks/browser.py [RUNS]

Runs the installed ``paperbrowse`` in a pseudo-terminal of 120x36, in turn with the bare app of
``bare.py``, each time with directories of its own. RUNS (default 9) launches of each kind.
"""

from __future__ import annotations

import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "support"))

import pyte  # noqa: E402
from terminal import Terminal  # noqa: E402

COLUMNS, LINES = 120, 36
PROGRAM = [str(Path(sys.executable).with_name("paperbrowse"))]
BARE = [sys.executable, str(HERE / "bare.py")]
READY = b"199 papers"
QUERIES = ["image classification", "vision transformer", "self-supervised", "medical segm"]
KEYS_A_SECOND = 8


def environment(home: Path) -> dict[str, str]:
    """An environment whose directories are all below ``home``."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


@contextlib.contextmanager
def homes() -> Iterator[Path]:
    """An empty directory to live in."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        yield Path(directory)


def record(
    terminal: Terminal, seconds: float, enough: Callable[[], bool]
) -> list[tuple[float, bytes]]:
    """What comes within these seconds, or until it is enough, each piece with its time."""
    import select

    pieces = []
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0 and not enough():
        if select.select([terminal.master], [], [], min(left, 0.05))[0]:
            data = os.read(terminal.master, 65536)
            pieces.append((time.perf_counter(), data))
            terminal.output += data
    return pieces


def launch(command: list[str], home: Path) -> tuple[float, float]:
    """Seconds from start until ``j`` has moved the highlight, and the moment when it had."""
    begun = time.perf_counter()
    with Terminal(command, environment(home), COLUMNS, LINES) as terminal:
        pieces = record(terminal, 20, lambda: READY in terminal.output)
        assert READY in terminal.output, terminal.output
        terminal.send("j")
        pieces += record(terminal, 0.5, lambda: False)
        moved = moment_of_move(pieces)
        return moved - begun, moved


def moment_of_move(pieces: list[tuple[float, bytes]]) -> float:
    """When the highlight stood on the second line of the list."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    first = ""
    for moment, data in pieces:
        stream.feed(data.replace(b"\x1b[>", b"\x1b[?"))
        if not first and READY.decode() in "\n".join(screen.display):
            first = screen.buffer[1][2].bg
        if first and screen.buffer[2][2].bg == first:
            return moment
    raise AssertionError("the highlight never moved:\n" + "\n".join(screen.display))


def first_launch(home: Path) -> tuple[float, float, int]:
    """Seconds to ``j``, seconds from then to a whole index, and the peak of memory in KB."""
    begun = time.perf_counter()
    pointer = home / ".cache/paperbrowse/index/current.json"
    peak = 0
    with Terminal(PROGRAM, environment(home), COLUMNS, LINES) as terminal:
        pieces = record(terminal, 20, lambda: READY in terminal.output)
        terminal.send("j")
        complete = 0.0
        while not complete:
            pieces += record(terminal, 0.03, lambda: False)
            peak = max(peak, memory(terminal.process.pid))
            if pointer.exists():
                complete = time.perf_counter()
        for _ in range(10):
            pieces += record(terminal, 0.05, lambda: False)
            peak = max(peak, memory(terminal.process.pid))
        moved = moment_of_move(pieces)
        return moved - begun, complete - moved, peak


def memory(pid: int) -> int:
    """Proportional memory of a process and its children, in KB (Linux)."""
    total = 0
    with contextlib.suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0])
        for thread in Path(f"/proc/{pid}/task").iterdir():  # a child belongs to its thread
            total += sum(memory(int(child)) for child in (thread / "children").read_text().split())
    return total


def keys(home: Path) -> list[float]:
    """Seconds from each key typed into the search box to the last byte it changed on the screen."""
    found = []
    with Terminal(PROGRAM, environment(home), COLUMNS, LINES) as terminal:
        record(terminal, 20, lambda: READY in terminal.output)
        record(terminal, 1.5, lambda: False)
        terminal.send("/")
        record(terminal, 0.3, lambda: False)
        for query in QUERIES:
            for key in query:
                pressed = time.perf_counter()
                terminal.send(key)
                pieces = record(terminal, 1 / KEYS_A_SECOND, lambda: False)
                if pieces:
                    found.append(pieces[-1][0] - pressed)
            terminal.send("\x15")
            record(terminal, 0.4, lambda: False)
    return found


def wheel_size() -> int:
    """Bytes of the wheel."""
    with homes() as home:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(home), "."]
        subprocess.run(command, cwd=HERE.parent.parent, check=True, capture_output=True)
        return next(home.glob("*.whl")).stat().st_size


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    bare, first, later, complete, peaks = [], [], [], [], []
    for _ in range(runs):
        with homes() as home:
            bare.append(launch(BARE, home)[0])
            seconds, built, peak = first_launch(home)
            first.append(seconds)
            complete.append(built)
            peaks.append(peak)
            later.append(launch(PROGRAM, home)[0])
    with homes() as home:
        first_launch(home)
        typed = keys(home)
    base = statistics.median(bare)

    def ratio(values: list[float]) -> float:
        return statistics.median(value / own for value, own in zip(values, bare, strict=True))

    rows = [
        ("bare Textual app, launch until j has moved", f"{base:.3f} s", "baseline"),
        ("later launch, the same", f"{ratio(later):.2f} x", "at most 1.25 x"),
        ("first launch, the same", f"{ratio(first):.2f} x", "at most 1.6 x"),
        ("index complete after that", f"{statistics.median(complete):.2f} s", "within 1.5 s"),
        ("key to last byte of the screen, p50", f"{quantile(typed, 0.5) * 1000:.0f} ms", ""),
        (
            "key to last byte of the screen, p95",
            f"{quantile(typed, 0.95) * 1000:.0f} ms",
            "at most 50 ms",
        ),
        ("peak memory, children included", f"{max(peaks) / 1024:.0f} MB", "under 100 MB"),
        ("wheel", f"{wheel_size() / 1000:.0f} KB", "at most 300 KB"),
    ]
    print(f"{runs} launches of each kind, {len(typed)} keys, {os.cpu_count()} cores\n")
    for name, measured, goal in rows:
        print(f"{name:<46} {measured:>10}   {goal}")


if __name__ == "__main__":
    main()
