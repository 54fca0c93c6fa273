"""Words beside each other: from the occurrences of each to those of the whole run.

An occurrence is a code, document × 2¹⁶ + position; between the texts of a paper some positions
are never used, so that a run cannot reach from one text into the next.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence


def runs_in(words: Sequence[array[int]], slop: int) -> set[int]:
    """One occurrence in each run; ``words`` are those of its first word, of its second and so on.

    At most ``slop`` other words stand among them.
    """
    return _loose(words, slop) if slop else _tight(words)


def _tight(words: Sequence[array[int]]) -> set[int]:
    # From the rarest word on; looking a long list up in a short set is one loop in C.
    order = sorted(range(len(words)), key=lambda index: len(words[index]))
    at = order[0]
    found = set(words[at])
    for index in order[1:]:
        step = index - at
        found = {code + step for code in found}.intersection(words[index])
        at = index
    return found


def _loose(words: Sequence[array[int]], slop: int) -> set[int]:
    """The last words of runs with gaps; each is reached with as few other words as can be."""
    reached = {0: set(words[0])}
    for own in map(frozenset, words[1:]):
        ahead: dict[int, set[int]] = {}
        seen: set[int] = set()
        # Behind where the run stands with so many gaps, the words passed over among them.
        behind: set[int] = set()
        for gaps in range(slop + 1):
            front = behind | reached[gaps] if gaps in reached else behind
            behind = {code + 1 for code in front}
            places = (behind & own) - seen
            if places:
                ahead[gaps] = places
                seen |= places
        reached = ahead
    return set().union(*reached.values())
