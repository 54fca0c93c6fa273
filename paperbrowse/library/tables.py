"""Papers into their tables and out of them."""

from __future__ import annotations

import datetime
import re
from array import array
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from paperbrowse.library.errors import LibraryDamaged
from paperbrowse.paper import ArxivId, Paper, Version
from paperbrowse.text.others import ET_AL, named

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

# SQLite before 3.32 binds at most 999 values.
CHUNK = 500
"""How many keys one statement asks for."""

_KEYS = 1 << 28
"""More keys than are ever given; a greater one would ask for all memory."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_COLUMNS = (
    "arxiv, version, doi, url, published, updated, date, code, title, authors, comment, abstract,"
    " categories, journal"
)

Item = TypeVar("Item")


def now() -> str:
    """The time as it is stored: UTC, ISO 8601, microseconds."""
    return stored(_now())


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def stored(time: datetime.datetime) -> str:
    """A time as it is stored; one without a zone is local."""
    return time.astimezone(datetime.timezone.utc).isoformat(timespec="microseconds")


def moment(text: str) -> datetime.datetime:
    """The time that was stored; one that is still to come counts as now (``clock``).

    Raises LibraryDamaged where it is none.
    """
    with undamaged("time"):
        return min(datetime.datetime.fromisoformat(text), _now())


def since(moment: datetime.datetime) -> str:
    """A moment for comparing stored times with; one that is still to come counts as now."""
    return stored(min(moment, _now()))


@contextmanager
def undamaged(what: str) -> Iterator[None]:
    """Raises LibraryDamaged where the block meets values of a kind that we never wrote."""
    try:
        yield
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise LibraryDamaged(f"The library holds a damaged {what}: {error}.") from error


def keys(
    connection: sqlite3.Connection, statement: str, values: Sequence[str | int] = ()
) -> array[int]:
    """The keys that a statement selects, in its order. Raises LibraryDamaged."""
    with undamaged("key"):
        return array("q", (key for (key,) in connection.execute(statement, values)))


def revisions(connection: sqlite3.Connection) -> array[int]:
    """For each key the revision at which the texts of its paper last changed; -1 without a paper.

    Raises LibraryDamaged.
    """
    with undamaged("key"):
        (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM paper").fetchone()
        if not 0 <= last < _KEYS:
            raise ValueError(last)
        found: array[int] = array("q", (-1,)) * (last + 1)
        # An index holds both: no paper is read.
        for key, revision in connection.execute("SELECT key, revision FROM paper"):
            found[key] = revision
        return found


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items, at most CHUNK at a time."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def marks(items: Sequence[object]) -> str:
    """One question mark for each item, for the list after IN."""
    return ",".join("?" * len(items))


def storable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which SQLite's UTF-8 cannot hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def storable_paper(paper: Paper) -> Paper:
    """The paper as it will be read back.

    Lone surrogates become U+FFFD, a name of an author ends at a newline, the last one also before
    "et al.", a category at a space; empty names and repeated topics, versions and categories go,
    and the earlier versions stand newest first.
    """
    earlier = {
        version.number: replace(version, title=storable(version.title)) for version in paper.earlier
    }
    authors, others = named(_names("\n".join(map(storable, paper.authors))))
    return replace(
        paper,
        title=storable(paper.title),
        doi=storable(paper.doi),
        url=storable(paper.url),
        authors=authors,
        others=others or (paper.others and authors != ()),
        abstract=storable(paper.abstract),
        comment=storable(paper.comment),
        code=storable(paper.code),
        topics=tuple(dict.fromkeys(map(storable, paper.topics))),
        earlier=tuple(earlier[number] for number in sorted(earlier, reverse=True)),
        categories=tuple(dict.fromkeys(storable(" ".join(paper.categories)).split())),
        journal=storable(paper.journal),
    )


def load(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Paper]:
    """The papers with these keys (at most CHUNK); unknown keys are absent.

    Raises LibraryDamaged where a column holds what we never wrote.
    """
    wanted = marks(keys)
    topics: dict[int, list[str]] = defaultdict(list)
    for key, name in connection.execute(
        "SELECT paper, name FROM paper_topic JOIN topic ON topic.key = topic"
        f" WHERE paper IN ({wanted}) ORDER BY paper, position",
        keys,
    ):
        topics[key].append(name)
    versions: dict[int, list[Version]] = defaultdict(list)
    with undamaged("paper"):
        for key, number, title, date in connection.execute(
            f"SELECT paper, number, title, date FROM version WHERE paper IN ({wanted})"
            " ORDER BY paper, number DESC",
            keys,
        ):
            versions[key].append(Version(number, title, _date(date)))
        return {
            key: Paper(
                title=title,
                arxiv=ArxivId(arxiv, version) if arxiv else None,
                doi=doi,
                url=url,
                published=_date(published),
                updated=_date(updated),
                authors=(told := named(_names(authors)))[0],
                others=told[1],
                abstract=abstract,
                comment=comment,
                code=code,
                topics=tuple(topics[key]) if key in topics else (),
                earlier=tuple(versions[key]) if key in versions else (),
                categories=tuple(categories.split()),
                journal=journal,
            )
            for (
                key, arxiv, version, doi, url, published, updated, _shown, code, title, authors,
                comment, abstract, categories, journal,
            ) in connection.execute(
                f"SELECT key, {_COLUMNS} FROM paper WHERE key IN ({wanted})", keys
            )
        }  # fmt: skip


def insert(
    connection: sqlite3.Connection, paper: Paper, *, rank: int, first_seen: str, revision: int
) -> int:
    """Store a storable paper under a new key, and return the key."""
    values = (*_values(paper), rank, first_seen, revision)
    cursor = connection.execute(
        f"INSERT INTO paper ({_COLUMNS}, rank, first_seen, revision) VALUES ({marks(values)})",
        values,
    )
    key = cursor.lastrowid
    assert key is not None
    _insert_parts(connection, key, paper)
    return key


def update(connection: sqlite3.Connection, key: int, paper: Paper, *, revision: int | None) -> None:
    """Store a storable paper in place of the one that has the key.

    ``revision`` is None where no text has changed.
    """
    values = _values(paper)
    connection.execute(
        f"UPDATE paper SET ({_COLUMNS}, revision) = ({marks(values)}, coalesce(?, revision))"
        " WHERE key = ?",
        (*values, revision, key),
    )
    connection.execute("DELETE FROM paper_topic WHERE paper = ?", (key,))
    connection.execute("DELETE FROM version WHERE paper = ?", (key,))
    _insert_parts(connection, key, paper)


def _values(paper: Paper) -> tuple[str | int | None, ...]:
    return (
        paper.arxiv.number if paper.arxiv else "",
        paper.version,
        paper.doi,
        paper.url,
        _iso(paper.published),
        _iso(paper.updated),
        _iso(paper.date),
        paper.code,
        paper.title,
        "\n".join((*paper.authors, ET_AL) if paper.others else paper.authors),
        paper.comment,
        paper.abstract,
        " ".join(paper.categories),
        paper.journal,
    )


def _insert_parts(connection: sqlite3.Connection, key: int, paper: Paper) -> None:
    for position, topic in enumerate(paper.topics):
        statement = "INSERT INTO paper_topic SELECT ?, ?, key FROM topic WHERE name = ?"
        values = (key, position, topic)
        if not connection.execute(statement, values).rowcount:
            connection.execute("INSERT INTO topic (name) VALUES (?)", (topic,))
            connection.execute(statement, values)
    for version in paper.earlier:
        connection.execute(
            "INSERT INTO version VALUES (?, ?, ?, ?)",
            (key, version.number, version.title, _iso(version.date)),
        )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split("\n") if name)


def _iso(date: datetime.date | None) -> str:
    return date.isoformat() if date else ""


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
