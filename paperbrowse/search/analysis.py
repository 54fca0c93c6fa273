"""What the index makes of a word: its stem, and its beginnings."""

from __future__ import annotations

from functools import lru_cache

from whoosh.lang.porter import stem as porter

from paperbrowse.query import LONGEST_WORD

BEGINNING = 3
"""Beginnings of up to this many letters are terms of their own; longer ones walk the words."""


EMPTY = frozenset(
    """
    a about above across after again against all almost along also although among an and another
    any are around as at be because been before being below between both but by can cannot could
    despite did do does doing done down due during each either else etc even ever every few
    first for from further had has have having he hence here how however if in into is it its
    itself just last least less like many may me might more most much must my near need never no
    nor not now of off often on once one only onto or other our out over own per rather same
    second several should since so some still such than that the their them then there therefore
    these they this those three through thus to too toward towards two under until up upon us
    use used uses using very via was we well were what when where whether which while who whose
    why will with within without would yet you your
    """.split()  # noqa: SIM905  # words are read as words
)
"""Words that say nothing of what a paper is about."""


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a folded word, by Porter's algorithm (https://tartarus.org/martin/PorterStemmer/).

    Its rules are for English letters; other words are their own stems.
    """
    word = word[:LONGEST_WORD]
    return str(porter(word)) if word.isascii() and word.isalpha() else word
