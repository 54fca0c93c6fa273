"""Changes made while another program writes: they wait, are kept aside, and are taken up once."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from shelf import SHELF

from paperbrowse.library import Library, LibraryBusy, pending, writer
from paperbrowse.library.changes import Change

SUPPORT = Path(__file__).parent.parent / "support"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that writes until the block is left."""
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


@pytest.fixture
def shelf(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """An open library with papers, whose changes are soon kept aside."""
    monkeypatch.setattr(writer, "SOON", 0.05)
    library = Library.open(path)
    library.add("shelf", "test", SHELF)
    yield library
    library.close()


def aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("library.db.waiting-*"))


def everything(library: Library) -> tuple[object, ...]:
    """What the user left."""
    return (
        sorted(library.keys(bookmarked=True)),
        library.tagged(),
        library.notes(),
        [(search.name, search.query) for search in library.saved()],
        library.history(),
        library.setting("theme"),
        [bool(row.read) for row in library.rows(sorted(library.keys())).values()],
    )


def use_all(library: Library) -> None:
    """Every kind of change, some of them taken back."""
    library.bookmark(1, True)
    library.bookmark(2, True)
    library.bookmark(1, False)
    library.bookmark(1, True)
    library.mark_read(3, True)
    library.mark_read(4, True)
    library.mark_read(4, False)
    library.tag(1, "to read", True)
    library.tag(1, "gone", True)
    library.tag(1, "gone", False)
    library.note(2, "A note,\nin two lines\u2028.")
    library.note(3, "gone")
    library.note(3, "")
    library.remember("theme", "light")
    library.visit()
    library.searched("cats")
    library.searched("dogs")
    library.save_search("Cats", "title:cats")
    library.rename_search("Cats", "All cats")
    library.save_search("Gone", "x")
    library.saw_search("All cats")
    library.remove_search("Gone")


EXPECTED = (
    [1, 2],
    [(1, "to read")],
    [(2, "A note,\nin two lines\u2028.")],
    [("All cats", "title:cats")],
    ["dogs", "cats"],
    "light",
    [False, False, True, False, False, False],
)


def test_changes_wait_and_are_made_when_the_library_is_free(shelf: Library) -> None:
    told: list[int] = []
    heard = threading.Event()

    def hear(waiting: int) -> None:
        told.append(waiting)
        heard.set()

    shelf.wait_for_others(hear)
    with locked(shelf.path):
        use_all(shelf)
        future = shelf.bookmark(5, True)
        assert heard.wait(10)
        assert not shelf.settled(0)
        assert not future.done()
        assert not shelf.keys(bookmarked=True)
        (file,) = aside(shelf.path)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    future.result(10)
    assert shelf.settled(0)
    shelf.bookmark(5, False).result(10)
    assert everything(shelf) == EXPECTED
    assert aside(shelf.path) == []
    assert (told[-1], shelf.waiting) == (0, 0)


def test_what_waits_at_the_end_is_taken_up_at_the_next_start(shelf: Library) -> None:
    shelf.wait_for_others(lambda _: None)
    with locked(shelf.path):
        use_all(shelf)
        assert "waits beside it" in shelf.close().replace("wait beside", "waits beside")
        with contextlib.closing(Library.open(shelf.path)) as other:
            assert other.take_up(0.05) == ""  # not yet
            assert other.waiting
            assert everything(other) != EXPECTED
        assert len(aside(shelf.path)) == 1
    with contextlib.closing(Library.open(shelf.path)) as library:
        assert "had waited" in library.take_up(10)
        assert everything(library) == EXPECTED
        assert aside(shelf.path) == []
        assert library.take_up(10) == ""


