from __future__ import annotations

import datetime
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from shelf import SHELF

from paperbrowse.library import Library, LibraryError, LibraryReadOnly


@pytest.fixture
def filled(library: Library) -> Library:
    library.add("shelf", "test", SHELF)
    return library


def test_a_mark_is_on_the_disk_when_it_is_done(filled: Library) -> None:
    filled.bookmark(2, True).result()
    filled.mark_read(3, True).result()
    other = Library.open(filled.path, read_only=True)
    assert list(other.keys(bookmarked=True)) == [2]
    assert other.rows([3])[3].read
    other.close()
    filled.bookmark(2, False).result()
    assert list(filled.keys(bookmarked=True)) == []


def test_marks_that_cannot_be_kept_say_so(filled: Library) -> None:
    for change in (
        filled.bookmark(99, True),
        filled.mark_read(99, True),
        filled.tag(99, "gan", True),
        filled.note(99, "A note."),
    ):
        assert "no longer" in str(change.exception())
    filled.close()
    assert isinstance(filled.bookmark(1, True).exception(), LibraryError)


def test_a_library_to_read_keeps_nothing(filled: Library) -> None:
    reader = Library.open(filled.path, read_only=True)
    for change in (
        reader.bookmark(1, True),
        reader.tag(1, "gan", True),
        reader.note(1, ""),
        reader.visit(),
        reader.remember("theme", "dark"),
        reader.searched("cats"),
        reader.save_search("Cats", "cats"),
        reader.rename_search("Cats", "Dogs"),
        reader.saw_search("Cats"),
        reader.remove_search("Cats"),
    ):
        assert isinstance(change.exception(), LibraryReadOnly)
    with pytest.raises(LibraryReadOnly):
        reader.add("list", "test", [])
    reader.close()


def test_tags(filled: Library) -> None:
    assert (filled.tags(), filled.tagged()) == ([], [])
    for key, name in ((1, " to read\n"), (3, "gan"), (1, "gan"), (1, "gan"), (2, "Étude")):
        filled.tag(key, name, True).result()
    assert filled.tags() == [("gan", 2), ("to read", 1), ("Étude", 1)]
    assert sorted(filled.tagged()) == [(1, "gan"), (1, "to read"), (2, "Étude"), (3, "gan")]
    entry = filled.entry(1)
    assert entry is not None
    assert entry.tags == ("gan", "to read")
    filled.tag(1, "gan ", False).result()
    filled.tag(1, "none", False).result()
    assert filled.tags() == [("gan", 1), ("to read", 1), ("Étude", 1)]


