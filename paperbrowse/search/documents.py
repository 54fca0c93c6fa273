"""The documents of an open index: their numbers, the papers' keys, and their places in the list."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from itertools import compress

from paperbrowse.search import lanes


class Documents:
    """Documents by number, papers by key."""

    def __init__(self, keys: array[int], gone: Collection[int]) -> None:
        """``keys`` are those of all documents, ``gone`` the documents that were deleted."""
        self.keys = keys
        self.absent = len(keys)
        """The number that stands for a paper that is not in the index: the one behind all."""
        self.place: array[int] | None = None
        """The place of each document in the list; None where that is its number."""
        self.left: int | None = None
        """The set of the documents whose papers stand in the list; None where all do."""
        # A paper that changed stands in two segments, in one of them deleted.
        self._numbers = {key: number for number, key in enumerate(keys) if number not in gone}

    def arrange(self, keys: Sequence[int]) -> Sequence[int]:
        """Take the order of the list: the keys of all papers; gives those without a document."""
        numbers = array("q", self.numbers(keys))
        if len(numbers) == self.absent and numbers == array("q", range(self.absent)):
            self.place = self.left = None
            return ()
        place = array("q", [len(numbers)]) * (self.absent + 1)
        for at, number in enumerate(numbers):
            place[number] = at
        self.place = place
        missing = numbers.count(self.absent)
        all_stand = len(numbers) - missing == len(self._numbers)
        self.left = None if all_stand else lanes.marked(numbers, self.absent)
        if not missing:
            return ()
        return array("q", compress(keys, (number == self.absent for number in numbers)))

    def numbers(self, keys: Sequence[int]) -> Iterator[int]:
        """The document of each key, or ``absent``."""
        get, absent = self._numbers.get, self.absent
        return (get(key, absent) for key in keys)

    def number(self, key: int) -> int | None:
        """The document of a paper, if it is in the index."""
        return self._numbers.get(key)

    def marked(self, keys: Sequence[int]) -> int:
        """The set of the documents of keys."""
        return lanes.marked(self.numbers(keys), self.absent)
