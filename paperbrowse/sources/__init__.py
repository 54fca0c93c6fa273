"""Where the bytes of lists come from. Today: the lists that are shipped with the program."""

from paperbrowse.sources.bundled import bundled
from paperbrowse.sources.source import Source

__all__ = ["Source", "bundled"]
