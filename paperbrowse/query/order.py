"""The order a query asks its papers in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Sort(Enum):
    """What papers are ordered by, by its word in the language."""

    RELEVANCE = "relevance"
    """The best match first."""
    DATE = "date"
    """The newest first."""
    TITLE = "title"
    """From A to Z."""
    ADDED = "added"
    """The one that came into the library last, first."""


@dataclass(frozen=True, slots=True)
class Order:
    """What papers are ordered by, and whether the other way round."""

    by: Sort
    reverse: bool = False
