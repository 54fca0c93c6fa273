"""What one record of a list may be: bounds of size that no paper reaches, and what is said there.

Every reader holds no more than one record, so that no list, however made, takes memory without end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperbrowse.formats import Skipped
from paperbrowse.text.numbers import number

if TYPE_CHECKING:
    from paperbrowse.paper import Paper

RECORD = 1_000_000
"""Characters of the source that one record may have."""

LINE = 4_000_000
"""Characters of one line; JSON alone has whole lists on one."""

VALUE = 16_000_000
"""Characters of one object of JSON or one part of YAML, which may hold many records."""

FIELD = 200_000
"""Characters of one text of a paper."""

AUTHORS = 10_000
"""Authors of one paper, and characters of all their names in tens."""

TOO_LONG = f"The record is longer than {number(RECORD)} characters, or its end is missing."
"""Why a record was left out that has no end, or too late a one."""


def held(paper: Paper) -> Paper | str:
    """The paper, or the sentence that says what of it is larger than of any paper."""
    for name in ("title", "abstract", "comment", "journal", "doi", "url", "code"):
        if (size := len(getattr(paper, name))) > FIELD:
            has = f"The {name} of this entry has {number(size)} characters"
            return f"{has}; {number(FIELD)} are the most."
    if len(paper.authors) > AUTHORS:
        return (
            f"This entry has {number(len(paper.authors))} authors; {number(AUTHORS)} are the most."
        )
    if sum(map(len, paper.authors)) > 10 * FIELD:
        return f"The authors of this entry have more than {number(10 * FIELD)} characters."
    return paper


def short(lines: Iterable[str], longest: int = LINE) -> Iterator[str]:
    """The lines, with one that is too long in several, parted at a space where there is one."""
    for line in lines:
        while len(line) > longest:
            at = line.rfind(" ", longest // 2, longest) + 1 or longest
            yield line[:at].rstrip(" ") + "\n"
            line = line[at:]
        if line:
            yield line


class Beginning:
    """The lines of a document that is read whole, as far as there is room for it."""

    _MOST = 100_000

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        size = 0
        while size < 2 * RECORD and self._number < self._MOST and (line := next(self._lines, "")):
            self._number += 1
            size += len(line)
            yield line

    def rest(self) -> Iterator[Skipped]:
        """What is said of the lines for which there was no room."""
        if next(self._lines, ""):
            reason = "The document is too long: from here on it was not read."
            yield Skipped(self._number + 1, reason)


class Expansions:
    """What may be put in the place of names (strings of BibTeX, aliases of YAML) of a text.

    A text may say again some times as much as it has said, and no more: doubled in each of forty
    names, a kilobyte would become a terabyte.
    """

    _FREE, _TIMES = 1_000_000, 4

    def __init__(self) -> None:
        self._left = self._FREE

    def read(self, size: int) -> None:
        """So many characters more of the text have been read."""
        self._left += self._TIMES * size

    def take(self, size: int) -> bool:
        """Whether so many characters may still be put in."""
        self._left -= size
        return self._left >= 0
