"""A shipped list, not yet read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A list's name, where it comes from, and its bytes as they are shipped, compressed."""

    name: str
    origin: str
    packed: bytes

    @property
    def digest(self) -> str:
        """Differs where the list does: enough to see a change, no proof against forgery."""
        return f"{len(self.packed)}-{zlib.crc32(self.packed):08x}"

    @property
    def text(self) -> str:
        """The list as text; bytes that are not UTF-8 are replaced."""
        import bz2  # read once, when it is new

        return bz2.decompress(self.packed).decode("utf-8-sig", errors="replace")
