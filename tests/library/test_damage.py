"""Whatever the bytes of a library are, what comes of it is a LibraryError or a working library."""

from __future__ import annotations

import contextlib
import datetime
import random
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from shelf import SHELF, paper

from paperbrowse.library import (
    Library,
    LibraryDamaged,
    LibraryError,
    LibraryTooNew,
    LibraryUnwritable,
    Origin,
)
from paperbrowse.library.aside import free_name, move_aside
from paperbrowse.library.mending import mend
from paperbrowse.query import Dated, Is, Sort, State, Tagged

PAGE = 4096


@pytest.fixture
def sound(path: Path) -> bytes:
    """A closed library of 66 papers with every kind of mark, as bytes; the file is there too."""
    library = Library.open(path)
    more = [paper(f"2602.{n:05}v1", f"Paper {n}", "A long text. " * 30) for n in range(1, 61)]
    library.add("shelf", "test", [*SHELF, *more])
    library.bookmark(1, True).result()
    library.mark_read(2, True).result()
    library.tag(3, "to read", True).result()
    library.note(3, "A note.").result()
    library.remember("theme", "dark").result()
    library.visit().result()
    library.searched("cats").result()
    library.save_search("Cats", "title:cats").result()
    library.close()
    return path.read_bytes()


def use(path: Path) -> None:
    """Ask a library everything and change it; raises LibraryError."""
    with contextlib.closing(Library.open(path)) as library:
        keys = library.keys()
        library.rows(library.keys(bookmarked=True))
        for entry in library.entries(keys):
            assert entry.first_seen <= datetime.datetime.max.replace(tzinfo=datetime.timezone.utc)
        assert len(dict(library.papers(sorted(library.keys())))) <= library.count()
        library.lists()
        library.setting("theme")
        for order in Sort:
            library.keys(by=order, reverse=True)
        since = library.last_visit()
        library.having(Dated(None, None))
        library.having(Tagged("to", typed=True))
        for state in State:
            library.having(Is(state), since)
        library.listing("shelf")
        library.texts()
        library.history()
        library.saved()
        assert len(library.dates()) <= library.count()
        for counted in (library.tags(), library.topics(), library.tagged(), library.notes()):
            assert all(len(pair) == 2 for pair in counted)
        library.add("shelf", library.stamp(), SHELF)
        library.lists(since)
        library.having(Is(State.UPDATED), library.lists()[0].updated)
        library.news(since)
        library.rows(keys, since)
        with library.importing(Origin("shelf", "test")) as importing:
            importing.add(SHELF[:3])
            importing.finish()
        library.bookmark(3, True).result()
        library.remove_list("shelf")


def damage(content: bytes, chance: random.Random) -> bytes:
    """One page, a run of bytes or a single bit is another."""
    damaged = bytearray(content)
    kind = chance.randrange(3)
    if kind == 0:
        start = chance.randrange(len(damaged) // PAGE) * PAGE
        damaged[start : start + PAGE] = chance.choice((bytes(PAGE), chance.randbytes(PAGE)))
    elif kind == 1:
        start = chance.randrange(len(damaged) - 64)
        damaged[start : start + 64] = chance.randbytes(64)
    else:
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def use_damaged(path: Path, sound: bytes, times: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(times):
        damaged = path.with_name(f"{number}.db")
        damaged.write_bytes(damage(sound, chance))
        with contextlib.suppress(LibraryError):
            use(damaged)


def test_a_sound_library_can_be_used(path: Path, sound: bytes) -> None:
    use(path)


def test_random_damage_never_crashes(path: Path, sound: bytes) -> None:
    use_damaged(path, sound, times=150, seed=7)


@pytest.mark.full
def test_much_random_damage_never_crashes(path: Path, sound: bytes) -> None:
    use_damaged(path, sound, times=5000, seed=8)


def test_no_page_can_be_lost_unnoticed(path: Path, sound: bytes) -> None:
    for start in range(0, len(sound), PAGE):
        path.write_bytes(sound[:start] + b"\xff" * PAGE + sound[start + PAGE :])
        with pytest.raises(LibraryDamaged):
            use(path)


def test_a_schema_that_is_no_text(path: Path, sound: bytes) -> None:
    # SQLite quotes the schema in its message, which Python then cannot decode.
    statement = b"CREATE INDEX listing_paper ON"
    assert statement in sound
    path.write_bytes(sound.replace(statement, b"CREATE INDEX listing_paper \xffN"))
    with pytest.raises(LibraryDamaged, match=r"library\.db"):
        Library.open(path)


def test_a_time_that_is_none(path: Path, sound: bytes) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE paper SET first_seen = '2026-!1-24T' WHERE key = 1")
    connection.execute("UPDATE list SET updated = x'00'")
    connection.commit()
    connection.close()
    with contextlib.closing(Library.open(path)) as library:
        with pytest.raises(LibraryDamaged):
            library.entry(1)
        with pytest.raises(LibraryDamaged):
            library.lists()
        assert library.entry(2) is not None


def test_a_name_whose_paper_is_not_there(path: Path, sound: bytes) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE identity SET paper = 999 WHERE name = 'arxiv:2601.00005'")
    connection.commit()
    connection.close()
    with contextlib.closing(Library.open(path)) as library:
        before = dict(library.papers(sorted(library.keys())))
        with pytest.raises(LibraryDamaged):
            library.add("shelf", "test", SHELF)
        assert dict(library.papers(sorted(library.keys()))) == before


def test_a_newer_library_gets_no_company(path: Path, sound: bytes) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    for read_only in (True, False):
        with pytest.raises(LibraryTooNew):
            Library.open(path, read_only=read_only)
    assert list(path.parent.iterdir()) == [path]


def test_a_directory_is_no_library(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(LibraryUnwritable):
        Library.open(path)


class Noon(datetime.datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Noon:
        return cls(2026, 1, 2, 12, tzinfo=tz)


def test_a_log_that_was_set_aside_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.library.aside.datetime", SimpleNamespace(datetime=Noon))
    path.parent.mkdir()
    name = "library.db.damaged-20260102-120000"
    path.with_name(f"{name}-shm").write_text("older")
    for part in ("", "-wal", "-shm"):
        path.with_name(f"library.db{part}").write_text(f"damaged{part}")
    assert free_name(path) == path.with_name(f"{name}-1")
    move_aside(path, free_name(path))
    assert {file.name: file.read_text() for file in path.parent.iterdir()} == {
        f"{name}-shm": "older",
        f"{name}-1": "damaged",
        f"{name}-1-wal": "damaged-wal",
        f"{name}-1-shm": "damaged-shm",
    }
    use(path)


def test_nothing_to_mend(path: Path) -> None:
    with pytest.raises(LibraryUnwritable, match=r"library\.db"):
        mend(path)
    Library.open(path).close()
    assert mend(path) == ""
    assert [file.name for file in path.parent.iterdir()] == ["library.db"]
