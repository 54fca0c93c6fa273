"""A list as it comes from somewhere, not yet read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A list's name, where it comes from, and its bytes."""

    name: str
    origin: str
    content: bytes

    @property
    def digest(self) -> str:
        """Differs where the content does: enough to see a change, no proof against forgery."""
        return f"{len(self.content)}-{zlib.crc32(self.content):08x}"

    @property
    def text(self) -> str:
        """The content as text; bytes that are not UTF-8 are replaced."""
        return self.content.decode("utf-8-sig", errors="replace")
