"""CSL-JSON, which citation processors take: pandoc, Zotero, citeproc-js.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from paperbrowse.exports.keys import Keys
from paperbrowse.exports.people import people
from paperbrowse.exports.values import address, issued, keywords, one_line, readable
from paperbrowse.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.exports.marked import Marked
    from paperbrowse.exports.people import Name


def write(papers: Iterable[Marked], _title: str) -> Iterator[str]:
    """One array, an item a line, its texts as a person reads them; its ids are BibTeX's keys."""
    keys = Keys()
    yield "[\n"
    item = ""
    for marked in papers:
        if item:
            yield f"{item},\n"
        item = json.dumps(_item(marked, keys.take(marked.paper)), ensure_ascii=False)
    yield f"{item}\n]\n" if item else "]\n"


def _item(marked: Marked, key: str) -> dict[str, object]:
    paper = marked.paper
    date = issued(paper)
    journal = plain(paper.journal)
    item: dict[str, object] = {
        # "article" is a preprint, or any article that came out on its own.
        "type": "article-journal" if journal else "article",
        "title": plain(paper.title),
        "container-title": journal,
        "author": list(map(_author, people(paper.authors))),
        "issued": {"date-parts": [date]} if date else None,
        "abstract": readable(paper.abstract),
        "DOI": one_line(paper.doi),
        "URL": address(paper),
        "publisher": "arXiv" if paper.arxiv else "",
        "number": f"arXiv:{paper.arxiv}" if paper.arxiv else "",
        "keyword": ", ".join(word.replace(",", ";") for word in keywords(paper, marked.tags)),
        "note": readable(paper.comment),
        "annote": readable(marked.note),
    }
    return {"id": key, **{name: value for name, value in item.items() if value}}


def _author(name: Name) -> dict[str, str]:
    if name.is_whole:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}
