"""Keeping the search index: opened as soon as there is any, and made to grow until it is whole."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from paperbrowse.catalogue.child import BuildFailed, Child, Ended, Progress, Unwritable
from paperbrowse.catalogue.growing import Joined, NotReady, certain, of_conditions
from paperbrowse.library import Library, LibraryError
from paperbrowse.query import Node
from paperbrowse.search import (
    Build,
    Engine,
    Hits,
    IndexDamaged,
    Known,
    NotPrivate,
    State,
    Store,
)
from paperbrowse.text.numbers import counted, number


class Phase(Enum):
    """What the index is doing."""

    OPENING = "opening"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


_NOTHING = Progress(0, 0)

_RESTARTS = 3
"""How often in a row a process is started again that was killed before it had done anything."""

_PAUSE = 1.0
"""Seconds before the first of these; each time twice as many."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the index is doing, how far a build has come, and a sentence where there is need.

    An index that ``answers`` while it is built finds what is indexed; it has ``grown`` where it
    finds more than it did a status ago.
    """

    phase: Phase
    progress: Progress = _NOTHING
    sentence: str = ""
    answers: bool = False
    grown: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """How the index stands: where it is, in a sentence, and the problem if it is one."""

    directory: Path
    sentence: str
    problem: str = ""


class Index:
    """The search index of a library. Methods may be called from any thread.

    ``listener`` hears every change of the status, on the thread that caused it.
    """

    def __init__(self, library: Library, directory: Path) -> None:
        self._library = library
        self._store = Store(directory)
        self._engine: Engine | None = None
        self._build: Build | None = None
        self._arranged: tuple[Engine, Sequence[int]] | None = None
        self._missing: Sequence[int] = ()
        """Papers of the library that are not in the index yet."""
        self._child: Child | None = None
        self._lock = threading.Lock()
        self._keeper: threading.Thread | None = None
        self._closing = threading.Event()
        self._temporary: Path | None = None
        self._remark = ""
        self.status = Status(Phase.OPENING)
        self.listener: Callable[[Status], None] = lambda _: None

    def ensure(self) -> threading.Thread:
        """Make the index ready on a thread of its own, which is returned; does nothing twice."""
        with self._lock:
            if self._keeper is None or not self._keeper.is_alive():
                self._keeper = threading.Thread(target=self._make_ready, name="index", daemon=True)
                self._keeper.start()
            return self._keeper

    def state(self) -> State:
        """How the index on the disk stands to the library. Raises LibraryError."""
        return self._store.state(self._library.stamp(), self._library.follows)

    def examine(self) -> Examined:
        """Look at the index on the disk without changing it. Raises LibraryError."""
        directory = self._store.directory
        if directory.exists():
            try:
                self._store.check_private()
            except NotPrivate as error:
                return Examined(directory, "refused", f"{error}.")
        state, build = self.state(), self._store.current()
        if build is not None and not self._store.check(build):
            state = State.DAMAGED
        sentence = {
            State.READY: "ready",
            State.MISSING: "not built yet; the next search builds it",
            State.BEHIND: "behind; the next search brings it up to date",
        }.get(state, f"{state.name.lower()}; the next search builds it again")
        if build is None:
            return Examined(directory, sentence)
        begun = f"{number(build.papers)} of " if build.waiting else ""
        papers = counted(build.papers + build.waiting, "paper")
        return Examined(directory, f"{sentence} ({begun}{papers})")

    def find(
        self,
        tree: Node,
        known: Known,
        listed: Sequence[int],
        superseded: Callable[[], bool] = lambda: False,
    ) -> Hits:
        """Papers that ``tree`` asks for; ``listed`` are all papers in the order of the list.

        Raises NotReady while there is no index, Superseded when ``superseded`` turns true. An
        index that was deleted, replaced or left behind meanwhile still answers, while a new one is
        opened or built. By conditions alone all papers are found, indexed or not.
        """
        if self._engine is None and of_conditions(tree):
            return Joined(None, certain(tree, known, listed))
        with self._answering() as engine:
            missing = self._arrange(engine, listed)
            if self._store.current() != self._build or not self._is_whole(engine):
                self._wanted()
            hits = engine.find(tree, known, superseded)
            more = certain(tree, known, missing)
            return Joined(hits, more) if more else hits

    def count(self, tree: Node, known: Known, listed: Sequence[int]) -> int:
        """How many papers ``tree`` asks for: as many as ``find`` finds. Raises NotReady."""
        if self._engine is None and of_conditions(tree):
            return len(certain(tree, known, listed))
        with self._answering() as engine:
            missing = self._arrange(engine, listed)
            return engine.count(tree, known) + len(certain(tree, known, missing))

    def _arrange(self, engine: Engine, listed: Sequence[int]) -> Sequence[int]:
        """Let the engine know the order of the list; gives the papers that it does not hold yet."""
        if self._arranged != (engine, listed):
            self._missing = engine.arrange(listed)
            self._arranged = engine, listed
        return self._missing

    def _is_whole(self, engine: Engine) -> bool:
        return not engine.waiting and engine.stamp == self._library.stamp()

    def _wanted(self) -> None:
        """Somebody searches: the index is made ready, unless that would fail with every key."""
        if self.status.phase is not Phase.FAILED:
            self.ensure()

    def correction(self, word: str) -> str:
        """See ``Engine.correction``. Raises NotReady."""
        with self._answering() as engine:
            return engine.correction(word)

    def words(self, beginning: str) -> list[str]:
        """See ``Engine.words``. Raises NotReady."""
        with self._answering() as engine:
            return engine.words(beginning)

    def values(self, kind: str, beginning: str) -> list[str]:
        """See ``Engine.values``. Raises NotReady."""
        with self._answering() as engine:
            return engine.values(kind, beginning)

    @contextmanager
    def _answering(self) -> Iterator[Engine]:
        """The open index; NotReady where there is none, and where it proves to be damaged.

        In both cases it is made ready, unless that has failed.
        """
        engine = self._engine
        if engine is None:
            self._wanted()
            raise NotReady(self.status.sentence)
        try:
            yield engine
        except IndexDamaged as error:
            self._drop()
            self.ensure()
            raise NotReady from error

    def close(self) -> None:
        """Stop building, let go of the files."""
        self._closing.set()
        child = self._child
        if child is not None:
            child.stop()
        if self._keeper is not None:
            self._keeper.join(timeout=5)
        if self._engine is not None:
            self._engine.close()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def _make_ready(self) -> None:
        try:
            self._prepare()
            self._build_until_ready()
        except (BuildFailed, LibraryError, OSError) as error:
            self._fail(error)
        except Exception as error:
            self._fail(error)
            raise  # to the log

    def _prepare(self) -> None:
        """Make or check the directory; where it can't be used, work in a private temporary one."""
        try:
            self._store.prepare()
        except (NotPrivate, OSError) as error:
            place = self._store.directory.parent
            self._go_elsewhere(
                str(error) if isinstance(error, NotPrivate) else f"{place} cannot be written"
            )

    def _go_elsewhere(self, reason: str) -> None:
        """Work in a private temporary directory; what is open still answers meanwhile."""
        self._temporary = Path(tempfile.mkdtemp(prefix="paperbrowse-"))
        self._store = Store(self._temporary / "index")
        self._store.prepare()
        self._remark = f"The search index is for this session only: {reason}."

    def _build_until_ready(self) -> None:
        # The library may change while it is indexed; that nothing comes of it is no accident.
        fruitless = ended = 0
        while fruitless < 3:
            before = self._store.current()
            try:
                state = self._opened()
                if state is State.READY:
                    self._tell(Status(Phase.READY, sentence=self._remark))
                    return
                self._build_again(state)
            except (Unwritable, OSError) as error:
                if self._temporary is not None:
                    raise
                self._go_elsewhere(_reason(error))
                continue
            except Ended:
                ended = ended + 1 if self._store.current() == before else 1
                if ended > _RESTARTS or self._closing.wait(_PAUSE * 2 ** (ended - 1)):
                    raise
                continue
            fruitless = 0 if self._store.current() != before else fruitless + 1
        raise BuildFailed("the search index could not be made ready")

    def _opened(self) -> State:
        """Open what answers now, also if it is behind; DAMAGED where it is not sound."""
        from paperbrowse.search.whoosh_index import WhooshIndex

        while True:
            state, build = self.state(), self._store.current()
            if state is State.DIVERGED:
                self._engine = self._build = None  # its keys may be those of other papers
            if build is None or state not in (State.READY, State.BEHIND):
                return state
            if build == self._build and self._engine is not None:
                return state
            try:
                engine = WhooshIndex(self._store, build, self._build)
            except IndexDamaged:
                self._store.discard(build)
                if self._store.current() is None:
                    return State.DAMAGED
                continue  # another took its place while it was opened
            # The engine before is not closed: a search may be reading it. It goes when unused.
            self._engine, self._build = engine, build
            return state

    def _drop(self) -> None:
        build, self._engine, self._build = self._store.current(), None, None
        if build is not None:
            with suppress(OSError):  # who makes it ready meets it again
                self._store.discard(build)

    def _build_again(self, state: State) -> None:
        self._tell(Status(Phase.BUILDING, _NOTHING, state.value, self._engine is not None))
        if self._closing.is_set():
            return
        child = self._child = Child(self._library.path, self._store.directory)
        if self._closing.is_set():  # meanwhile, by whoever saw no child to stop
            child.stop()
        try:
            for progress in child.progress():
                status = self._grown(progress, state.value)
                if status != self.status:
                    self._tell(status)
        except ValueError as error:  # the pipe was closed under the reader: close() was called
            raise BuildFailed("building was stopped") from error
        finally:
            child.stop()
            self._child = None

    def _grown(self, progress: Progress, sentence: str) -> Status:
        """The status of an index that is being built, which is opened where it has grown."""
        before = self._build
        if self._store.current() == before:
            if self.status.phase is Phase.READY:
                return self.status  # whole, and being tidied up
            return Status(Phase.BUILDING, progress, sentence, self._engine is not None)
        if self._opened() is State.READY:  # it may be tidied up still
            return Status(Phase.READY, progress, self._remark, answers=True, grown=True)
        return Status(
            Phase.BUILDING, progress, sentence, self._engine is not None, self._build != before
        )

    def _fail(self, error: Exception) -> None:
        self._tell(Status(Phase.FAILED, sentence=f"Search is off: {_reason(error)}"))

    def _tell(self, status: Status) -> None:
        self.status = status
        if not self._closing.is_set():
            self.listener(status)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} cannot be written: {error.strerror}"
    return str(error)
