"""The lists shipped with the program: every Markdown file among its data, compressed by bzip2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paperbrowse.sources.source import Source

BUNDLED = "bundled"
"""What a shipped list says of where it comes from, before a colon and its name."""

_ENDING = ".md.bz2"
_DATA = Path(__file__).parent.parent / "data"


def bundled() -> Iterator[Source]:
    """The shipped lists, each named after its file."""
    for path in sorted(_DATA.glob(f"*{_ENDING}")):
        name = path.name.removesuffix(_ENDING)
        yield Source(name, f"{BUNDLED}:{name}", path.read_bytes())
