"""Papers as records: JSON lines, CSV, and bare identifiers. Texts are those of the paper."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from paperbrowse.exports.values import one_line, without_controls
from paperbrowse.text.others import ET_AL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.exports.marked import Marked

# A spreadsheet takes what begins so for a formula, and runs it.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def jsonl(papers: Iterable[Marked], _title: str) -> Iterator[str]:
    """One object a line, with every field; dates are ISO 8601, what is not known is null."""
    for marked in papers:
        paper = marked.paper
        record = {
            "title": paper.title,
            "authors": paper.authors,
            "et_al": paper.others,
            "arxiv_id": str(paper.arxiv) if paper.arxiv else None,
            "doi": paper.doi or None,
            "url": paper.url or None,
            "published": paper.published.isoformat() if paper.published else None,
            "updated": paper.updated.isoformat() if paper.updated else None,
            "abstract": paper.abstract or None,
            "comment": paper.comment or None,
            "code": paper.code or None,
            "topics": paper.topics,
            "categories": paper.categories,
            # As arXiv's own snapshot calls it.
            "journal-ref": paper.journal or None,
            "earlier": [
                {
                    "version": version.number,
                    "title": version.title,
                    "date": version.date.isoformat() if version.date else None,
                }
                for version in paper.earlier
            ],
            "tags": marked.tags,
            "note": marked.note or None,
            "bookmarked": marked.bookmarked,
            "lists": marked.lists,
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


def table(papers: Iterable[Marked], _title: str) -> Iterator[str]:
    """A header and one quoted row a paper (https://www.rfc-editor.org/rfc/rfc4180).

    Several values in a cell are parted by ``; ``, a semicolon within one becomes a comma; only
    categories are parted by a space, as in arXiv's snapshot. A cell that a spreadsheet would run as
    a formula has an apostrophe before it; so has one that begins with apostrophes before such a
    sign, so that taking one off gives every text back.
    """
    columns = (
        "title authors arxiv_id doi url published updated abstract comment code topics"
        " categories journal-ref tags note bookmarked lists"
    )
    yield _row(columns.split())
    for marked in papers:
        paper = marked.paper
        yield _row(
            (
                paper.title,
                _joined((*paper.authors, ET_AL) if paper.others else paper.authors),
                str(paper.arxiv or ""),
                paper.doi,
                paper.url,
                paper.published.isoformat() if paper.published else "",
                paper.updated.isoformat() if paper.updated else "",
                paper.abstract,
                paper.comment,
                paper.code,
                _joined(paper.topics),
                " ".join(map(one_line, paper.categories)),
                paper.journal,
                _joined(marked.tags),
                marked.note,
                "yes" if marked.bookmarked else "",
                _joined(marked.lists),
            )
        )


def ids(papers: Iterable[Marked], _title: str) -> Iterator[str]:
    """One identifier a line: of arXiv, with its version, else the DOI, else the address.

    A paper that has none of them has no line.
    """
    for marked in papers:
        paper = marked.paper
        if name := one_line(str(paper.arxiv or paper.doi or paper.url)):
            yield name + "\n"


def _joined(values: Iterable[str]) -> str:
    return "; ".join(one_line(value).replace(";", ",") for value in values)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(map(_cell, cells))
    return line.getvalue()


def _cell(text: str) -> str:
    text = without_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if _FORMULA.match(text) else text
