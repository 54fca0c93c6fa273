"""What each list says of a paper: what the paper is follows from that, also when a list goes.

Nothing is stored of it as long as all lists say what the paper is, as one alone does. Else the
table ``said`` holds, of each, the fields in which it differs from the paper.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from paperbrowse.library import tables
from paperbrowse.library.agreeing import joined
from paperbrowse.paper import ArxivId, Paper, Version, merge

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

NO_LIST = 0
"""In place of a list's key, what arXiv said when it was asked for a paper. Keys begin with 1."""

KEPT = -1
"""In place of a list's key, what a paper was when it stood in no list any more."""

_FIELDS = tuple(field.name for field in fields(Paper))


@dataclass(frozen=True, slots=True)
class Saying:
    """What a list says of a paper, in rows of which none has a name that the fullest lacks."""

    list: int
    paper: Paper


def names(paper: Paper) -> tuple[str, ...]:
    """What the paper goes by, the surest name first; its title, for want of any."""
    found = (
        f"arxiv:{paper.arxiv.number}" if paper.arxiv else "",
        f"doi:{paper.doi.lower()}" if paper.doi else "",
        f"url:{paper.url}" if paper.url else "",
    )
    return tuple(filter(None, found)) or (f"title:{paper.title}",)


def all_names(sayings: Iterable[Saying]) -> dict[str, None]:
    """Every name that lists have for a paper."""
    return dict.fromkeys(name for saying in sayings for name in names(saying.paper))


def whole(sayings: Iterable[Saying], sure: Collection[int]) -> Paper:
    """What the paper is by all that is said of it.

    What the lists in ``sure`` say comes first, which is arXiv's own word; then the oldest list.
    """
    first, *others = sorted(sayings, key=lambda saying: (saying.list not in sure, saying.list))
    paper = first.paper
    for saying in others:
        paper = joined(paper, saying.paper, sure=saying.list in sure)
    return paper


def added(sayings: Iterable[Saying], new: Iterable[Saying]) -> list[Saying]:
    """The sayings with others; those of one list become one where that loses no name."""
    found = list(sayings)
    for saying in new:
        own = {*names(saying.paper)}
        alike = [
            other
            for other in found
            if other.list == saying.list
            and (own.issuperset(names(other.paper)) or own.issubset(names(other.paper)))
        ]
        at = found.index(alike[0]) if alike else len(found)
        paper = reduce(merge, [other.paper for other in (*alike, saying)])
        found = [other for other in found if other not in alike]
        found.insert(at, Saying(saying.list, paper))
    return found


def apart(sayings: Iterable[Saying]) -> list[list[Saying]]:
    """The sayings in groups that have no name in common: that of the first one first."""
    groups: list[tuple[set[str], list[Saying]]] = []
    for saying in sayings:
        own = set(names(saying.paper))
        touched = [group for group in groups if group[0] & own]
        if not touched:
            groups.append((own, [saying]))
            continue
        first, *others = touched
        for group in others:
            first[0].update(group[0])
            first[1].extend(group[1])
            groups.remove(group)
        first[0].update(own)
        first[1].append(saying)
    return [group for _, group in groups]


def load(connection: sqlite3.Connection, key: int, paper: Paper) -> list[Saying]:
    """What is said of a paper that is known so. Raises LibraryDamaged."""
    found = connection.execute("SELECT sayings FROM said WHERE paper = ?", (key,)).fetchone()
    if found is None:
        rows = connection.execute("SELECT list FROM listing WHERE paper = ? ORDER BY list", (key,))
        lists = [number for (number,) in rows] or [KEPT]
        (old,) = connection.execute(
            "SELECT revision <= (SELECT min(revision) FROM history) FROM paper WHERE key = ?",
            (key,),
        ).fetchone()
        if old and KEPT not in lists:
            # Who said what was not kept before there was a history: nothing of that goes.
            lists.insert(0, KEPT)
        return [Saying(number, paper) for number in lists]
    with tables.undamaged("paper"):
        return [Saying(int(number), _read(told, paper)) for number, told in json.loads(found[0])]


def store(
    connection: sqlite3.Connection, key: int, paper: Paper, sayings: Sequence[Saying]
) -> None:
    """Store what is said of a paper, now that it is known so."""
    lists = {saying.list for saying in sayings if saying.paper == paper}
    if len(lists) == len(sayings) and (min(lists) > NO_LIST or lists == {KEPT}):
        connection.execute("DELETE FROM said WHERE paper = ?", (key,))
        return
    told = [[saying.list, _told(saying.paper, paper)] for saying in sayings]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    connection.execute("INSERT OR REPLACE INTO said VALUES (?, ?)", (key, text))


def _told(said: Paper, paper: Paper) -> dict[str, Any]:
    """The fields in which they differ, as they are said."""
    return {
        name: _plain(getattr(said, name))
        for name in _FIELDS
        if getattr(said, name) != getattr(paper, name)
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if isinstance(value, ArxivId):
        return [value.number, value.version]
    if isinstance(value, Version):
        return [value.number, value.title, _plain(value.date)]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _read(told: dict[str, Any], paper: Paper) -> Paper:
    if not told:
        return paper
    found = dict(told)
    for name, value in told.items():
        if name in ("published", "updated"):
            found[name] = _date(value)
        elif name == "arxiv":
            found[name] = value and ArxivId(*value)
        elif name == "earlier":
            found[name] = tuple(Version(number, title, _date(day)) for number, title, day in value)
        elif isinstance(value, list):
            found[name] = tuple(value)
    return replace(paper, **found)


def _date(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)
