"""Reading the index: which documents hold a word, a run of words, a beginning, an identifier."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress

from paperbrowse.query import LONGEST_WORD, Ending, Run, Text
from paperbrowse.search import lanes
from paperbrowse.search.analysis import BEGINNING, stem
from paperbrowse.search.fuzzy import near
from paperbrowse.search.gathering import quantised
from paperbrowse.search.layout import ABSTRACT, PLACES, TITLE
from paperbrowse.search.runs import runs_in
from paperbrowse.search.segment import Segment
from paperbrowse.search.terms import Terms

KEPT = 48
"""Answers kept: between two keys, all but the last word of a query stay the same."""

# A beginning says little of how much of it there is: only whether the title has it.
_IN_TITLE, _ELSEWHERE = quantised(TITLE.weight), quantised(ABSTRACT.weight)
_CERTAIN = 255

# For each bit of a place, what keeps the postings that have it.
_HAS = {place.bit: bytes(int(b & place.bit > 0) for b in range(256)) for place in PLACES.values()}


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one leaf of a query finds: a set of documents, and what it adds to their scores.

    ``whole`` are those that hold the words whole, not only as beginnings.
    """

    found: int
    whole: int
    parts: tuple[lanes.Part, ...] = ()


class Postings:
    """The open segments as one row of documents."""

    def __init__(self, segments: Sequence[Segment], deleted: Sequence[Sequence[int]]) -> None:
        self.segments = segments
        sizes = [len(segment.keys) for segment in segments]
        bases = [0, *accumulate(sizes)][:-1]
        self.size = sum(sizes)
        self.keys = array("q")
        for segment in segments:
            self.keys.extend(segment.keys)
        self.gone = {base + n for base, own in zip(bases, deleted, strict=True) for n in own}
        """Documents that were deleted."""
        self.alive = lanes.everything(self.size) & ~lanes.marked(self.gone, self.size)
        self.documents = self.size - len(self.gone)
        """How many documents there are, without those that were deleted."""
        self.run = lru_cache(maxsize=KEPT)(self._run)
        """The leaf of a run: the documents that hold it. Answers are kept."""

    def identifier(self, number: str, typed: bool) -> Leaf:
        """The document of an arXiv number, or those whose numbers begin so."""
        return self._of_amounts(
            b"".join(_certain(s, s.number, _range(s.number, number, typed)) for s in self.segments)
        )

    def category(self, name: str, typed: bool) -> Leaf:
        """The documents of a category or an archive, or of those whose names begin so."""
        return self._of_amounts(
            b"".join(
                _certain(s, s.category, _range(s.category, name, typed)) for s in self.segments
            )
        )

    def stem(self, root: str) -> Leaf:
        """The documents that hold a stem in any text."""
        return self._of_amounts(b"".join(_stem(s, root, None) for s in self.segments))

    def frequency(self, root: str) -> int:
        """How many documents, deleted ones too, hold a stem."""
        places = ((s, s.stem.find(root)) for s in self.segments)
        return sum(int(s.stem.sizes[place]) for s, place in places if place is not None)

    # A run

    def _run(self, run: Run) -> Leaf:
        if run.ending is not Ending.TYPED:
            return self._of_amounts(self._amounts(run, run.ending))
        whole = self._of_amounts(self._amounts(run, Ending.WORD))
        amounts = self._amounts(run, Ending.BEGINNING)
        begun = lanes.present(amounts) & self.alive & ~whole.found
        parts = (self._part(lanes.within(amounts, begun), begun),) if begun else ()
        return Leaf(whole.found | begun, whole.found, whole.parts + parts)

    def _of_amounts(self, amounts: bytes) -> Leaf:
        found = lanes.present(amounts) & self.alive
        return Leaf(found, found, (self._part(amounts, found),) if found else ())

    def _part(self, amounts: bytes, found: int) -> lanes.Part:
        holding = found.bit_count()
        # BM25's inverse document frequency, which is positive for every word.
        rarity = math.log(1 + (self.documents - holding + 0.5) / (holding + 0.5))
        return lanes.Part(amounts, rarity)

    def _amounts(self, run: Run, ending: Ending) -> bytes:
        return b"".join(_in_segment(segment, run, ending) for segment in self.segments)


# In one segment: a byte for each of its documents


def _in_segment(segment: Segment, run: Run, ending: Ending) -> bytearray:
    terms = _terms(segment, run.within)
    last = run.words[-1][:LONGEST_WORD]
    if len(run.words) > 1:
        return _several(segment, terms, run, ending)
    if terms is not segment.word:
        return _certain(segment, terms, _matching(segment, terms, last, ending))
    if ending is Ending.WORD:
        return _stem(segment, stem(last), run.within)
    if ending is Ending.BEGINNING and len(last) <= BEGINNING:
        return _start(segment, last, run.within)
    return _coded(segment, _matching(segment, terms, last, ending), run.within)


