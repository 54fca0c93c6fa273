"""OAI-PMH records of arXiv, as arXiv, arXivRaw or Dublin Core say them.

https://info.arxiv.org/help/oa/index.html, https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paperbrowse.formats import Skipped
from paperbrowse.formats.xml_records import Element, is_xml, papers
from paperbrowse.paper import Paper

NAME = "OAI-PMH"
ENDINGS = (".xml",)

_RECORDS = frozenset({"record", "arxiv", "arxivraw", "dc"})
_LOOK = re.compile(r"<(?:[\w.-]+:)?(?:OAI-PMH|ListRecords|GetRecord|arXivRaw|arXiv|dc)[\s>]")
_PLACE = re.compile(r"https?:|doi:|10\.|arxiv:|oai:|info:", re.IGNORECASE)
_COMMENT = re.compile(r"comments?:\s*", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Whether a text is XML that has the elements of OAI-PMH or of arXiv's formats."""
    return is_xml(head) and _LOOK.search(head) is not None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of the records, one by one, and the records that could not be read."""
    return papers(lines, _RECORDS, _fields)


def _fields(record: Element) -> dict[str, object] | None:
    """What a record says, by the names that mean the same in every one; None: it is withdrawn."""
    header = next(record.all("header"), None)
    if header is not None and header.attributes.get("status") == "deleted":
        return None
    inner = _metadata(record)
    fields = _of_dublin_core(inner) if inner.name == "dc" else _of_arxiv(inner)
    if header is not None:
        fields.setdefault("identifier", header.said("identifier"))
        fields.setdefault("categories", [_category(of.text) for of in header.all("setSpec")])
    return fields


def _metadata(record: Element) -> Element:
    """The element that describes the paper."""
    for wrapper in record.all("metadata"):
        return next(iter(wrapper.children), wrapper)
    return record


def _category(name: str) -> str:
    """The category that a set is for: of ``math:math:AG`` and ``physics:hep-th``."""
    return ".".join(name.split(":")[1:])


def _of_arxiv(element: Element) -> dict[str, object]:
    fields: dict[str, object] = {}
    versions: list[object] = []
    for child in element.children:
        if child.name == "version":
            name = child.attributes.get("version", "")
            versions.append({"version": name, "created": child.said("date")})
        elif child.name == "authors" and child.children:
            fields["authors"] = [
                {part.name: part.text for part in author.children if part.name != "affiliation"}
                for author in child.all("author")
            ]
        else:
            fields.setdefault(child.name, child.text)
    if versions:
        fields["versions"] = versions
    return fields


def _of_dublin_core(element: Element) -> dict[str, object]:
    said: dict[str, list[str]] = {}
    for child in element.children:
        if child.text:
            said.setdefault(child.name, []).append(child.text)
    places = said.get("identifier", []) + said.get("relation", [])
    # The abstract comes first, then the comments; dates are those of the versions.
    descriptions = said.pop("description", [])
    dates = sorted(said.pop("date", []))
    comments = [text for text in descriptions if _COMMENT.match(text)]
    fields: dict[str, object] = {
        "title": said.get("title", ""),
        "authors": [
            [*name.split(",", 1)] if "," in name else name for name in said.get("creator", [])
        ],
        "abstract": next((text for text in descriptions if text not in comments), ""),
        "comment": _COMMENT.sub("", comments[0], count=1) if comments else "",
        "identifier": places,
        "journal": [text for text in places if " " in text or not _PLACE.match(text)],
    }
    if dates:
        fields["published"] = dates[0]
    if len(dates) > 1:
        fields["updated"] = dates[-1]
    return fields
