"""Papers of which nothing but their names is known, kept for what the user left on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import tables
from paperbrowse.paper import ArxivId, Paper

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_KINDS = ("arxiv:", "doi:", "url:", "title:")


def named_only(connection: sqlite3.Connection, names: Sequence[str], key: int | None = None) -> int:
    """Store a paper that goes by these names, under a key of its own unless one is given.

    Returns the key. The texts come with the next list that has the paper.
    """
    arxiv, doi, url, title = (
        next((name[len(kind) :] for name in names if name.startswith(kind)), "") for kind in _KINDS
    )
    (revision,) = connection.execute("SELECT revision + 1 FROM library").fetchone()
    paper = tables.storable_paper(Paper(title, ArxivId(arxiv) if arxiv else None, doi, url))
    made = tables.insert(connection, paper, rank=0, first_seen=tables.now(), revision=revision)
    if key is not None:
        connection.execute("UPDATE paper SET key = ? WHERE key = ?", (key, made))
    connection.executemany(
        "INSERT OR IGNORE INTO identity VALUES (?, ?)", [(name, key or made) for name in names]
    )
    connection.execute(
        "UPDATE library SET revision = ?, arrangement = arrangement + 1", (revision,)
    )
    return key or made