def test_a_file_that_could_not_be_removed_is_taken_up_once(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.wait_for_others(lambda _: None)
    with locked(shelf.path):
        shelf.bookmark(1, True)
        shelf.close()
    with monkeypatch.context() as patched:
        patched.setattr(pending.Waiting, "remove", pending.Waiting.release)
        with contextlib.closing(Library.open(shelf.path)) as library:
            assert library.take_up(10)
            library.bookmark(1, False).result()
    assert aside(shelf.path)
    with contextlib.closing(Library.open(shelf.path)) as library:
        assert library.take_up(10) == ""
        assert not library.keys(bookmarked=True)
        assert not aside(shelf.path)


def test_papers_go_by_their_names(shelf: Library) -> None:
    shelf.wait_for_others(lambda _: None)
    unknown = shelf.find("arxiv:2601.00005")
    with locked(shelf.path):
        shelf.bookmark(1, True)
        assert unknown is not None
        shelf.tag(unknown, "kept", True)
        shelf.close()
    for part in ("", "-wal", "-shm"):
        shelf.path.with_name(f"library.db{part}").unlink(missing_ok=True)
    with contextlib.closing(Library.open(shelf.path)) as library:
        library.add("shelf", "test", [SHELF[2], SHELF[0]])
        assert library.take_up(10)
        assert list(library.keys(bookmarked=True)) == [library.find("arxiv:2601.00001")] == [2]
        ((key, _),) = library.tagged()
        library.add("more", "test", SHELF)
        assert library.find("arxiv:2601.00005") == key
        entry = library.entry(key)
        assert entry is not None
        assert (entry.paper.title, entry.tags) == ("Ten of CIFAR", ("kept",))


def test_another_window_leaves_the_file_of_this_one_alone(shelf: Library) -> None:
    shelf.wait_for_others(lambda _: None)
    filed = threading.Event()
    shelf.wait_for_others(lambda waiting: filed.set() if aside(shelf.path) else None)
    with locked(shelf.path):
        future = shelf.bookmark(1, True)
        assert filed.wait(10)
        with contextlib.closing(Library.open(shelf.path)) as other:
            assert other.take_up(0.05) == ""
            assert other.waiting == 0
    future.result(10)


def test_for_a_command_a_change_fails_in_the_end(shelf: Library) -> None:
    told: list[int] = []
    shelf.wait_for_others(told.append, seconds=0.2)
    with locked(shelf.path):
        assert isinstance(shelf.save_search("Cats", "cats").exception(10), LibraryBusy)
        with pytest.raises(LibraryBusy):
            shelf.rename_list("shelf", "other")
    assert told
    assert aside(shelf.path) == []
    assert shelf.saved() == []


def test_where_there_is_no_room_even_beside_it(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> pending.Waiting:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pending, "begin", full)
    shelf.wait_for_others(lambda _: None)
    with locked(shelf.path):
        future = shelf.bookmark(1, True)
        assert "could not be kept" in shelf.close()
    assert isinstance(future.exception(), LibraryBusy)


@pytest.mark.parametrize("harm", ["", "\n", "\n{", '\n{"kind": "other"}', '\n{"kind": 7}', "\n[]"])
def test_a_file_that_was_cut_short(shelf: Library, harm: str) -> None:
    file = shelf.path.with_name("library.db.waiting-01")
    whole = json.dumps({"kind": "bookmark", "values": {"paper": 2, "at": "x"}, "names": []})
    file.write_text(f"\n{whole}{harm}")
    assert "1 change" in shelf.take_up(10)
    assert list(shelf.keys(bookmarked=True)) == [2]
    assert not file.exists()


# A process makes marks while the library is locked and is killed; or takes marks up and is killed.
MARK = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from paperbrowse.library import Library, pending, writer
writer.SOON = 0.02
library = Library.open(Path(sys.argv[1]))
library.wait_for_others(lambda waiting: print(waiting, flush=True))
add = pending.Waiting.add
def telling(self, changes, connection):
    add(self, changes, connection)
    print("filed", len(changes), flush=True)
pending.Waiting.add = telling
for number in range(200):
    library.bookmark(1 + number % 6, number % 4 != 3)
    library.note(1 + number % 6, str(number))
sys.stdin.readline()
"""

TAKE_UP = """
import sys
from pathlib import Path
from paperbrowse.library import Library
library = Library.open(Path(sys.argv[1]))
print("open", flush=True)
library.take_up(10)
"""


def state(number: int) -> tuple[list[int], dict[int, str]]:
    """The bookmarks and notes after so many changes."""
    marked: set[int] = set()
    notes: dict[int, str] = {}
    for step in range(number):
        key, at = 1 + step // 2 % 6, step // 2
        if step % 2:
            notes[key] = str(at)
        elif at % 4 != 3:
            marked.add(key)
        else:
            marked.discard(key)
    return sorted(marked), notes


def killed(directory: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = directory / str(seed) / "library.db"
    with contextlib.closing(Library.open(path)) as library:
        library.add("shelf", "test", SHELF)
    with locked(path):
        filed = until_killed([MARK, str(path), str(SUPPORT)], "filed", 0)
    for _ in range(3):
        until_killed([TAKE_UP, str(path)], "open", chance.uniform(0, 0.02))
    with contextlib.closing(Library.open(path)) as library:
        library.take_up(10)
        assert library.check() == ""
        assert aside(path) == []
        assert (sorted(library.keys(bookmarked=True)), dict(library.notes())) == state(filed)


def until_killed(command: list[str], word: str, seconds: float) -> int:
    """Run a process that is killed so long after it said a word; gives the number it said."""
    with subprocess.Popen(
        [sys.executable, "-c", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = 0
        for line in process.stdout:
            if line.startswith(word):
                said = int([*line.split(), "0"][1])
                break
        timer = threading.Timer(seconds, lambda: os.kill(process.pid, signal.SIGKILL))
        timer.start()
        # What was being told when it was killed.
        said += sum(int(line.split()[1]) for line in process.stdout if line.startswith("filed"))
        timer.join()
    return said


def test_killed_while_marks_wait_and_while_they_are_taken_up(tmp_path: Path) -> None:
    killed(tmp_path, 1)


@pytest.mark.full
def test_fifty_kills_while_marks_wait(tmp_path: Path) -> None:
    for seed in range(2, 52):
        killed(tmp_path, seed)


def test_a_kind_of_change_is_one_that_is_known() -> None:
    assert Change("visit", {"at": ""}).by_the_way
    assert not Change("bookmark", {"paper": 1, "at": ""}).by_the_way
