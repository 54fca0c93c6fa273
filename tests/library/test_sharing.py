"""One file in several hands: threads, processes, programs that lock it and hands that remove it."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from shelf import SHELF, paper

from paperbrowse.library import Library, LibraryBusy, LibraryGone, connections

MANY = [paper(f"2602.{n:05}v1", str(n)) for n in range(1, 101)]


def test_two_libraries_write_from_threads(path: Path) -> None:
    def mark(keys: range) -> None:
        with contextlib.closing(Library.open(path)) as library:
            for key in keys:
                library.bookmark(key, True).result()
                assert key in library.keys(bookmarked=True)

    with contextlib.closing(Library.open(path)) as library:
        library.add("many", "test", MANY)
        with ThreadPoolExecutor() as pool:
            for done in [pool.submit(mark, range(n, 41, 2)) for n in (1, 2)]:
                done.result()
        assert set(library.keys(bookmarked=True)) == set(range(1, 41))


MARK = """
import sys
from pathlib import Path
from paperbrowse.library import Library
library = Library.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
for key in map(int, sys.argv[2:]):
    library.bookmark(key, True).result()
library.close()
"""


def test_two_processes_mark_at_once(path: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        library.add("many", "test", MANY)
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", MARK, str(path), *map(str, range(n, 101, 2))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for n in (1, 2)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
        for process in processes:
            process.communicate("go\n")
            assert process.returncode == 0
        assert len(library.keys(bookmarked=True)) == len(MANY)
        assert library.check() == ""


IMPORT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from shelf import paper
from paperbrowse.library import Library, Origin
library = Library.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
with library.importing(Origin(sys.argv[3], "test", "digest")) as importing:
    start = int(sys.argv[4])
    for at in range(start, start + 1000, 50):
        importing.add(paper(f"2602.{n:05}v1", str(n), "Text. " * 50) for n in range(at, at + 50))
    print(importing.finish(), flush=True)
library.close()
"""


def importing(path: Path, name: str, start: int) -> subprocess.Popen[str]:
    support = Path(__file__).parent.parent / "support"
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(path), str(support), name, str(start)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_import_at_once(path: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        library.add("many", "test", MANY)
        processes = [importing(path, "one", 1), importing(path, "two", 501)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        # Marks get their turn between theirs.
        for key in range(1, 41):
            library.bookmark(key, True).result(timeout=4)
        said = [process.communicate()[0] for process in processes]
        assert all("removed=0" in line for line in said), said
        assert [(known.name, known.count) for known in library.lists()][1:] in (
            [("one", 1000), ("two", 1000)],
            [("two", 1000), ("one", 1000)],
        )
        # Papers of both lists came in once.
        assert library.count() == 1500
        assert set(library.keys(bookmarked=True)) == set(range(1, 41))
        assert library.check() == ""


def test_two_processes_import_the_same_list(path: Path) -> None:
    with contextlib.closing(Library.open(path)) as library:
        processes = [importing(path, "one", 1) for _ in range(2)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate() for process in processes]
        # The one that began later makes the list whole; the other, unless it was done, says so.
        assert 1 <= sum("Added(" in out for out, _ in said) <= 2
        assert all("Added(" in out or "is being read" in error for out, error in said)
        (listed,) = library.lists()
        assert (listed.count, listed.origin.digest, library.count()) == (1000, "digest", 1000)


def test_a_program_that_goes_on_writing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add("shelf", "test", SHELF)
    monkeypatch.setattr(connections, "PATIENCE", 0.05)
    with contextlib.closing(Library.open(library.path)) as impatient:
        with contextlib.closing(sqlite3.connect(library.path)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert isinstance(impatient.bookmark(1, True).exception(), LibraryBusy)
            with pytest.raises(LibraryBusy):
                impatient.add("shelf", "test", SHELF[:1])
            assert impatient.count() == len(SHELF)
        impatient.bookmark(1, True).result()
    assert list(library.keys(bookmarked=True)) == [1]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_program_that_lets_nobody_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    Library.open(path).close()
    monkeypatch.setattr(connections, "PATIENCE", 0.05)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("INSERT INTO visit VALUES ('')")
        other.commit()
        # What it wrote is in its log alone: a look past the log would show an older state.
        with pytest.raises(LibraryBusy):
            Library.open(path, read_only=read_only)
    Library.open(path, read_only=read_only).close()


def test_a_reader_keeps_its_state_while_others_write(library: Library) -> None:
    library.add("shelf", "test", SHELF)
    opened = connections.open_connections(library.path, read_only=False)
    with opened.reading() as connection:
        count = "SELECT count(*) FROM bookmark"
        assert connection.execute(count).fetchone() == (0,)
        library.bookmark(1, True).result()
        assert connection.execute(count).fetchone() == (0,)
    with opened.reading() as connection:
        assert connection.execute(count).fetchone() == (1,)
    opened.close()


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_is_removed_or_replaced(path: Path, replaced: bool) -> None:
    library = Library.open(path)
    library.add("shelf", "test", SHELF)
    for file in path.parent.iterdir():
        file.unlink()
    if replaced:
        Library.open(path).close()
    assert isinstance(library.bookmark(1, True).exception(), LibraryGone)
    with pytest.raises(LibraryGone, match=r"library\.db"):
        library.add("shelf", "test", SHELF)
    library.close()


def test_a_second_connection_is_to_the_same_file(path: Path) -> None:
    opened = connections.open_connections(path, read_only=False)
    with opened.reading():
        path.unlink()
        with pytest.raises(LibraryGone), opened.reading():
            raise AssertionError("the file is gone")
    opened.close()