@pytest.mark.parametrize("name", ["", " \n\t", "two\nlines", "two\u2028lines", "a\r\nb"])
def test_a_tag_is_one_line(filled: Library, name: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        filled.tag(1, name, True)
    filled.tag(1, name, False).result()  # one that an older release let through can be taken away


def test_a_note_that_is_not_the_one_that_was_seen_is_kept_too(filled: Library) -> None:
    other = Library.open(filled.path)
    filled.note(1, "Mine.", expected="").result()
    other.note(1, "", expected="").result()
    assert filled.notes() == [(1, "Mine.")]
    other.note(1, "Yours.", expected="").result()
    assert filled.notes() == [(1, "Mine.\nYours.")]
    other.note(1, "Yours.", expected="").result()  # once more, as after a kill
    assert filled.notes() == [(1, "Mine.\nYours.")]
    other.note(1, "Ours.", expected="Mine.\nYours.").result()
    assert filled.notes() == [(1, "Ours.")]
    filled.note(1, "", expected="Ours.").result()
    assert filled.notes() == []
    other.close()


def test_notes(filled: Library) -> None:
    filled.note(2, "First.").result()
    filled.note(1, "One line.\n\nAnother \ud800.").result()
    filled.note(2, "Second.").result()
    assert filled.notes() == [(1, "One line.\n\nAnother \ufffd."), (2, "Second.")]
    entry = filled.entry(2)
    assert entry is not None
    assert entry.note == "Second."
    filled.note(1, "").result()
    filled.note(2, " \n").result()
    filled.note(3, "").result()
    assert filled.notes() == []


def test_the_last_visit_is_the_latest(filled: Library) -> None:
    before = datetime.datetime.now(datetime.timezone.utc)
    assert filled.last_visit() is None
    filled.visit().result()
    first = filled.last_visit()
    filled.visit().result()
    second = filled.last_visit()
    assert first is not None
    assert second is not None
    assert before <= first <= second


def test_closing_commits_what_is_waiting(filled: Library) -> None:
    futures = [filled.bookmark(key, True) for key in range(1, 7)]
    filled.close()
    assert all(future.exception() is None for future in futures)
    again = Library.open(filled.path)
    assert len(again.keys(bookmarked=True)) == 6
    again.close()


def test_a_paper_with_marks_cannot_be_deleted(filled: Library) -> None:
    filled.bookmark(1, True).result()
    connection = sqlite3.connect(filled.path)
    connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM paper WHERE key = 1")
    connection.execute("DELETE FROM paper WHERE key = 2")
    connection.rollback()
    connection.close()


def test_settings(filled: Library) -> None:
    assert filled.setting("theme") == ""
    assert filled.setting("theme", "dark") == "dark"
    filled.remember("theme", "light").result()
    assert filled.setting("theme") == "light"


MARK_AND_SAY = """
import sys
from pathlib import Path
from paperbrowse.library import Library
library = Library.open(Path(sys.argv[1]))
for key in range(1, 7):
    library.bookmark(key, True).result()
    print(key, flush=True)
sys.stdin.read()
"""


def kill_after(path: Path, marks: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", MARK_AND_SAY, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for _ in range(marks):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("marks", [1, 4])
def test_marks_survive_a_kill(filled: Library, marks: int) -> None:
    kill_after(filled.path, marks)
    assert set(range(1, marks + 1)) <= set(filled.keys(bookmarked=True))
    assert filled.check() == ""


@pytest.mark.full
def test_marks_survive_two_hundred_kills(tmp_path: Path) -> None:
    chance = random.Random(20)
    for number in range(200):
        path = tmp_path / str(number) / "library.db"
        library = Library.open(path)
        library.add("shelf", "test", SHELF)
        library.close()
        marks = chance.randint(0, 6)
        kill_after(path, marks)
        again = Library.open(path)
        assert set(range(1, marks + 1)) <= set(again.keys(bookmarked=True))
        assert again.check() == ""
        again.close()


class Marks(RuleBasedStateMachine):
    """Marks against a dictionary, with the library closed and opened at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.mkdtemp()
        self.path = Path(self.directory) / "library.db"
        self.library = Library.open(self.path)
        self.library.add("shelf", "test", SHELF)
        self.bookmarked: set[int] = set()
        self.read: set[int] = set()

    @rule(key=st.integers(1, 6), on=st.booleans())
    def bookmark(self, key: int, on: bool) -> None:
        self.library.bookmark(key, on).result()
        (self.bookmarked.add if on else self.bookmarked.discard)(key)

    @rule(key=st.integers(1, 6), on=st.booleans())
    def mark_read(self, key: int, on: bool) -> None:
        self.library.mark_read(key, on).result()
        (self.read.add if on else self.read.discard)(key)

    @rule(count=st.integers(0, 6))
    def refresh_the_list(self, count: int) -> None:
        self.library.add("shelf", "test", SHELF[:count])

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.path)

    @invariant()
    def marks_are_kept(self) -> None:
        rows = self.library.rows(range(1, 7))
        assert {key for key, row in rows.items() if row.bookmarked} == self.bookmarked
        assert {key for key, row in rows.items() if row.read} == self.read
        assert set(self.library.keys(bookmarked=True)) == self.bookmarked

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.directory)


TestMarks = Marks.TestCase
TestMarks.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
