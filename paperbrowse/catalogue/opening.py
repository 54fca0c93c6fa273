"""Opening the library, whatever state it is in, with the shipped lists in it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from paperbrowse.library import (
    Library,
    LibraryDamaged,
    LibraryFull,
    LibraryUnwritable,
    Origin,
    file_at,
)
from paperbrowse.paper import Paper
from paperbrowse.sources import Source, bundled
from paperbrowse.text.numbers import number

_TAKING_UP = 0.3
"""Seconds that a start waits for changes that were kept aside; then they are made beside it."""


Tell = Callable[[str], object]


@dataclass(slots=True)
class Opened:
    """An open library, and the sentences that its user must read."""

    library: Library
    notices: list[str] = field(default_factory=list)


def open_library(path: Path, tell: Tell = lambda _: None) -> Opened:
    """The library at ``path``, made on first launch, with every shipped list read into it.

    A damaged one is set aside, and a new one made of what can be read of it. Where it can't be
    written it is opened to read; where that can't be done either, a temporary copy is, which holds
    the shipped lists at least. Notices say so; ``tell`` hears what is to be said before a long
    wait. Raises LibraryError where nothing works.
    """
    try:
        return _whole(path, tell)
    except (LibraryUnwritable, LibraryFull) as error:
        try:
            opened = _to_read(path)
        except OSError as problem:  # there is no room for a copy either
            raise error from problem
        opened.notices.insert(0, f"{error} You can read and search, but marks can't be kept.")
        return opened


def _to_read(path: Path) -> Opened:
    """The library as it stands, else a copy of it, to read alone."""
    if path.is_file():
        with suppress(LibraryUnwritable, LibraryFull, LibraryDamaged):
            return Opened(Library.open(path, read_only=True))
    directory = Path(tempfile.mkdtemp(prefix="paperbrowse-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    copy = directory / path.name
    for part in ("", "-wal"):
        with suppress(FileNotFoundError, NotADirectoryError):
            shutil.copyfile(f"{path}{part}", f"{copy}{part}")
    opened = _whole(copy)
    opened.library.close()
    return Opened(Library.open(copy, read_only=True), opened.notices)


def _whole(path: Path, tell: Tell = lambda _: None) -> Opened:
    emptied = path.is_file() and not path.stat().st_size
    try:
        whole = _ready(path)
        if emptied:
            whole.notices.append(
                f"The library {path} was an empty file, and a new one was begun: if there were"
                " marks in it, they are in your backups alone."
            )
        return whole
    except LibraryDamaged:
        from paperbrowse.library.mending import mend

        notices = list(filter(None, [mend(path, tell=tell)]))
    opened = file_at(path)
    try:
        ready = _ready(path)
    except LibraryDamaged:  # every page is as it should be, but not what stands there
        notices.append(mend(path, opened, tell))
        ready = _ready(path)
    return Opened(ready.library, notices + ready.notices)


def _ready(path: Path) -> Opened:
    """The library, with all that comes into it at a start."""
    library = Library.open(path)
    try:
        library.last_visit()
        notices = read_bundled(library)
        notices += filter(None, [library.take_up(_TAKING_UP)])
    except BaseException:
        library.close()
        raise
    return Opened(library, notices)


def read_bundled(library: Library) -> list[str]:
    """Read the shipped lists that are new or have changed; says what could not be read.

    Those that were removed stay away; those that were renamed keep their name.
    """
    known = {origin.source: origin for origin in library.origins()}
    notices = []
    for source in bundled():
        name, digest = source.name, ""
        if source.origin in known:
            name, digest = known[source.origin].name, known[source.origin].digest
        elif library.setting(removed(source.origin)):
            continue
        if digest != source.digest:
            notices += _read(library, source, Origin(name, source.origin, source.digest))
    return notices


def removed(source: str) -> str:
    """The name of the setting that keeps a shipped list away, once it was removed."""
    return f"removed {source}"


def _read(library: Library, source: Source, origin: Origin) -> list[str]:
    """Read one list into the library; says which of its rows could not be read."""
    from paperbrowse.formats import Skipped, read

    found = list(read(source.text))
    skipped = [row for row in found if isinstance(row, Skipped)]
    papers = [row for row in found if isinstance(row, Paper)]
    # At once: another window that is opened meanwhile sees all of it or nothing.
    library.add(origin.name, origin.source, papers, origin.digest, rolling=True)
    if not skipped:
        return []
    first = skipped[0]
    more = f" (and {number(len(skipped) - 1)} more)" if skipped[1:] else ""
    where = f"{origin.name}, line {number(first.line)}"
    return [f"{where}: {first.reason}{more} The other rows were read."]
