"""CSV and TSV, with a header of names that are recognised, or told by what the cells hold."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from paperbrowse.formats import Skipped, bounds, objects
from paperbrowse.formats.columns import Column, recognise
from paperbrowse.formats.keys import Field, means
from paperbrowse.formats.links import doi, links
from paperbrowse.paper import Paper
from paperbrowse.text.numbers import number

NAME = "CSV"
ENDINGS = (".csv", ".tsv", ".tab")

_DELIMITERS = "\t,;"
# So many records tell what separates the cells, and what the columns hold.
_SAMPLE = 50
_HEAD = 4 * _SAMPLE
# The least share of rows that are as wide as most, in a text that is CSV.
_SAME = 0.8
# Wider rows are not those of a list of papers.
_MOST_COLUMNS = 500
# Longer records are those whose quote nobody closed.
_MOST_LINES = 300
_LONGEST_LINE = bounds.RECORD
_LONG_CELLS = f"The cells of this row are longer than {number(csv.field_size_limit())} characters."
# What columns without a name are called by which more than one may stand.
_PLACES = ("link", "url", "pdf", "id", "doi")
# What a header must not have said already for a column to be told by its contents.
_FIELDS = {
    Column.TITLE: {Field.TITLE},
    Column.LINK: {Field.PLACE},
    Column.PUBLISHED: {Field.PUBLISHED, Field.UPDATED},
    Column.UPDATED: {Field.PUBLISHED, Field.UPDATED},
    Column.AUTHORS: {Field.AUTHORS},
    Column.ABSTRACT: {Field.ABSTRACT},
    Column.COMMENT: {Field.COMMENT},
    Column.CODE: {Field.CODE},
    Column.CATEGORIES: {Field.CATEGORIES},
    Column.JOURNAL: {Field.JOURNAL},
}
_NO_CSV = re.compile(r"\s*(?:[|<{\[>@%]|#{1,6} |[-*+] |\d+[.)] )")


def recognises(head: str) -> bool:
    """Whether most lines have the same cells, of which some name papers and others say more."""
    if _NO_CSV.match(head.lstrip("\ufeff")):
        return False
    lines = head.splitlines(keepends=True)[:_HEAD]
    if len(lines) > 1 and len("".join(lines)) == len(head) and len(head) >= 60_000:
        lines.pop()  # It may be cut.
    rows = _rows(_records(lines, _delimiter(lines)))
    widths = Counter(map(len, rows))
    width, same = max(widths.items(), key=lambda pair: pair[1], default=(0, 0))
    if width < 2 or same < _SAME * len(rows):
        return False
    names = _names(rows)
    return names is not None and (
        names.has_header or ("title" in names.keys and any(map(_leads, zip(*rows, strict=False))))
    )


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of the rows, one by one, and the rows that could not be read."""
    lines = iter(lines)
    head = list(islice(lines, _HEAD))
    records = _records(chain(head, lines), _delimiter(head))
    first = list(islice(records, _SAMPLE))
    names = _names(_rows(first))
    if names is None:
        return
    header = names.has_header
    for record in chain(first, records):
        if isinstance(record, Skipped):
            yield record
        elif not any(map(str.strip, record.cells)):
            continue
        elif header:
            header = False
        else:
            yield _paper(record, names.keys)


