"""An Atom feed with the elements that arXiv's own feeds have. Texts are those of the paper.

https://www.rfc-editor.org/rfc/rfc4287, https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from paperbrowse.exports.values import address, one_line, paragraphs, primary_category
from paperbrowse.links import code, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.exports.marked import Marked
    from paperbrowse.paper import Paper

UNDATED = datetime.date(1970, 1, 1)
"""The date of a paper that has none: an entry must have one."""

_SCHEME = "http://arxiv.org/schemas/atom"
_NOT_OF_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def write(papers: Iterable[Marked], title: str) -> Iterator[str]:
    """One feed, an entry a paper, as new as its newest paper.

    Its date comes last, where it is known; the order of a feed's elements has no meaning.
    """
    newest = UNDATED
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
    )
    yield _element("title", one_line(title))
    yield _element("id", _name(title))
    # An entry without authors has those of its feed.
    yield f"<author>{_element('name', 'paperbrowse').strip()}</author>\n"
    for marked in papers:
        newest = max(newest, marked.paper.date or UNDATED)
        yield f"<entry>\n{''.join(_entry(marked.paper))}</entry>\n"
    yield f"{_element('updated', _time(newest))}</feed>\n"


def _entry(paper: Paper) -> Iterator[str]:
    own = page(paper)
    at_arxiv = f"http://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else ""
    yield _element("id", at_arxiv or own or _name(repr(paper)))
    yield _element("title", one_line(paper.title))
    yield _element("updated", _time(paper.date or UNDATED))
    if paper.published:
        yield _element("published", _time(paper.published))
    yield _element("summary", "\n\n".join(paragraphs(paper.abstract)))
    for author in filter(None, map(one_line, paper.authors)):
        yield f"<author>{_element('name', author).strip()}</author>\n"
    if primary := primary_category(paper):
        yield _category("arxiv:primary_category", primary, _SCHEME)
    for category in filter(None, map(one_line, paper.categories)):
        yield _category("category", category, _SCHEME)
    for topic in filter(None, map(one_line, paper.topics)):
        yield _category("category", topic)
    if paper.comment:
        yield _element("arxiv:comment", one_line(paper.comment))
    if paper.journal:
        yield _element("arxiv:journal_ref", one_line(paper.journal))
    if paper.doi:
        yield _element("arxiv:doi", one_line(paper.doi))
        yield _link("related", f"https://doi.org/{paper.doi}", "doi")
    yield _link("alternate", own)
    if paper.arxiv:
        yield _link("related", paper.arxiv.pdf, "pdf")
    if (named := address(paper)) != own:
        yield _link("related", named, "page")
    yield _link("related", code(paper), "code")


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>\n"


def _category(name: str, term: str, scheme: str = "") -> str:
    """What an entry is about; ``scheme`` says whose category it is, a topic is nobody's."""
    of = f' scheme="{scheme}"' if scheme else ""
    return f'<{name} term="{_escaped(term)}"{of}/>\n'


def _link(relation: str, target: str, title: str = "") -> str:
    if not target:
        return ""
    called = f' title="{title}"' if title else ""
    where = _escaped(one_line(target).replace(" ", "%20"))
    return f'<link rel="{relation}"{called} href="{where}"/>\n'


def _escaped(text: str) -> str:
    return _NOT_OF_XML.sub("\ufffd", text).translate(_ESCAPES)


def _time(date: datetime.date) -> str:
    return f"{date.isoformat()}T00:00:00Z"


def _name(text: str) -> str:
    """An identifier for what has no address: the same text has the same."""
    import uuid

    return uuid.uuid5(uuid.NAMESPACE_URL, _NOT_OF_XML.sub("\ufffd", text)).urn
