"""Papers given back: as text in a format, as a file, or behind the entries of a bibliography."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from paperbrowse.catalogue.catalogue import Catalogue
from paperbrowse.catalogue.writing import AlreadyThere, NotWritten, rewrite
from paperbrowse.catalogue.writing import write as write_file
from paperbrowse.exports import EXPORTS, Export, Marked, append_bibtex
from paperbrowse.exports import write as write_papers
from paperbrowse.text import safe
from paperbrowse.text.numbers import counted

__all__ = [
    "EXPORTS",
    "AlreadyThere",
    "Appended",
    "Export",
    "NotWritten",
    "Tell",
    "Wanted",
    "append",
    "beginning",
    "by_ending",
    "report",
    "save",
    "shown",
    "text",
]

Tell = Callable[[int], None]
"""Hears now and then how many papers were read; what it raises ends the export, with no file."""

_EVERY = 100
"""Papers after which it is told how many they are."""


_COMMENT = re.compile(r"^[^\S\n]*%.*", re.MULTILINE)
_ENTRY = re.compile(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_WORD = re.compile("[^ \n]+")


def _nobody(_: int) -> None:
    """Nobody wants to hear it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be given back: the keys of papers in their order, the format, a feed's title."""

    keys: Sequence[int]
    export: Export
    title: str = "Papers"


@dataclass(frozen=True, slots=True)
class Appended:
    """How many papers were added to a bibliography, and how many it had already."""

    added: int
    known: int


def by_ending(path: Path) -> Export | None:
    """The format whose files end as this one does, else None."""
    ending = path.suffix.lower()
    return next((export for export in EXPORTS.values() if export.ending == ending), None)


def text(catalogue: Catalogue, wanted: Wanted) -> Iterator[str]:
    """The text of an export in pieces of whole lines; papers are read as they are written.

    Raises LibraryError, and OSError where there is no room for what must wait for its place.
    """
    return _text(wanted, _Papers(catalogue, wanted.keys))


def beginning(catalogue: Catalogue, wanted: Wanted, lines: int) -> list[str]:
    """At most so many lines of an export of its first papers, for a person to look at.

    Raises LibraryError, OSError.
    """
    pieces = text(catalogue, replace(wanted, keys=wanted.keys[:lines]))
    written = (line for piece in pieces for line in piece.splitlines())
    return [shown(line) for line in itertools.islice(written, lines)]


def shown(line: str) -> str:
    """Lines of an export without anything that a terminal obeys; spaces stay where they are."""
    return _WORD.sub(lambda word: safe(word[0]), line)


def save(
    catalogue: Catalogue, wanted: Wanted, path: Path, *, force: bool = False, tell: Tell = _nobody
) -> int:
    """Write an export to a file, which is there whole or not at all; gives how many papers it has.

    Raises AlreadyThere where there is one and not ``force``, NotWritten, LibraryError.
    """
    papers = _Papers(catalogue, wanted.keys, tell)
    write_file(path, (piece.encode("utf-8") for piece in _text(wanted, papers)), force=force)
    return papers.read


def append(catalogue: Catalogue, keys: Sequence[int], path: Path, tell: Tell = _nobody) -> Appended:
    """Put papers that a BibTeX file does not have behind its entries; it is made if need be.

    What stands in it is kept to the byte, also what others write meanwhile, and it is not touched
    where it has all papers. Raises NotWritten (also where it is not BibTeX), LibraryError.
    """
    papers, added = _Papers(catalogue, keys, tell), 0

    def change(before: bytes) -> Iterator[bytes] | None:
        nonlocal papers, added
        papers, added = _Papers(catalogue, keys, tell), 0  # it may be asked again
        existing = before.decode("utf-8", "surrogateescape")
        if not _is_bibtex(existing):
            raise NotWritten(f"{safe(str(path))} is not a BibTeX file.")
        entries = append_bibtex(existing, papers)
        first = next(entries, None)
        return None if first is None else pieces(before, itertools.chain((first,), entries))

    def pieces(before: bytes, entries: Iterator[str]) -> Iterator[bytes]:
        nonlocal added
        yield before
        for entry in entries:
            added += 1
            yield entry.encode("utf-8")

    rewrite(path, change, lambda: tell(0))
    return Appended(added, papers.read - added)


def report(done: int | Appended, file: str) -> str:
    """The sentence, without its full stop, that says what ``save`` or ``append`` has done."""
    if isinstance(done, int):
        return f"{counted(done, 'paper')} written to {safe(file)}"
    known = f"; {counted(done.known, 'paper')} stood there already" if done.known else ""
    return f"{counted(done.added, 'paper')} added to {safe(file)}{known}"


def _text(wanted: Wanted, papers: Iterable[Marked]) -> Iterator[str]:
    return write_papers(wanted.export.name, papers, wanted.title)


def _is_bibtex(text: str) -> bool:
    """Whether a text has an entry, or nothing but comments."""
    said = _COMMENT.sub("", text.removeprefix("\ufeff"))
    return "\0" not in text and (not said.strip() or _ENTRY.search(said) is not None)


class _Papers:
    """Papers as they are read from the library, and how many were read."""

    def __init__(self, catalogue: Catalogue, keys: Sequence[int], tell: Tell = _nobody) -> None:
        self._entries = catalogue.entries(keys)
        self._tell = tell
        self.read = 0

    def __iter__(self) -> Iterator[Marked]:
        for entry in self._entries:
            self.read += 1
            if self.read % _EVERY == 0:
                self._tell(self.read)
            yield Marked(entry.paper, entry.tags, entry.note, entry.bookmarked, entry.lists)
