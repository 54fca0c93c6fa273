"""Lists that arXiv makes: what a query finds, page by page, and papers by their identifiers.

The API is described at https://info.arxiv.org/help/api/user-manual.html. The ``arxiv`` package is
not used for it: its session is its own, and nothing there bounds the time or size of an answer.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Generator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from paperbrowse.paper import ArxivId
from paperbrowse.sources import names
from paperbrowse.sources.addresses import Url, readable
from paperbrowse.sources.errors import Passing, Refused, SourceError
from paperbrowse.sources.opened import Opened, Stream
from paperbrowse.sources.web import Web
from paperbrowse.text.numbers import number

SCHEME = "arxiv:"

PAGE = 200
"""Papers a request: the first page is there soon, and many pages are few requests."""

MOST = 30_000
"""The API does not go further into what a query finds."""

# https://info.arxiv.org/help/api/tou.html
_DISTANCE = 3.0
# Some 3 KB a paper are usual.
_PAGE_SIZE = 20_000_000
_BATCH = 100

_ONE_FIELD = re.compile(r"(ti|au|abs|co|jr|all):([^\s\":()\[\]]+(?: [^\s\":()\[\]]+)+)")

# A feed escapes these signs in its texts, so that they are tags wherever they stand.
_FEED = re.compile(rb"<(?:\w+:)?feed[\s>]")
_ENTRY = re.compile(rb"<(?:\w+:)?entry[\s>]")
_TOTAL = re.compile(rb"<(?:\w+:)?totalResults[^>]*>\s*(\d{1,9})\s*<")
_FAULT = re.compile(rb"<id>[^<]*/api/errors[^<]*</id>")
_SAID = re.compile(rb"<summary[^>]*>([^<]*)<")


def open_query(query: str, base: str, web: Web, at_most: int, start: int) -> Opened:
    """The papers that a query finds, newest first: each page of the feed is a stream.

    ``start`` of them are passed over; ``Stream.resume`` says with what ``start`` to go on after an
    interruption. Papers that arrived since move the others back: some come twice, none is missed.
    Raises SourceError for an empty query, and for one past the API's end.
    """
    query = _phrased(" ".join(query.split()))
    if not query:
        raise SourceError("There is no query after arxiv: such as in arxiv:cat:cs.CV.")
    named = [ArxivId.parse(part) for part in re.split(r"[,\s]+", query)]
    if all(named):
        return open_papers([paper for paper in named if paper], base, web, start)
    if start + at_most > MOST:
        raise SourceError(
            f"arXiv gives the first {number(MOST)} papers of a query: ask for fewer, or narrow it"
            " by dates, as in AND submittedDate:[20240101 TO 20250101]."
        )
    pages = _Pages(base, web)
    streams = pages.of_query(query, start, start + at_most)
    return Opened(names.of_query(query), f"{SCHEME}{query}", streams, _release=streams.close)


def open_papers(identifiers: Sequence[ArxivId], base: str, web: Web, start: int = 0) -> Opened:
    """What arXiv knows of papers, a batch a stream. Of those it does not know, nothing comes."""
    numbers = list(dict.fromkeys(map(str, identifiers)))
    streams = _Pages(base, web).of_papers(numbers, start)
    joined = ",".join(numbers)
    return Opened(names.of_query(joined), f"{SCHEME}{joined}", streams, _release=streams.close)


def _phrased(query: str) -> str:
    """The query with quotes around the words of its only field, which a shell took away.

    arXiv would look for the first of them in that field alone.
    """
    found = _ONE_FIELD.fullmatch(query)
    if found is None or {"AND", "OR", "ANDNOT"}.intersection(found[2].split()):
        return query
    return f'{found[1]}:"{found[2]}"'


class _Pages:
    """Pages of the API's feed. Each is read whole before it is given: half of one is none."""

    def __init__(self, base: str, web: Web) -> None:
        self._base = base
        self._host = Url.parse(base).host
        size = min(web.limits.size, _PAGE_SIZE)
        self._web = replace(web, limits=replace(web.limits, size=size))

    def of_query(self, query: str, start: int, end: int) -> Generator[Stream, None, None]:
        while start < end:
            parameters = {
                "search_query": query,
                "sortBy": "submittedDate",
                "sortOrder": "descending",
                "start": str(start),
                "max_results": str(min(PAGE, end - start)),
            }
            page, entries, found = self._page(parameters, start)
            if found is not None:
                end = min(end, found)
            start += entries
            yield Stream("arxiv.atom", io.BytesIO(page), start, end)
            if not entries:
                return

    def of_papers(self, numbers: list[str], start: int) -> Generator[Stream, None, None]:
        for begin in range(start, len(numbers), _BATCH):
            batch = numbers[begin : begin + _BATCH]
            parameters = {"id_list": ",".join(batch), "max_results": str(len(batch))}
            page, _, _ = self._page(parameters, None)
            yield Stream("arxiv.atom", io.BytesIO(page), begin + len(batch), len(numbers))

    def _page(self, parameters: dict[str, str], start: int | None) -> tuple[bytes, int, int | None]:
        """A page, how many papers it has, and how many there are; with ``start``, not an empty one.

        The API now and then gives an empty page though there is more.
        """
        joint = "&" if "?" in self._base else "?"
        address = f"{self._base}{joint}{urlencode(parameters)}"

        def ask() -> tuple[bytes, int, int | None]:
            with self._web.clock.turn(self._host, _DISTANCE, self._web.cancelled):
                page, kind = self._read(address)
            if not _FEED.search(page[:4096]):
                raise Passing(
                    f"{self._host} answers with something that is no list of papers"
                    f"{f' ({readable(kind)[:60]})' if kind else ''}."
                )
            if _FAULT.search(page[:4096]):
                raise self._not_understood(page)
            total = _TOTAL.search(page)
            found = int(total[1]) if total else None
            entries = len(_ENTRY.findall(page))
            if start is not None and not entries and found is not None and start < found:
                raise Passing(
                    f"{self._host} gives no more papers after {number(start)} of {number(found)}:"
                    " go on later."
                )
            return page, entries, found

        return self._web.patiently(ask)

    def _read(self, address: str) -> tuple[bytes, str]:
        try:
            return self._web.read(address)
        except Refused as error:
            if error.status == 400 and _SAID.search(error.begins):
                raise self._not_understood(error.begins) from error
            raise

    def _not_understood(self, page: bytes) -> SourceError:
        said = _SAID.search(page)
        text = html.unescape(said[1].decode(errors="replace")) if said else "it does not say why"
        reason = readable(" ".join(text.split()))
        return SourceError(f"{self._host} does not understand the query: {reason}")
