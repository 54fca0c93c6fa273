"""What the next part of a growing index is made of, and which segments it takes in."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from paperbrowse.search.segment import SegmentFiles

PART = 10_000
"""Papers of a part in a small library: what building holds in memory at a time (60 MB)."""

PARTS = 5
"""Parts of a library for which some MB more are nothing, while none is larger than LARGEST."""

LARGEST = 20_000
"""Papers of a part, and of a segment, at most."""


class Texts(Protocol):
    """The papers of one state of a library."""

    @property
    def stamp(self) -> str:
        """That state's alone; after its last colon stands its revision, which grows."""

    @property
    def keys(self) -> Sequence[int]:
        """All papers, in the order of the list, which decides between equal scores."""

    @property
    def revisions(self) -> Sequence[int]:
        """By key: the revision at which the paper became what it is; -1 where there is none."""


@dataclass(slots=True)
class Standing:
    """A segment of the index as it stands."""

    files: SegmentFiles
    keys: array[int]
    gone: list[int]
    """Documents that have to go, beside those that were deleted before."""

    @property
    def left(self) -> int:
        """How many of its papers stay."""
        return len(self.keys) - len(self.files.deleted) - len(self.gone)

    def staying(self) -> set[int]:
        """The papers that stay."""
        without = {*self.files.deleted, *self.gone}
        return {key for number, key in enumerate(self.keys) if number not in without}


@dataclass(frozen=True, slots=True)
class Plan:
    """The next part: ``keys`` are written in this order, ``kept`` segments are shared."""

    keys: array[int]
    new: int
    """How many of these papers are not in the index, or differ; the others come with segments."""
    waiting: int
    """How many more papers differ, and are left for later parts."""
    kept: tuple[Standing, ...]
    changes: bool
    """Whether this part makes the index another one."""

    def indexed(self, total: int, written: int) -> int:
        """How many of ``total`` papers are indexed when so many of the part are written."""
        return total - self.waiting - self.new + written * self.new // max(1, len(self.keys))


def planned(
    texts: Texts,
    segments: Sequence[tuple[SegmentFiles, array[int]]],
    absent: Collection[int] = (),
) -> Plan:
    """The next part; segments come with the keys of their documents.

    ``absent`` are papers that the library did not give when it was asked.
    """
    waiting = _differing(texts, segments)
    if absent:
        waiting = array("q", (key for key in waiting if key not in absent))
    room = min(LARGEST, max(PART, -(-len(texts.keys) // PARTS)))
    new = frozenset(waiting[:room])
    there = texts.revisions
    standing = []
    for files, keys in segments:
        out = {number for number, key in enumerate(keys) if key in new or not _is(there, key)}
        standing.append(Standing(files, keys, sorted(out.difference(files.deleted))))
    standing.sort(key=lambda segment: segment.left)
    again: set[int] = set()
    kept: list[Standing] = []
    urgent = bool(new) or any(segment.gone for segment in standing)
    for segment in standing:
        size = len(new) + len(again)
        # What searches find is never kept back by what only tidies up.
        if urgent:
            taken = segment.left <= min(2 * size, room - size)
        else:
            worn = 4 * segment.left < 3 * len(segment.keys)
            taken = worn and segment.left <= LARGEST - size
        if taken:
            again |= segment.staying()
        else:
            kept.append(segment)
    wanted = new | again
    keys = array("q", (key for key in texts.keys if key in wanted))
    changes = urgent or len(kept) < len(standing)
    return Plan(keys, len(new), len(waiting) - len(new), tuple(kept), changes)


def _differing(texts: Texts, segments: Sequence[tuple[SegmentFiles, array[int]]]) -> Sequence[int]:
    """The papers that no segment holds, or holds as they were before they changed."""
    there = texts.revisions
    held = array("q", (-1,)) * len(there)
    for files, keys in segments:
        deleted = frozenset(files.deleted)
        for number, key in enumerate(keys):
            if key < len(held) and number not in deleted:
                held[key] = files.revision
    return array("q", (key for key in texts.keys if held[key] < there[key]))


def _is(there: Sequence[int], key: int) -> bool:
    return key < len(there) and there[key] >= 0
