"""One paper as it is read: the parts of its page, for detail pane and command line alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from paperbrowse.config import local
from paperbrowse.library import Entry
from paperbrowse.links import links
from paperbrowse.paper import Paper
from paperbrowse.text import plain, safe
from paperbrowse.text.others import ET_AL


class Kind(Enum):
    """What a part of the page is; the reader of the sheet decides how it looks."""

    TITLE = "title"
    FACT = "fact"
    NOTE = "note"
    """A line of the user's note; the first has a label."""
    ABSTRACT = "abstract"
    COMMENT = "comment"
    EARLIER = "earlier"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: a label (often empty), its text, and the address it leads to, if any."""

    kind: Kind
    text: str
    label: str = ""
    url: str = ""


def sheet(entry: Entry) -> list[Part]:
    """The parts of a paper's page, in reading order; all texts are plain and ``safe``."""
    return list(_parts(entry))


def _parts(entry: Entry) -> Iterator[Part]:
    paper = entry.paper
    yield Part(Kind.TITLE, title(paper.title, str(paper.arxiv or "")))
    if paper.arxiv is not None:
        yield Part(Kind.FACT, str(paper.arxiv), "arXiv")
    if paper.doi:
        yield Part(Kind.FACT, _line(paper.doi), "DOI")
    if paper.journal:
        yield Part(Kind.FACT, _line(paper.journal), "journal")
    if paper.authors:
        others = f" {ET_AL}" if paper.others else ""
        yield Part(Kind.FACT, ", ".join(map(_line, paper.authors)) + others, "authors")
    if paper.categories:
        yield Part(Kind.FACT, ", ".join(map(_line, paper.categories)), "categories")
    if paper.updated:
        yield Part(Kind.FACT, paper.updated.isoformat(), "updated")
    if paper.published:
        yield Part(Kind.FACT, paper.published.isoformat(), "published")
    if paper.topics:
        yield Part(Kind.FACT, ", ".join(map(_line, paper.topics)), "topic")
    if entry.lists:
        yield Part(Kind.FACT, ", ".join(map(_line, entry.lists)), "list")
    yield Part(Kind.FACT, _marks(entry))
    if entry.newer_seen is not None:
        yield Part(Kind.FACT, _newer(entry, entry.newer_seen))
    if entry.tags:
        yield Part(Kind.FACT, ", ".join(map(_line, entry.tags)), "tags")
    if entry.note:
        yield from _note(entry.note)
    yield Part(Kind.ABSTRACT, _line(paper.abstract) or _no_abstract(paper))
    if paper.comment:
        yield Part(Kind.COMMENT, _line(paper.comment), "comment")
    for version in paper.earlier:
        date = f", {version.date}" if version.date else ""
        yield Part(Kind.EARLIER, f"v{version.number}{date}: {_line(version.title)}", "earlier")
    for number, link in enumerate(links(paper), 1):
        yield Part(Kind.LINK, link.label, str(number), link.url)


def _note(text: str) -> Iterator[Part]:
    label = "note"
    for line in map(str.expandtabs, text.splitlines()):
        indent = line[: len(line) - len(line.lstrip(" "))]
        yield Part(Kind.NOTE, indent + _line(line), label)
        label = ""


def title(source: str, otherwise: str) -> str:
    """A title made a line of a screen; where the list has none, the identifier stands for it."""
    return _line(source) or otherwise or "(no title)"


def _line(source: str) -> str:
    return safe(plain(source))


def _newer(entry: Entry, seen: datetime.datetime) -> str:
    version = f", v{entry.paper.version}," if entry.paper.version else ""
    return f"a newer version{version} came in on {local(seen).date()}"


def _no_abstract(paper: Paper) -> str:
    said = "The list has no abstract of this paper"
    return f"{said}; paperbrowse enrich asks arXiv for it." if paper.arxiv else f"{said}."


def _marks(entry: Entry) -> str:
    marks = ["bookmarked"] if entry.bookmarked else []
    return " · ".join([*marks, "read" if entry.read else "unread"])
