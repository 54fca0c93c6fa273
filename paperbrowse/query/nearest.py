"""Which known name someone meant who typed one that is none."""

from __future__ import annotations

from collections.abc import Iterable

SHORT = 5
"""Names of up to so many letters may be one letter off; longer ones two."""

_LONGEST = 20


def nearest(typed: str, names: Iterable[str]) -> str | None:
    """The name that ``typed`` is a slip of: the fewest letters off, the first among equals.

    Three letters are the least that a slip is seen in. In a short one, which is a letter away
    from many a word, the first letter must agree. None where there is no such name.
    """
    if not 3 <= len(typed) <= _LONGEST:
        return None
    allowed = 1 if len(typed) <= SHORT else 2
    best: str | None = None
    for name in names:
        if len(typed) < SHORT and typed[0] != name[0]:
            continue
        if abs(len(typed) - len(name)) <= allowed and (off := _distance(typed, name)) <= allowed:
            best, allowed = name, off - 1
    return best


def _distance(one: str, other: str) -> int:
    """Letters to put in, leave out, replace or swap with their neighbour (optimal alignment)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(
                above[column] + 1,
                current[-1] + 1,
                above[column - 1] + (letter != wanted),
            )
            swapped = row > 1 and column > 1 and one[row - 2] == wanted
            if swapped and letter == other[column - 2]:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]
