"""How much memory a process and its children take, by proportional set size (Linux)."""

from __future__ import annotations

import contextlib
import re
import threading
from pathlib import Path

_EVERY = 0.1
"""Seconds between two looks; a look keeps the process from growing for some milliseconds."""


def own(pid: int) -> int:
    """Proportional memory of one process, in KB; 0 where it is gone."""
    with contextlib.suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0])
    return 0


def children(pid: int) -> list[int]:
    """The processes it has started, and theirs."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():  # a child belongs to its thread
            for child in map(int, (thread / "children").read_text().split()):
                found += [child, *children(child)]
    return found


def family(pid: int) -> int:
    """Proportional memory of a process and its children, in KB."""
    return own(pid) + sum(map(own, children(pid)))


class Watch:
    """Looks at a process again and again while the block is in force; keeps the peaks, in KB."""

    def __init__(self, pid: int) -> None:
        self.own = 0
        self.family = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            process = own(self._pid)
            self.own = max(self.own, process)
            self.family = max(self.family, process + sum(map(own, children(self._pid))))
