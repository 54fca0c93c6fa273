"""A file of named pieces: tables are read where they are by ``mmap``, postings when asked for.

    the pieces one after another · a directory in JSON (name → start, size) · its length, a magic

Opening costs the same at any size, and only the pages that a search touches take memory.
Numbers are little-endian.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import weakref
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, TypeAlias

_MAGIC = b"pbpiece2"
_TRAILER = struct.Struct("<Q8s")

Numbers: TypeAlias = "memoryview | array[int]"
"""Numbers where they stand in the file; on a big-endian machine, a copy."""


class PiecesWriter:
    """Writes pieces into an open file, which stays open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._directory: dict[str, tuple[int, int]] = {}
        self._at = 0

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write one piece."""
        start = self._at
        for chunk in chunks:
            self._file.write(chunk)
            self._at += len(chunk)
        self._directory[name] = (start, self._at - start)

    def finish(self) -> None:
        """Write the directory."""
        directory = json.dumps(self._directory).encode()
        self._file.write(directory + _TRAILER.pack(len(directory), _MAGIC))


class Pieces:
    """The pieces of a file, by name. Raises ValueError where it is no such file, and OSError."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        # A search may still read when another index is opened: the file closes with the last one.
        weakref.finalize(self, os.close, self._file)
        self._data = memoryview(mmap.mmap(self._file, 0, access=mmap.ACCESS_READ))
        size, magic = _TRAILER.unpack(self._data[-_TRAILER.size :])
        if magic != _MAGIC:
            raise ValueError(f"{path} is no file of the index")
        end = len(self._data) - _TRAILER.size
        self._directory = json.loads(bytes(self._data[end - size : end]))

    def __getitem__(self, name: str) -> memoryview:
        """The bytes of a piece. Raises KeyError."""
        start, size = self._directory[name]
        return self._data[start : start + size]

    def read(self, name: str, start: int, end: int) -> bytes | memoryview:
        """Some bytes of a piece, read so that they do not stay in memory. Raises KeyError."""
        at = self._directory[name][0]
        if hasattr(os, "pread"):  # pages that are mapped count as the program's own
            return os.pread(self._file, end - start, at + start)
        return self._data[at + start : at + end]

    def numbers(self, name: str) -> Numbers:
        """A piece of 32-bit numbers. Raises KeyError."""
        return self[name].cast("I") if sys.byteorder == "little" else unpacked("I", self[name])


def packed(numbers: array[int]) -> bytes:
    """An array as little-endian bytes."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(typecode: str, data: bytes | memoryview) -> array[int]:
    """The array that little-endian bytes hold."""
    numbers = array(typecode)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
