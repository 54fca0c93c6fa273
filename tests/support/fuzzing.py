"""What holds for every reader whatever it is given, and how many mutated inputs it is given.

`PAPERBROWSE_FUZZ=100000 pytest -m full tests/formats` runs so many over each of the twelve readers;
`PAPERBROWSE_FUZZ_SECONDS=1` holds them to the goal of a second for 100,000 characters.
"""

from __future__ import annotations

import io
import os
import time
from types import ModuleType

from paperbrowse.formats import Skipped, Unreadable
from paperbrowse.paper import Paper

SAMPLE = 150
"""Mutated inputs over each reader in every run, drawn with a fixed seed."""

COUNT = int(os.environ.get("PAPERBROWSE_FUZZ", "10000"))
"""Mutated inputs over each reader in the full run."""

LENGTH = 100_000
"""The characters of the longest input."""

SECONDS = float(os.environ.get("PAPERBROWSE_FUZZ_SECONDS", "10"))
"""What the longest may take, of the processor's time: what takes longer grows with the square.

The goal is 1, which is measured where nothing else works: on a busy machine all takes longer.
"""


def check(reader: ModuleType, text: str) -> None:
    """Read ``text`` and hold what every reader promises."""
    lines = list(io.StringIO(text, newline=None))
    begin = time.process_time()
    assert reader.recognises(text[:64_000]) in (True, False)
    middle = time.process_time()
    found: list[Paper | Skipped] = []
    reason = "It was read."
    try:
        found.extend(reader.read(lines))
    except Unreadable as unreadable:
        reason = str(unreadable)
    end = time.process_time()
    assert max(middle - begin, end - middle) < SECONDS, (middle - begin, end - middle, text[:300])
    assert reason.endswith(".")
    for row in found:
        if isinstance(row, Skipped):
            assert 1 <= row.line <= max(1, len(lines)), (row, text[:300])
            assert row.reason.endswith(".")
        else:
            _hold(row)


def _hold(row: Paper) -> None:
    assert row.arxiv or row.doi or (row.url and row.title), row
    texts = (row.title, row.doi, row.url, row.abstract, row.comment, row.code, row.journal)
    parts = (*row.authors, *row.topics, *row.categories)
    for value in (*texts, *parts):
        value.encode()
    assert all(parts)
