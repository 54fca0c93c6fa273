"""Where the bytes of lists come from: shipped with the program, files, the web, arXiv's API.

Every launch needs the shipped lists alone; all others are in ``opening``, to be imported late.
"""

from paperbrowse.sources.bundled import BUNDLED, bundled
from paperbrowse.sources.source import Source

__all__ = ["BUNDLED", "Source", "bundled"]
