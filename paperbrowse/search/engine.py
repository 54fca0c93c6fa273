"""The face of an index: what the catalogue asks of it, whichever engine answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from paperbrowse.query import Node


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, best first: paper keys and, beside each, its score."""

    keys: list[int]
    scores: list[float]

    @property
    def total(self) -> int:
        """How many papers match, exactly."""
        return len(self.keys)


class Superseded(Exception):
    """A newer search made this one pointless; it stopped."""


class IndexDamaged(Exception):
    """The index cannot be read. It is derived: build it again."""


class Engine(Protocol):
    """An open index. Its answers come from its own files, never from the library."""

    stamp: str
    """The library's stamp of the texts this index was built from."""

    def find(
        self,
        tree: Node,
        within: Collection[int] | None = None,
        superseded: Callable[[], bool] = lambda: False,
    ) -> Hits:
        """Papers that ``tree`` asks for, best first; only those ``within`` a set of keys, if given.

        Raises Superseded soon after ``superseded`` answers true, IndexDamaged where files are.
        """

    def close(self) -> None:
        """Let go of the files."""
