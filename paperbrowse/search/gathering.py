"""The postings of a segment in memory, gathered paper by paper.

A segment holds at most 65,536 papers, so that document number and word position make one 32-bit
number: document × 2¹⁶ + position, called a code here. Appending to typed arrays instead of making
an object a posting is what makes building fast.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import lru_cache
from itertools import count, islice

from paperbrowse.query import LONGEST_WORD
from paperbrowse.search.analysis import BEGINNING, stem
from paperbrowse.search.layout import KINDS, Document, Place
from paperbrowse.text import fold, folded_words

MOST_DOCUMENTS = 1 << 16
"""Papers in a segment, at most."""

_K1 = 1.2
"""How soon further occurrences of a word stop counting (BM25's k1)."""

_B = 0.75
"""How strongly the length of a text counts against it (BM25's b)."""

_UNIT = 64
"""Amounts are gathered as whole numbers of this part of an occurrence."""


def quantised(amount: float) -> int:
    """How much of a word a paper holds, as a byte: BM25's saturated frequency, 1 to 255.

    ``amount`` is the frequency summed over the paper's texts as BM25F does it. (Robertson and
    Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, sections 3.3 and 3.4.)
    """
    return max(1, round(255 * amount / (_K1 + amount)))


_BYTES = [quantised(units / _UNIT) for units in range(300 * _UNIT)]
"""``quantised`` for amounts in units, as far as it still grows."""


def _units(place: Place, length: int) -> int:
    """What one occurrence counts in a text of ``length`` words, in units, at least 1."""
    share = place.weight / (1 - _B + _B * length / place.usual)
    return max(1, round(_UNIT * share))


_CATEGORY, _VENUE = KINDS.index("category"), KINDS.index("venue")


@lru_cache(maxsize=1024)
def categories(values: tuple[str, ...]) -> tuple[str, ...]:
    """What a paper of these categories goes by: their folded names, and those of their archives."""
    names = [fold(value) for value in values]
    archives = [name.partition(".")[0] for name in names]
    cut = (name[:LONGEST_WORD] for name in (*names, *archives))
    return tuple(dict.fromkeys(filter(None, cut)))


class Form:
    """A word as it is written, in one segment."""

    __slots__ = ("amount", "beginnings", "bits", "codes", "document", "stem")

    def __init__(self, stem: Stem, beginnings: tuple[int, ...]) -> None:
        self.codes = array("I")
        self.stem = stem
        self.beginnings = beginnings
        """Indexes of its beginnings in ``Gathering.beginnings``."""
        self.document = -1
        """The last document that has it, how much it has, and in which places."""
        self.amount = self.bits = 0


class Stem:
    """What several forms have in common: documents with how much of it, and in which texts."""

    __slots__ = ("amount", "bits", "document", "forms", "postings")

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.postings = array("I")
        """Document × 2¹⁶ + quantised amount × 2⁸ + bits of the places it stands in."""
        self.document = -1
        self.amount = self.bits = 0


class Members:
    """Which values documents have, as numbers: the values in the order they were first met."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.ends = array("I", [0])
        self.numbers = array("I")

    def add(self, values: tuple[str, ...]) -> None:
        """Take in the values of the next document."""
        known = self.values
        self.numbers.extend([known.setdefault(value, len(known)) for value in values])
        self.ends.append(len(self.numbers))


def _postings() -> defaultdict[str, array[int]]:
    return defaultdict(lambda: array("I"))


class Gathering:
    """The postings of up to MOST_DOCUMENTS papers."""

    def __init__(self) -> None:
        self.keys = array("q")
        self.forms: dict[str, Form] = {}
        self.stems: dict[str, Stem] = {}
        self.beginnings: list[tuple[str, array[int]]] = []
        """Each beginning with document × 2⁸ + bits of the places that hold a word with it."""
        self.numbers, self.categories = _postings(), _postings()
        self.code, self.venues = _postings(), _postings()
        self.facets = [Members() for _ in KINDS]
        self._beginning_numbers: dict[str, int] = {}

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self.keys)

    def add(self, document: Document) -> None:
        """Take in one paper."""
        number = len(self.keys)
        self.keys.append(document.key)
        self._post(number, self._occur(number, document))
        if document.number:
            self.numbers[document.number.lower()].append(number << 16)
        for name in categories(document.facets[_CATEGORY]):
            self.categories[name].append(number << 16)
        _add_words(self.code, number, (document.code,))
        _add_words(self.venues, number, document.facets[_VENUE])
        for members, values in zip(self.facets, document.facets, strict=True):
            members.add(values)

    def _occur(self, number: int, document: Document) -> list[Form]:
        """Take in where each word stands; gives the forms that the paper has."""
        forms = self.forms
        met: list[Form] = []
        for place, values in document.texts:
            texts = list(map(folded_words, values))
            length = sum(map(len, texts))
            if not length:
                continue
            units, bit = _units(place, length), place.bit
            code, end = number << 16 | place.first, number << 16 | place.end
            for text in texts:
                for word in text:
                    form = forms.get(word) or self._form(word)
                    if form.document != number:
                        form.document, form.amount, form.bits = number, units, bit
                        met.append(form)
                    else:
                        form.amount += units
                        form.bits |= bit
                    if code < end:
                        form.codes.append(code)
                        code += 1
                code += 1
        return met

    def _post(self, number: int, met: list[Form]) -> None:
        """Post the paper to the stems and beginnings of the forms it has."""
        stems: list[Stem] = []
        begun: dict[int, int] = {}
        for form in met:
            bits, own = form.bits, form.stem
            if own.document != number:
                own.document, own.amount, own.bits = number, form.amount, bits
                stems.append(own)
            else:
                own.amount += form.amount
                own.bits |= bits
            for beginning in form.beginnings:
                begun[beginning] = begun.get(beginning, 0) | bits
        high, most = number << 16, len(_BYTES) - 1
        for own in stems:
            own.postings.append(high | _BYTES[min(own.amount, most)] << 8 | own.bits)
        high, beginnings = number << 8, self.beginnings
        for beginning, bits in begun.items():
            beginnings[beginning][1].append(high | bits)

    def _form(self, word: str) -> Form:
        """A form that has not been met in this segment yet, or one of a word that is cut."""
        word = word[:LONGEST_WORD]
        if word in self.forms:
            return self.forms[word]
        root = stem(word)
        own = self.stems.get(root)
        if own is None:
            own = self.stems[root] = Stem()
        own.forms.append(word)
        numbers = self._beginning_numbers
        starts = []
        for size in range(1, min(BEGINNING, len(word)) + 1):
            beginning = word[:size]
            index = numbers.get(beginning)
            if index is None:
                index = numbers[beginning] = len(self.beginnings)
                self.beginnings.append((beginning, array("I")))
            starts.append(index)
        form = self.forms[word] = Form(own, tuple(starts))
        return form


def _add_words(
    postings: defaultdict[str, array[int]], number: int, values: tuple[str, ...]
) -> None:
    """Post the words of values, which have a range of positions of their own."""
    positions = count(number << 16)
    for value in values:
        for word in islice(folded_words(value), 1_000):
            postings[word[:LONGEST_WORD]].append(next(positions))
        next(positions)
