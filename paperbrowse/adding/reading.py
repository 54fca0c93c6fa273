"""One list, from its source into the library."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from paperbrowse.adding.steps import LeftOut, Outcome, Progress, Report
from paperbrowse.adding.way import Way
from paperbrowse.adding.wish import Wish
from paperbrowse.formats import Skipped, Unreadable, read
from paperbrowse.library import Added, Library, Origin, PaperList
from paperbrowse.library.importing import Importing
from paperbrowse.paper import Paper
from paperbrowse.sources.opening import (
    ARXIV,
    AskFirst,
    Cancelled,
    Opened,
    SourceError,
    Stream,
    Unchanged,
    Validators,
    as_file,
    is_query,
    open_source,
)
from paperbrowse.text import is_line
from paperbrowse.text.numbers import counted, number

USUAL = 1000
"""Papers of a query, where no number is named."""

_EVERY = 0.5
"""Seconds between two reports of progress: each is drawn, and a key that meets it comes later."""

_PIECE = 1 << 16
_MOST_NOTES = 20


def add(library: Library, wish: Wish, way: Way) -> Report:
    """Read a list into the library, or bring it up to date; what was read is kept in any case.

    Problems of the source are in the report. Raises LibraryError.
    """
    known = _known(library, wish)
    if wish.name and known is None and not is_line(wish.name):
        problem = "The name of a list is one line of text, and not empty: give another --name."
        return Report(wish.called, Outcome.FAILED, problem=problem)
    origin = known.origin if known else Origin(wish.name, wish.address)
    start = known.resume if known else 0
    # Who names another server in arXiv's place has allowed it.
    allowed = way.arxiv != ARXIV and is_query(wish.address)
    try:
        opened = open_source(
            wish.address,
            base=way.arxiv,
            known=_validators(origin.digest),
            at_most=max((wish.most or origin.most or USUAL) - start, 0),
            start=start,
            allow_private=wish.private or origin.private or allowed,
            cancelled=way.cancelled,
            clock=way.clock,
            stdin=way.stdin,
        )
        if isinstance(opened, Unchanged):
            return Report(origin.name, Outcome.SAME, unchanged=known.count if known else 0)
        with opened:
            if wish.name and known and opened.origin != origin.source:
                return _taken(known)
            # An address may be written in several ways; what was opened says it in one.
            if known is None and not wish.name:
                known = _from(library, opened.origin)
            origin = Origin(
                wish.name or (known.name if known else _free(library, opened.name)),
                opened.origin,
                _digest(opened.validators),
                wish.most or origin.most,
                wish.private or origin.private,
            )
            return _Reading(library, origin, known, opened, way, resume=start > 0).report()
    except AskFirst as error:
        return Report(origin.name or wish.called, Outcome.ASKING, problem=error.address)
    except SourceError as error:
        return Report(origin.name or wish.called, Outcome.FAILED, problem=str(error))
    except Cancelled:
        return Report(origin.name or wish.called, Outcome.STOPPED)


@dataclass(slots=True)
class _Reading:
    """The reading of one open source."""

    library: Library
    origin: Origin
    known: PaperList | None
    opened: Opened
    way: Way
    resume: bool
    papers: int = 0
    left_out: int = 0
    notes: list[str] = field(default_factory=list)
    _bytes: int = 0
    _reached: tuple[int, int] = (0, 0)
    _next: float = 0.0

    def report(self) -> Report:
        """Read it, and say what came of it. Raises LibraryError."""
        self.notes += self.opened.left_out
        outcome, problem = Outcome.READ, ""
        with self.library.importing(self.origin, resume=self.resume) as importing:
            try:
                self._read(importing)
            except Cancelled:
                outcome = Outcome.STOPPED
            except (SourceError, Unreadable) as error:
                outcome, problem = Outcome.FAILED, self._with_what_is_kept(str(error))
            if outcome is Outcome.READ and not (self.papers or self.resume):
                outcome, problem = Outcome.FAILED, self._nothing()
            added = importing.finish() if outcome is Outcome.READ else importing.added()
        return self._report(outcome, added, problem)

    def _read(self, importing: Importing) -> None:
        for stream in self.opened.streams:
            before = self.papers
            try:
                importing.add(self._papers(stream))
            except Unreadable as error:
                where = stream.name or self.origin.name
                if self.papers > before:
                    raise Unreadable(f"{where} can't be read on. {error}") from error
                # Of the files of a directory, some may be no lists at all.
                self.notes.append(f"{where} was not read. {error}")
            if stream.resume and self.papers:
                importing.reached(stream.resume)
                self._reached = (stream.resume, stream.total or 0)
            self._tell_progress()

    def _papers(self, stream: Stream) -> Iterator[Paper]:
        content = as_file(self._pieces(stream), stream.content.close)
        for found in read(content, stream.name, self._pause):
            self._pause()
            if isinstance(found, Skipped):
                self.left_out += 1
                self.way.tell(LeftOut(stream.name, found.line, found.reason))
                continue
            self.papers += 1
            now = time.monotonic()
            if now >= self._next:
                self._next = now + _EVERY
                self._tell_progress()
            yield found

    def _pause(self) -> None:
        """Look whether the reading is to stop. Raises Cancelled."""
        if self.way.cancelled():
            raise Cancelled

    def _pieces(self, stream: Stream) -> Iterator[bytes]:
        while piece := stream.content.read(_PIECE):
            self._bytes += len(piece)
            yield piece

    def _tell_progress(self) -> None:
        done, total = self._reached if self._reached[1] else (self._bytes, self.opened.size or 0)
        self.way.tell(Progress(self.origin.name, self.papers, min(done, total or done), total))

    def _nothing(self) -> str:
        left = f" The list “{self.origin.name}” was left as it was." if self.known else ""
        if self.notes:
            return f"{self.notes[0]}{left}"
        if is_query(self.origin.source):
            return f"arXiv finds no paper for {self.origin.source}.{left}"
        return (
            f"No paper was found in {self.origin.source}: a paper is recognised by its arXiv link,"
            f" its DOI or its address.{left}"
        )

    def _with_what_is_kept(self, problem: str) -> str:
        if not self.papers:
            return problem
        kept = counted(self.papers, "paper before that is kept", "papers before that are kept")
        return f"{problem} The {kept}."

    def _report(self, outcome: Outcome, added: Added, problem: str) -> Report:
        notes = self.notes[:_MOST_NOTES]
        if more := len(self.notes) - len(notes):
            notes.append(f"So it was with {number(more)} more.")
        return Report(
            self.origin.name,
            outcome,
            added.new,
            added.updated,
            added.unchanged,
            added.removed,
            self.left_out,
            tuple(notes),
            problem,
        )


def _known(library: Library, wish: Wish) -> PaperList | None:
    """The list that is to be read again: that of the wished name, else of the address."""
    if wish.name:
        return next((known for known in library.lists() if known.name == wish.name), None)
    return _from(library, wish.address.strip())


def _from(library: Library, source: str) -> PaperList | None:
    """The list that comes from a source; what came from standard input is never the same."""
    if source == "-":
        return None
    return next((known for known in library.lists() if known.origin.source == source), None)


def _taken(known: PaperList) -> Report:
    return Report(
        known.name,
        Outcome.FAILED,
        problem=f"There is a list “{known.name}” already, which comes from {known.origin.source}:"
        " give this one another --name, or remove that one first.",
    )


def _free(library: Library, name: str) -> str:
    """The name, with a number behind it where a list has it already."""
    names = {origin.name for origin in library.origins()}
    free, number = name, 1
    while free in names:
        number += 1
        free = f"{name} {number}"
    return free


# The line between the two is there also where neither is: a list that was read has a digest.
def _digest(validators: Validators) -> str:
    return f"{validators.etag}\n{validators.modified}"


def _validators(digest: str) -> Validators | None:
    etag, line, modified = digest.partition("\n")
    return Validators(etag, modified) if line else None
