"""The words of the library: which one was meant, and how one goes on."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from paperbrowse.query import LONGEST_WORD
from paperbrowse.search.analysis import stem
from paperbrowse.search.fuzzy import near
from paperbrowse.search.segment import Segment
from paperbrowse.text import fold
from paperbrowse.text.classes import is_letters

_SHORTEST = 4
"""Shorter words are near too many others."""

_TWO_EDITS = 6
"""From this length on a word may be two edits away."""

_SHOWN = 20


class Values:
    """Names that many papers have, by how they begin."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._names = sorted((fold(name), name) for name in counts)

    def beginning_with(self, beginning: str) -> list[str]:
        """The names that begin so once folded, those that most papers have first; a few."""
        low = bisect_left(self._names, (beginning,))
        # No letter stands behind the last one of Unicode.
        high = bisect_left(self._names, (beginning + "\U0010ffff",))
        names = (name for _, name in self._names[low:high])
        return heapq.nsmallest(_SHOWN, names, key=lambda name: (-self._counts[name], name))


def correction(segments: Sequence[Segment], word: str) -> str:
    """The most frequent word within one edit of a folded word, else within two.

    Nothing where some paper has the word itself (by its stem), or where no word is near.
    """
    word = word[:LONGEST_WORD]
    if len(word) < _SHORTEST or any(s.stem.find(stem(word)) is not None for s in segments):
        return ""
    for edits in (1, 2) if len(word) >= _TWO_EDITS else (1,):
        counts: Counter[str] = Counter()
        for segment in segments:
            for place in near(segment.word.texts, word, edits):
                counts[segment.word.text(place)] += segment.word.sizes[place]
        # A word of another kind of letters, or a number, is no better spelling.
        likely = [w for w in counts if is_letters(w) and len(w) >= _SHORTEST]
        if likely:
            return min(likely, key=lambda other: (-counts[other], other))
    return ""


def most_frequent(segments: Sequence[Segment], beginning: str) -> list[str]:
    """The most frequent words that begin so, at most a few, most frequent first."""
    counts: Counter[str] = Counter()
    for segment in segments:
        counts.update(dict(_best(segment, beginning)))
    return [word for word, _ in counts.most_common(_SHOWN)]


def _best(segment: Segment, beginning: str) -> Iterator[tuple[str, int]]:
    sizes = segment.word.sizes
    places = segment.word.beginning_with(beginning[:LONGEST_WORD])
    for place in sorted(places, key=sizes.__getitem__, reverse=True)[:_SHOWN]:
        yield segment.word.text(place), int(sizes[place])
