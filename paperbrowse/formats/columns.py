"""Which column of a table holds what: told by its heading, else by what its cells hold."""

from __future__ import annotations

import enum
import re
from collections import Counter
from itertools import accumulate
from operator import and_
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from paperbrowse.formats import cells as read
from paperbrowse.formats.links import doi, links
from paperbrowse.paper import ArxivId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_T = TypeVar("_T")


class Column(enum.Enum):
    """What a column holds."""

    TITLE = enum.auto()
    LINK = enum.auto()
    PUBLISHED = enum.auto()
    UPDATED = enum.auto()
    AUTHORS = enum.auto()
    ABSTRACT = enum.auto()
    COMMENT = enum.auto()
    CODE = enum.auto()
    CATEGORIES = enum.auto()
    JOURNAL = enum.auto()


# Headings in small letters without blanks; where two columns hold the same, the earlier name wins.
# "Paper" is the title in one list and the link in the next: see `_promote`.
_HEADINGS = {
    name: column
    for column, names in {
        Column.TITLE: "title papertitle titles 标题 论文标题 题目",
        Column.LINK: "pdf arxiv link paperlink pdflink arxivlink arxivid url paperurl doi links id"
        " paper papers 论文 链接 论文链接",
        Column.PUBLISHED: "publishdate publisheddate published publicationdate publish"
        " datepublished submitted submitteddate submissiondate 发布日期 发表日期",
        Column.UPDATED: "updated updatedate updateddate lastupdate lastupdated dateupdated update"
        " date 更新日期 日期",
        Column.AUTHORS: "authors author 作者",
        Column.ABSTRACT: "abstract abstracts summary 摘要",
        Column.COMMENT: "comment comments note notes remarks venue conference 备注",
        Column.CODE: "code coderepository codelink codeurl repository repo github sourcecode"
        " officialcode codes 代码",
        Column.CATEGORIES: "categories category primarycategory arxivcategory subjects 分类 类别",
        Column.JOURNAL: "journalref journalreference journal 期刊",
    }.items()
    for name in names.split()
}
_RANK = {name: rank for rank, name in enumerate(_HEADINGS)}
_NOT_LETTERS = re.compile(r"[\W_]+")
# Rows looked at to tell what a column holds, and the length from which text is an abstract.
_SAMPLE = 50
_LONG = 300


def recognise(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Column | None, ...]:
    """What each column holds, None where it is nothing of use, from raw cells.

    ``rows`` have as many cells as ``header``. In whatever order the columns stand, each holds the
    same. Only LINK stands for several. A table with neither TITLE nor LINK is not one of papers.
    """
    texts = [
        [text for row in rows[:_SAMPLE] if (text := read.linked(row[index]))]
        for index in range(len(header))
    ]
    columns = _by_heading(header)
    _promote(columns, texts)
    _by_content(columns, texts)
    return tuple(columns)


def rejoin(row: Sequence[str], columns: Sequence[Column | None]) -> list[str] | None:
    """A row of too many cells with those joined that an unescaped pipe has parted, else None.

    Empty ones at the end are dropped. All surplus cells are taken to belong to one column; None
    where not exactly one suits them.
    """
    surplus = len(row) - len(columns)
    if not "".join(row[-surplus:]).strip():
        return list(row[:-surplus])
    before = list(accumulate(map(_suits, row, columns), and_, initial=True))
    after = list(accumulate(map(_suits, reversed(row), reversed(columns)), and_, initial=True))
    joined = ["|".join(row[i : i + surplus + 1]) for i in range(len(columns))]
    fitting = [
        i
        for i, cell in enumerate(joined)
        if before[i] and after[len(columns) - 1 - i] and _suits(cell, columns[i])
    ]
    if len(fitting) != 1:
        return None
    here = fitting[0]
    return [*row[:here], joined[here], *row[here + surplus + 1 :]]


def fits(row: Sequence[str], columns: Sequence[Column | None]) -> bool:
    """Whether each cell, as far as the row goes, may stand in its column."""
    return all(map(_suits, row, columns))


