"""One record as a paper: a mapping whose keys are recognised, in whatever format it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from paperbrowse.formats import Skipped, bounds, cells, dates, people
from paperbrowse.formats.categories import categories, is_category, journal
from paperbrowse.formats.keys import NOTHING, Fields, plan, spelled
from paperbrowse.formats.labels import is_label
from paperbrowse.formats.links import Link, doi, links
from paperbrowse.formats.versions import versions
from paperbrowse.paper import ArxivId, Paper

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

_T = TypeVar("_T")

# No record of one paper has more keys; an object of papers by identifier may have any number.
_MOST_KEYS = 200
# Texts that are looked at in one value, and how deep: {"links": [{"href": …}]}.
_MOST_TEXTS, _DEEPEST = 200, 3
_LONGEST_LABEL, _LONGEST_CITED = 60, 200
# A journal, a number or a note that is the identifier: "arXiv preprint arXiv:2401.00001 [cs.CV]".
_CITED = re.compile(
    r"(?:(?:arxiv|corr)\b[\s,]*(?:e-?prints?|preprints?)?[\s,]*)?(?:abs/|arxiv\s*:\s*)?(\S+?)"
    r"(?:\s*\(?\[[\w. -]+\]\)?)?[,.;]?(?:\s+\(?\d{4}\)?)?",
    re.IGNORECASE,
)
_ARXIV_NAMED = re.compile(r"arxiv|corr\b|abs/", re.IGNORECASE)
_JATS = re.compile(r"</?jats:[^<>]*>")
# {{A title}}, whose outer braces keep its capitals in BibTeX.
_BRACED = re.compile(r"\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
# Keys of an object that stands for a text, as {"value": …} in OpenReview.
_TEXT_KEYS = ("value", "text", "#text", "_", "en", "rendered", "raw", "content", "name", "title")


def row(record: dict[str, object], line: int) -> Paper | Skipped:
    """The paper that a record is, which begins at a line (from 1); see ``paper``."""
    found = paper(record)
    return found if isinstance(found, Paper) else Skipped(line, found)


def paper(record: dict[str, object], topics: tuple[str, ...] = ()) -> Paper | str:
    """The paper that a record is, or one sentence that says why it is none.

    Values are texts, lists or mappings in one another; other values count for nothing. ``topics``
    are what the record stands under. A paper needs an arXiv identifier, a DOI or an address, and
    with an address alone a title.
    """
    if len(record) > _MOST_KEYS:
        return "The entry has more fields than a paper has."
    fields = plan(tuple(record))
    title = _first(record, fields.title, _title, "")
    arxiv, number, pages = _identity(record, fields, title)
    code = _code(record, fields) or next((page for page in pages if _is_code(page)), "")
    title = _readable(title)
    url = next((page for page in pages if page != code), "")
    if arxiv is None and not number:
        url = url or code
        if not url:
            return "The entry has no arXiv id, DOI or address."
        if not title or _is_name(fields):
            return "The entry has a link but no title."
    published = _first(record, fields.published, dates.day, None)
    updated = _first(record, fields.updated, dates.day, None)
    if arxiv is not None and (fields.versions or fields.version):
        arxiv, first, this = _versioned(record, fields, arxiv)
        published, updated = first or published, this or updated
    own = _topic(record, fields)
    found = Paper(
        title=title,
        arxiv=arxiv,
        doi=number,
        url=url,
        published=published,
        updated=updated,
        authors=_first(record, fields.authors, people.authors, ()),
        abstract=_first(record, fields.abstract, _abstract, ""),
        comment=_first(record, fields.comment, _comment, ""),
        code=code,
        topics=(*topics, own) if own and own not in topics else topics,
        categories=categories(*(record[key] for key in (*fields.primary, *fields.categories))),
        journal=_first(record, fields.journal, _journal, ""),
        others=record.get("et_al") is True,
    )
    return bounds.held(found)


def heading(record: dict[str, object]) -> tuple[str, str]:
    """The title and the topic that a record says, paper or not; a mere name is a topic."""
    if len(record) > _MOST_KEYS:
        return "", ""
    fields = plan(tuple(record))
    title, topic = _first(record, fields.title, _title, ""), _topic(record, fields)
    return ("", topic or title) if title and _is_name(fields) else (title, topic)


def said(value: object) -> str:
    """The text that a value is or holds; empty for ``None`` and the like."""
    for _ in range(_DEEPEST):
        if isinstance(value, str):
            text = value.strip()
            return "" if len(text) < 10 and text.lower() in NOTHING else text
        if isinstance(value, dict):
            value = next((value[key] for key in _TEXT_KEYS if value.get(key)), None)
        elif isinstance(value, list) and value:
            value = value[0]
    return ""


def texts(value: object, depth: int = 0) -> Iterator[str]:
    """The texts in a value, however it holds them: itself, a list, an object."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)) and depth < _DEEPEST:
        inner = list(value.values() if isinstance(value, dict) else value[:_MOST_TEXTS])
        for item in inner[: _MOST_TEXTS >> 2 * depth]:
            yield from texts(item, depth + 1)


def identifier(text: str) -> ArxivId | None:
    """The arXiv identifier that ``text`` is or links to; also ``oai:arXiv.org:…``."""
    text = text.strip()
    return ArxivId.parse(text.removeprefix("oai:arXiv.org:")) or (
        ArxivId.within(text) if ("/" in text or ":" in text) and " " not in text else None
    )