@dataclass(frozen=True, slots=True)
class _Record:
    """A row and the line it begins at."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Names:
    """What each column is called, empty where it says nothing of use."""

    keys: tuple[str, ...]
    has_header: bool


def _paper(record: _Record, keys: tuple[str, ...]) -> Paper | Skipped:
    if any(map(str.strip, record.cells[len(keys) :])):
        return Skipped(
            record.line,
            f"The row has more cells ({len(record.cells)}) than there are columns ({len(keys)});"
            " a cell with separators in it stands in quotes.",
        )
    fields: dict[str, object] = {}
    for key, cell in zip(keys, record.cells, strict=False):
        if key and cell.strip():
            fields.setdefault(key, cell)
    return objects.row(fields, record.line)


def _rows(records: Iterable[_Record | Skipped]) -> list[list[str]]:
    """The cells of the records that have any."""
    return [
        record.cells
        for record in records
        if isinstance(record, _Record) and any(map(str.strip, record.cells))
    ]


def _names(rows: list[list[str]]) -> _Names | None:
    """What the columns of the rows are called; None where no column leads to papers."""
    if not rows:
        return None
    has_header = _is_header(rows[0])
    width = Counter(map(len, rows)).most_common(1)[0][0]
    if width > _MOST_COLUMNS:
        return None
    keys = [cell.strip() for cell in rows[0]] if has_header else [""] * width
    body = [row for row in rows[has_header:] if len(row) == len(keys)]
    # What the header does not say is told by what the cells hold.
    said = {field for key in keys for field in means(key)}
    spare = iter(_PLACES)
    for index, column in enumerate(recognise([""] * len(keys), body)):
        if column is None or means(keys[index]) or not said.isdisjoint(_FIELDS[column]):
            continue
        keys[index] = next(spare, "") if column is Column.LINK else column.name.lower()
    if not any(Field.PLACE in means(key) for key in keys) and not any(
        links(cell) for row in body for cell in row
    ):
        return None
    return _Names(tuple(keys), has_header)


def _leads(column: tuple[str, ...]) -> bool:
    """Whether most cells are an identifier or an address and nothing else."""
    places = (cell for cell in column if objects.identifier(cell) or doi(cell.strip()))
    return 2 * sum(1 for _ in places) > len(column)


def _is_header(row: list[str]) -> bool:
    """Whether a row names columns, among them one for titles or for what leads to a paper."""
    fields = {field for cell in row for field in means(cell)}
    return not fields.isdisjoint((Field.TITLE, Field.PLACE)) and not any(
        objects.identifier(cell) or links(cell) or doi(cell.strip()) for cell in row
    )


def _delimiter(lines: list[str]) -> str:
    """What separates the cells: what makes most rows as wide as the first, and gives most names."""

    def score(delimiter: str) -> tuple[float, int, int]:
        rows = _rows(islice(_records(lines, delimiter), _SAMPLE))
        width = len(rows[0]) if rows else 0
        if width < 2:
            return 0, 0, 0
        same = sum(len(row) == width for row in rows) / len(rows)
        return round(same, 1), sum(1 for cell in rows[0] if means(cell)), width

    return max(_DELIMITERS, key=score)


class _Unclosed(Exception):
    """A record goes on for longer than any does."""


class _TooLong(Exception):
    """A row has more text than any has."""


class _Source:
    """Lines for the reader of csv, which can go back to the second line of a record."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self.line = 0

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None and not self._record:
            raise StopIteration
        if line is None or len(self._record) >= _MOST_LINES:
            if line is not None:
                self._again.appendleft(line)
            raise _Unclosed
        self._record.append(line)
        # A row of very many cells takes much more than its text.
        if len(line) > _LONGEST_LINE:
            raise _TooLong
        return line.replace("\0", "")

    def begin(self) -> None:
        """Begin a record."""
        self.line += len(self._record)
        self._record = []

    def go_back(self) -> None:
        """Give up what was taken of this record but its first line."""
        self._again.extendleft(reversed(self._record[1:]))
        del self._record[1:]


def _records(lines: Iterable[str], delimiter: str) -> Iterator[_Record | Skipped]:
    source = _Source(lines)
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True)
    while True:
        source.begin()
        try:
            yield _Record(source.line + 1, next(reader))
        except StopIteration:
            return
        except (_Unclosed, _TooLong, csv.Error) as error:
            source.go_back()
            # The reader of csv bounds its cells.
            long = isinstance(error, _TooLong) or "limit" in str(error)
            reason = _LONG_CELLS if long else "A quote opens in this row and is not closed."
            yield Skipped(source.line + 1, reason)