def _suits(cell: str, column: Column | None) -> bool:
    """Whether a raw cell is whole and, where it says anything, is of its column's sort."""
    text = read.content(cell)
    if text.count("<details") != text.count("</details") or _count(text, "$") % 2:
        return False
    if column not in (Column.ABSTRACT, Column.COMMENT) and (
        text.count("**") % 2 or _count(text, "[") != _count(text, "]")
    ):
        return False
    match column:
        case Column.TITLE:
            return text != "" and read.date(text) is None
        case Column.PUBLISHED | Column.UPDATED:
            return text == "" or read.date(text) is not None
        case Column.LINK | Column.CODE:
            return text == "" or bool(links(text)) or ArxivId.parse(text) is not None
        case _:
            return True


def _count(text: str, sign: str) -> int:
    return text.count(sign) - text.count("\\" + sign)


def _by_heading(header: Sequence[str]) -> list[Column | None]:
    keys = [_NOT_LETTERS.sub("", normalize("NFC", heading.lower())) for heading in header]
    columns = [_HEADINGS.get(key) for key in keys]
    for column in set(columns) - {None, Column.LINK}:
        same = [index for index, other in enumerate(columns) if other is column]
        for index in sorted(same, key=lambda index: _RANK[keys[index]])[1:]:
            columns[index] = None
    return columns


def _promote(columns: list[Column | None], texts: Sequence[Sequence[str]]) -> None:
    """Where no heading says title, the "Paper" or "Link" column whose cells hold titles is it."""
    if Column.TITLE in columns:
        return
    titles = [
        index
        for index, column in enumerate(columns)
        if column is Column.LINK
        and (not any(texts) or _most(bool(read.title(text)) for text in texts[index]))
    ]
    if titles:
        columns[_largest(titles, texts)] = Column.TITLE


def _by_content(columns: list[Column | None], texts: Sequence[Sequence[str]]) -> None:
    """Find what no heading names among the columns whose headings say nothing."""
    looks = [_most(map(_look, cells)) for cells in texts]

    def free(look: Column | None) -> list[int]:
        return [i for i, c in enumerate(columns) if c is None and texts[i] and looks[i] is look]

    def take(column: Column, candidates: list[int]) -> None:
        if column not in columns and candidates:
            columns[_largest(candidates, texts)] = column

    if Column.PUBLISHED not in columns:
        take(Column.UPDATED, free(Column.UPDATED))
    for column in (Column.TITLE, Column.ABSTRACT, Column.CODE, Column.AUTHORS):
        take(column, free(column))
    boxed = [i for i, cells in enumerate(texts) if any("<details" in text for text in cells)]
    take(Column.COMMENT, [i for i in boxed if columns[i] is None])

    def leads(column: Column) -> bool:
        return any(
            _most(map(_is_paper, cells)) is True
            for cells, other in zip(texts, columns, strict=True)
            if other is column
        )

    if not leads(Column.TITLE):
        take(Column.LINK, free(Column.LINK))
    if leads(Column.LINK):
        words = [i for i in free(None) if any(map(str.isalpha, "".join(texts[i])))]
        take(Column.TITLE, words)


def _look(text: str) -> Column | None:
    """What a cell would be if its column had no heading."""
    if read.date(text):
        return Column.UPDATED
    if len(text) > _LONG or "<details" in text:
        return Column.ABSTRACT
    if _is_paper(text):
        return Column.TITLE if read.title(text) else Column.LINK
    if any(link.is_code for link in links(text)):
        return Column.CODE
    return Column.AUTHORS if read.is_authors(text) else None


def _is_paper(text: str) -> bool:
    """Whether a cell leads to a paper: holds an arXiv link or a DOI, or is an identifier."""
    return any(link.arxiv or link.doi for link in links(text)) or bool(
        ArxivId.parse(text) or doi(text)
    )


def _most(values: Iterable[_T]) -> _T | None:
    """The value that more than half of them are, else None."""
    counts = Counter(values)
    value, count = next(iter(counts.most_common(1)), (None, 0))
    return value if 2 * count > counts.total() else None


def _largest(columns: Sequence[int], texts: Sequence[Sequence[str]]) -> int:
    """The column with the most text; by its contents alone, so that no order plays a part."""
    return max(columns, key=lambda index: (sum(map(len, texts[index])), texts[index]))
