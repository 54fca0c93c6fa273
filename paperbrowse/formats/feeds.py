"""Atom and RSS: what arXiv's API and its category feeds answer, and the feeds of others.

https://www.rfc-editor.org/rfc/rfc4287, https://www.rssboard.org/rss-specification,
https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/rss.html
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from paperbrowse.formats import Skipped
from paperbrowse.formats.xml_records import Element, is_xml, papers
from paperbrowse.paper import Paper

NAME = "Atom or RSS"
ENDINGS = (".atom", ".rss", ".xml")

_RECORDS = frozenset({"entry", "item"})
_LOOK = re.compile(r"<(?:[\w.-]+:)?(?:feed|rss|RDF|entry|item)[\s>]")
# "A title. (arXiv:2401.00001v1 [cs.CV] UPDATED)", as arXiv's RSS had it until 2024.
_TITLE_END = re.compile(r"\(arXiv:([^\s()]+)\s*\[([^\[\]]*)\][^()]*\)$")
# "arXiv:2401.00001v1 Announce Type: new \nAbstract: …", as it has it since.
_ANNOUNCED = re.compile(r"arXiv:\S+\s+Announce Type:\s*\S+\s+(?:Abstract:\s*)?")
_PARAGRAPH = re.compile(r"</?(?:p|div|br)\s*/?>")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Whether a text is XML with a feed or its entries in it."""
    return is_xml(head) and _LOOK.search(head) is not None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of the entries, one by one, and the entries that could not be read."""
    return papers(lines, _RECORDS, _fields)


def _fields(entry: Element) -> dict[str, object]:
    """What an entry says, by the names that mean the same in every record."""
    title = entry.said("title")
    at = title.rfind("(arXiv:")
    ending = _TITLE_END.match(title, at) if at >= 0 else None
    return {
        "arxiv": ending[1] if ending else "",
        "id": entry.said("id", "guid"),
        "links": [*_links(entry), entry.attributes.get("rdf:about", "")],
        "doi": entry.said("doi", "DOI"),
        "title": title[:at].rstrip().removesuffix(".") if ending else title,
        "authors": _authors(entry),
        "published": entry.said("published", "issued", "created", "pubDate", "date"),
        "updated": entry.said("updated", "modified"),
        "abstract": _abstract(entry.said("summary", "description", "content", "encoded")),
        "comment": entry.said("comment"),
        "primary": ending[2] if ending else _terms(entry, "primary_category"),
        "categories": _terms(entry, "category", "subject"),
        "journal": entry.said("journal_ref", "journal_reference"),
    }


def _terms(entry: Element, *names: str) -> list[object]:
    return [named.attributes.get("term") or named.text for named in entry.all(*names)]


def _links(entry: Element) -> Iterator[str]:
    """The addresses of an entry, that of its own page first."""
    links = [(link.attributes.get("rel", "alternate"), link) for link in entry.all("link")]
    for _, link in sorted(links, key=lambda pair: pair[0] != "alternate"):
        yield link.attributes.get("href") or link.text


def _authors(entry: Element) -> list[object] | str:
    names = [
        name
        for author in entry.all("author", "creator")
        if (name := author.said("name") or author.text)
    ]
    if len(names) == 1:
        return _TAG.sub("", names[0])
    return list[object](names)


def _abstract(text: str) -> str:
    """The abstract in the description of an entry, without arXiv's announcement before it."""
    announced = _ANNOUNCED.match(text)
    text = text[announced.end() :] if announced else text
    if text.startswith("<"):
        text = _PARAGRAPH.sub("\n", text).strip()
    return html.unescape(text) if "&lt;" in text and "<" not in text else text
