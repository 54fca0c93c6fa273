"""Opening the library, whatever state it is in, with the shipped lists in it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from paperbrowse.library import Library, LibraryDamaged, LibraryUnwritable, Origin, set_aside
from paperbrowse.paper import Paper
from paperbrowse.sources import Source, bundled
from paperbrowse.text.numbers import number


@dataclass(slots=True)
class Opened:
    """An open library, and the sentences that its user must read."""

    library: Library
    notices: list[str] = field(default_factory=list)


def open_library(path: Path) -> Opened:
    """The library at ``path``, made on first launch, with every shipped list read into it.

    A damaged one is set aside and a new one made. Where it can't be written it is opened to read;
    where there is none either, a temporary one holds the shipped lists. Notices say so.
    Raises LibraryError where neither works.
    """
    notices: list[str] = []
    try:
        try:
            library = Library.open(path)
        except LibraryDamaged as error:
            aside = set_aside(path)
            notices.append(f"{error} It was set aside as {aside.name}; a new library was begun.")
            library = Library.open(path)
        notices += read_bundled(library)
    except LibraryUnwritable as error:
        notices.append(f"{error} You can read and search, but marks can't be kept.")
        library = Library.open(path, read_only=True) if path.is_file() else _temporary()
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


def _temporary() -> Library:
    directory = Path(tempfile.mkdtemp(prefix="paperbrowse-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    path = directory / "library.db"
    library = Library.open(path)
    read_bundled(library)
    library.close()
    return Library.open(path, read_only=True)
