"""Papers in texts that objects and lists hold where records might stand: rows, bullets, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from paperbrowse.formats import Skipped, cells, objects
from paperbrowse.formats.columns import Column, recognise
from paperbrowse.formats.labels import is_label
from paperbrowse.formats.links import links
from paperbrowse.formats.rows import paper as paper_of_row
from paperbrowse.paper import ArxivId, Paper

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_RULE = re.compile(r"[\s|:-]*")
_LONGEST = 20_000


def papers(
    texts: Sequence[tuple[str, str]], topics: tuple[str, ...], line: int
) -> Iterator[Paper | Skipped]:
    """The papers that ``texts`` (each with the key it stands under, or none) say, row or bullet.

    A key may be the identifier of a title or the title of an address. Other texts say nothing.
    """
    rows = [text.strip() for _, text in texts if _is_row(text)]
    if rows and sum(1 for row in rows if links(row)) * 2 > len(rows):
        yield from table(
            (cells.split(row) for row in rows if not _RULE.fullmatch(row)), topics, line
        )
        return
    for key, text in texts:
        found = _alone(key, text.strip())
        if found is not None:
            yield replace(found, topics=topics)


def table(
    rows: Iterable[Sequence[str]], topics: tuple[str, ...], line: int
) -> Iterator[Paper | Skipped]:
    """The papers of rows of raw cells, whose columns are told by what they hold."""
    rows = list(rows)
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    whole = [row for row in rows if len(row) == width]
    # The first row may be a header; where it is none, it says nothing by its words.
    columns = recognise(whole[0] if whole else (), whole)
    if Column.TITLE not in columns and Column.LINK not in columns:
        return
    for row in rows:
        found = paper_of_row(row, columns, "")
        if isinstance(found, Paper):
            yield replace(found, topics=topics)
        elif row is not rows[0]:
            yield Skipped(line, found)


def _is_row(text: str) -> bool:
    return 1 < text.count("|") < _LONGEST and "\n" not in text.strip()


def _alone(key: str, text: str) -> Paper | None:
    """The paper that one text is."""
    arxiv = objects.identifier(key) if key else None
    if arxiv is not None:
        said = _bullet(text)
        if said is not None and said.arxiv and said.arxiv.number == arxiv.number:
            return said
        title = cells.title(text) if links(text) else text
        return Paper(title="" if is_label(title) else " ".join(title.split()), arxiv=arxiv)
    if len(text) > _LONGEST or "\n" in text:
        return None
    arxiv = objects.identifier(text)
    title = key if " " in key.strip() and not is_label(key) else ""
    if arxiv is not None:
        return Paper(title=title, arxiv=arxiv)
    return _bullet(text)


def _bullet(text: str) -> Paper | None:
    """``- 2024-01-01, **Title**, Jane Doe et.al., Paper: [link](…), Code: [link](…)``."""
    found = links(text)
    arxiv = next((link.arxiv for link in found if link.arxiv), None) or next(
        filter(None, (ArxivId.within(link.target) for link in found)), None
    )
    if arxiv is None or not text.startswith(("-", "*", "+", "[")):
        return None
    text = text.lstrip("-+ ").removeprefix("* ")
    bold = _BOLD.search(text[: found[0].start])
    title = bold[1].strip() if bold else cells.title(text)
    rest = text[bold.end() :].split(":")[0].rpartition(",")[0] if bold else ""
    return Paper(
        title=title,
        arxiv=arxiv,
        updated=cells.date(text.lstrip("*")),
        authors=cells.authors(rest.strip(" ,")),
        code=next((link.target for link in found if link.is_code), ""),
    )
