"""How papers are printed: as a table, as JSON, as identifiers, or one as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from paperbrowse import links
from paperbrowse.catalogue import Entry, Kind, Part, title
from paperbrowse.cli.output import as_json
from paperbrowse.cli.style import Style
from paperbrowse.paper import Paper
from paperbrowse.text import plain


@dataclass(frozen=True, slots=True)
class Found:
    """A paper to print, with its score where a query ranked it.

    ``shared`` are the words that it has in common with the paper it was asked to be like.
    """

    entry: Entry
    score: float | None = None
    shared: Sequence[str] = ()


def page(parts: Iterable[Part], style: Style) -> Iterator[str]:
    """The lines of a paper's page."""
    before: Kind | None = None
    for part in parts:
        if before is not None and part.kind is not before:
            yield ""
        before = part.kind
        if part.kind is Kind.TITLE:
            yield from style.wrapped(part.text, style.strong)
        elif part.kind is Kind.LINK:
            yield f"{style.strong(part.label)} {part.text}  {part.url}"
        elif part.label:
            yield from style.wrapped(part.text, label=part.label)
        else:
            yield from style.wrapped(part.text)


def _table(papers: Iterable[Found], style: Style) -> Iterator[str]:
    for found in papers:
        entry, paper = found.entry, found.entry.paper
        name = str(paper.arxiv or paper.doi or paper.url)
        marks = ("★" if entry.bookmarked else " ") + (" " if entry.read else "•")
        date = paper.date.isoformat() if paper.date else ""
        code = "{}" if links.code(paper) else "  "
        yield style.cut(
            f"{style.mark(marks + code)} {style.faint(f'{date:<10}')}  {name:<16}  ",
            title(paper.title, name),
        )


def _jsonl(papers: Iterable[Found], _: Style) -> Iterator[str]:
    for found in papers:
        entry, paper = found.entry, found.entry.paper
        record: dict[str, object] = {
            "id": _name(paper),
            "version": paper.version,
            "title": plain(paper.title) or title("", ""),
            "date": paper.date.isoformat() if paper.date else None,
            "authors": [plain(author) for author in paper.authors],
            "et_al": paper.others,
            "abstract": plain(paper.abstract),
            "comment": plain(paper.comment),
            "code": links.code(paper) or None,
            "url": links.page(paper) or None,
            "pdf": links.pdf(paper) or None,
            "doi": paper.doi or None,
            "journal": plain(paper.journal) or None,
            "categories": list(paper.categories),
            "topics": [plain(topic) for topic in paper.topics],
            "lists": list(entry.lists),
            "tags": list(entry.tags),
            "bookmarked": entry.bookmarked,
            "score": None if found.score is None else round(found.score, 4),
        }
        if found.shared:
            record["shared"] = list(found.shared)
        yield as_json(record)


def _ids(papers: Iterable[Found], _: Style) -> Iterator[str]:
    for found in papers:
        yield _name(found.entry.paper)


def _name(paper: Paper) -> str:
    return paper.arxiv.number if paper.arxiv else (paper.doi or paper.url)


FORMATS: dict[str, Callable[[Iterable[Found], Style], Iterator[str]]] = {
    "table": _table,
    "jsonl": _jsonl,
    "ids": _ids,
}
"""How papers can be printed, by name."""
