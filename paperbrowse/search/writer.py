"""Whoosh's segment writer, which takes papers as arrays instead of as a tuple a posting."""

from __future__ import annotations

from typing import Any

from whoosh.writing import SegmentWriter

from paperbrowse.search.codec import PaperCodec
from paperbrowse.search.gathering import Gathering
from paperbrowse.search.layout import Document


class PaperWriter(SegmentWriter):
    """Writes one new segment into an index, at its ``commit``."""

    def __init__(self, index: Any) -> None:
        # Whoosh says that it is typed; this is not.
        super().__init__(index, codec=PaperCodec(), compound=False)  # type: ignore[no-untyped-call]
        self._gathered = Gathering()

    def add(self, document: Document) -> None:
        """Take in one paper."""
        self._gathered.add(document)
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        # Whoosh would sort its pool of tuples and hand them over one by one.
        self.perdocwriter.write(self._gathered)
        self.fieldwriter.write(self._gathered)
