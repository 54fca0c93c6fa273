from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import CTRL_U, ENTER, ESCAPE, Terminal

from .conftest import PROGRAM

Launch = Callable[..., Terminal]


def index_of(home: Path) -> Path:
    return home / ".cache/paperbrowse/index"


def ready(terminal: Terminal, home: Path) -> None:
    terminal.wait_for("199 papers")
    terminal.wait_for(lambda _: (index_of(home) / "current.json").exists())
    terminal.wait_for(lambda text: "index" not in text.splitlines()[-2])


def builds(home: Path) -> list[Path]:
    return list(index_of(home).glob("build-*"))


def test_the_main_job(launch: Launch, tmp_path: Path) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.wait_for("LieAugmenter")
        terminal.send("/bayesian self-dist")
        terminal.wait_for("of 199")
        terminal.wait_for("Deep Probabilistic Supervision")
        terminal.send(ENTER)
        terminal.wait_for("v1, 2025-12-30: Bayesian Self-Distillation")
        terminal.send("b")
        terminal.wait_for("★")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    # Everything is where it belongs, and nothing else was touched.
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", ".local"]
    assert [path.name for path in (tmp_path / ".local").iterdir()] == ["share"]
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("B")
        terminal.wait_for("1 bookmark")
        terminal.wait_for("★")
        terminal.send("q")
        assert terminal.wait_for_end() == 0


def test_a_bookmark_survives_a_kill_and_the_loss_of_the_cache(
    launch: Launch, tmp_path: Path
) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("b")
        terminal.wait_for("★")
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.wait_for_end()
    shutil.rmtree(tmp_path / ".cache", ignore_errors=True)
    with launch() as terminal:
        terminal.wait_for("★")
        ready(terminal, tmp_path)
        shutil.rmtree(tmp_path / ".cache")
        terminal.send("/lieaug")
        terminal.wait_for("1 of 199")
        terminal.wait_for("★")
        # Not Escape, which takes away the completion alone where one is offered by then.
        terminal.send(CTRL_U)
        terminal.wait_for("199 papers")
        terminal.wait_for(lambda _: (index_of(tmp_path) / "current.json").exists())


def test_keys_in_a_burst_are_for_the_paper_they_came_to(
    launch: Launch, env: dict[str, str], tmp_path: Path
) -> None:
    numbers = subprocess.run(
        [PROGRAM, "list", "--format", "ids", "--limit", "4"], env=env, stdout=subprocess.PIPE
    ).stdout.split()
    program, opened = browser(tmp_path, "firefox")
    with launch(BROWSER=str(program)) as terminal:
        terminal.wait_for("199 papers")
        terminal.send(f"jtone{ENTER}jetwo{ENTER}jo")  # as over a slow line
        terminal.wait_for(lambda _: opened.exists() and opened.read_text() != "")
        assert numbers[3].decode() in opened.read_text()
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    for query, number in (("tag:one", numbers[1]), ("note:two", numbers[2])):
        found = subprocess.run(
            [PROGRAM, "search", query, "--format", "ids"], env=env, stdout=subprocess.PIPE
        )
        assert found.stdout.split() == [number]


@pytest.mark.parametrize("kill", ["while it builds", "when it is built"])
def test_no_process_outlives_a_killed_program(launch: Launch, tmp_path: Path, kill: str) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        if kill == "while it builds":
            terminal.wait_for(lambda _: bool(builds(tmp_path)))
        else:
            ready(terminal, tmp_path)
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.wait_for_end()

        # A child would be in the session of the program.
        def gone(_: str) -> bool:
            found = subprocess.run(
                ["ps", "-s", str(terminal.process.pid), "-o", "stat="],
                capture_output=True,
                text=True,
                check=False,
            )
            return all(state.startswith("Z") for state in found.stdout.split())

        terminal.wait_for(gone)
    with launch() as terminal:
        ready(terminal, tmp_path)
        assert len(builds(tmp_path)) == 1


