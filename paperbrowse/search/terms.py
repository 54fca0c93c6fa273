"""The sorted terms of one field of a segment, and beside each where its postings stand."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, partial

from paperbrowse.search.pieces import Pieces, PiecesWriter, packed, unpacked


def write_terms(file: PiecesWriter, field: str, terms: Iterable[tuple[str, int, bytes]]) -> None:
    """Write a field: its terms in the order of their UTF-8 bytes.

    Each comes with its size (how many postings it has) and the bytes of its postings.
    """
    texts = bytearray()
    text_ends, ends, sizes = array("I"), array("I"), array("I")

    def postings() -> Iterator[bytes]:
        end = 0
        for text, size, data in terms:
            texts.extend(_bytes(text))
            text_ends.append(len(texts))
            texts.extend(b"\n")  # stands in no term; all terms can be read at once
            end += len(data)
            ends.append(end)
            sizes.append(size)
            yield data

    file.write(f"{field} postings", postings())
    file.write(f"{field} texts", [bytes(texts)])
    for name, numbers in (("text ends", text_ends), ("ends", ends), ("sizes", sizes)):
        file.write(f"{field} {name}", [packed(numbers)])


class Terms:
    """The terms of one field, by their place in the sorted table."""

    def __init__(self, file: Pieces, field: str) -> None:
        self._read = partial(file.read, f"{field} postings")
        self._texts = file[f"{field} texts"]
        self._text_ends = file.numbers(f"{field} text ends")
        self._ends = file.numbers(f"{field} ends")
        self.sizes = file.numbers(f"{field} sizes")
        """How many postings each term has."""

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self.sizes)

    @cached_property
    def texts(self) -> list[str]:
        """All terms in order, read once."""
        return str(self._texts, "utf-8", "surrogatepass").split("\n")[:-1]

    def text(self, place: int) -> str:
        """A term."""
        return self.raw(place).decode("utf-8", "surrogatepass")

    def raw(self, place: int) -> bytes:
        """The UTF-8 bytes of a term."""
        ends = self._text_ends
        return bytes(self._texts[ends[place - 1] + 1 if place else 0 : ends[place]])

    def find(self, text: str) -> int | None:
        """The place of a term, or None where there is none such."""
        wanted = _bytes(text)
        place = self._at_or_after(wanted)
        return place if place < len(self) and self.raw(place) == wanted else None

    def beginning_with(self, prefix: str) -> range:
        """The places of the terms that begin so."""
        wanted = _bytes(prefix)
        low = self._at_or_after(wanted)
        # 0xFF is no byte of UTF-8: it stands behind every continuation.
        return range(low, self._at_or_after(wanted + b"\xff", low))

    def postings(self, place: int) -> memoryview:
        """The bytes of a term's postings."""
        ends = self._ends
        return memoryview(self._read(ends[place - 1] if place else 0, ends[place]))

    def codes(self, places: range) -> array[int]:
        """The occurrences of neighbouring terms (at least one), term by term, as codes."""
        ends, first = self._ends, places.start
        start = ends[first - 1] if first else 0
        return unpacked("I", self._read(start, ends[places.stop - 1]))

    def _at_or_after(self, wanted: bytes, low: int = 0) -> int:
        return bisect_left(range(len(self)), wanted, low, key=self.raw)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
