"""RIS, which reference managers exchange: a tag, two spaces, a dash and a value on every line.

https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.exports.people import people
from paperbrowse.exports.values import address, issued, keywords, one_line
from paperbrowse.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.exports.marked import Marked


def write(papers: Iterable[Marked], _title: str) -> Iterator[str]:
    """One record a paper, its texts as a person reads them."""
    for marked in papers:
        tags = (f"{tag}  - {value}\n" for tag, value in _values(marked) if value)
        yield "".join(tags) + "ER  - \n\n"


def _values(marked: Marked) -> Iterator[tuple[str, str]]:
    paper = marked.paper
    journal = plain(paper.journal)
    yield "TY", "JOUR" if journal else "UNPB" if paper.arxiv else "GEN"
    yield "TI", plain(paper.title)
    yield "JO", journal
    for name in people(paper.authors):
        yield "AU", name.inverted
    date = issued(paper)
    yield "PY", f"{date[0]:04}" if date else ""
    yield "DA", _date(date)
    yield "AB", plain(paper.abstract)
    yield "DO", one_line(paper.doi)
    yield "UR", address(paper)
    if paper.arxiv:
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{paper.arxiv}"
    for word in keywords(paper, marked.tags):
        yield "KW", word
    yield "N1", plain(paper.comment)
    yield "RN", plain(marked.note)


def _date(date: tuple[int, ...]) -> str:
    """Year/month/day/, with nothing for what is not known and the last slash always there."""
    parts = [f"{part:02}" for part in date[1:]]
    return "/".join((f"{date[0]:04}", *parts, *[""] * (3 - len(parts)))) if date else ""
