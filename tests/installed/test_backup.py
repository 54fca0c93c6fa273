"""``paperbrowse backup``, while the browser is open and lists are read in."""

from __future__ import annotations

import contextlib
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal

from paperbrowse.library import Library

from .conftest import PROGRAM, Run

Launch = Callable[..., Terminal]


def bookmarks(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT count(*) FROM bookmark").fetchone()[0])


def test_a_backup_while_a_window_is_open(launch: Launch, run: Run, tmp_path: Path) -> None:
    library = tmp_path / ".local/share/paperbrowse/library.db"
    with launch() as window:
        window.wait_for("199 papers")
        for number in range(1, 8):
            window.send("bj")
            window.wait_for(lambda text, n=number: text.count("★") == n)  # type: ignore[misc]
        shutil.copy(library, tmp_path / "copied.db")  # without its log, as it is no longer advised
        with pytest.raises((AssertionError, sqlite3.Error)):
            assert bookmarks(tmp_path / "copied.db") == 7
        done = run("backup", str(tmp_path / "mine.db"))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == (
            "199 papers, 7 bookmarks, 0 tags, 0 notes and 0 saved searches backed up to"
            f" {tmp_path}/mine.db\n"
        )
        assert bookmarks(tmp_path / "mine.db") == 7
        window.send("b")
        window.wait_for(lambda text: text.count("★") == 8)
        window.send("q")
        assert window.wait_for_end() == 0
    library.write_bytes((tmp_path / "mine.db").read_bytes())  # with every window closed
    assert run("search", "is:bookmarked", "--format", "ids").stdout.count("\n") == 7
    assert run("doctor").returncode == 0


def test_backups_while_a_list_is_read(run: Run, env: dict[str, str], tmp_path: Path) -> None:
    rows = (f"- [Cats {n}](https://arxiv.org/abs/2701.{n:05})\n" for n in range(1, 5_000))
    (tmp_path / "cats.md").write_text("".join(rows))
    with subprocess.Popen([PROGRAM, "add", "cats.md", "--quiet"], env=env, cwd=tmp_path) as adding:
        backups = 0
        while adding.poll() is None or not backups:
            done = run("backup", "--force", str(tmp_path / "mine.db"))
            if "There is no library" in done.stderr:  # not yet
                continue
            assert (done.returncode, done.stderr) == (0, "")
            assert bookmarks(tmp_path / "mine.db") == 0
            backups += 1
    assert adding.returncode == 0
    with contextlib.closing(Library.open(tmp_path / "mine.db")) as library:
        assert library.check() == ""


@pytest.mark.parametrize(
    ("file", "said", "status"),
    [
        ("-", "error: a backup is no text for standard output: name a file", 2),
        (".", "paperbrowse: . is a directory.", 1),
        ("no/mine.db", "paperbrowse: There is no directory no.", 1),
        ("mine.db", "paperbrowse: mine.db is there already. --force writes over it.", 1),
    ],
)
def test_what_is_refused(
    env: dict[str, str], tmp_path: Path, run: Run, file: str, said: str, status: int
) -> None:
    run("list")
    (tmp_path / "mine.db").write_bytes(b"mine")
    before = sorted(tmp_path.iterdir())
    refused = subprocess.run(
        [PROGRAM, "backup", file], env=env, cwd=tmp_path, capture_output=True, text=True
    )
    assert (refused.returncode, refused.stdout) == (status, "")
    assert refused.stderr.splitlines()[-1].endswith(said)
    assert sorted(tmp_path.iterdir()) == before


def test_a_disk_that_takes_no_more(env: dict[str, str], tmp_path: Path, run: Run) -> None:
    run("list")
    (tmp_path / "backups").mkdir()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    refused = subprocess.run(
        [PROGRAM, "backup", "backups/mine.db"],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )
    assert refused.returncode == 1
    assert refused.stderr == (
        "paperbrowse: backups/mine.db cannot be written: input/output error.\n"
    )
    assert list((tmp_path / "backups").iterdir()) == []


def test_there_is_nothing_to_back_up_yet(run: Run, tmp_path: Path) -> None:
    refused = run("backup", str(tmp_path / "mine.db"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "There is no library" in refused.stderr
    assert list(tmp_path.iterdir()) == []
