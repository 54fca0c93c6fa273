"""How Whoosh writes and reads our segments: its own extension point, the codec.

Whoosh keeps the index as a whole: schema, segments, deletions, generations. Each segment's terms
and documents stand in our own files (``segment``), which are written from a ``Gathering`` and read
as arrays; Whoosh's own searcher can read them too, posting by posting.

The index holds a pickle of ``PaperCodec`` by its name: a rename needs a new schema number.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import PerDocumentReader
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.fields import STORED, TEXT, Schema
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from paperbrowse.search.gathering import Gathering
from paperbrowse.search.segment import (
    DOCUMENTS,
    FIELDS,
    TERMS,
    Segment,
    write_segment_documents,
    write_segment_terms,
)
from paperbrowse.search.terms import Terms


def whoosh_schema() -> Schema:
    """The schema a new index is made with."""
    return Schema(key=STORED, **{field: TEXT(phrase=False) for field in FIELDS})


def names(segment: Any) -> tuple[str, str]:
    """The names of the files, terms and documents, of one of Whoosh's segments."""
    return str(segment.make_filename(TERMS)), str(segment.make_filename(DOCUMENTS))


def open_segment(storage: Any, segment: Any) -> Segment:
    """Our files of one of Whoosh's segments."""
    folder = Path(storage.folder)
    terms, documents = names(segment)
    return Segment(folder / terms, folder / documents)


class PaperCodec(W3Codec):
    """Makes Whoosh's readers and writers of our files."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> _Written:
        """Where ``write`` puts the documents."""
        return _Written(storage, segment, DOCUMENTS, write_segment_documents)

    def field_writer(self, storage: Any, segment: Any) -> _Written:
        """Where ``write`` puts the terms."""
        return _Written(storage, segment, TERMS, write_segment_terms)

    def terms_reader(self, storage: Any, segment: Any) -> _TermsReader:
        """Whoosh's view of the terms."""
        return _TermsReader(open_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> _DocumentsReader:
        """Whoosh's view of the documents."""
        return _DocumentsReader(open_segment(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        """A segment's entry in the table of contents."""
        return W3Segment(self, indexname)


class _Written:
    """A file of a segment, written whole when the segment is finished."""

    def __init__(self, storage: Any, segment: Any, ending: str, write: Any) -> None:
        self._path = Path(storage.folder) / segment.make_filename(ending)
        self._write = write
        self.is_closed = False

    def write(self, gathered: Gathering) -> None:
        """Write what was gathered."""
        with self._path.open("wb") as file:
            self._write(file, gathered)

    def close(self) -> None:
        """Nothing is left to do."""
        self.is_closed = True


class _TermsReader:
    """What Whoosh asks of a ``TermsReader``, but for the cursor of its fuzzy queries."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _terms(self, field: str) -> Terms:
        if field not in FIELDS:
            raise TermNotFound(f"No field {field}")
        return getattr(self._segment, field)  # type: ignore[no-any-return]  # by its name

    def _place(self, field: str, text: bytes) -> int:
        place = self._terms(field).find(text.decode())
        if place is None:
            raise TermNotFound(f"No term {field}:{text!r}")
        return place

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] in FIELDS and self._terms(term[0]).find(term[1].decode()) is not None

    def indexed_field_names(self) -> tuple[str, ...]:
        return FIELDS

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            terms = self._terms(field)
            yield from ((field, terms.raw(place)) for place in range(len(terms)))

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        terms = self._terms(field)
        first = terms.beginning_with(prefix.decode()).start
        yield from ((field, terms.raw(place)) for place in range(first, len(terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    def doc_frequency(self, field: str, text: bytes) -> int:
        return int(self.term_info(field, text).doc_frequency())

    def frequency(self, field: str, text: bytes) -> float:
        return float(self.term_info(field, text).weight())

    def close(self) -> None:
        """The files close when nothing reads them any more."""

    def term_info(self, field: str, text: bytes) -> TermInfo:
        return _info(*self._weighed(field, self._place(field, text)))

    def matcher(self, field: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        documents, weights = self._weighed(field, self._place(field, text))
        return ListMatcher(
            documents,
            weights,
            format=format_,
            scorer=scorer,
            term=(field, text),
            terminfo=_info(documents, weights),
        )

    def _weighed(self, field: str, place: int) -> tuple[list[int], list[float]]:
        """The documents of a term, and its weight in each."""
        if field == "stem":
            postings = self._segment.stem_postings(place)
            return list(postings.documents), [amount / 255 for amount in postings.amounts]
        if field == "start":
            documents = list(self._segment.start_postings(place)[0])
        else:
            codes = self._terms(field).codes(range(place, place + 1))
            documents = list(dict.fromkeys(code >> 16 for code in codes))
        return documents, [1.0] * len(documents)


def _info(documents: list[int], weights: list[float]) -> TermInfo:
    return TermInfo(
        weight=sum(weights),
        df=len(documents),
        minlength=1,
        maxlength=1,
        maxweight=max(weights),
        minid=documents[0],
        maxid=documents[-1],
    )


class _DocumentsReader(PerDocumentReader):
    def __init__(self, segment: Segment, whoosh_segment: Any) -> None:
        self._keys = segment.keys
        self._segment = whoosh_segment

    def doc_count(self) -> int:
        return len(self._keys) - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return len(self._keys)

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Any:
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return 1  # lengths are in the amounts already

    def field_length(self, fieldname: str) -> int:
        return len(self._keys)

    def min_field_length(self, fieldname: str) -> int:
        return 1

    def max_field_length(self, fieldname: str) -> int:
        return 1

    def stored_fields(self, docnum: int) -> dict[str, int]:
        return {"key": self._keys[docnum]}
