"""Stored times and a clock that was wrong once: what is still to come counts as now.

Reading does so for each time (``tables.moment``, ``tables.since``). That alone would make what was
noted in the year 2099 happen now at every launch: so when something is noted, times that are still
to come become times of just before.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from paperbrowse.library import tables

if TYPE_CHECKING:
    import sqlite3

_TIMES = (("visit", "at"), ("saved_search", "seen"), ("list", "updated"))
_OF_PAPERS = ("first_seen", "newer_seen")
_MOST = 500  # papers at a time: marks wait for no more


def last_visit(connection: sqlite3.Connection) -> datetime.datetime | None:
    """The latest visit that is not still to come; now, where all are; None before the first."""
    (visits, at) = connection.execute(
        "SELECT count(*), max(at) FILTER (WHERE at <= ?) FROM visit", (tables.now(),)
    ).fetchone()
    return tables.moment(at or tables.now()) if visits else None


def mend(connection: sqlite3.Connection, time: str) -> bool:
    """Let times that are still to come be just before ``time``; gives whether papers are left.

    Where most visits and readings of lists are still to come, it is the clock of now that is wrong.
    """
    now = tables.now()  # and not ``time``, after which papers may have come in already
    later, noted = connection.execute(
        "SELECT total(at > ?), count(*)"
        " FROM (SELECT at FROM visit UNION ALL SELECT updated FROM list)",
        (now,),
    ).fetchone()
    if 2 * later > noted:
        return False
    moment = datetime.datetime.fromisoformat(time) - datetime.timedelta(microseconds=1)
    values = (tables.stored(moment), now)
    for table, column in _TIMES:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} > ?", values)
    mended = 0
    for column in _OF_PAPERS:
        mended += connection.execute(
            f"UPDATE paper SET {column} = ? WHERE key IN (SELECT key FROM paper"
            f" WHERE {column} != '' AND {column} > ? LIMIT {_MOST})",
            values,
        ).rowcount
    return mended > 0
