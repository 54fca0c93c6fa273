"""JSON and JSON lines: arXiv's snapshot, the records of list bots, CSL-JSON, Python's literals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from paperbrowse.formats import Skipped, bounds, literals, nested
from paperbrowse.paper import Paper
from paperbrowse.text.numbers import number

NAME = "JSON"
ENDINGS = (".json", ".jsonl", ".ndjson", ".json5")

_STRING = r"[uU]?(?:\"[^\"\\]*(?:\\.[^\"\\]*)*\"|'[^'\\]*(?:\\.[^'\\]*)*')"
_LOOK = re.compile(
    r"[\s\ufeff\x1e]*(?://[^\n]*\n\s*)*"
    # const papers = …, as pages keep their data.
    r"(?:(?:export\s+)?(?:(?:const|let|var)\s+)?[\w.$]{1,60}\s*[=(]\s*)?"
    rf"(?:(?:\[\s*)*\{{\s*(?:{_STRING}\s*:|\}}|[A-Za-z_]\w*\s*:)"
    rf"|(?:\[\s*)+(?:{_STRING}\s*[\],](?!\()))"
)
_OBJECT = re.compile(rf"\{{\s*{_STRING}\s*:")
# At the top and in its array: where a value begins, or the array ends.
_BEGIN = re.compile(r"[\[\]{\"']")
_BRACKET = re.compile(r"[\[\]{}\"']")
_END_OF_STRING = {
    '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL),
    "'": re.compile(r"[^'\\]*(?:\\.[^'\\]*)*'", re.DOTALL),
}
# Half of a character that JSON writes as two: of an escape, all else is left alone.
_ESCAPE = re.compile(
    r"(\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2})|\\u[dD][89a-fA-F][\da-fA-F]{2}|(\\.)"
)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
# So many texts and lists of an array are read as one.
_TOGETHER = 20_000
_TOO_LONG = f"This value is longer than {number(bounds.VALUE)} characters, or its end is missing."
# Numbers stay texts: 2401.10000 is an identifier.
_DECODER = json.JSONDecoder(strict=False, parse_float=str, parse_int=str, parse_constant=str)


def recognises(head: str) -> bool:
    """Whether a text begins with an object, or with an array of objects or strings."""
    return _LOOK.match(head) is not None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers in objects, arrays and texts, however nested, and what could not be read.

    Values follow one another, on lines of their own or not, or stand in one array; each is read as
    it comes. One that is no JSON is read as far as it can be.
    """
    for line, value in _values(lines):
        if isinstance(value, Skipped):
            yield value
        else:
            yield from nested.papers(value, line)


def _values(lines: Iterable[str]) -> Iterator[tuple[int, object]]:
    """Each value of the text, or of the array that is its whole, with the line it begins at.

    Texts and arrays within that array come as one list.
    """
    rest: list[object] = []
    in_array = False
    pending = _Pending()
    number = 0
    for number, line in enumerate(lines, 1):
        if "\\u" in line and _HALF.search(line):
            line = _ESCAPE.sub(_whole, line)
        at = 0
        if pending and pending.is_broken_off(line):
            yield pending.line, pending.value()
        while at < len(line):
            if len(rest) >= _TOGETHER:
                yield number, rest
                rest = []
            if pending:
                at = pending.take(line, at)
                if not pending.is_complete:
                    break
                value = pending.value()
                if isinstance(value, list):
                    rest.append(value)
                else:
                    yield pending.line, value
                continue
            begin = _BEGIN.search(line, at)
            if begin is None:
                break
            at = begin.start()
            if begin[0] == "[" and not in_array:
                in_array = True
                at += 1
            elif begin[0] == "]":
                in_array = False
                at += 1
                if rest:
                    yield number, rest
                    rest = []
            elif len(line) - at > bounds.VALUE:
                pending.begin(number)  # its end is looked for before all of the line is read
            elif begin[0] == "{" or in_array:
                try:
                    value, at = _DECODER.raw_decode(line, at)
                except (ValueError, RecursionError):
                    pending.begin(number)
                    continue
                if begin[0] == "{":
                    yield number, value
                else:
                    rest.append(value)
            else:
                at += 1
    if pending:
        yield pending.line, pending.value()
    if rest:
        yield number, rest


def _whole(escape: re.Match[str]) -> str:
    return escape[1] or escape[2] or "\ufffd"


class _Pending:
    """A value that does not end on the line it begins at, or is no JSON, as far as it is known."""

    def __init__(self) -> None:
        self.line = 0
        self._parts: list[str] = []
        self._size = 0
        self._depth = 0
        self._quote = ""
        self._begun = False

    def __bool__(self) -> bool:
        return self._begun

    def begin(self, line: int) -> None:
        self.line, self._begun = line, True

    @property
    def is_complete(self) -> bool:
        return self._begun and self._depth == 0 and not self._quote

    def take(self, line: str, at: int) -> int:
        """Take what of ``line`` from ``at`` on belongs to the value; where it ends."""
        start = at
        while at < len(line):
            if self._quote:
                end = _END_OF_STRING[self._quote].match(line, at)
                if end is None:
                    at = len(line)
                    break
                at, self._quote = end.end(), ""
            else:
                found = _BRACKET.search(line, at)
                if found is None:
                    at = len(line)
                    break
                at = found.end()
                if found[0] in "\"'":
                    self._quote = found[0]
                else:
                    self._depth += 1 if found[0] in "[{" else -1
            if self.is_complete:
                break
        self._size += at - start
        # Of one that is too long, the end is still looked for.
        if self._size <= bounds.VALUE:
            self._parts.append(line[start:at])
        return at

    def is_broken_off(self, line: str) -> bool:
        """Whether ``line`` begins an object where none may follow: the next of JSON's lines."""
        before = self._parts[-1].rstrip() if self._parts else ""
        return _OBJECT.match(line) is not None and not before.endswith(("[", ",", ":"))

    def value(self) -> object:
        """The value, read as well as it can be; the next one may begin then."""
        text, size = "".join(self._parts), self._size
        self._parts, self._size, self._depth, self._quote, self._begun = [], 0, 0, "", False
        if size > bounds.VALUE:
            return Skipped(self.line, _TOO_LONG)
        try:
            return _DECODER.decode(text)
        except (ValueError, RecursionError):
            return literals.parse(text)
