"""How much and how long a list may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of what is read from the web; times are in seconds."""

    size: int = 200_000_000
    """Bytes of one answer, unzipped."""

    connect: float = 10
    """To make a connection to one address."""

    read: float = 30
    """Between two pieces of an answer."""

    total: float = 600
    """For an answer as a whole. What its reader takes in between does not count."""

    redirects: int = 5
    retries: int = 3

    patience: float = 60
    """The longest wait that a server may ask for before the next try."""


LIMITS = Limits()
