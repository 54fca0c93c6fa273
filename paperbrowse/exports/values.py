"""What several formats need of a paper: its texts without line breaks and controls, its date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperbrowse.links import page
from paperbrowse.paper import Paper
from paperbrowse.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paperbrowse.paper import ArxivId

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Archives that were never parted into classes: that of an old identifier is its category.
_WHOLE_ARCHIVES = re.compile(r"astro-ph|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph")


def without_controls(text: str) -> str:
    """The text without control characters other than tabs and line breaks."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """The text without controls, a space for every line break and the white space around it."""
    lines = (without_controls(line).strip() for line in text.splitlines())
    return " ".join(filter(None, lines))


def paragraphs(text: str) -> list[str]:
    """The parts of a text between empty lines, each on one line, without controls."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line := without_controls(line).strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [" ".join(lines) for lines in found if lines]


def readable(text: str) -> str:
    """The text as a person reads it (``text.plain``), its paragraphs parted by empty lines."""
    return "\n\n".join(filter(None, map(plain, paragraphs(text))))


def keywords(paper: Paper, tags: Iterable[str]) -> list[str]:
    """Categories, topics and tags as a person reads them, each once."""
    words = (*paper.categories, *paper.topics, *tags)
    return list(dict.fromkeys(filter(None, map(plain, words))))


def address(paper: Paper) -> str:
    """Where to read a paper: the address that its list names, else its page; nothing if unknown."""
    return page(Paper("", url=paper.url)) or page(paper)


def issued(paper: Paper) -> tuple[int, ...]:
    """When a paper came out: year, month and day, or year and month, or nothing.

    That is the date of publication, else the month that its arXiv number names (with the day of
    the update if that was in this month), else the date of the update.
    """
    if paper.published:
        return (paper.published.year, paper.published.month, paper.published.day)
    month = _month(paper.arxiv) if paper.arxiv else ()
    if paper.updated is None:
        return month
    updated = (paper.updated.year, paper.updated.month, paper.updated.day)
    return month if month and updated[:2] != month else updated


def primary_category(paper: Paper) -> str:
    """The first category of a paper, else the archive of its old identifier, if that is one."""
    if paper.categories or paper.arxiv is None:
        return one_line("".join(paper.categories[:1]))
    archive, slash, _ = paper.arxiv.number.partition("/")
    return archive if slash and _WHOLE_ARCHIVES.fullmatch(archive) else ""


def _month(arxiv: ArxivId) -> tuple[int, ...]:
    # https://info.arxiv.org/help/arxiv_identifier.html: both schemes begin with YYMM.
    archive, slash, old = arxiv.number.partition("/")
    digits = old if slash else archive
    year, month = int(digits[:2]), int(digits[2:4])
    return (year + (1900 if slash and year > 90 else 2000), month)