def _certain(segment: Segment, terms: Terms, places: Sequence[int]) -> bytearray:
    """Documents of terms that say which papers are meant: all of them fit equally well."""
    amounts = bytearray(len(segment.keys))
    for code in _codes(terms, places):
        amounts[code >> 16] = _CERTAIN
    return amounts


def _terms(segment: Segment, within: Text | None) -> Terms:
    if within is Text.CODE:
        return segment.code
    return segment.venue if within is Text.VENUE else segment.word


def _stem(segment: Segment, root: str, within: Text | None) -> bytearray:
    amounts = bytearray(len(segment.keys))
    place = segment.stem.find(root)
    if place is not None:
        documents, own, bits = segment.stem_postings(place)
        held: Iterator[tuple[int, int]] = zip(documents, own, strict=True)
        if within is not None:
            held = compress(held, bits.translate(_HAS[PLACES[within].bit]))
        for number, amount in held:
            amounts[number] = amount
    return amounts


def _start(segment: Segment, beginning: str, within: Text | None) -> bytearray:
    amounts = bytearray(len(segment.keys))
    place = segment.start.find(beginning)
    if place is not None:
        documents, bits = segment.start_postings(place)
        held: Iterable[int] = documents
        if within is not None:
            held = compress(documents, bits.translate(_HAS[PLACES[within].bit]))
        for number in held:
            amounts[number] = _ELSEWHERE
        if within in (None, Text.TITLE):
            for number in compress(documents, bits.translate(_HAS[TITLE.bit])):
                amounts[number] = _IN_TITLE
    return amounts


def _coded(segment: Segment, places: Sequence[int], within: Text | None) -> bytearray:
    """Documents of words by their occurrences, those in the title more than the others."""
    amounts = bytearray(len(segment.keys))
    codes = _codes(segment.word, places)
    if within is not None:
        first, end = PLACES[within].first, PLACES[within].end
        codes = array("I", [code for code in codes if first <= code & 0xFFFF < end])
    for code in codes:
        amounts[code >> 16] = _ELSEWHERE
    title = TITLE.end
    for code in codes:
        if code & 0xFFFF < title:
            amounts[code >> 16] = _IN_TITLE
    return amounts


def _several(segment: Segment, terms: Terms, run: Run, ending: Ending) -> bytearray:
    """Documents with several words beside each other, by how often they have them."""
    amounts = bytearray(len(segment.keys))
    *before, last = (word[:LONGEST_WORD] for word in run.words)
    wanted: list[Sequence[int]] = [_matching(segment, terms, word, Ending.WORD) for word in before]
    wanted.append(_matching(segment, terms, last, ending))
    if not all(wanted):
        return amounts
    place = PLACES.get(run.within)
    bounds = range(place.first, place.end) if place is not None else None
    counted: dict[int, float] = {}
    title = TITLE.end
    for code in runs_in([_codes(terms, places) for places in wanted], run.slop):
        position = code & 0xFFFF
        if bounds is None or position in bounds:
            number = code >> 16
            weight = TITLE.weight if position < title else ABSTRACT.weight
            counted[number] = counted.get(number, 0.0) + weight
    for number, amount in counted.items():
        amounts[number] = quantised(amount)
    return amounts


def _matching(segment: Segment, terms: Terms, word: str, ending: Ending) -> Sequence[int]:
    """The places of the terms that a word of a run matches; code and venue have no stems."""
    if ending is Ending.BEGINNING:
        return terms.beginning_with(word)
    if ending is Ending.WORD and terms is segment.word:
        place = segment.stem.find(stem(word))
        return segment.forms(place) if place is not None else ()
    if ending is Ending.WORD:
        return _range(terms, word, False)
    return near(terms.texts, word, 1 if ending is Ending.ONE_EDIT else 2)


def _range(terms: Terms, text: str, begun: bool) -> Sequence[int]:
    if begun:
        return terms.beginning_with(text)
    place = terms.find(text)
    return () if place is None else (place,)


def _codes(terms: Terms, places: Sequence[int]) -> array[int]:
    """The occurrences of several terms; in order where there is one term."""
    if isinstance(places, range) and len(places) > 0:
        return terms.codes(places)  # neighbours stand side by side in the file
    codes = array("I")
    for place in places:
        codes.extend(terms.codes(range(place, place + 1)))
    return codes
