"""Numbers in sentences: with their thousands apart, and with the noun in its right form."""

from __future__ import annotations

_SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """A number as a person reads it: ``3,011``."""
    return f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something: ``1 paper``, ``3,011 papers``; ``many`` where it is not ``one`` + s."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def spelt(count: int) -> str:
    """A number as a word, up to ten."""
    return _SPELT[count] if 0 <= count < len(_SPELT) else number(count)
