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
from paperbrowse.text import plain


class Kind(Enum):
    """What a part of the page is; the reader of the sheet decides how it looks."""

    TITLE = "title"
    FACT = "fact"
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
    """The parts of a paper's page, in reading order; all texts are plain."""
    return list(_parts(entry))


def _parts(entry: Entry) -> Iterator[Part]:
    paper = entry.paper
    yield Part(Kind.TITLE, title(paper.title, str(paper.arxiv or "")))
    if paper.arxiv is not None:
        yield Part(Kind.FACT, str(paper.arxiv), "arXiv")
    if paper.doi:
        yield Part(Kind.FACT, plain(paper.doi), "DOI")
    if paper.journal:
        yield Part(Kind.FACT, plain(paper.journal), "journal")
    if paper.authors:
        yield Part(Kind.FACT, ", ".join(map(plain, paper.authors)), "authors")
    if paper.categories:
        yield Part(Kind.FACT, ", ".join(map(plain, paper.categories)), "categories")
    if paper.updated:
        yield Part(Kind.FACT, paper.updated.isoformat(), "updated")
    if paper.published:
        yield Part(Kind.FACT, paper.published.isoformat(), "published")
    if paper.topics:
        yield Part(Kind.FACT, ", ".join(map(plain, paper.topics)), "topic")
    if entry.lists:
        yield Part(Kind.FACT, ", ".join(map(plain, entry.lists)), "list")
    yield Part(Kind.FACT, _marks(entry))
    if entry.newer_seen is not None:
        yield Part(Kind.FACT, _newer(entry, entry.newer_seen))
    if entry.tags:
        yield Part(Kind.FACT, ", ".join(map(plain, entry.tags)), "tags")
    if entry.note:
        yield Part(Kind.FACT, plain(entry.note), "note")
    yield Part(Kind.ABSTRACT, plain(paper.abstract) or _no_abstract(paper))
    if paper.comment:
        yield Part(Kind.COMMENT, plain(paper.comment), "comment")
    for version in paper.earlier:
        date = f", {version.date}" if version.date else ""
        yield Part(Kind.EARLIER, f"v{version.number}{date}: {plain(version.title)}", "earlier")
    for number, link in enumerate(links(paper), 1):
        yield Part(Kind.LINK, link.label, str(number), link.url)


def title(source: str, otherwise: str) -> str:
    """A title made plain; where the list has none, the identifier stands for it."""
    return plain(source) or otherwise or "(no title)"


def _newer(entry: Entry, seen: datetime.datetime) -> str:
    version = f", v{entry.paper.version}," if entry.paper.version else ""
    return f"a newer version{version} came in on {local(seen).date()}"


def _no_abstract(paper: Paper) -> str:
    said = "The list has no abstract of this paper"
    return f"{said}; paperbrowse enrich asks arXiv for it." if paper.arxiv else f"{said}."


def _marks(entry: Entry) -> str:
    marks = ["bookmarked"] if entry.bookmarked else []
    return " · ".join([*marks, "read" if entry.read else "unread"])
