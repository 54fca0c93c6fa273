"""The lists shipped with the program: every Markdown file among its data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paperbrowse.sources.source import Source

_DATA = Path(__file__).parent.parent / "data"


def bundled() -> Iterator[Source]:
    """The shipped lists, each named after its file."""
    for path in sorted(_DATA.glob("*.md")):
        yield Source(path.stem, "bundled", path.read_bytes())
