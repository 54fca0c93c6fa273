"""What results have in common, counted: topics, categories, months, venues, authors and more.

A count is what the narrowed query finds, exactly: it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from paperbrowse.catalogue.request import Request, Results
from paperbrowse.library import Library
from paperbrowse.query import AnyOf
from paperbrowse.search import Hits

_SHOWN = 12
"""Values of a kind, at most."""


class FacetKind(Enum):
    """What is counted: its heading, the field that narrows to a value, and the index's name of it.

    The index does not know months and tags; these have no such name.
    """

    TOPIC = "Topics", "topic", "topic"
    CATEGORY = "Categories", "category", "category"
    MONTH = "Months", "date", ""
    VENUE = "Venues", "venue", "venue"
    HOST = "Code hosts", "code", "host"
    AUTHOR = "Authors", "author", "author"
    TAG = "Tags", "tag", ""

    def __init__(self, heading: str, field: str, counted: str) -> None:
        self.heading = heading
        self.field = field
        self.counted = counted


_UNQUOTED = (FacetKind.CATEGORY, FacetKind.MONTH, FacetKind.HOST)
"""Kinds whose values are single words."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that some of the results have, how many, and the request that finds just these."""

    kind: FacetKind
    value: str
    count: int
    narrowed: Request


def facets(library: Library, results: Results, count: Callable[[Request], int]) -> Iterator[Facet]:
    """The most frequent values of each kind; months newest first.

    ``count`` says how many papers a request finds. Nothing without an answer of the index.
    """
    hits = results.hits
    if hits is None or hits.partly is not None:
        return
    found = hits.facets()
    for kind in FacetKind:
        if kind is FacetKind.MONTH:
            values = _months(library, hits)
        elif kind is FacetKind.TAG:
            values = _tags(library, hits)
        else:
            values = [value for value, _ in found[kind.counted].most_common(2 * _SHOWN)]
        counted = []
        for value in values:
            narrowed = narrow(results.request, kind, value)
            number = count(narrowed) if narrowed is not None else 0
            if narrowed is not None and number:
                counted.append(Facet(kind, value, number, narrowed))
        if kind is not FacetKind.MONTH:
            counted.sort(key=lambda facet: (-facet.count, facet.value))
        yield from counted[:_SHOWN]


def narrow(request: Request, kind: FacetKind, value: str) -> Request | None:
    """The request for those that have a value too; None where it cannot be said."""
    if '"' in value or not value.strip():
        return None
    quoted = value if kind in _UNQUOTED else f'"{value}"'
    text = request.text
    if isinstance(request.query.tree, AnyOf):
        text = f"({text})"
    # In front: the last word may still be the beginning of one.
    return replace(request, text=f"{kind.field}:{quoted} {text}".strip(), entered=True)


def _months(library: Library, hits: Hits) -> list[str]:
    dates = dict(library.dates())
    months = {dates[key][:7] for key in hits.among(list(dates)) if dates[key]}
    return sorted(months, reverse=True)[: 3 * _SHOWN]


def _tags(library: Library, hits: Hits) -> list[str]:
    tagged = library.tagged()
    held = set(hits.among([key for key, _ in tagged]))
    counts = Counter(tag for key, tag in tagged if key in held)
    return [tag for tag, _ in counts.most_common(_SHOWN)]
