"""The bytes of a list as lines of text: gzip, byte order marks, UTF-16, line ends, bad bytes."""

from __future__ import annotations

import codecs
import io
import re
import zlib
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from paperbrowse.formats import Skipped
from paperbrowse.formats.unreadable import Unreadable
from paperbrowse.text.numbers import counted, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = 64_000
"""So many characters tell what a list is."""

_PIECE = 1 << 16
_LONGEST_LINE = 1 << 26
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ\x00": "compressed with xz",
    b"\x28\xb5\x2f\xfd": "compressed with Zstandard",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"SQLite format 3\x00": "a database",
}
# A byte that is no UTF-8, as "surrogateescape" hands it on.
_BAD = re.compile("[\ud800-\udfff]")
_REPLACED = re.compile("\ufffd")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded:
    """The text of a list by lines; each but perhaps the last ends in a line feed and no return."""

    def __init__(
        self, source: BinaryIO | bytes | str, pause: Callable[[], object] = lambda: None
    ) -> None:
        """Read the head; ``pause`` is called between pieces. Raises Unreadable for no text."""
        self._pause = pause
        self._lines_read = 0
        self._bad = 0
        self._first_bad = 0
        self._is_bad = _BAD
        self._note = ""
        if isinstance(source, str):
            texts = iter([self._mended(_characters(source))])
        else:
            texts = self._decoded(io.BytesIO(source) if isinstance(source, bytes) else source)
        self._rest = self._split(texts)
        self._begun: list[str] = []
        length = 0
        while length < HEAD and (line := next(self._rest, "")):
            self._begun.append(line)
            length += len(line)
        self.head = "".join(self._begun)[:HEAD]

    def lines(self) -> Iterator[str]:
        """All lines, once. Raises Unreadable for one that no memory would hold."""
        begun, self._begun = self._begun, []
        return chain(begun, self._rest)

    def damage(self) -> Iterator[Skipped]:
        """What was wrong with the bytes, when all have been read."""
        if self._bad:
            said = counted(self._bad, "byte that is no", "bytes that are no")
            yield Skipped(self._first_bad, f"From here on, {said} text had to be replaced.")
        if self._note:
            yield Skipped(self._lines_read + 1, self._note)

    def _decoded(self, stream: BinaryIO) -> Iterator[str]:
        pieces = iter(lambda: stream.read(_PIECE), b"")
        first = next(pieces, b"")
        # A pipe may give less than the mark of its format.
        while len(first) < 4 and (more := next(pieces, b"")):
            first += more
        if first.startswith(b"\x1f\x8b"):
            pieces = self._unzipped(chain((first,), pieces))
            first = next(pieces, b"")
        while len(first) < 1024 and (more := next(pieces, b"")):
            first += more
        encoding = _encoding(first)
        errors = "surrogateescape"
        if not encoding.startswith("utf-8"):
            errors, self._is_bad = "replace", _REPLACED
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(encoding)(errors), translate=True
        )
        for piece in chain((first,), pieces):
            self._pause()
            yield self._mended(decoder.decode(piece))
        yield self._mended(decoder.decode(b"", final=True))

    def _mended(self, text: str) -> str:
        """The text without bad characters, which are counted."""
        if not text.isascii() and (found := self._is_bad.search(text)):
            if not self._bad:
                self._first_bad = self._lines_read + text.count("\n", 0, found.start()) + 1
            text, count = self._is_bad.subn("\ufffd", text)
            self._bad += count
        self._lines_read += text.count("\n")
        return text

    def _unzipped(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The content of gzip data, also of several members; what there is where it is damaged."""
        # https://docs.python.org/3/library/zlib.html: 31 is gzip with the largest window.
        inflate, begun_anew = zlib.decompressobj(31), True
        for piece in pieces:
            # Members may be followed by zeros: https://www.gnu.org/software/gzip/manual/.
            piece = piece.lstrip(b"\0") if begun_anew else piece
            while piece:
                begun_anew = False
                try:
                    text = inflate.decompress(piece, _PIECE)
                except zlib.error:
                    self._note = "The gzip data is damaged; what stood before was read."
                    return
                if text:
                    yield text
                piece = inflate.unconsumed_tail
                if inflate.eof:
                    piece = inflate.unused_data.lstrip(b"\0")
                    inflate, begun_anew = zlib.decompressobj(31), True
        while not inflate.eof and (text := inflate.decompress(b"", _PIECE)):
            yield text
        if not (begun_anew or inflate.eof):
            self._note = "The gzip data ends early; what stood before was read."

    def _split(self, texts: Iterator[str]) -> Iterator[str]:
        begun: list[str] = []
        length = 0
        for text in texts:
            lines = text.split("\n")
            last = lines.pop()
            for line in lines:
                begun.append(line)
                yield "".join(begun) + "\n"
                begun.clear()
                length = 0
            if last:
                begun.append(last)
                length += len(last)
                if length > _LONGEST_LINE:
                    raise Unreadable(
                        f"A line is longer than {number(_LONGEST_LINE)} characters: give each"
                        " record a line of its own."
                    )
        if begun:
            yield "".join(begun)


def _characters(text: str) -> str:
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _encoding(first: bytes) -> str:
    """The encoding of what begins so. Raises Unreadable where it is no text."""
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    for mark, what in _NO_TEXT.items():
        if first.startswith(mark):
            raise Unreadable(f"This is no text but {what}.")
    sample = first[:1024]
    # Latin text in UTF-16 has a zero in every other byte.
    if len(sample) > 3:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if odd > len(sample) // 5 > 4 * even:
            return "utf-16-le"
        if even > len(sample) // 5 > 4 * odd:
            return "utf-16-be"
    if len(_CONTROLS.findall(sample)) > len(sample) // 10:
        raise Unreadable("This is no text: it holds bytes that no text has.")
    return "utf-8"
