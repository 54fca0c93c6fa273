"""The open library: what can be asked of it, and what can be changed."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from paperbrowse.library import importing, marks, tables
from paperbrowse.library.connections import open_connections, sound
from paperbrowse.library.errors import LibraryReadOnly
from paperbrowse.library.records import Added, Entry, PaperList, Row
from paperbrowse.library.writer import Writer, failed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from paperbrowse.library.connections import Connections
    from paperbrowse.library.marks import Change
    from paperbrowse.paper import Paper


class Library:
    """Papers, the lists they came in, and the user's marks. Methods may be called on any thread.

    Every method raises LibraryError where the file cannot be read: LibraryDamaged, LibraryGone …
    """

    def __init__(self, connections: Connections, *, read_only: bool) -> None:
        self.path = connections.path
        self.read_only = read_only
        self._connections = connections
        self._writer = Writer(connections)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Library:
        """Open the library at ``path``; unless ``read_only``, make it where there is none.

        Raises LibraryDamaged, LibraryUnwritable, LibraryTooNew or LibraryBusy.
        """
        return cls(open_connections(path, read_only=read_only), read_only=read_only)

    def close(self) -> None:
        """Commit the marks that are waiting, and let go of the file."""
        self._writer.close()
        self._connections.close()

    def check(self) -> str:
        """Read the whole file; gives a sentence if it is damaged, else nothing."""
        with self._connections.reading() as connection:
            return "" if sound(connection) else f"The library {self.path} is damaged."

    # Papers

    def stamp(self) -> str:
        """Changes whenever a text does, and differs between libraries: ``identity:revision``."""
        with self._connections.reading() as connection:
            identity, revision = connection.execute("SELECT * FROM library").fetchone()
        return f"{identity}:{revision}"

    def count(self) -> int:
        """How many papers there are."""
        with self._connections.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM paper").fetchone()[0])

    def keys(self, *, bookmarked: bool = False) -> array[int]:
        """The keys of all papers, or of those bookmarked: newest first, undated last.

        Papers of one date keep the order of their list.
        """
        where = " WHERE key IN (SELECT paper FROM bookmark)" if bookmarked else ""
        with self._connections.reading() as connection:
            rows = connection.execute(f"SELECT key FROM paper{where} ORDER BY date DESC, rank")
            return array("q", (key for (key,) in rows))

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """What a list shows of these papers, by key; unknown keys are absent."""
        found = {}
        with self._connections.reading() as connection:
            for chunk in tables.chunks(keys):
                for key, date, title, arxiv, doi, url, code, bookmarked, read in connection.execute(
                    "SELECT key, date, title, arxiv, doi, url, code != '',"
                    " EXISTS (SELECT 1 FROM bookmark WHERE paper = key),"
                    " EXISTS (SELECT 1 FROM read WHERE paper = key)"
                    f" FROM paper WHERE key IN ({tables.marks(chunk)})",
                    tuple(chunk),
                ):
                    name = arxiv or doi or url
                    found[key] = Row(
                        key, date, title, name, bool(bookmarked), bool(read), bool(code)
                    )
        return found

    def entry(self, key: int) -> Entry | None:
        """Everything known of one paper."""
        return next(self.entries((key,)), None)

    def entries(self, keys: Sequence[int]) -> Iterator[Entry]:
        """Everything known of these papers, in the order of the keys; unknown keys are passed over.

        Read in pieces, each of one state of the library: memory does not grow with their number.
        """
        for chunk in tables.chunks(keys):
            with self._connections.reading() as connection:
                entries = _entries(connection, tuple(chunk))
            for key in chunk:
                if key in entries:
                    yield entries[key]

    def papers(self, after: int = 0) -> Iterator[tuple[int, Paper]]:
        """Every paper with its key, in the order of the keys, beginning behind ``after``."""
        while True:
            with self._connections.reading() as connection:
                keys = [
                    key
                    for (key,) in connection.execute(
                        "SELECT key FROM paper WHERE key > ? ORDER BY key LIMIT ?",
                        (after, tables.CHUNK),
                    )
                ]
                papers = tables.load(connection, keys)
            if not keys:
                return
            yield from ((key, papers[key]) for key in keys)
            after = keys[-1]

    def find(self, identity: str) -> int | None:
        """The key of the paper that goes by a name such as ``arxiv:2512.24162``, ``doi:…``."""
        with self._connections.reading() as connection:
            found = connection.execute(
                "SELECT paper FROM identity WHERE name = ?", (tables.storable(identity),)
            ).fetchone()
        return int(found[0]) if found else None

    # Lists

    def add(self, name: str, source: str, papers: Iterable[Paper], digest: str = "") -> Added:
        """Make the list called ``name``, or bring it up to date, in one transaction.

        Papers that are known already are merged with what is known (``paper.merge``). Those that
        have left the list stay in the library. ``digest`` is kept to tell when the source changes.
        """
        if self.read_only:
            raise self._read_only()
        gathered = importing.gather(papers)
        with self._connections.writing() as connection:
            return importing.add(
                connection,
                tables.storable(name),
                tables.storable(source),
                tables.storable(digest),
                gathered,
            )

    def lists(self) -> list[PaperList]:
        """The lists, oldest first."""
        with self._connections.reading() as connection:
            return [
                PaperList(name, source, digest, count, tables.moment(updated))
                for name, source, digest, count, updated in connection.execute(
                    "SELECT name, source, digest,"
                    " (SELECT count(*) FROM listing WHERE listing.list = list.key), updated"
                    " FROM list ORDER BY key"
                )
            ]

    # Marks and settings: each is on disk when its future is done, or the future says why not

    def bookmark(self, key: int, on: bool) -> Future[None]:
        """Set or remove a bookmark."""
        return self._change(marks.bookmark(key, on))

    def mark_read(self, key: int, on: bool) -> Future[None]:
        """Mark a paper as read or unread."""
        return self._change(marks.mark_read(key, on))

    def visit(self) -> Future[None]:
        """Note that a visit starts now."""
        return self._change(marks.visit())

    def remember(self, name: str, value: str) -> Future[None]:
        """Keep a setting."""
        return self._change(marks.remember(name, value))

    def setting(self, name: str, default: str = "") -> str:
        """A setting that was kept, else the default."""
        with self._connections.reading() as connection:
            found = connection.execute(
                "SELECT value FROM setting WHERE name = ?", (tables.storable(name),)
            ).fetchone()
        return str(found[0]) if found else default

    def _change(self, change: Change) -> Future[None]:
        return failed(self._read_only()) if self.read_only else self._writer.submit(change)

    def _read_only(self) -> LibraryReadOnly:
        return LibraryReadOnly("The library can only be read.")


def _entries(connection: sqlite3.Connection, keys: tuple[int, ...]) -> dict[int, Entry]:
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
        )
        for key, first_seen, bookmarked, read, note in connection.execute(
            "SELECT key, first_seen, EXISTS (SELECT 1 FROM bookmark WHERE paper = key),"
            " EXISTS (SELECT 1 FROM read WHERE paper = key),"
            " coalesce((SELECT text FROM note WHERE paper = key), '')"
            f" FROM paper WHERE key IN ({wanted})",
            keys,
        )
    }
