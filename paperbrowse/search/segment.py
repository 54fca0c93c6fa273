"""The two files of a segment: the terms of its seven fields, and its documents.

| field | a term | its postings |
|---|---|---|
| word | a word as it is written | codes (document × 2¹⁶ + position) |
| stem | what forms have in common | documents, amounts, bits of places; then its words' places |
| start | the first one to three letters of words | documents, bits of places |
| number | an arXiv number | codes |
| category | an arXiv category, or the archive of one | codes |
| code, venue | words of the code link, of the venues | codes |
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from paperbrowse.search.gathering import Gathering
from paperbrowse.search.layout import KINDS
from paperbrowse.search.pieces import Pieces, PiecesWriter, packed, unpacked
from paperbrowse.search.terms import Terms, write_terms

TERMS, DOCUMENTS = ".terms", ".documents"
"""How the names of the two files end."""

_LISTED = "segments.json"

FIELDS = ("word", "stem", "start", "number", "category", "code", "venue")


def write_segment_terms(file: BinaryIO, gathered: Gathering) -> None:
    """Write the terms of a segment."""
    pieces = PiecesWriter(file)
    words = sorted(gathered.forms)
    write_terms(pieces, "word", _codes({word: gathered.forms[word].codes for word in words}))
    places = {word: place for place, word in enumerate(words)}
    write_terms(pieces, "stem", _stems(gathered, places))
    write_terms(pieces, "start", _starts(gathered))
    for field, postings in (
        ("number", gathered.numbers),
        ("category", gathered.categories),
        ("code", gathered.code),
        ("venue", gathered.venues),
    ):
        write_terms(pieces, field, _codes(postings))
    pieces.finish()


def _codes(postings: Mapping[str, array[int]]) -> Iterator[tuple[str, int, bytes]]:
    for text in sorted(postings):
        yield text, len(postings[text]), packed(postings[text])


def _stems(gathered: Gathering, places: dict[str, int]) -> Iterator[tuple[str, int, bytes]]:
    for text in sorted(gathered.stems):
        stem = gathered.stems[text]
        raw = packed(stem.postings)
        forms = packed(array("I", sorted(places[form] for form in stem.forms)))
        documents = _halves(raw[2::4], raw[3::4])
        yield text, len(stem.postings), documents + raw[1::4] + raw[0::4] + forms


def _starts(gathered: Gathering) -> Iterator[tuple[str, int, bytes]]:
    for text, postings in sorted(gathered.beginnings, key=lambda item: item[0]):
        raw = packed(postings)
        yield text, len(postings), _halves(raw[1::4], raw[2::4]) + raw[0::4]


def _halves(low: bytes, high: bytes) -> bytes:
    """16-bit numbers from their bytes."""
    joined = bytearray(2 * len(low))
    joined[0::2], joined[1::2] = low, high
    return bytes(joined)


def write_segment_documents(file: BinaryIO, gathered: Gathering) -> None:
    """Write keys and facets of a segment's documents."""
    pieces = PiecesWriter(file)
    pieces.write("keys", [packed(gathered.keys)])
    for kind, members in zip(KINDS, gathered.facets, strict=True):
        pieces.write(f"{kind} values", [json.dumps(list(members.values)).encode()])
        pieces.write(f"{kind} ends", [packed(members.ends)])
        pieces.write(f"{kind} members", [packed(members.numbers)])
    pieces.finish()


class StemPostings(NamedTuple):
    """Documents that hold a stem, rising, with its amount and the places it stands in."""

    documents: array[int]
    amounts: bytes
    places: bytes


class Segment:
    """An open segment. Raises ValueError, KeyError, OSError where its files are not whole."""

    def __init__(self, terms: Path, documents: Path) -> None:
        pieces = Pieces(terms)
        self.word, self.stem, self.start, self.number, self.category, self.code, self.venue = (
            Terms(pieces, field) for field in FIELDS
        )
        self._documents = Pieces(documents)
        self.keys = unpacked("q", self._documents["keys"])

    def stem_postings(self, place: int) -> StemPostings:
        """The postings of a stem."""
        data, size = self.stem.postings(place), self.stem.sizes[place]
        return StemPostings(
            unpacked("H", data[: 2 * size]),
            bytes(data[2 * size : 3 * size]),
            bytes(data[3 * size : 4 * size]),
        )

    def forms(self, place: int) -> array[int]:
        """The places, in ``word``, of the words that have a stem."""
        return unpacked("I", self.stem.postings(place)[4 * self.stem.sizes[place] :])

    def start_postings(self, place: int) -> tuple[array[int], bytes]:
        """Documents with a word that begins so, rising, and the bits of its places."""
        data, size = self.start.postings(place), self.start.sizes[place]
        return unpacked("H", data[: 2 * size]), bytes(data[2 * size :])

    def values(self, kind: str) -> list[str]:
        """Every value that documents have of a kind of KINDS."""
        return [str(value) for value in json.loads(bytes(self._documents[f"{kind} values"]))]

    def members(self, kind: str, documents: list[int]) -> Iterator[int]:
        """The numbers, in ``values``, of what these documents have of a kind."""
        ends = self._documents.numbers(f"{kind} ends")
        members = self._documents.numbers(f"{kind} members")
        return chain.from_iterable(members[ends[n] : ends[n + 1]] for n in documents)


@dataclass(frozen=True, slots=True)
class SegmentFiles:
    """A segment of a build: the names of its files, and its documents that were deleted.

    ``revision`` is the library's when it was written: its papers are as they were then, or later.
    """

    terms: str
    documents: str
    deleted: list[int]
    revision: int


def is_segment_file(name: str) -> bool:
    """Whether a file belongs to a segment: once whole, it is never written again."""
    return name.endswith((TERMS, DOCUMENTS))


def list_segments(directory: Path, segments: list[SegmentFiles]) -> None:
    """Write down which segments a build has."""
    path = directory / _LISTED
    path.unlink(missing_ok=True)  # it may be shared with the build before
    path.write_text(json.dumps([asdict(segment) for segment in segments]), encoding="utf-8")


def listed_segments(directory: Path) -> list[SegmentFiles]:
    """The segments of a build. Raises ValueError, TypeError, OSError where it has no such list."""
    return [SegmentFiles(**told) for told in json.loads((directory / _LISTED).read_text("utf-8"))]


def open_segments(directory: Path) -> list[tuple[Segment, list[int]]]:
    """The segments of a build, each with its documents that were deleted.

    Raises ValueError, KeyError, TypeError, OSError where files are not whole.
    """
    return [
        (Segment(directory / files.terms, directory / files.documents), files.deleted)
        for files in listed_segments(directory)
    ]
