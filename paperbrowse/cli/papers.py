"""The commands that print papers: list, search and show."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from paperbrowse import links
from paperbrowse.catalogue import (
    Catalogue,
    Entry,
    Kind,
    NotReady,
    Part,
    Phase,
    Request,
    Results,
    Status,
    sheet,
    title,
)
from paperbrowse.cli.style import Style
from paperbrowse.config import Directories
from paperbrowse.text import plain

Found = Iterable[tuple[Entry, "float | None"]]
"""Papers, each with its score where a query ranked it."""


def list_papers(options: argparse.Namespace, directories: Directories) -> int:
    """Print the papers, newest first."""
    with _opened(directories) as catalogue:
        return _print(options, catalogue, catalogue.results(Request()))


def search_papers(options: argparse.Namespace, directories: Directories) -> int:
    """Print what a query finds, best first."""
    request = Request(" ".join(options.query), entered=True)
    with _opened(directories) as catalogue:
        try:
            results = catalogue.results(request)
        except NotReady:
            _wait_for_index(catalogue)
            results = catalogue.results(request)
        return _print(options, catalogue, results)


def show_paper(options: argparse.Namespace, directories: Directories) -> int:
    """Print one paper as the detail pane has it."""
    with _opened(directories) as catalogue:
        entry = catalogue.named(options.id)
        if entry is None:
            print(f"paperbrowse: no paper {plain(options.id)} in the library", file=sys.stderr)
            return 1
        for line in _page(sheet(entry), Style.of(options.color)):
            print(line)
        return 0


@contextmanager
def _opened(directories: Directories) -> Iterator[Catalogue]:
    """A catalogue for one command, its notices said on standard error."""
    catalogue = Catalogue.open(directories)
    try:
        for notice in catalogue.notices:
            print(f"paperbrowse: {notice}", file=sys.stderr)
        yield catalogue
    finally:
        catalogue.close()


def _print(options: argparse.Namespace, catalogue: Catalogue, results: Results) -> int:
    keys = list(itertools.islice(results.keys, options.limit))
    # A paper that leaves the library meanwhile is passed over; its score goes with it.
    scores: Iterable[float | None] = results.scores or itertools.repeat(None)
    found = zip(catalogue.entries(keys), scores, strict=False)
    for line in FORMATS[options.format](found, Style.of(options.color)):
        print(line)
    if not results.keys:
        print("paperbrowse: nothing found", file=sys.stderr)
        return 1
    return 0


def _wait_for_index(catalogue: Catalogue) -> None:
    """Wait until the index is ready, with progress where somebody watches. Raises NotReady."""
    watched = sys.stderr.isatty()

    def tell(status: Status) -> None:
        if watched and status.phase is Phase.BUILDING and status.progress.total:
            done, total = status.progress.done, status.progress.total
            print(f"\rindexing {done} of {total}", end="", file=sys.stderr, flush=True)

    catalogue.index.listener = tell
    catalogue.index.ensure().join()
    if watched:
        print("\r\x1b[K", end="", file=sys.stderr)
    if catalogue.index.status.phase is not Phase.READY:
        raise NotReady(catalogue.index.status.sentence)


def _table(found: Found, style: Style) -> Iterator[str]:
    for entry, _ in found:
        paper = entry.paper
        name = str(paper.arxiv or paper.doi or paper.url)
        marks = ("★" if entry.bookmarked else " ") + (" " if entry.read else "•")
        date = paper.date.isoformat() if paper.date else ""
        code = "{}" if links.code(paper) else "  "
        yield style.cut(
            f"{style.mark(marks + code)} {style.faint(f'{date:<10}')}  {name:<16}  ",
            title(paper.title, name),
        )


def _jsonl(found: Found, _: Style) -> Iterator[str]:
    for entry, score in found:
        paper = entry.paper
        record = {
            "id": paper.arxiv.number if paper.arxiv else (paper.doi or paper.url),
            "version": paper.version,
            "title": title(paper.title, ""),
            "date": paper.date.isoformat() if paper.date else None,
            "authors": [plain(author) for author in paper.authors],
            "abstract": plain(paper.abstract),
            "comment": plain(paper.comment),
            "code": links.code(paper) or None,
            "url": links.page(paper) or None,
            "pdf": links.pdf(paper) or None,
            "topics": [plain(topic) for topic in paper.topics],
            "bookmarked": entry.bookmarked,
            "score": None if score is None else round(score, 4),
        }
        # An encoding that lacks a letter gets JSON's own way of writing it.
        yield json.dumps(record, ensure_ascii=not sys.stdout.encoding.lower().startswith("utf"))


FORMATS: dict[str, Callable[[Found, Style], Iterator[str]]] = {"table": _table, "jsonl": _jsonl}
"""How papers can be printed, by name."""


def _page(parts: list[Part], style: Style) -> Iterator[str]:
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