def _first(
    record: dict[str, object], keys: tuple[str, ...], read: Callable[[object], _T], nothing: _T
) -> _T:
    """What ``read`` finds in the first of ``keys`` that says anything."""
    for key in keys:
        found = read(record[key])
        if found:
            return found
    return nothing


def _identity(
    record: dict[str, object], fields: Fields, heading: str
) -> tuple[ArxivId | None, str, list[str]]:
    """The arXiv identifier, the DOI, and the other addresses that a record has."""
    arxiv: ArxivId | None = None
    number = ""
    pages: list[str] = []
    values = [record[key] for key in fields.place]
    if "](" in heading or "<a" in heading:
        values.append(heading)
    for value in values:
        if isinstance(value, dict) and "title" in value:
            continue  # A record of its own.
        for text in texts(value):
            marked = "](" in text or "<a" in text
            for target in (link.target for link in links(text)) if marked else (text,):
                arxiv, number = _place(target, arxiv, number, pages)
    if arxiv is None:
        cited = (said(record[key]) for key in fields.cited)
        arxiv = next(filter(None, map(_cited, cited)), None)
    return arxiv, number, pages


def _place(
    text: str, arxiv: ArxivId | None, number: str, pages: list[str]
) -> tuple[ArxivId | None, str]:
    """The identifier and the DOI, where ``text`` adds to them; other addresses join ``pages``."""
    text = text.strip()
    if text.isdigit() or not text.isprintable():
        return arxiv, number
    found = identifier(text)
    if found is not None:
        if arxiv is None or (arxiv.number == found.number and arxiv.version is None):
            arxiv = found
    elif text.startswith(("10.", "http", "doi", "DOI", "HTTP")):
        address = text.split()[0]
        said_doi = doi(address) or doi(text)
        if said_doi:
            number = number or said_doi
        elif address.lower().startswith(("http://", "https://")):
            pages.append(address)
    return arxiv, number


def _cited(text: str) -> ArxivId | None:
    """The identifier that a journal, number or note is nothing but."""
    line = text[:_LONGEST_CITED].split("\n")[0].strip()
    if not _ARXIV_NAMED.match(line):
        return None
    match = _CITED.fullmatch(line)
    return ArxivId.parse(match[1].lstrip(":")) if match else None


def _title(value: object) -> str:
    """The title that a value says, in one line; an address or an identifier says none."""
    text = said(value)
    if "\n" in text or "  " in text or "\t" in text:
        text = " ".join(text.split())
    if text and " " not in text and (identifier(text) or text.startswith(("http:", "https:"))):
        return ""
    if text.startswith("{"):
        match = _BRACED.fullmatch(text)
        text = match[1] if match else text
    return text


def _readable(heading: str) -> str:
    """A title without the links and the bold of a list; a label such as PDF is none."""
    if "](" in heading or "<a" in heading or heading.startswith(("**", "__")):
        heading = cells.title(cells.linked(heading))
    return "" if len(heading) < _LONGEST_LABEL and is_label(heading) else heading


def _abstract(value: object) -> str:
    if isinstance(value, list):
        value = "\n".join(map(said, value[:_MOST_TEXTS]))
    text = said(value)
    if " " not in text and identifier(text):
        return ""  # "abs" is an address in some lists.
    if "<" in text:
        text = cells.prose(_JATS.sub("", text).strip() if "jats:" in text else text)
    return text


def _comment(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(filter(None, map(said, value[:_MOST_TEXTS])))
    text = said(value)
    if "\n" in text:
        text = " ".join(text.split())
    return "" if _cited(text) else text


def _journal(value: object) -> str:
    """The journal that a value names; of several, the first that is not arXiv itself."""
    named = value[:_MOST_TEXTS] if isinstance(value, list) else [value]
    return next(filter(None, (journal(said(one)) for one in named)), "")


def _code(record: dict[str, object], fields: Fields) -> str:
    """The address of the code: on a host of code where there is one."""
    found = [
        link
        for key in fields.code
        for text in texts(record[key])
        for link in links(text.strip())
        if link.is_web
    ]
    return next((link.target for link in sorted(found, key=lambda link: not link.is_code)), "")


def _is_name(fields: Fields) -> bool:
    """Whether a title is but a name: that of a person, a tag, a tool, whose address is no paper."""
    return spelled(fields.title[0]) == "name"


def _is_code(address: str) -> bool:
    return Link("", address, 0, 0).is_code


def _topic(record: dict[str, object], fields: Fields) -> str:
    """What a record says it is about, unless that is a category of arXiv."""
    topic = _first(record, fields.topic, said, "")
    return "" if is_category(topic) else " ".join(topic.split())


def _versioned(
    record: dict[str, object], fields: Fields, arxiv: ArxivId
) -> tuple[ArxivId, datetime.date | None, datetime.date | None]:
    """The identifier with its version, and the dates of the first and of this version."""
    listed = [
        version for key in (*fields.versions, *fields.version) for version in versions(record[key])
    ]
    if not listed:
        return arxiv, None, None
    days = {number: day for number, day in listed if day}
    number = arxiv.version or max(number for number, _ in listed)
    return ArxivId(arxiv.number, number), days.get(1), days.get(number)
