"""Changes that wait for another program to release the library, kept in a file beside it.

    library.db.waiting-0f3a…    mode 0600; a JSON object a line, each on the disk before it is told

The process that wrote the file holds its lock. One that is left by a process that has ended is
taken up by the next: all of it in one transaction, which also notes the name of the file, so that
it is taken up once even if it could not be removed. Papers go by their names: another library, made
after damage, gives them other keys.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import wait
from contextlib import suppress
from typing import TYPE_CHECKING

from paperbrowse.library.changes import ASIDE, Change, known
from paperbrowse.library.holding import hold
from paperbrowse.library.making import keep_names
from paperbrowse.library.naming import named_only
from paperbrowse.text.numbers import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from paperbrowse.library.writer import Writer

_TAKEN = "taken up "


class Waiting:
    """A file of changes that wait, whose lock this process has."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    def add(self, changes: Iterable[Change], connection: sqlite3.Connection | None) -> None:
        """Put changes on the disk; the connection tells the names of papers. Raises OSError."""
        lines = [f"\n{json.dumps(_told(change, connection))}" for change in changes]
        os.lseek(self._descriptor, 0, os.SEEK_END)
        text = "".join(lines).encode()
        while text:
            text = text[os.write(self._descriptor, text) :]
        os.fsync(self._descriptor)

    def read(self) -> list[tuple[Change, list[str]]]:
        """The changes in their order, each with the names of its paper. Raises OSError."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        found = []
        with open(self._descriptor, "rb", closefd=False) as file:
            for line in file:
                with suppress(ValueError, TypeError, KeyError):  # cut short by a kill
                    told = json.loads(line)
                    change = Change(told["kind"], dict(told["values"]))
                    if known(change.kind):
                        found.append((change, list(map(str, told["names"]))))
        return found

    def taken(self, connection: sqlite3.Connection) -> bool:
        """Whether all of it is in the library already."""
        name = _TAKEN + self.path.name
        found = connection.execute("SELECT 1 FROM setting WHERE name = ?", (name,)).fetchone()
        return found is not None

    def note_taken(self, connection: sqlite3.Connection) -> None:
        """Note in the library that all of it is there, in the transaction that puts it there."""
        for (name,) in connection.execute(
            "SELECT name FROM setting WHERE name GLOB ?", (f"{_TAKEN}*",)
        ).fetchall():
            if not self.path.with_name(name.removeprefix(_TAKEN)).exists():
                connection.execute("DELETE FROM setting WHERE name = ?", (name,))
        name = _TAKEN + self.path.name
        connection.execute("INSERT OR REPLACE INTO setting VALUES (?, '')", (name,))

    def remove(self) -> None:
        """Take the file away: what was in it is in the library."""
        self.release()
        with suppress(OSError):
            self.path.unlink()

    def release(self) -> None:
        """Leave the file to whoever comes next."""
        os.close(self._descriptor)


def begin(library: Path) -> Waiting:
    """A new file beside the library. Raises OSError."""
    path = library.with_name(f"{library.name}{ASIDE}{os.urandom(4).hex()}")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    hold(descriptor, wait=False)
    keep_names(library.parent)
    return Waiting(path, descriptor)


def left(library: Path) -> Iterator[Waiting]:
    """The files beside a library that no process holds any more."""
    for path in sorted(library.parent.glob(f"{library.name}{ASIDE}*")):
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDWR)
            if hold(descriptor, wait=False) and path.exists():
                yield Waiting(path, descriptor)
            else:
                os.close(descriptor)


def take_up(library: Path, writer: Writer, seconds: float) -> str:
    """Have the changes that were left beside a library made; gives a sentence about them.

    Those that are not made after so many seconds wait on. Raises LibraryError.
    """
    asked: list[Future[None]] = []
    for file in left(library):
        with suppress(OSError):
            asked += writer.take_up(file)
    problems = [future.exception() for future in wait(asked, seconds).done]
    made = problems.count(None)
    sentences = [f"Made now: {counted(made, 'change')} that had waited for another program."]
    if missed := len(problems) - made:
        first = next(filter(None, problems))
        sentences.append(f"{counted(missed, 'change')} could not be made. {first}")
    return " ".join(sentences[0 if made else 1 :])


def by_name(change: Change, names: list[str], connection: sqlite3.Connection) -> Change:
    """The change with the key that its paper has in this library, which is made if need be."""
    if "paper" not in change.values or not names:
        return change
    for name in names:
        found = connection.execute("SELECT paper FROM identity WHERE name = ?", (name,)).fetchone()
        if found:
            return Change(change.kind, {**change.values, "paper": found[0]})
    return Change(change.kind, {**change.values, "paper": named_only(connection, names)})


def _told(change: Change, connection: sqlite3.Connection | None) -> dict[str, object]:
    names: list[str] = []
    if connection is not None and "paper" in change.values:
        rows = connection.execute(
            "SELECT name FROM identity WHERE paper = ? ORDER BY name", (change.values["paper"],)
        )
        names = [name for (name,) in rows]
    return {"kind": change.kind, "values": change.values, "names": names}
