"""What the reading of a list says of itself: how far it is, what it left out, how it ended."""

from __future__ import annotations

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a list has been read: papers so far, and how much of the source that is.

    ``done`` and ``total`` are bytes, or papers where the source counts those; a ``total`` of 0 is
    not known.
    """

    name: str
    papers: int = 0
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that could not be read: its file or page, its line (from 1), why in one sentence."""

    where: str
    line: int
    reason: str


class Outcome(enum.Enum):
    """How a reading ended."""

    READ = "read"
    """To the end of the source."""
    SAME = "same"
    """Not begun: the source is what it was."""
    STOPPED = "stopped"
    """By its user; what was read is kept."""
    FAILED = "failed"
    """By a problem; what was read before is kept."""
    ASKING = "asking"
    """Not begun: its user has to allow the address."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a reading.

    Papers ``new`` to the library, ``updated``, ``unchanged``, and ``removed`` from the list.
    ``left_out`` counts rows. ``problem`` is a sentence where it failed, the address where it asks.
    """

    name: str
    outcome: Outcome
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    left_out: int = 0
    notes: tuple[str, ...] = ()
    """Sentences on what else was not read."""
    problem: str = ""

    @property
    def papers(self) -> int:
        """Papers found in the source."""
        return self.new + self.updated + self.unchanged


Step = Progress | LeftOut | Report
"""What a reading says: any number of the first two, and one report at its end."""
