"""How the program starts the process that builds the index (``indexing``), and hears from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paperbrowse.catalogue.process import end, start
from paperbrowse.text.numbers import number


@dataclass(frozen=True, slots=True)
class Progress:
    """Papers indexed so far, out of all of them."""

    done: int
    total: int

    @property
    def sentence(self) -> str:
        """``40,000 of 650,000 indexed``; nothing where it is not known of how many."""
        return f"{number(self.done)} of {number(self.total)} indexed" if self.total else ""


class BuildFailed(Exception):
    """The child could not build the index; says why in one sentence."""


class Unwritable(BuildFailed):
    """The directory of the index cannot be written: another one can be."""


class Ended(BuildFailed):
    """The child was ended by somebody else: the next may be let work."""


class Child:
    """A building process, from its start until it has ended."""

    def __init__(self, library: Path, index: Path) -> None:
        """Start it; it reads the library at one path and builds below the other."""
        self._process = start("paperbrowse.indexing", str(library), str(index))

    def progress(self) -> Iterator[Progress]:
        """Its steps as they come, until the index is built. Raises BuildFailed."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "progress":
                done, total = map(int, rest.split())
                yield Progress(done, total)
            elif word == "failed":
                raise BuildFailed(rest)
            elif word == "unwritable":
                raise Unwritable(rest)
            elif word == "ready":
                return
        raise Ended("the process that builds the search index ended before it was done")

    def stop(self) -> None:
        """End it, at once if it still works."""
        end(self._process)
