"""The tables, and how a file of any older release is brought up to them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from paperbrowse.library.errors import LibraryDamaged, LibraryError, LibraryTooNew

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION = 0x70617062
"""The application id in the header of our files: "papb"."""

# Names a paper goes by ("arxiv:…", "doi:…", "url:…") stand in a table of their own rather than in
# unique columns: a paper that two rows were merged into keeps the names of both, and two papers may
# print the same address, which is then the name of the first alone.
#
# `rank` is the place in the first list that holds the paper (list × 2³² + position); with `date`,
# the date that is shown, it makes the order of the whole library one index. The short columns of
# `paper` stand first, so that a row is read without its abstract. `revision` is the revision of
# the texts at which the paper last changed; `arrangement` counts how often lists were read in.
# Times are UTC, in ISO 8601 with microseconds.
#
# What belongs to a paper goes with it; a paper with marks of the user's cannot be deleted.
_FIRST = (
    """CREATE TABLE library (identity TEXT NOT NULL, revision INTEGER NOT NULL)""",
    """INSERT INTO library VALUES (lower(hex(randomblob(16))), 0)""",
    """CREATE TABLE paper (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        date TEXT NOT NULL,
        rank INTEGER NOT NULL,
        arxiv TEXT NOT NULL,
        version INTEGER,
        doi TEXT NOT NULL,
        url TEXT NOT NULL,
        published TEXT NOT NULL,
        updated TEXT NOT NULL,
        code TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        revision INTEGER NOT NULL,
        title TEXT NOT NULL,
        authors TEXT NOT NULL,
        comment TEXT NOT NULL,
        abstract TEXT NOT NULL
    )""",
    """CREATE INDEX paper_order ON paper (date DESC, rank)""",
    """CREATE TABLE identity (
        name TEXT PRIMARY KEY,
        paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE
    ) WITHOUT ROWID""",
    """CREATE INDEX identity_paper ON identity (paper)""",
    """CREATE TABLE version (
        paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        date TEXT NOT NULL,
        PRIMARY KEY (paper, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE topic (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE paper_topic (
        paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
        position INTEGER NOT NULL,
        topic INTEGER NOT NULL REFERENCES topic,
        PRIMARY KEY (paper, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE list (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        digest TEXT NOT NULL,
        updated TEXT NOT NULL
    )""",
    """CREATE TABLE listing (
        list INTEGER NOT NULL REFERENCES list ON DELETE CASCADE,
        paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
        position INTEGER NOT NULL,
        PRIMARY KEY (list, paper)
    ) WITHOUT ROWID""",
    """CREATE INDEX listing_paper ON listing (paper)""",
    """CREATE TABLE bookmark (
        paper INTEGER PRIMARY KEY REFERENCES paper ON DELETE RESTRICT,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE read (
        paper INTEGER PRIMARY KEY REFERENCES paper ON DELETE RESTRICT,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE tag (
        paper INTEGER NOT NULL REFERENCES paper ON DELETE RESTRICT,
        name TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (paper, name)
    ) WITHOUT ROWID""",
    """CREATE TABLE note (
        paper INTEGER PRIMARY KEY REFERENCES paper ON DELETE RESTRICT,
        text TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE visit (at TEXT NOT NULL)""",
    """CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    f"""PRAGMA application_id = {APPLICATION}""",
)

# The newest search has the greatest key; saved searches stand in the order they were saved.
#
# The conditions and orders of a query are quick because each of these indexes holds all that its
# statement reads, so that no paper is read for it. `paper_title` is the order of titles as far as
# SQLite's own rules go: "A" is "a", but "É" is not "e".
_SECOND = (
    """CREATE TABLE search (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        text TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE saved_search (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        query TEXT NOT NULL,
        seen TEXT NOT NULL
    )""",
    """CREATE INDEX paper_added ON paper (first_seen DESC, date DESC, rank)""",
    """CREATE INDEX paper_title ON paper (title COLLATE NOCASE)""",
    """CREATE INDEX paper_revision ON paper (revision)""",
    """CREATE INDEX paper_code ON paper (key) WHERE code != ''""",
    """CREATE INDEX paper_comment ON paper (key) WHERE comment != ''""",
    """CREATE INDEX tag_name ON tag (name)""",
    """ALTER TABLE library ADD COLUMN arrangement INTEGER NOT NULL DEFAULT 0""",
)

# Each reading of a list has a number, `list.reading` being that of the latest, and gives it to each
# paper it finds: what has an older one was not found, and leaves when the list was read to its end.
# `newer_seen` is when a newer version of a known paper last came in, empty where none has.
#
# Of a list whose source gives it in pages, `resume` is where to go on after the reading stopped
# short, and `most` how many papers were asked for; `private` says that its address may be on the
# user's own network.
_THIRD = (
    """UPDATE list SET source = 'bundled:' || name WHERE source = 'bundled'""",
    """ALTER TABLE list ADD COLUMN resume INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE list ADD COLUMN most INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE list ADD COLUMN private INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE paper ADD COLUMN categories TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE paper ADD COLUMN journal TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE list ADD COLUMN reading INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE listing ADD COLUMN reading INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE paper ADD COLUMN newer_seen TEXT NOT NULL DEFAULT ''""",
    """CREATE INDEX paper_newer ON paper (newer_seen) WHERE newer_seen != ''""",
)

# Revisions repeat where a backup is restored or a file is copied, and the papers then are others.
# `history` has a random mark for each, made when the texts became what they were at it: the two
# together are never those of another past. The revision that the file had when it came to this
# release has none, so that its index stays.
#
# `said` has what each list says of a paper, as JSON, where that is not what the paper is; `joined`
# what a paper had (`had`, as JSON) that became one with `paper` by a row of `list`; `claim` the
# names that a paper would go by if they were not those of another, with which it does not agree.
_FOURTH = (
    """CREATE TABLE history (revision INTEGER PRIMARY KEY, mark TEXT NOT NULL)""",
    """INSERT INTO history SELECT revision, '' FROM library""",
    """CREATE TABLE said (
        paper INTEGER PRIMARY KEY REFERENCES paper ON DELETE CASCADE,
        sayings TEXT NOT NULL
    )""",
    """CREATE TABLE joined (
        key INTEGER PRIMARY KEY,
        paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
        list INTEGER NOT NULL,
        at TEXT NOT NULL,
        had TEXT NOT NULL
    )""",
    """CREATE INDEX joined_paper ON joined (paper)""",
    """CREATE TABLE claim (
        name TEXT NOT NULL,
        paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
        PRIMARY KEY (name, paper)
    ) WITHOUT ROWID""",
    """CREATE INDEX claim_paper ON claim (paper)""",
)

MIGRATIONS: list[tuple[str, ...]] = [_FIRST, _SECOND, _THIRD, _FOURTH]
"""The statements that lead from each version of the tables to the next; none is ever edited."""


def behind(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file at ``path`` has older tables than ours, or none yet.

    Raises LibraryDamaged for a database of another program, LibraryTooNew for a newer release's.
    """
    version = _number(connection, "user_version")
    if _number(connection, "application_id") != APPLICATION:
        if version or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise LibraryDamaged(f"The file {path} is not a library of paperbrowse.")
        return True
    if version > len(MIGRATIONS):
        raise LibraryTooNew(
            f"The library {path} was written by a newer paperbrowse (its tables are version"
            f" {version}, this release knows {len(MIGRATIONS)}): please upgrade."
        )
    return version < len(MIGRATIONS)


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables up to ours in one transaction.

    Where that fails the file stays as it was, and LibraryError is raised.
    """
    # https://sqlite.org/lang_altertable.html#otheralter: tables are rebuilt with foreign keys off,
    # which is only possible outside a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have done it while this one waited.
    if behind(connection, path):
        for statements in MIGRATIONS[_number(connection, "user_version") :]:
            for statement in statements:
                try:
                    connection.execute(statement)
                except sqlite3.Error as error:
                    # No damage: such a library would be set aside, and this one is whole.
                    raise LibraryError(
                        f"The library {path} could not be brought up to date and was left as it"
                        f" was: {error}."
                    ) from error
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
