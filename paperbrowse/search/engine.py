"""The face of an index: what the catalogue asks of it, whichever engine answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from paperbrowse.query import Condition, Node, Related


class Superseded(Exception):
    """A newer search made this one pointless; it stopped."""


class IndexDamaged(Exception):
    """The index cannot be read. It is derived: build it again."""


@dataclass(frozen=True, slots=True)
class Model:
    """A paper that others are to be like: its key, and its plain title and abstract."""

    key: int
    title: str
    abstract: str


@dataclass(frozen=True, slots=True)
class Known:
    """What an index cannot know: the keys of papers that meet a condition, and models."""

    keys: Mapping[Condition, Sequence[int]] = field(default_factory=dict)
    models: Mapping[Related, Model] = field(default_factory=dict)


class Hits(Protocol):
    """What a search found."""

    @property
    def total(self) -> int:
        """How many papers were found, exactly."""

    @property
    def keys(self) -> Sequence[int]:
        """Their keys, best first; only as many are put in order as are looked at."""

    @property
    def partly(self) -> tuple[int, int] | None:
        """Where no paper has all the words: how many of how many these have."""

    def among(self, keys: Sequence[int]) -> Sequence[int]:
        """Those of ``keys`` that were found, in the order of ``keys``."""

    def score(self, key: int) -> float:
        """The score of a paper that was found; 0 where the query ranks nothing."""

    def shared(self, key: int) -> Sequence[str]:
        """The words that a paper shares with the model it was asked to be like, best first."""

    def facets(self) -> Mapping[str, Counter[str]]:
        """How many have each value of each of ``layout.KINDS``."""


class Engine(Protocol):
    """An open index. Its answers come from its own files, never from the library."""

    stamp: str
    """The library's stamp of the texts this index was built from."""

    waiting: int
    """How many of these are still to be indexed."""

    def arrange(self, keys: Sequence[int]) -> Sequence[int]:
        """The order of all papers in the list, which decides between equal scores.

        Papers that are not in the list are found no longer. Gives those that it has and the index
        does not: they are indexed later.
        """

    def find(
        self,
        tree: Node,
        known: Known = Known(),  # empty, and cannot be changed
        superseded: Callable[[], bool] = lambda: False,
    ) -> Hits:
        """Papers that ``tree`` asks for.

        Where no paper has all of several words, those with most of them. Raises Superseded soon
        after ``superseded`` answers true, IndexDamaged where files are.
        """

    def count(self, tree: Node, known: Known = Known()) -> int:  # as above
        """How many papers ``tree`` asks for, those with all words only. Raises IndexDamaged."""

    def values(self, kind: str, beginning: str) -> list[str]:
        """The values of one of ``layout.KINDS`` whose folded names begin so, most papers first."""

    def correction(self, word: str) -> str:
        """The most frequent word near a folded one that no paper has; nothing where some has it."""

    def words(self, beginning: str) -> list[str]:
        """The most frequent words of the library that begin so, at most a few."""

    def close(self) -> None:
        """Let go of the files."""
