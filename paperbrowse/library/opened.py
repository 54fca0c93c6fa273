"""The file of a library while it is open: reading it, changing it, noticing changes, closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library.connections import sound
from paperbrowse.library.errors import LibraryReadOnly
from paperbrowse.library.writer import Writer, failed

if TYPE_CHECKING:
    from concurrent.futures import Future

    from paperbrowse.library.connections import Connections
    from paperbrowse.library.writer import Change


class Opened:
    """What every part of a library needs of its file."""

    def __init__(self, connections: Connections, *, read_only: bool) -> None:
        self.path = connections.path
        self.read_only = read_only
        self._connections = connections
        self._writer = Writer(connections)

    def close(self) -> None:
        """Commit the marks that are waiting, and let go of the file."""
        self._writer.close()
        self._connections.close()

    def check(self) -> str:
        """Read the whole file; gives a sentence if it is damaged, else nothing."""
        with self._connections.reading() as connection:
            return "" if sound(connection) else f"The library {self.path} is damaged."

    def changes(self) -> int:
        """A number that is another one once anything is committed to the file, by whomever.

        It can be compared with what this object said before, and with nothing else. Takes 0.02 ms.
        """
        return self._connections.changes()

    def _change(self, change: Change) -> Future[None]:
        return failed(self._refusal()) if self.read_only else self._writer.submit(change)

    def _refusal(self) -> LibraryReadOnly:
        return LibraryReadOnly("The library can only be read.")
