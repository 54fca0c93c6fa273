"""Patterns for text in which letters have marks: accents of their own, vowel signs, joiners."""

from __future__ import annotations

import re

from paperbrowse.text.classes import JOINERS, MARKS


def lettered(pattern: str, flags: int = 0) -> re.Pattern[str]:
    r"""``pattern`` compiled, with ``\w`` taking the marks of a letter too; it stands in classes."""
    return re.compile(pattern.replace(r"\w", rf"\w{MARKS}{JOINERS}"), flags)
