r"""ArXiv's mailings of new abstracts: entries between lines of ``\\``.

An entry has an identifier, a date, and fields (Title, Authors, Categories, Comments, DOI …) whose
long values go on in indented lines; then the abstract, and a line with the address. Cross-lists
have the same shape, replacements have no abstract.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from paperbrowse.formats import bounds, cells
from paperbrowse.formats.categories import categories, journal
from paperbrowse.paper import ArxivId, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.formats import Skipped

NAME = "arXiv mailing"
ENDINGS = (".eml", ".mbox")

_START = re.compile(r"(?:>\s?)?(?:arXiv:|Paper(?: \(\*cross-listing\*\))?:\s*)(\S+)", re.IGNORECASE)
_FIELD = re.compile(r"(?:>\s?)?([A-Z][A-Za-z-]{2,20}):\s*(.*)")
_DATE = re.compile(
    r"(?:Date|replaced with revised version)[^\n]*?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})"
)
_PLACE = re.compile(
    r"\\\\\s*\(?\s*(?:https?://\S*|\d+kb)|\(?\s*https?://\S*arxiv\.org/abs/\S+\s*,", re.IGNORECASE
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LOOK = re.compile(r"^\\\\\s*\n(?:arXiv:|Paper)", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"(?:[-=]{5,}|%{5,}|(?:%-){3,}%?)\s*$")


def recognises(head: str) -> bool:
    r"""Whether an entry begins below a line of ``\\``."""
    return _LOOK.search(head) is not None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of a mailing."""
    entry: list[str] = []
    size = 0
    for line in lines:
        line = line.rstrip()
        if (start := _START.match(line)) and (not entry or ArxivId.parse(start[1])):
            yield from _paper(entry)
            entry, size = [line], 0
        elif entry:
            entry.append(line)
            size += len(line)
            if len(entry) > 2000 or size > bounds.RECORD:
                entry, size = entry[:1], 0
    yield from _paper(entry)


def _paper(entry: list[str]) -> Iterator[Paper]:
    """The paper of an entry that begins with the line of its identifier."""
    if not entry:
        return
    start = _START.match(entry[0])
    arxiv = ArxivId.parse(start[1]) if start else None
    if arxiv is None:
        return
    fields: dict[str, str] = {}
    abstract: list[str] = []
    name = ""
    parts = 0
    revised: datetime.date | None = None
    submitted: datetime.date | None = None
    for line in entry[1:]:
        said = line.removeprefix("> ").rstrip()
        if _RULE.match(said):
            break
        if said.startswith("\\\\"):
            parts += 1
            if parts > 1 or _PLACE.match(said):
                break
            name = ""
        elif parts:
            abstract.append(said.strip())
        elif (found := _FIELD.match(said)) and not line.startswith(" "):
            name = found[1].lower()
            fields[name] = found[2]
        elif name and said.startswith(" "):
            fields[name] = f"{fields[name]} {said.strip()}"
        if not parts and (day := _day(said)):
            if said.startswith("Date (revised") or said.startswith("replaced"):
                revised = day
            elif submitted is None:
                submitted = day
    revised = revised or _day(entry[0])
    title = " ".join(fields.get("title", "").split())
    yield Paper(
        title=title,
        arxiv=arxiv,
        doi=fields.get("doi", "").strip(),
        published=submitted,
        updated=revised,
        authors=cells.authors(fields.get("authors", fields.get("author", ""))),
        abstract=" ".join(" ".join(abstract).split()),
        comment=" ".join(fields.get("comments", "").split()),
        categories=categories(fields.get("categories", "")),
        journal=journal(fields.get("journal-ref", "")),
    )


def _day(text: str) -> datetime.date | None:
    found = _DATE.search(text)
    if not found or found[2] not in _MONTHS:
        return None
    try:
        return datetime.date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None
