"""What a reader raises when a list cannot be read at all."""

from __future__ import annotations


class Unreadable(Exception):
    """A list cannot be read; the message is one sentence that says why."""
