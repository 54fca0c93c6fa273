"""What is made of a damaged library: everything that stood on a page that was not hit."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from papers import papers as generated
from shelf import SHELF, paper

from paperbrowse.library import (
    Library,
    LibraryDamaged,
    LibraryError,
    LibraryUnwritable,
    connections,
)
from paperbrowse.library.mending import mend
from paperbrowse.library.pages import Pages

PAGE = 4096
MARKED = 700
"""Papers with marks: so many that their tables have inner pages."""

TABLES = ("bookmark", "read", "tag", "note", "saved_search")

Keys = dict[str, set[tuple[object, ...]]]
"""The rows of each table: the first two values of each."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of more than 1 MB."""
    path = tmp_path_factory.mktemp("made") / "library.db"
    with contextlib.closing(Library.open(path)) as library:
        library.add("many", "test", generated(MARKED, 1))
        mark(library)
    return path


def mark(library: Library) -> None:
    """Leave marks of every kind."""
    keys = sorted(library.keys())
    with library._connections.writing() as connection:
        at = "2026-01-01T00:00:00.000000+00:00"
        connection.executemany("INSERT INTO bookmark VALUES (?, ?)", [(k, at) for k in keys[::2]])
        connection.executemany("INSERT INTO read VALUES (?, ?)", [(k, at) for k in keys[::3]])
        connection.executemany(
            "INSERT INTO tag VALUES (?, ?, ?)", [(k, f"tag {k % 7}", at) for k in keys]
        )
        connection.executemany(
            "INSERT INTO note VALUES (?, ?, ?)",
            [(k, f"A note on {k}. " * (k % 40 + 1), at) for k in keys[::5]],
        )
    for number in range(150):
        library.save_search(f"search {number}", f"title:word{number}")
    library.remember("theme", "light").result()


