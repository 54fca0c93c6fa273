"""The lists of the catalogue: which there are, reading them, renaming and removing them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from paperbrowse import config
from paperbrowse.adding import Outcome, Report, Step, Wish
from paperbrowse.catalogue.opening import read_bundled, removed
from paperbrowse.catalogue.process import PATIENCE, end, start
from paperbrowse.library import Library, LibraryError, PaperList
from paperbrowse.query.nearest import nearest
from paperbrowse.sources import BUNDLED, bundled


class Lists:
    """The lists of a library. Methods may be called on any thread, and raise LibraryError."""

    def __init__(self, library: Library, since: datetime.datetime | None) -> None:
        """Papers are new that were first seen ``since`` then."""
        self._library = library
        self._since = since

    def all(self) -> list[PaperList]:
        """The lists, oldest first, with how many of their papers are new."""
        return self._library.lists(self._since)

    def named(self, name: str) -> PaperList:
        """The list of that name. Raises LibraryError with the names there are."""
        known = {known.name: known for known in self.all()}
        folded = {each.casefold(): each for each in known}
        found = name if name in known else folded.get(name.strip().casefold(), "")
        if found:
            return known[found]
        near = nearest(name, known)
        hint = f"did you mean “{near}”?" if near else f"there are {', '.join(known) or 'none'}"
        raise LibraryError(f"There is no list “{name}”: {hint}")

    def again(self, known: PaperList) -> Wish:
        """What brings a list up to date. Raises LibraryError where it has no source to ask."""
        if reason := _lasting(known):
            raise LibraryError(reason)
        return _again(known)

    def all_again(self) -> list[Wish]:
        """What brings every list up to date that has a source to ask."""
        return [_again(known) for known in self.all() if not _lasting(known)]

    def read(
        self, wish: Wish, tell: Callable[[Step], object], cancelled: Callable[[], bool]
    ) -> Report:
        """Read a list here and now; for a command, which has nothing else to do."""
        from paperbrowse.adding.reading import add
        from paperbrowse.adding.way import way

        if wish.address == BUNDLED:
            return self._shipped_again()
        return add(self._library, wish, way(tell, cancelled, config.arxiv()))

    def reading(self, wish: Wish) -> Reading:
        """Read a list in a process of its own."""
        return Reading(self._library.path, wish)

    def enrich(
        self,
        among: Collection[int] | None,
        tell: Callable[[Step], object],
        cancelled: Callable[[], bool],
    ) -> Report:
        """Fill in from arXiv what papers (``among`` these keys) lack, here and now."""
        from paperbrowse.adding.enriching import enrich
        from paperbrowse.adding.way import way

        return enrich(self._library, way(tell, cancelled, config.arxiv()), among)

    def rename(self, old: str, new: str) -> None:
        """Give a list another name. Raises LibraryError, and ValueError where it can't be one."""
        self._library.rename_list(old, new)

    def remove(self, name: str) -> int:
        """Remove a list; gives how many papers went with it.

        Those that stand in another list, or that were marked or read, stay.
        """
        known = self.named(name)
        if is_shipped(known):
            # Not waited for: another program may be writing, which the removal says.
            self._library.remember(removed(known.origin.source), "yes")
        return self._library.remove_list(known.name)

    def _shipped_again(self) -> Report:
        """Bring back the shipped lists that were removed."""
        for source in bundled():
            self._library.remember(removed(source.origin), "").result()
        before = self._library.count()
        notices = read_bundled(self._library)
        new = self._library.count() - before
        return Report(BUNDLED, Outcome.READ, new=new, notes=tuple(notices))


class Reading:
    """A list that is being read in a process of its own."""

    def __init__(self, library: Path, wish: Wish) -> None:
        """Start it."""
        from paperbrowse.adding.wire import sent_wish

        self._name = wish.called
        self._patience = PATIENCE
        self._process = start("paperbrowse.adding.main", str(library), config.arxiv())
        assert self._process.stdin is not None
        self._process.stdin.write(sent_wish(wish) + "\n")
        self._process.stdin.flush()

    def steps(self) -> Iterator[Step]:
        """What it says, as it says it: the last is a report."""
        from paperbrowse.adding.wire import received

        assert self._process.stdout is not None
        for line in self._process.stdout:
            step = received(line)
            yield step
            if isinstance(step, Report):
                self._patience = 0  # all that it had to do is done
                return
        problem = "The process that reads lists ended before it was done; what it had read is kept."
        yield Report(self._name, Outcome.FAILED, problem=problem)

    def cancel(self) -> None:
        """Have it stop: its steps come to their end soon, and what was read is kept."""
        assert self._process.stdin is not None
        self._process.stdin.close()

    def close(self) -> None:
        """End it: it has a moment to keep what was read."""
        end(self._process, self._patience)


def is_shipped(known: PaperList) -> bool:
    """Whether a list came with the program."""
    return known.origin.source.startswith(f"{BUNDLED}:")


def _again(known: PaperList) -> Wish:
    return Wish(known.origin.source, known.name)


def _lasting(known: PaperList) -> str:
    """Why a list stays as it is: it has no source to ask; nothing where it has one."""
    if is_shipped(known):
        return f"“{known.name}” comes with paperbrowse and is updated with it."
    if known.origin.source == "-":
        return (
            f"“{known.name}” was read from standard input: give it to"
            f" paperbrowse add - --name '{known.name}' once more."
        )
    return ""
