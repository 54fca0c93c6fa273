"""What the index makes of a word: its stem, and its beginnings."""

from __future__ import annotations

from functools import lru_cache

from whoosh.lang.porter import stem as porter

LONGEST = 64
"""Words are cut to this many code points, in the index and in a query alike."""

BEGINNING = 3
"""Beginnings of up to this many letters are terms of their own; longer ones walk the words."""


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a folded word, by Porter's algorithm (https://tartarus.org/martin/PorterStemmer/).

    Its rules are for English letters; other words are their own stems.
    """
    word = word[:LONGEST]
    return str(porter(word)) if word.isascii() and word.isalpha() else word
