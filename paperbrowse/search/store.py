"""Where the index lives: a private directory with one current build, swapped in as a whole.

    index/                mode 0700, the user's own: updating an index unpickles a file in it
        current.json      names the build that answers, and what it was built from
        lock              held by the process that builds; the system frees it when that ends
        build-…/          the files of one build

A build is made in a directory of its own and becomes current by one rename of ``current.json``.
Whoever is killed leaves the old build or none, and a leftover that the next build clears away.
An index grows by builds that hold more and more of the papers, each sharing the files of the last.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from paperbrowse.config import make_private
from paperbrowse.search.schema_number import SCHEMA

_POLLED = 0.05
"""Seconds between two looks at whether another process has done building."""


class State(Enum):
    """How the index stands, with the sentence that is shown where it must be built again."""

    READY = "The search index is ready."
    MISSING = "There is no search index yet; it is being built."
    DAMAGED = "The search index was damaged; it is being built again."
    OLDER = "The search index is of another version of paperbrowse; it is being built again."
    BEHIND = "The search index is behind the library; it is being brought up to date."
    DIVERGED = "The search index is not of this library's past; it is being built again."


class NotPrivate(Exception):
    """The index directory is not the user's own, or others can write there."""


@dataclass(frozen=True, slots=True)
class Build:
    """What ``current.json`` says of the build that answers."""

    directory: str
    schema: int
    stamp: str
    papers: int
    """How many papers can be found."""
    waiting: int
    """How many more had changed, or were new, and are still to be indexed."""
    files: dict[str, tuple[int, int]]
    """Each file's size in bytes and its CRC-32."""


class Store:
    """The index directory, made where it is missing."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._pointer = directory / "current.json"
        self._read: tuple[object, Build | None] = None, None

    def prepare(self) -> None:
        """Make the directory, or check it. Raises NotPrivate or OSError."""
        make_private(self.directory.parent)
        try:
            self.directory.mkdir(mode=0o700)
        except FileExistsError:
            self._make_private()

    def check_private(self) -> None:
        """Raises NotPrivate where the directory is not the user's own."""
        found = self.directory.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise NotPrivate(f"{self.directory} is not a directory; move it away")
        if os.name == "posix" and found.st_uid != os.getuid():
            raise NotPrivate(
                f"{self.directory} belongs to another user, so no index there can be trusted; "
                "remove it, or point XDG_CACHE_HOME to a directory of your own"
            )

    def _make_private(self) -> None:
        self.check_private()
        if os.name == "posix" and stat.S_IMODE(self.directory.lstat().st_mode) & 0o077:
            # Others could write there, so what stands there may not be ours.
            self.clear()
            self.directory.chmod(0o700)

    def current(self) -> Build | None:
        """The build that answers now, or None where there is none that can be read."""
        # Every search asks; the pointer is replaced as a whole, and so is another file each time.
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        version = status.st_ino, status.st_mtime_ns, status.st_size
        if self._read[0] != version:
            self._read = version, self._parsed()
        return self._read[1]

    def _parsed(self) -> Build | None:
        try:
            told = json.loads(self._pointer.read_text("utf-8"))
            files = {name: (size, crc) for name, (size, crc) in told.pop("files").items()}
            return Build(**told, files=files)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def state(self, stamp: str, follows: Callable[[str], bool] = lambda _: True) -> State:
        """How the index stands to a library whose texts have this stamp, by a glance at names.

        ``follows`` says whether they came from those of another stamp. Damage inside the files
        shows only when they are read: see ``check``.
        """
        build = self.current()
        if build is None:
            return State.DAMAGED if self._pointer.exists() else State.MISSING
        if build.schema != SCHEMA:
            return State.OLDER
        if not (self.directory / build.directory).is_dir():
            return State.DAMAGED
        if build.stamp != stamp and not follows(build.stamp):
            return State.DIVERGED
        return State.READY if build.stamp == stamp and not build.waiting else State.BEHIND

    def check(self, build: Build, before: Build | None = None) -> bool:
        """Whether every file of the build is there with the size and the sum it was made with.

        Files that a build checked ``before`` has too, by name and sum, are not read again.
        """
        known = before.files if before is not None else {}
        try:
            return all(
                known.get(name) == expected
                or _sum(self.directory / build.directory / name) == expected
                for name, expected in build.files.items()
            )
        except OSError:
            return False

    def whole(self, build: Build) -> bool:
        """Whether every file of the build is there with its size; damage inside is not noticed."""
        directory = self.directory / build.directory
        try:
            return all(
                (directory / name).stat().st_size == size for name, (size, _) in build.files.items()
            )
        except OSError:
            return False

    def discard(self, build: Build) -> None:
        """Forget a build that turned out to be damaged, unless another is current by now."""
        if self.current() == build:
            self._pointer.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove everything in the directory but the lock, which someone may hold."""
        for entry in self.directory.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name != "lock":
                entry.unlink(missing_ok=True)

    @contextmanager
    def building(self, meanwhile: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the one lock for building; until it is free, call ``meanwhile`` again and again."""
        from whoosh.util.filelock import FileLock

        lock = FileLock(str(self.directory / "lock"))
        while not lock.acquire():
            meanwhile()
            time.sleep(_POLLED)
        try:
            yield
        finally:
            lock.release()

    def new_build(self, base: Build | None = None) -> Path:
        """A directory to build in: empty, or with the files of ``base``. Call while ``building``.

        Files are never written to once they are whole, so that two builds can share them.
        """
        self._remove_builds(keep=self.current())
        directory = Path(tempfile.mkdtemp(prefix="build-", dir=self.directory))
        if base is not None:
            for name in base.files:
                _link(self.directory / base.directory / name, directory / name)
        return directory

    def swap_in(
        self,
        directory: Path,
        stamp: str,
        papers: int,
        waiting: int = 0,
        known: Mapping[str, tuple[int, int]] | None = None,
    ) -> None:
        """Make a build current and remove the one before. Call while ``building``.

        See ``Build``; ``known`` are sums of files that it shares with the one before.
        """
        known = known or {}
        paths = sorted(path for path in directory.iterdir() if not path.name.endswith("LOCK"))
        files = {path.name: known.get(path.name) or _sum(path) for path in paths}
        build = Build(directory.name, SCHEMA, stamp, papers, waiting, files)
        draft = directory / "current.json"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(build), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)
        self._remove_builds(keep=build)

    def _remove_builds(self, keep: Build | None) -> None:
        for path in self.directory.glob("build-*"):
            if keep is None or path.name != keep.directory:
                shutil.rmtree(path, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    """Give a file a second name; a copy, where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _sum(path: Path) -> tuple[int, int]:
    """Size in bytes and CRC-32 of a file, read in pieces."""
    size = crc = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
    return size, crc
