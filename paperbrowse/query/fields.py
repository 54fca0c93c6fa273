"""The fields of the query language, once: parser, completion, help and README follow this table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from paperbrowse.query.dates import RELATIVE
from paperbrowse.query.nearest import nearest
from paperbrowse.query.order import Sort
from paperbrowse.query.tree import State


def either(choices: Sequence[str]) -> str:
    """The choices in a sentence: "a, b or c"."""
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else "".join(choices)


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name before the colon, what it finds, and a query that shows it."""

    name: str
    about: str
    """One line of help: what ``example`` finds."""
    example: str
    values: tuple[str, ...] = ()
    """The words it takes where these are a closed set; of dates, those that are words."""


def _states(name: str) -> tuple[str, ...]:
    pairs = (state.value.split(":") for state in State)
    return tuple(value for field, value in pairs if field == name)


_ORDERS = tuple(sort.value for sort in Sort)

FIELDS: tuple[Field, ...] = (
    Field("title", "in the title; a field takes a word, a phrase or (…)", 'title:"domain shift"'),
    Field("abstract", "in the abstract", "abstract:(cat OR dog)"),
    Field("author", "an author", "author:hinton"),
    Field("comment", "in the authors' comment or the journal reference", "comment:workshop"),
    Field("id", "an arXiv identifier, or the beginning of one", "id:2512.24"),
    Field("topic", "a heading the paper stood under", 'topic:"image retrieval"'),
    Field("category", "an arXiv category; category:cs all of that archive", "category:cs.CV"),
    Field("list", "in a list whose name holds the word", "list:reading"),
    Field("tag", "with a tag of yours", "tag:baseline"),
    Field("note", "in your note", "note:reproduce"),
    Field("code", "the host or path of its code", "code:github.com/google"),
    Field("venue", "where it was accepted, by its comment or journal", 'venue:"NeurIPS 2025"'),
    Field("related", "papers like this one (arXiv, DOI or address)", "related:2512.24162"),
    Field(
        "date",
        "also 2026-01, <2026, 2026-01..2026-03, last-week",
        "date:>=2026-01-10",
        RELATIVE,
    ),
    Field("year", "of that year; ranges as for dates", "year:2024..2025"),
    Field(
        "is",
        f"{either(_states('is'))} (since the last visit)",
        "is:unread",
        _states("is"),
    ),
    Field("has", either(_states("has")), "has:code", _states("has")),
    Field("sort", f"by {either(_ORDERS)}; sort:-date reverses", "sort:date", _ORDERS),
)
"""Every field, in the order in which help shows them and a beginning is completed."""

_BY_NAME = {field.name: field for field in FIELDS}


def find(name: str) -> Field | None:
    """The field of that name, written in any case."""
    return _BY_NAME.get(name.lower())


@lru_cache(maxsize=1024)
def meant(name: str) -> Field | None:
    """The field that a name which is none is a slip of."""
    name = name.lower()
    near = None if name in _BY_NAME else nearest(name, _BY_NAME)
    return _BY_NAME[near] if near else None
