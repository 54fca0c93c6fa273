"""The program in a pseudo-terminal: when something appears, when the highlight moves."""

from __future__ import annotations

import contextlib
import os
import re
import select
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
KEYS_A_SECOND = 8

Pieces = list[tuple[float, bytes]]
"""What the program wrote, each piece with the moment it came."""

_READY = re.compile(rb"\d papers")


def ready(terminal: Terminal) -> bool:
    """Whether the list is on the screen."""
    return _READY.search(terminal.output) is not None


def environment(home: Path) -> dict[str, str]:
    """An environment whose directories are all below ``home``."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


@contextlib.contextmanager
def homes() -> Iterator[Path]:
    """An empty directory to live in."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        yield Path(directory)


@contextlib.contextmanager
def running(command: list[str], home: Path) -> Iterator[tuple[Terminal, Pieces]]:
    """A command whose list is on the screen, and what it wrote until then."""
    with Terminal(command, environment(home), COLUMNS, LINES) as terminal:
        pieces = record(terminal, 30, lambda: ready(terminal))
        assert ready(terminal), terminal.output
        yield terminal, pieces


def record(terminal: Terminal, seconds: float, enough: Callable[[], bool]) -> Pieces:
    """What comes within these seconds, or until it is enough."""
    pieces = []
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0 and not enough():
        if select.select([terminal.master], [], [], min(left, 0.05))[0]:
            data = os.read(terminal.master, 65536)
            pieces.append((time.perf_counter(), data))
            terminal.output += data
    return pieces


def never() -> bool:
    """What comes within the time, all of it."""
    return False


def launch(command: list[str], home: Path) -> float:
    """Seconds from start until ``j`` has moved the highlight."""
    begun = time.perf_counter()
    with running(command, home) as (terminal, pieces):
        terminal.send("j")
        pieces += record(terminal, 0.5, never)
    return moves(pieces)[0] - begun


def moves(pieces: Pieces) -> list[float]:
    """The moments at which the highlight came to stand on another of the list's first lines."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    colour, at, found = "", 0, []
    for moment, data in pieces:
        stream.feed(data.replace(b"\x1b[>", b"\x1b[?"))
        if not colour and _READY.search("\n".join(screen.display).encode()):
            at = 1
            colour = screen.buffer[at][2].bg
        for line in (1, 2, 3) if colour else ():
            if line != at and screen.buffer[line][2].bg == colour:
                at = line
                found.append(moment)
                break
    assert found, "the highlight never moved:\n" + "\n".join(screen.display)
    return found


def typed(home: Path, queries: list[str]) -> list[float]:
    """Seconds from each key in the search box to the last byte that it changed on the screen."""
    found = []
    with running(PROGRAM, home) as (terminal, _):
        record(terminal, 2.0, never)
        terminal.send("/")
        record(terminal, 0.3, never)
        for query in queries:
            for key in query:
                pressed = time.perf_counter()
                terminal.send(key)
                pieces = record(terminal, 1 / KEYS_A_SECOND, never)
                if pieces:
                    found.append(pieces[-1][0] - pressed)
            terminal.send("\x15")
            record(terminal, 0.5, never)
    return found


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
