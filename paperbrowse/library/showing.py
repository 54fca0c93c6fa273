"""Papers with all that a library knows of them: rows for a list, entries for one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.library.records import Entry, Row

if TYPE_CHECKING:
    import datetime
    import sqlite3


def rows(
    connection: sqlite3.Connection, keys: tuple[int, ...], since: datetime.datetime | None
) -> dict[int, Row]:
    """What a list shows of these papers (at most CHUNK); unknown keys are absent."""
    never = "later"  # than every time
    return {
        key: Row(
            key,
            date,
            title,
            arxiv or doi or url,
            bool(bookmarked),
            bool(read),
            bool(code),
            bool(updated),
        )
        for key, date, title, arxiv, doi, url, code, bookmarked, read, updated in (
            connection.execute(
                "SELECT key, date, title, arxiv, doi, url, code != '',"
                " EXISTS (SELECT 1 FROM bookmark WHERE paper = key),"
                " EXISTS (SELECT 1 FROM read WHERE paper = key),"
                " newer_seen >= ?"
                f" FROM paper WHERE key IN ({tables.marks(keys)})",
                (never if since is None else tables.since(since), *keys),
            )
        )
    }


def entries(connection: sqlite3.Connection, keys: tuple[int, ...]) -> dict[int, Entry]:
    """Everything known of these papers (at most CHUNK); unknown keys are absent."""
    papers = tables.load(connection, keys)
    wanted = tables.marks(keys)
    tags: dict[int, list[str]] = {}
    for key, tag in connection.execute(
        f"SELECT paper, name FROM tag WHERE paper IN ({wanted}) ORDER BY name", keys
    ):
        tags.setdefault(key, []).append(tag)
    lists: dict[int, list[str]] = {}
    for key, name in connection.execute(
        "SELECT paper, name FROM listing JOIN list ON list.key = list"
        f" WHERE paper IN ({wanted}) ORDER BY list.key",
        keys,
    ):
        lists.setdefault(key, []).append(name)
    return {
        key: Entry(
            key=key,
            paper=papers[key],
            bookmarked=bool(bookmarked),
            read=bool(read),
            tags=tuple(tags.get(key, ())),
            note=note,
            first_seen=tables.moment(first_seen),
            lists=tuple(lists.get(key, ())),
            newer_seen=tables.moment(newer_seen) if newer_seen else None,
        )
        for key, first_seen, newer_seen, bookmarked, read, note in connection.execute(
            "SELECT key, first_seen, newer_seen, EXISTS (SELECT 1 FROM bookmark WHERE paper = key),"
            " EXISTS (SELECT 1 FROM read WHERE paper = key),"
            " coalesce((SELECT text FROM note WHERE paper = key), '')"
            f" FROM paper WHERE key IN ({wanted})",
            keys,
        )
    }
