"""BibTeX, as BibTeX and biber both take it: http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf.

A paper is an ``article`` where its journal is known, else a ``misc``, the one type that asks for no
field. The fields of eprints are those of https://info.arxiv.org/help/hypertex/bibstyles/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from paperbrowse.exports.keys import Keys
from paperbrowse.exports.latex import latex
from paperbrowse.exports.people import people
from paperbrowse.exports.values import address, issued, keywords, one_line, primary_category
from paperbrowse.paper import ArxivId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.exports.marked import Marked
    from paperbrowse.exports.people import Name
    from paperbrowse.paper import Paper

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# An address, taken as it is by both, may hold no brace, space or sign of TeX.
_UNFIT = re.compile(r"[\s\\{}^\x00-\x1f\x7f]")

_KEY = re.compile(r"@\s*[A-Za-z]+\s*[{(]\s*([^\s,{}()=\"#%']+)\s*,")
# The fields that say which paper an entry is; DBLP and Google Scholar put the number elsewhere.
_NAMING = re.compile(
    r"\b(?:eprint|arxiv|arxivid|doi|url|ee|howpublished|journal|journaltitle|volume|number|pages)"
    r"\s{0,20}=\s{0,20}(?:\{([^{}]{0,500}(?:\{[^{}]{0,500}\}[^{}]{0,500}){0,5})\}"
    r"|\"([^\"]{0,500})\"|([^\s,{}\"]{1,300}))",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s{}]+", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s{}\"]+")


def write(papers: Iterable[Marked], _title: str) -> Iterator[str]:
    """One entry a paper, an empty line behind each."""
    keys = Keys()
    for marked in papers:
        yield _entry(marked, keys.take(marked.paper)) + "\n"


def append(existing: str, papers: Iterable[Marked]) -> Iterator[str]:
    """What to put behind ``existing``: an entry for each paper that it does not have.

    It has a paper whose arXiv number (of any version) or DOI an entry of it gives; a paper with
    neither it has by its address. One with none of them is new. Keys differ from all there are.
    """
    known = set(_names_in(existing))
    keys = Keys(_KEY.findall(existing))
    end = "\r\n" if "\r\n" in existing else "\n"
    # An empty line before each, whatever the text ends with.
    if not existing.strip("\ufeff") or existing.endswith(("\n\n", "\n\r\n")):
        before = ""
    else:
        before = end if existing.endswith("\n") else end * 2
    for marked in papers:
        own = set(_names_of(marked.paper))
        if own.isdisjoint(known):
            known |= own
            yield before + _entry(marked, keys.take(marked.paper)).replace("\n", end)
            before = end


def _entry(marked: Marked, key: str) -> str:
    fields = {name: value for name, value in _fields(marked) if value}
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    kind = "article" if "journal" in fields else "misc"
    return f"@{kind}{{{key},\n{lines}}}\n"


def _fields(marked: Marked) -> Iterator[tuple[str, str]]:
    paper = marked.paper
    authors = [*map(_author, people(paper.authors))]
    others = ["others"] * (paper.others and bool(authors))
    date = issued(paper)
    yield "author", _braced(" and ".join(authors + others))
    yield "title", _braced(latex(paper.title, capitals=True))
    yield "journal", _braced(latex(paper.journal))
    yield "year", _braced(f"{date[0]:04}") if date else ""
    yield "month", _MONTHS[date[1] - 1] if date[1:] else ""
    if paper.arxiv:
        yield "eprint", _braced(str(paper.arxiv))
        yield "archivePrefix", _braced("arXiv")
        yield "primaryClass", _braced(latex(primary_category(paper)))
    yield "doi", _braced(_verbatim(paper.doi))
    yield "url", _braced(_verbatim(address(paper)))
    yield "abstract", _braced(latex(paper.abstract))
    yield "note", _braced(latex(paper.comment))
    words = (word.replace(",", ";") for word in keywords(paper, marked.tags))
    yield "keywords", _braced(", ".join(map(latex, words)))
    yield "annote", _braced(latex(marked.note))


def _author(name: Name) -> str:
    """A name by BibTeX's rules, in the order in which it is said; what is none stands in braces."""
    if name.is_whole:
        return f"{{{latex(name.family)}}}"
    if name.suffix:
        family = f"{name.particle} {name.family}".strip()
        parts = [family, name.suffix, name.given]
        return ", ".join(map(_part, parts))
    return " ".join(map(_part, filter(None, (name.given, name.particle, name.family))))


def _part(text: str) -> str:
    """A part of a name; one with the word that parts names, or a comma, in braces."""
    escaped = latex(text)
    return f"{{{escaped}}}" if re.search(r"\band\b|,", text, re.IGNORECASE) else escaped


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _verbatim(text: str) -> str:
    return _UNFIT.sub(lambda unfit: quote(unfit[0]), one_line(text))


def _names_of(paper: Paper) -> Iterator[str]:
    """What a paper is known by: its address, which several may share, if it is all there is."""
    if paper.arxiv:
        yield f"arxiv:{paper.arxiv.number}"
    if paper.doi or not paper.arxiv:
        yield from _named(_verbatim(paper.doi or address(paper)))


def _names_in(existing: str) -> Iterator[str]:
    """What the entries of a bibliography are known by."""
    for found in _NAMING.finditer(existing):
        value = re.sub(r"\\([_%&#~])", r"\1", found[1] or found[2] or found[3] or "").strip()
        yield from _named(value)
        for part in (*_URL.findall(value), *_DOI.findall(value)):
            yield from _named(part)


def _named(text: str) -> Iterator[str]:
    """The arXiv number, DOI or address that a text is; the number also where it says what it is."""
    arxiv = ArxivId.parse(text.removeprefix("abs/")) or ArxivId.within(text)
    if arxiv:
        yield f"arxiv:{arxiv.number}"
    elif doi := _DOI.fullmatch(re.sub(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", "", text)):
        yield f"doi:{doi[0].lower()}"
    elif _URL.fullmatch(text):
        yield "url:" + re.sub(r"^https?://(?:www\.)?", "", text.lower()).rstrip("/")