def marks(path: Path) -> Keys:
    """What the user left in a sound library."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda data: data.decode(errors="replace")
        found = {}
        for table in TABLES:
            columns = "name, query" if table == "saved_search" else "*"
            rows = connection.execute(f"SELECT {columns} FROM {table}")
            found[table] = {row[: 1 if table in ("bookmark", "read") else 2] for row in rows}
        return found


class Places:
    """On which pages of a sound library its rows stand."""

    def __init__(self, path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            self.roots = dict(
                connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
            )
        self.inner: dict[str, set[int]] = {}
        self._rows: dict[str, list[tuple[int, int | None, list[object]]]] = {}
        pages = Pages(path)
        self.count = pages.count
        for table in (*TABLES, "paper", "identity"):
            numbered = table not in ("tag", "identity")
            walk = pages.walk(self.roots[table], table=numbered)
            assert not walk.broken
            self._rows[table] = [
                (number, row.rowid, list(row.values))
                for number in walk.pages
                for row in pages.rows(number)
            ]
            self.inner[table] = {number for number in walk.pages if pages.kind(number) in (2, 5)}
        self._chains = {
            number
            for number in range(1, pages.count + 1)
            if pages.kind(number) not in (2, 5, 10, 13)
        }
        pages.close()

    def untouched(self, hit: set[int]) -> Keys:
        """The rows on other pages, whose paper is on another page, too, or a name of it."""
        named = {row for page, row, _ in self._rows["paper"] if page not in hit}
        named |= {values[1] for page, _, values in self._rows["identity"] if page not in hit}  # type: ignore[misc]
        found: Keys = {table: set() for table in TABLES}
        for table in TABLES:
            for page, row, values in self._rows[table]:
                if page in hit:
                    continue
                if table == "saved_search":
                    found[table].add((values[1], values[2]))
                elif table == "tag":
                    if values[0] in named:
                        found[table].add((values[0], values[1]))
                elif table == "note":
                    if row in named and not hit & self._chains:
                        found[table].add((row, values[1]))
                elif row in named:
                    found[table].add((row,))
        return found


def test_a_sound_library_is_read_as_sqlite_reads_it(made: Path) -> None:
    assert Places(made).untouched(set()) == marks(made)


def harmed(content: bytes, hit: set[int], chance: random.Random) -> bytes:
    """The pages zeroed, replaced, or with a bit turned."""
    damaged = bytearray(content)
    for number in hit:
        start = (number - 1) * PAGE
        kind = chance.randrange(3)
        if kind == 0:
            damaged[start : start + PAGE] = bytes(PAGE)
        elif kind == 1:
            damaged[start : start + PAGE] = chance.randbytes(PAGE)
        else:
            damaged[start + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def opened(path: Path) -> str:
    """Open a library as a start does, mended where it is damaged; gives what was said of it."""
    try:
        Library.open(path).close()
    except LibraryDamaged:
        said = mend(path)
        with contextlib.closing(Library.open(path)) as library:
            assert library.check() == ""
        return said
    return ""


def set_aside(directory: Path) -> list[Path]:
    """The databases that were set aside."""
    return [
        file for file in directory.glob("*.damaged-*") if file.name[-4:] not in ("-wal", "-shm")
    ]


def others(directory: Path) -> list[str]:
    """The names of the files that no library should leave behind."""
    names = (file.name for file in directory.iterdir())
    return [name for name in names if name != "library.db" and ".damaged-" not in name]


def salvaged(made: Path, directory: Path, hit: set[int], seed: int) -> None:
    """Damage pages; what stands on others is there afterwards, and the damaged file as it was."""
    directory.mkdir()
    path = directory / "library.db"
    content = harmed(made.read_bytes(), hit, random.Random(seed))
    path.write_bytes(content)
    places = Places(made)
    try:
        said = opened(path)
    except LibraryError:
        # A turned bit may say that it is of a newer release, which is left alone.
        assert 1 in hit
        assert path.read_bytes() == content
        return
    aside = set_aside(directory)
    assert len(aside) == bool(said)
    assert not aside or aside[0].read_bytes() == content
    expected, found = places.untouched(hit), marks(path)
    if all(hit & places.inner[table] for table in ("bookmark", "read")):
        # Which of the two their lost pages are of cannot be known.
        for kept in (expected, found):
            kept["bookmark"] = kept.pop("bookmark") | kept.pop("read")
    for table, rows in expected.items():
        assert rows <= found[table], (table, sorted(hit), rows - found[table])
    assert others(directory) == []


def many(made: Path, directory: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    count = Places(made).count
    for number in range(times):
        hit = set(chance.sample(range(1, count + 1), chance.choice((1, 1, 2, 5, 40))))
        salvaged(made, directory / str(number), hit, seed + number)


def test_random_pages(made: Path, tmp_path: Path) -> None:
    many(made, tmp_path, times=12, seed=1)


@pytest.mark.full
def test_many_random_pages(made: Path, tmp_path: Path) -> None:
    many(made, tmp_path, times=400, seed=1000)


def test_every_root_and_every_page_of_the_schema(made: Path, tmp_path: Path) -> None:
    places = Places(made)
    schema = Pages(made)
    tops = schema.walk(1, table=True).pages | {
        places.roots[table] for table in ("paper", "identity", "bookmark", "read", "tag", "note")
    }
    schema.close()
    for number in sorted(tops):
        path = tmp_path / str(number) / "library.db"
        path.parent.mkdir()
        content = bytearray(made.read_bytes())
        content[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
        path.write_bytes(content)
        said = opened(path)
        assert "350 bookmarks, 700 tags, 140 notes, 234 read marks" in said, (number, said)
        assert "700 papers" in said
        assert marks(path) == marks(made)


def test_one_that_is_too_large_to_be_checked_at_every_start(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    shutil.copy(made, path)
    with contextlib.closing(Library.open(path)) as library:
        fill = [paper(f"2602.{n:05}v1", f"Filler {n}", f"{n} " * 3000) for n in range(1, 1200)]
        library.add("filler", "test", fill)
    assert path.stat().st_size > connections.CHECKED
    content = path.read_bytes()
    for number in (1, 2):
        path.write_bytes(content[: (number - 1) * PAGE] + bytes(PAGE) + content[number * PAGE :])
        assert "350 bookmarks" in opened(path)
        assert marks(path) == marks(made)


def test_damage_that_is_met_later_is_mended_at_the_next_start(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "CHECKED", 0)
    path = tmp_path / "library.db"
    content = bytearray(made.read_bytes())
    root = Places(made).roots["paper_order"]
    content[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE
    path.write_bytes(content)
    with (
        contextlib.closing(Library.open(path)) as library,
        pytest.raises(LibraryDamaged, match="Start paperbrowse again"),
    ):
        library.keys()
    assert path.with_name("library.db.check").exists()
    assert opened(path)
    assert marks(path) == marks(made)
    assert not path.with_name("library.db.check").exists()


def test_a_text_that_is_none(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(made.read_bytes().replace(b"title:word7", b"title:wo\xfed7"))
    with contextlib.closing(Library.open(path)) as library, pytest.raises(LibraryDamaged):
        library.saved()
    opened(path)
    with contextlib.closing(Library.open(path)) as library:
        assert [search.query for search in library.saved()][7] == "title:wo\ufffdd7"


@pytest.mark.parametrize("state", ["missing", "empty"])
def test_a_log_without_its_database(tmp_path: Path, state: str) -> None:
    path = tmp_path / "a" / "library.db"
    with contextlib.closing(Library.open(path)) as library:
        library.add("shelf", "test", SHELF)
        library.bookmark(1, True).result()
        library.note(2, "kept").result()
        left = tmp_path / "b" / "library.db"
        left.parent.mkdir()
        shutil.copy(f"{path}-wal", f"{left}-wal")
    if state == "empty":
        left.touch()
    log = left.with_name("library.db-wal").read_bytes()
    assert len(log) > 4096
    assert "1 bookmark, 1 note and 6 papers were read from it" in opened(left)
    with contextlib.closing(Library.open(left)) as library:
        assert list(library.keys(bookmarked=True)) == [1]
        assert library.notes() == [(2, "kept")]
        assert [found.title for _, found in library.papers(range(1, 7))] == [
            paper.title for paper in SHELF
        ]
    (aside,) = [file for file in left.parent.iterdir() if file.name.endswith("-wal")]
    assert ".damaged-" in aside.name
    assert aside.read_bytes() == log


def test_what_is_only_in_the_log_is_read_too(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    shutil.copy(made, path)
    copy = tmp_path / "b" / "library.db"
    copy.parent.mkdir()
    with contextlib.closing(Library.open(path)) as library:
        library.bookmark(2, True).result()
        library.bookmark(1, False).result()
        for part in ("", "-wal"):
            shutil.copy(f"{path}{part}", f"{copy}{part}")
    content = copy.read_bytes()
    copy.write_bytes(bytes(PAGE) + content[PAGE:])
    opened(copy)
    assert marks(copy) == marks(path)


def test_where_there_is_no_room_for_a_new_one(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(made.read_bytes()[:PAGE] + bytes(PAGE) + made.read_bytes()[2 * PAGE :])

    def full(_: Path, draft: Path) -> str:
        draft.write_bytes(b"half")
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("paperbrowse.library.salvage.salvage", full)
        for _ in range(2):
            with pytest.raises(LibraryUnwritable, match="set aside as"):
                mend(path)
    assert "350 bookmarks" in opened(path)
    assert marks(path) == marks(made)
    assert others(tmp_path) == []


def test_of_nothing_nothing_is_read(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"no database at all" * 1000)
    assert "Nothing could be read from it." in opened(path)


def test_another_programs_database_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmark (paper INTEGER PRIMARY KEY, at TEXT)")
        other.execute("INSERT INTO bookmark VALUES (1, 'x')")
        other.commit()
    assert "Nothing could be read from it." in opened(path)


def test_who_comes_second_finds_it_mended(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(made.read_bytes()[:PAGE] + bytes(PAGE) + made.read_bytes()[2 * PAGE :])
    for _ in range(2):
        with pytest.raises(LibraryDamaged):
            Library.open(path)
    assert mend(path)
    with contextlib.closing(Library.open(path)) as library:
        library.save_search("Birds", "birds").result()
    assert mend(path) == ""
    with contextlib.closing(Library.open(path)) as library:
        assert library.saved()[-1].name == "Birds"


START = """
import sys
from pathlib import Path
from paperbrowse.catalogue.opening import open_library
print("open", flush=True)
sys.stdin.readline()
opened = open_library(Path(sys.argv[1]))
print(opened.notices, len(opened.library.keys(bookmarked=True)), flush=True)
opened.library.close()
"""


def starting(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_of_five_starts_at_once_one_mends(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(made.read_bytes()[:PAGE] + bytes(PAGE) + made.read_bytes()[2 * PAGE :])
    starts = [starting(path) for _ in range(5)]
    for start in starts:
        assert start.stdout is not None
        assert start.stdout.readline() == "open\n"
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    said = [start.communicate()[0] for start in starts]
    assert all("350\n" in line for line in said), said
    assert sum("set aside" in line for line in said) == 1
    assert len(set_aside(tmp_path)) == 1
    assert others(tmp_path) == []


BROKEN_OFF = """
import os, sys
from pathlib import Path
from paperbrowse.library import aside, mending, salvage
step = int(sys.argv[2])
move = aside.move_aside
def dying(path, to):
    if step == 1:
        path.rename(to)
    if step > 1:
        move(path, to)
    if step < 3:
        os._exit(9)
mending.move_aside = dying
def half(damaged, path):
    path.write_bytes(b"half")
    os._exit(9)
salvage.salvage = half
mending.mend(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_mending_that_is_broken_off_is_gone_on_with(made: Path, tmp_path: Path, step: int) -> None:
    path = tmp_path / "library.db"
    shutil.copy(made, path)
    with contextlib.closing(Library.open(path)) as library:
        library.bookmark(2, True).result()
        log = Path(f"{path}-wal").read_bytes()
    path.write_bytes(bytes(3 * PAGE) + made.read_bytes()[3 * PAGE :])
    path.with_name("library.db-wal").write_bytes(log)
    done = subprocess.run([sys.executable, "-c", BROKEN_OFF, str(path), str(step)], check=False)
    assert done.returncode == 9
    assert "351 bookmarks" in opened(path)
    (aside,) = [file for file in tmp_path.iterdir() if file.name.endswith("-wal")]
    assert aside.read_bytes() == log
    assert len(set_aside(tmp_path)) == 1
    assert others(tmp_path) == []
