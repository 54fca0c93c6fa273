"""Reading the index: which papers hold a term or a run of words, and how much of it.

A run's occurrences in a paper are counted field by field and summed as BM25F does it: each count
is weighted by its field and by the length of that field's text. (Robertson and Zaragoza, The
Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.4.)
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable

from whoosh.reading import IndexReader

from paperbrowse.search.analysis import BEGINNING, LONGEST, identifier_term, stem_term
from paperbrowse.search.schema import STARTS, WEIGHTS

Amounts = dict[int, float]
"""Document number → how much of something the document holds, weighted over its fields."""

Places = dict[int, set[int]]
"""Document number → word positions in one field."""

_B = 0.75
"""How strongly the length of a text counts against it (BM25's b)."""

_KEPT = 256
"""Answers kept: between two keys, all but the last word of a query stay the same."""


class Postings:
    """The postings of an open index, by document number; numbers run in the order of the list."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.documents = reader.doc_count_all()
        self._fields = {
            name: self._length_factors(name, weight)
            for name, weight in WEIGHTS.items()
            if reader.field_length(name)
        }
        self._kept: OrderedDict[object, Amounts] = OrderedDict()

    def _length_factors(self, field: str, weight: float) -> list[float]:
        """For each document, what one occurrence in this field's text counts."""
        length = self._reader.doc_field_length
        lengths = [length(number, field) or 0 for number in range(self.documents)]
        mean = sum(lengths) / max(1, sum(map(bool, lengths)))
        return [weight / (1 - _B + _B * own / mean) for own in lengths]

    def stems(self, words: tuple[str, ...]) -> Amounts:
        """Documents with these words, by their stems, side by side in one field."""
        return self._keep(("stems", words), lambda: self._run(words, beginning=False))

    def beginnings(self, words: tuple[str, ...]) -> Amounts:
        """The same, with the last word only the beginning of one."""
        return self._keep(("beginnings", words), lambda: self._run(words, beginning=True))

    def identifier(self, number: str, typed: bool) -> Amounts:
        """The document of an arXiv number, or those whose numbers begin so."""
        term = identifier_term(number)
        terms: Iterable[bytes] = [term.encode()]
        if typed:
            terms = self._reader.expand_prefix("id", term)
        return {
            number: WEIGHTS["title"] for text in terms for number, _ in self._counts("id", text)
        }

    def _keep(self, name: object, find: Callable[[], Amounts]) -> Amounts:
        if name in self._kept:
            self._kept.move_to_end(name)
        else:
            self._kept[name] = find()
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[name]

    def _run(self, words: tuple[str, ...], beginning: bool) -> Amounts:
        if len(words) == 1 and beginning and len(words[0]) <= BEGINNING:
            return self._starts(words[0])
        amounts: Amounts = defaultdict(float)
        for field, factors in self._fields.items():
            counted = (
                self._word(field, words[0], beginning)
                if len(words) == 1
                else self._adjacent(field, words, beginning)
            )
            for number, count in counted:
                amounts[number] += count * factors[number]
        return dict(amounts)

    def _starts(self, beginning: str) -> Amounts:
        amounts: Amounts = {}
        for field, weight in STARTS.items():
            for number, _ in self._counts(field, beginning.encode()):
                amounts[number] = max(weight, amounts.get(number, 0.0))
        return amounts

    def _word(self, field: str, word: str, beginning: bool) -> Iterable[tuple[int, float]]:
        for term in self._terms(field, word, beginning):
            yield from self._counts(field, term)

    def _adjacent(
        self, field: str, words: tuple[str, ...], beginning: bool
    ) -> Iterable[tuple[int, float]]:
        """Documents where the words follow one another, with how often they do."""
        runs: Places | None = None
        for offset, word in enumerate(words):
            last = offset == len(words) - 1
            places = self._places(field, self._terms(field, word, beginning and last))
            if runs is None:
                runs = places
                continue
            # Each run is kept as the place of its first word.
            runs = {
                number: kept
                for number, starts in runs.items()
                if number in places
                and (kept := {start for start in starts if start + offset in places[number]})
            }
            if not runs:
                return []
        return [(number, float(len(starts))) for number, starts in (runs or {}).items()]

    def _terms(self, field: str, word: str, beginning: bool) -> Iterable[bytes]:
        if not beginning:
            return [stem_term(word).encode()]
        return self._reader.expand_prefix(field, word[:LONGEST])

    def _counts(self, field: str, term: bytes) -> Iterable[tuple[int, float]]:
        if (field, term) in self._reader:
            matcher = self._reader.postings(field, term)
            while matcher.is_active():
                yield matcher.id(), matcher.weight()
                matcher.next()

    def _places(self, field: str, terms: Iterable[bytes]) -> Places:
        places: Places = defaultdict(set)
        for term in terms:
            if (field, term) in self._reader:
                matcher = self._reader.postings(field, term)
                while matcher.is_active():
                    places[matcher.id()].update(matcher.value_as("positions"))
                    matcher.next()
        return places
