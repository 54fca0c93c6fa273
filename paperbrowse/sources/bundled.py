"""The lists shipped with the program: every Markdown file among its data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paperbrowse.sources.source import Source

BUNDLED = "bundled"
"""What a shipped list says of where it comes from, before a colon and its name."""

_DATA = Path(__file__).parent.parent / "data"


def bundled() -> Iterator[Source]:
    """The shipped lists, each named after its file."""
    for path in sorted(_DATA.glob("*.md")):
        yield Source(path.stem, f"{BUNDLED}:{path.stem}", path.read_bytes())
