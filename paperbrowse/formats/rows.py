"""One row of a table as a paper, once it is known what the columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.formats import bounds, cells
from paperbrowse.formats.categories import categories, journal
from paperbrowse.formats.columns import Column, fits, rejoin
from paperbrowse.formats.links import doi, links, unlinked
from paperbrowse.paper import ArxivId, Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paperbrowse.formats.links import Link


def paper(row: Sequence[str], columns: Sequence[Column | None], topic: str) -> Paper | str:
    """The paper of a row of raw cells, or one sentence that says why the row gives none.

    Missing cells are empty ones; surplus cells are put together again where that is unambiguous.
    A paper needs an arXiv identifier, a DOI or an address, and with an address alone a title.
    """
    if len(row) < len(columns) and not fits(row, columns):
        return f"The row has only {len(row)} of {len(columns)} cells, and they do not fit."
    whole = rejoin(row, columns) if len(row) > len(columns) else row
    if whole is None:
        return (
            f"The row has more cells ({len(row)}) than its table has columns ({len(columns)});"
            r" a pipe within a cell is written \|."
        )
    # A short row ends early; only LINK stands for several columns.
    pairs = list(zip(columns, whole, strict=False))
    raw = dict(pairs)

    def said(column: Column) -> str:
        return cells.content(raw.get(column, ""))

    heading = cells.linked(raw.get(Column.TITLE, ""))
    places = [cells.linked(cell) for column, cell in pairs if column is Column.LINK]
    found = [link for text in (heading, *places) for link in links(text)]
    # An identifier may also stand there bare.
    named = [*(link.target for link in found), *places]
    arxiv = next(filter(None, map(ArxivId.parse, named)), None)
    number = "" if arxiv else next(filter(None, map(doi, named)), "")
    code = _code(links(cells.linked(raw.get(Column.CODE, "")))) or _code(
        [link for link in found if link.is_code]
    )
    pages = [link.target for link in found if link.is_web and not (link.arxiv or link.doi)]
    url = next((page for page in pages if page != code), "")
    title = cells.title(heading)
    if not arxiv and not number:
        url = url or code
        if not url:
            return f"The row has no {'arXiv id, DOI or address' if title else 'title and no link'}."
        if not title:
            return "The row has a link but no title."
    made = Paper(
        title=title,
        arxiv=arxiv,
        doi=number,
        url=url,
        published=cells.date(said(Column.PUBLISHED)),
        updated=cells.date(said(Column.UPDATED)),
        authors=cells.authors(said(Column.AUTHORS)),
        abstract=cells.prose(said(Column.ABSTRACT)),
        comment=cells.prose(said(Column.COMMENT)),
        code=code,
        topics=(topic,) if topic else (),
        categories=categories(said(Column.CATEGORIES)),
        journal=journal(cells.prose(unlinked(said(Column.JOURNAL)))),
    )
    return bounds.held(made)


def _code(found: Sequence[Link]) -> str:
    """The address of the code among some links: on a host of code, else any; empty for none."""
    web = [link for link in found if link.is_web]
    return next((link.target for link in sorted(web, key=lambda link: not link.is_code)), "")
