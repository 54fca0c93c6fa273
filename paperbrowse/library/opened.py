"""The file of a library while it is open: reading it, changing it, noticing changes, closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.library import making
from paperbrowse.library.changes import ASIDE, Change
from paperbrowse.library.connections import sound
from paperbrowse.library.errors import LibraryReadOnly
from paperbrowse.library.writer import Writer, failed
from paperbrowse.text.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from paperbrowse.library.connections import Connections


class Opened:
    """What every part of a library needs of its file."""

    def __init__(self, connections: Connections, *, read_only: bool) -> None:
        self.path = connections.path
        self.read_only = read_only
        self._connections = connections
        self._writer = Writer(connections)

    def close(self) -> str:
        """Commit the marks that are waiting, and let go of the file.

        Gives a sentence about those that had to be kept aside, where another program was writing.
        """
        kept, lost = self._writer.close()
        self._connections.close()
        if lost:
            return (
                f"{counted(lost, 'change')} could not be kept: another program was writing to"
                f" {self.path}."
            )
        return (
            f"Another program was still writing to the library: {counted(kept, 'change')} wait"
            f"{'s' if kept == 1 else ''} beside it, to be made at the next start."
            if kept
            else ""
        )

    def wait_for_others(self, told: Callable[[int], object], seconds: float | None = None) -> None:
        """Have changes wait while another program writes to the library, rather than fail soon.

        For so many seconds, or for ever: then they are kept in a file beside the library, and what
        is left in it when the library is closed can be taken up by the next who opens it. ``told``
        hears, on any thread, how many changes wait, once they do for longer than a second.
        """
        self._writer.wait(told, keep_aside=seconds is None)
        if seconds is not None:
            self._connections.patience = seconds
            self._connections.told = lambda: told(1)

    def settled(self, seconds: float) -> bool:
        """Whether every change that the user asked for is made, after so many seconds at most."""
        return self._writer.settled(seconds)

    @property
    def waiting(self) -> int:
        """How many changes that the user asked for are not made yet."""
        return self._writer.waiting

    def take_up(self, seconds: float) -> str:
        """Make the changes that were kept aside; gives a sentence about them, if there were any.

        What cannot be made within so many seconds is made as soon as it can be. Raises
        LibraryError.
        """
        if self.read_only or not any(self.path.parent.glob(f"{self.path.name}{ASIDE}*")):
            return ""
        from paperbrowse.library.pending import take_up

        return take_up(self.path, self._writer, seconds)

    def check(self) -> str:
        """Read the whole file; gives a sentence if it is damaged, else nothing."""
        with self._connections.reading() as connection:
            if sound(connection):
                return ""
        making.suspect(self.path)
        return f"The library {self.path} is damaged: the next start saves what can be read."

    def changes(self) -> int:
        """A number that is another one once anything is committed to the file, by whomever.

        It can be compared with what this object said before, and with nothing else. Takes 0.02 ms.
        """
        return self._connections.changes()

    def _change(self, kind: str, **values: str | int) -> Future[None]:
        if self.read_only:
            return failed(self._refusal())
        return self._writer.submit(Change(kind, values))

    def _refusal(self) -> LibraryReadOnly:
        return LibraryReadOnly("The library can only be read.")
