"""The pages of a damaged SQLite file and its log, read one by one, whatever is wrong with others.

The format is that of https://sqlite.org/fileformat2.html. A b-tree is walked from its root; leaves
that no walk comes to, since a page above them is lost, can be looked through all the same.
"""

from __future__ import annotations

import mmap
import struct
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Value: TypeAlias = "int | float | str | bytes | None"

MAGIC = b"SQLite format 3\0"
INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
_HEADERS = {INDEX_INNER: 12, TABLE_INNER: 12, INDEX_LEAF: 8, TABLE_LEAF: 8}
_USUAL = 4096
_LOG_MAGIC = 0x377F0682


class Row(NamedTuple):
    """A record of a table or an index; ``rowid`` is None in an index."""

    rowid: int | None
    values: list[Value]
    whole: bool
    """Whether nothing of it was lost with a page that it went on in."""


class Walk(NamedTuple):
    """What a walk through a b-tree came to."""

    pages: set[int]
    broken: bool
    """Whether it came to a page that is none of this tree."""


class Pages:
    """The pages of a file as of the last commit in the log beside it. Close it when done."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where there is neither."""
        log = path.with_name(f"{path.name}-wal")
        self._log = log.read_bytes() if log.exists() else b""
        self._file: mmap.mmap | bytes = b""
        if path.exists() and path.stat().st_size:
            with path.open("rb") as file:
                self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._newer, size = _committed(self._log)
        self.size = size or _page_size(self._file[16:18])
        self.count = max(len(self._file) // self.size, max(self._newer, default=0))

    def close(self) -> None:
        """Let go of the file."""
        if isinstance(self._file, mmap.mmap):
            self._file.close()

    def page(self, number: int) -> bytes:
        """The bytes of a page; none where there is no such page."""
        if number in self._newer:
            start = self._newer[number]
            return self._log[start : start + self.size]
        start = (number - 1) * self.size
        return self._file[start : start + self.size] if number > 0 else b""

    def kind(self, number: int) -> int:
        """What a page is in a b-tree; 0 where it is nothing in one."""
        page, start = self.page(number), _start(number)
        kind = page[start] if len(page) == self.size else 0
        return kind if kind in _HEADERS else 0

    def walk(self, root: int, *, table: bool) -> Walk:
        """Go through a b-tree, that of a table with row numbers or of an index."""
        inner, leaf = (TABLE_INNER, TABLE_LEAF) if table else (INDEX_INNER, INDEX_LEAF)
        seen: set[int] = set()
        broken, ahead = False, [root]
        while ahead:
            number = ahead.pop()
            kind = self.kind(number)
            if kind not in (inner, leaf) or number in seen:
                broken = True
                continue
            seen.add(number)
            if kind == inner:
                page, start = self.page(number), _start(number)
                ahead.append(_number(page, start + 8))
                ahead += [_number(page, cell) for cell in self._cells(page, start, kind)]
        return Walk(seen, broken)

    def free(self) -> set[int]:
        """The pages that are in no use, as far as that can be known."""
        found: set[int] = set()
        trunk = _number(self.page(1), 32) if self.page(1).startswith(MAGIC) else 0
        while 0 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            length = min(_number(page, 4), self.size // 4 - 2)
            found.update(struct.unpack(f">{length}I", page[8 : 8 + 4 * length]))
            trunk = _number(page, 0)
        return found

    def rows(self, number: int) -> Iterator[Row]:
        """The records on a page that can be read."""
        page, start, kind = self.page(number), _start(number), self.kind(number)
        if kind in (0, TABLE_INNER):
            return
        for cell in self._cells(page, start, kind):
            try:
                at = cell + 4 if kind == INDEX_INNER else cell
                length, at = _varint(page, at)
                rowid = None
                if kind == TABLE_LEAF:
                    rowid, at = _varint(page, at)
                payload = self._payload(page, at, length, table=kind == TABLE_LEAF)
                values = _record(payload)
            except (IndexError, ValueError, struct.error):
                continue
            if values:
                yield Row(rowid, values, len(payload) == length)

    def _cells(self, page: bytes, start: int, kind: int) -> list[int]:
        header = start + _HEADERS[kind]
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        count = min(count, (self.size - header) // 2)
        pointers = struct.unpack(f">{count}H", page[header : header + 2 * count])
        return [at for at in pointers if header + 2 * count <= at <= self.size - 4]

    def _payload(self, page: bytes, at: int, length: int, *, table: bool) -> bytes:
        """The bytes of a record, as many as there still are."""
        if not 0 < length <= self.count * self.size:
            raise ValueError(length)
        most = self.size - 35 if table else (self.size - 12) * 64 // 255 - 23
        if length <= most:
            return page[at : at + length]
        least = (self.size - 12) * 32 // 255 - 23
        local = least + (length - least) % (self.size - 4)
        if local > most:
            local = least
        parts, left = [page[at : at + local]], length - local
        following, seen = _number(page, at + local), set()
        while left > 0 and following not in seen:
            seen.add(following)
            more = self.page(following)
            # The page of a b-tree begins with its kind; only in enormous files a number does.
            if len(more) < self.size or not any(more) or more[0] in _HEADERS:
                break
            parts.append(more[4 : 4 + left])
            left -= len(parts[-1])
            following = _number(more, 0)
        return b"".join(parts)


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _page_size(told: bytes) -> int:
    size = int.from_bytes(told, "big")
    return size if 512 <= size <= 32768 and size & (size - 1) == 0 else _USUAL


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    value = value << 8 | data[at]
    return value - (1 << 64) if value >> 63 else value, at + 1


def _record(payload: bytes) -> list[Value]:
    """The values of a record; of one that was cut short those before the cut."""
    end, at = _varint(payload, 0)
    if not 0 < end <= len(payload):
        raise ValueError(end)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        length = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 10 else (kind - 12) // 2
        if kind in (10, 11) or length < 0:
            raise ValueError(kind)
        data = payload[at : at + length]
        at += length
        cut = len(data) < length
        if kind >= 13 and kind % 2:
            values.append(data.decode(errors="ignore" if cut else "replace"))
        elif cut:
            pass
        elif kind >= 12:
            values.append(data)
        elif kind in (8, 9):
            values.append(kind - 8)
        elif kind == 7:
            values.append(struct.unpack(">d", data)[0])
        else:
            values.append(int.from_bytes(data, "big", signed=True) if kind else None)
        if cut:
            break
    return values


def _committed(log: bytes) -> tuple[dict[int, int], int]:
    """Where in a log each page stands as of its last commit, and the size of a page, else 0."""
    if len(log) < 32:
        return {}, 0
    magic, _, size, _, salt_1, salt_2, *told = struct.unpack(">8I", log[:32])
    order = ">" if magic & 1 else "<"
    check = _sum(order, log[:24], (0, 0))
    if magic & ~1 != _LOG_MAGIC or check != tuple(told):
        return {}, 0
    found: dict[int, int] = {}
    begun: dict[int, int] = {}
    for at in range(32, len(log) - size - 23, size + 24):
        number, commit, *salts, sum_1, sum_2 = struct.unpack(">6I", log[at : at + 24])
        check = _sum(order, log[at : at + 8], check)
        check = _sum(order, log[at + 24 : at + 24 + size], check)
        if salts != [salt_1, salt_2] or check != (sum_1, sum_2):
            break
        begun[number] = at + 24
        if commit:
            found.update(begun)
            begun.clear()
    return found, size


def _sum(order: str, data: bytes, before: tuple[int, int]) -> tuple[int, int]:
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