@pytest.mark.parametrize("harm", ["truncate", "garbage", "schema", "pointer", "pickle"])
def test_a_broken_index_is_built_again(launch: Launch, tmp_path: Path, harm: str) -> None:
    with launch() as terminal:
        ready(terminal, tmp_path)
        terminal.send("q")
        terminal.wait_for_end()
    pointer = index_of(tmp_path) / "current.json"
    files = sorted(builds(tmp_path)[0].iterdir(), key=lambda path: path.stat().st_size)
    if harm == "truncate":
        os.truncate(files[-1], files[-1].stat().st_size // 2)
    elif harm == "garbage":
        files[-1].write_bytes(os.urandom(files[-1].stat().st_size))
    elif harm == "pickle":
        toc = next(path for path in files if path.name.endswith(".toc"))
        toc.write_bytes(
            b"cos\nsystem\n(S'touch PLACE'\ntR.".replace(b"PLACE", str(tmp_path / "never").encode())
        )
    elif harm == "schema":
        pointer.write_text(pointer.read_text().replace('"schema": ', '"schema": 9'))
    else:
        pointer.write_text("{")
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("/lieaug")
        terminal.wait_for("1 of 199")
    assert not (tmp_path / "never").exists()
    assert index_of(tmp_path).stat().st_mode & 0o777 == 0o700


def test_two_windows_at_once(launch: Launch, tmp_path: Path) -> None:
    with launch() as one, launch() as two:
        for window in (one, two):
            window.wait_for("199 papers")
            window.send("/lieaug")
        for window in (one, two):
            window.wait_for("1 of 199")
        one.send(ENTER)
        one.send("b")
        one.wait_for("★")
        two.send(ENTER)
        two.send("B")
        two.wait_for("1 of 1 bookmark")
    assert len(builds(tmp_path)) == 1


@pytest.mark.parametrize(("columns", "lines"), [(120, 36), (80, 24), (60, 20), (24, 6)])
def test_sizes(launch: Launch, columns: int, lines: int) -> None:
    with launch(columns, lines) as terminal:
        terminal.wait_for("199 pap")
        terminal.send("jj")
        terminal.resize(100, 30)
        terminal.wait_for("2504.04988v2")
        terminal.send("/zebra stripes")
        terminal.wait_for("Nothing found")
        terminal.resize(columns, lines)
        terminal.wait_for(lambda text: text.startswith(" zebra stripes") and " 0 of 199 · " in text)
        terminal.wait_for("Nothing found")
        terminal.send(ESCAPE)  # with a key right behind it, it would be Alt and that key
        terminal.wait_for("199 pap")
        terminal.send("q")
        assert terminal.wait_for_end() == 0


def test_no_color(launch: Launch) -> None:
    with launch(NO_COLOR="1") as terminal:
        terminal.wait_for("LieAugmenter")
        colours = {cell.fg for line in terminal.screen.buffer.values() for cell in line.values()}
        # Greys only: every colour has equal parts of red, green and blue.
        for colour in colours - {"default"}:
            assert colour[0:2] == colour[2:4] == colour[4:6], colour


def browser(tmp_path: Path, name: str) -> tuple[Path, Path]:
    """A program that notes what it is asked to open, and scribbles on its output."""
    opened = tmp_path / "opened"
    program = tmp_path / name
    program.write_text(f'#!/bin/sh\necho SCRIBBLE; echo SCRIBBLE >&2; echo "$@" >> {opened}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program, opened


def test_links_open_in_the_browser(launch: Launch, tmp_path: Path) -> None:
    program, opened = browser(tmp_path, "firefox")
    with launch(BROWSER=str(program)) as terminal:
        terminal.wait_for("199 papers")
        terminal.send("o")
        terminal.wait_for(lambda _: opened.exists() and "/abs/" in opened.read_text())
        terminal.send("p")
        text = terminal.wait_for(lambda _: "/pdf/" in opened.read_text())
        assert "SCRIBBLE" not in text
        assert opened.read_text().splitlines() == [
            "https://arxiv.org/abs/2506.03914v3",
            "https://arxiv.org/pdf/2506.03914v3",
        ]


@pytest.mark.parametrize("name", ["lynx", "w3m"])
def test_a_text_browser_never_draws_over_the_screen(
    launch: Launch, tmp_path: Path, name: str
) -> None:
    program, opened = browser(tmp_path, name)
    with launch(BROWSER=str(program), DISPLAY="", SSH_TTY="/dev/pts/0") as terminal:
        terminal.wait_for("199 papers")
        terminal.send("o")
        text = terminal.wait_for("sent to your terminal's")
        assert "https://arxiv.org/abs/2506.03914v3" in text
        assert b"\x1b]52;c;" in terminal.output
        assert not opened.exists()


def test_a_data_directory_that_cannot_be_written(launch: Launch, tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with launch(XDG_DATA_HOME=str(tmp_path / "data"), TMPDIR=str(tmp_path)) as terminal:
        terminal.wait_for("199 papers")
        terminal.wait_for("search, but")
        terminal.send("/lieaug")
        terminal.wait_for("1 of 199")
        terminal.send(ENTER)
        terminal.send("b")
        terminal.wait_for("not kept")
        terminal.send("q")
        assert terminal.wait_for_end() == 0


def test_a_cache_directory_that_cannot_be_written(launch: Launch, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    with launch(XDG_CACHE_HOME=str(tmp_path / "cache"), TMPDIR=str(tmp_path)) as terminal:
        terminal.wait_for("is for this session only")
        terminal.send("/lieaug")
        terminal.wait_for("1 of 199")


def test_a_damaged_library_is_set_aside(launch: Launch, tmp_path: Path) -> None:
    library = tmp_path / ".local/share/paperbrowse/library.db"
    library.parent.mkdir(parents=True)
    library.write_bytes(b"no database at all" * 500)
    with launch() as terminal:
        terminal.wait_for("set aside")
        terminal.wait_for("199 papers")
    aside = [path for path in library.parent.iterdir() if ".damaged-" in path.name]
    assert aside[0].read_bytes().startswith(b"no database")


def test_directories_follow_xdg(launch: Launch, tmp_path: Path) -> None:
    moved = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CACHE", "CONFIG")}
    with launch(**moved) as terminal:
        terminal.wait_for("199 papers")
        terminal.wait_for(lambda _: (tmp_path / "CACHE/paperbrowse/index/current.json").exists())
        terminal.send("q")
        terminal.wait_for_end()
    assert (tmp_path / "DATA/paperbrowse/library.db").exists()
    assert not (tmp_path / ".local").exists()
    assert not (tmp_path / ".cache").exists()


BROKEN = """
import sys
import paperbrowse.tui.screens.browse as browse
def broken(self):
    raise RuntimeError("broken")
browse.BrowseScreen.action_help = broken
from paperbrowse.cli import main
sys.exit(main())
"""


def test_a_crash_leaves_the_terminal_sane_and_names_the_log(
    env: dict[str, str], tmp_path: Path
) -> None:
    with Terminal([sys.executable, "-c", BROKEN], env) as terminal:
        before = terminal.before
        terminal.wait_for("199 papers")
        terminal.send("b")
        terminal.wait_for("★")
        terminal.send("?")
        assert terminal.wait_for_end() == 1
        assert termios.tcgetattr(terminal.master) == before
        said = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "something went wrong (RuntimeError)" in said
    assert "Traceback" not in said
    log = tmp_path / ".local/state/paperbrowse/log/paperbrowse.log"
    assert str(log) in said.replace("\r\n", "")
    assert "RuntimeError: broken" in log.read_text()
    with Terminal([PROGRAM], env) as terminal:
        terminal.wait_for("★")


def test_ctrl_z_goes_back_to_the_shell(env: dict[str, str]) -> None:
    with Terminal(["sh", "-i"], env) as terminal:
        terminal.send(f"{PROGRAM}\r")
        terminal.wait_for("199 papers")
        terminal.send("\x1a")
        terminal.wait_for(lambda _: terminal.output.rstrip().endswith((b"$", b"#")))
        terminal.send("fg\r")
        terminal.wait_for("199 papers")
        terminal.send("/lieaug")
        terminal.wait_for("1 of 199")


def test_a_dumb_terminal_gets_the_list(env: dict[str, str]) -> None:
    with Terminal([PROGRAM], {**env, "TERM": "dumb"}) as terminal:
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.output
        assert b"LieAugmenter" in terminal.output
