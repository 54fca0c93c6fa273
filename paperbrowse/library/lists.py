"""The lists of a library: reading them in, asking for them, renaming and removing them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paperbrowse.library import orders, tables
from paperbrowse.library.errors import LibraryError
from paperbrowse.library.marks import line
from paperbrowse.library.opened import Opened
from paperbrowse.library.records import Added, Origin, PaperList
from paperbrowse.paper import ArxivId

if TYPE_CHECKING:
    import datetime
    from array import array
    from collections.abc import Iterable

    from paperbrowse.library.importing import Importing
    from paperbrowse.paper import Paper


class Lists(Opened):
    """Lists and the topics their papers stand under.

    What changes them raises LibraryReadOnly where the library is open for reading alone.
    """

    def add(
        self,
        name: str,
        source: str,
        papers: Iterable[Paper],
        digest: str = "",
        *,
        rolling: bool = False,
    ) -> Added:
        """Make the list called ``name``, or bring it up to date, in one transaction.

        For short lists: others wait until it is written; ``importing`` is for lists of any length.
        Papers that are known already are merged with what is known (``paper.merge``). Those that
        have left the list stay in the library; of a ``rolling`` one only if something keeps them.
        ``digest`` is kept to tell when the source changes.
        """
        from paperbrowse.library import importing  # nine modules, which most launches do without

        self._writable()
        origin = _storable(Origin(name, source, digest))
        gathered = [tables.storable_paper(paper) for paper in papers]
        with self._connections.writing() as connection:
            return importing.add(connection, origin, gathered, rolling=rolling)

    def importing(self, origin: Origin, *, resume: bool = False) -> Importing:
        """Make a list, or bring it up to date, bit by bit.

        The papers are those that ``add`` would make of all of them together; those that have left
        the list are deleted unless something keeps them. Memory does not grow with the list, and
        nobody waits for more than some 30 ms. With ``resume`` it goes on where the last reading
        stopped short.
        """
        from paperbrowse.library.importing import Importing

        self._writable()
        return Importing(self._connections, _storable(origin), resume=resume)

    def fill(self, papers: Iterable[Paper]) -> int:
        """Merge papers with what is known of them; those that are not known are left out.

        Returns how many are not what they were before.
        """
        from paperbrowse.library import importing

        self._writable()
        return importing.fill(self._connections, papers)

    def lacking(self) -> dict[int, ArxivId]:
        """The papers of arXiv that lack title, authors, abstract or categories, by key."""
        with self._connections.reading() as connection:
            return {
                key: ArxivId(number)
                for key, number in connection.execute(
                    "SELECT key, arxiv FROM paper WHERE arxiv != ''"
                    " AND '' IN (title, authors, abstract, categories)"
                    f" ORDER BY {orders.LISTED}"
                )
            }

    def origins(self) -> list[Origin]:
        """What the lists are called and where they come from, oldest first; counts nothing."""
        with self._connections.reading() as connection:
            return [
                Origin(name, source, digest, most, bool(private))
                for name, source, digest, most, private in connection.execute(
                    "SELECT name, source, digest, most, private FROM list ORDER BY key"
                )
            ]

    def lists(self, since: datetime.datetime | None = None) -> list[PaperList]:
        """The lists, oldest first; those of their papers are new that were first seen ``since``."""
        with self._connections.reading() as connection:
            new = dict(
                connection.execute(
                    "SELECT list, count(*) FROM paper JOIN listing ON paper = paper.key"
                    " WHERE first_seen >= ? GROUP BY list",
                    (tables.since(since),),
                ).fetchall()
                if since
                else ()
            )
            return [
                PaperList(
                    Origin(name, source, digest, most, bool(private)),
                    count,
                    tables.moment(updated),
                    resume,
                    new.get(key, 0),
                )
                for key, name, source, digest, most, private, resume, count, updated in (
                    connection.execute(
                        "SELECT key, name, source, digest, most, private, resume,"
                        " (SELECT count(*) FROM listing WHERE listing.list = list.key), updated"
                        " FROM list ORDER BY key"
                    )
                )
            ]

    def listing(self, name: str) -> array[int]:
        """The keys of the papers of a list, in its order; none where there is no such list.

        While a list is being read, what was found already comes before what was not.
        """
        with self._connections.reading() as connection:
            return tables.keys(
                connection,
                "SELECT paper FROM listing WHERE list = (SELECT key FROM list WHERE name = ?)"
                " ORDER BY reading DESC, position",
                (tables.storable(name),),
            )

    def rename_list(self, old: str, new: str) -> None:
        """Give a list another name; it keeps its place.

        Raises LibraryError where there is none, or another one has the new name; ValueError where
        the new name, without the space around it, is not one line.
        """
        self._writable()
        old, new = tables.storable(old), line(new, "The name of a list")
        with self._connections.writing() as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM list")}
            if old not in names:
                raise LibraryError(f"There is no list “{old}”.")
            if new in names - {old}:
                raise LibraryError(f"There is a list “{new}” already.")
            connection.execute("UPDATE list SET name = ? WHERE name = ?", (new, old))

    def remove_list(self, name: str) -> int:
        """Remove a list, and those of its papers that stand in no other and that nobody marked.

        Returns how many papers went. Raises LibraryError where there is no such list. Broken off,
        it leaves the list with the papers it had not come to yet.
        """
        from paperbrowse.library import importing

        self._writable()
        return importing.remove(self._connections, tables.storable(name))

    def topics(self) -> list[tuple[str, int]]:
        """The topics and how many papers each has, the most used first, then by name."""
        with self._connections.reading() as connection:
            return connection.execute(
                "SELECT name, count(*) AS papers FROM paper_topic JOIN topic ON topic.key = topic"
                " GROUP BY topic ORDER BY papers DESC, name"
            ).fetchall()

    def _writable(self) -> None:
        if self.read_only:
            raise self._refusal()


def _storable(origin: Origin) -> Origin:
    return replace(
        origin,
        name=tables.storable(origin.name),
        source=tables.storable(origin.source),
        digest=tables.storable(origin.digest),
    )
