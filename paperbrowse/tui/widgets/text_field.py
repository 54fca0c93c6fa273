"""What a widget is that text is typed into."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class TextField(Protocol):
    """A widget that takes every printable key as text."""

    def put(self, text: str) -> None:
        """Put text where the cursor is, in place of what is selected."""
