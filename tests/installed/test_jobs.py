"""The browser as a job of a shell: stopped, continued, and ended, also by a lost terminal."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal

from .conftest import PROGRAM

Launch = Callable[..., Terminal]

LEAVES = b"\x1b[?1049l\x1b[?25h"
"""What leaves the alternate screen, and shows the cursor."""


@pytest.fixture
def shell(env: dict[str, str]) -> Callable[..., Terminal]:
    """A shell with job control."""

    if not shutil.which("bash"):
        pytest.skip("bash is not installed")

    def start(**more: str) -> Terminal:
        command = ["bash", "--norc", "--noediting", "-i"]
        return Terminal(command, {**env, "PS1": "ready$ ", **more})

    return start


def prompt(terminal: Terminal) -> None:
    """Wait until the shell waits for a command."""
    terminal.wait_for(lambda _: terminal.output.rstrip().endswith(b"ready$"))


def forget(terminal: Terminal) -> None:
    """Look only at what is written from now on."""
    terminal.screen.reset()
    terminal.output.clear()


def processes(parent: int) -> list[int]:
    """The processes that this one has started and that still work, the oldest first."""
    found = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in found.stdout.splitlines())
    return sorted(
        int(pid) for pid, ppid, state in rows if int(ppid) == parent and not state.startswith("Z")
    )


def session(terminal: Terminal) -> list[int]:
    """The processes of the terminal that still work."""
    found = subprocess.run(
        ["ps", "-s", str(terminal.process.pid), "-o", "pid=,stat="],
        capture_output=True,
        text=True,
        check=False,
    )
    rows = (line.split() for line in found.stdout.splitlines())
    return [int(pid) for pid, state in rows if not state.startswith("Z")]


def begin(terminal: Terminal) -> int:
    """Start the browser from a shell; gives its process."""
    prompt(terminal)
    forget(terminal)
    terminal.send(f"{PROGRAM}\r")
    terminal.wait_for("199 papers")
    return processes(terminal.process.pid)[0]


def in_use(terminal: Terminal) -> bool:
    """Whether a program has left the terminal raw, or in another screen, or with a mouse."""
    raw = not termios.tcgetattr(terminal.master)[3] & termios.ECHO
    modes = (b"?1049", b"?1000", b"?1003", b"?1006", b"?2004", b"?1004")
    on = [mode for mode in modes if _last(terminal, mode) == b"h"]
    hidden = _last(terminal, b"?25") == b"l"
    kitty = terminal.output.count(b"\x1b[>25u") > terminal.output.count(b"\x1b[<u")
    return raw or bool(on) or hidden or kitty


def _last(terminal: Terminal, mode: bytes) -> bytes:
    _, found, after = bytes(terminal.output).rpartition(b"\x1b[" + mode)
    return after[:1] if found else b""


# Stopped and continued


def test_fg_shows_the_screen_at_once(shell: Callable[..., Terminal]) -> None:
    with shell() as terminal:
        begin(terminal)
        for _ in range(2):
            terminal.send("\x1a")
            prompt(terminal)
            assert not in_use(terminal)
            forget(terminal)
            terminal.send("fg\r")
            terminal.wait_for("LieAugmenter")
            terminal.wait_for("199 papers")
        terminal.send("/lieaug")
        terminal.wait_for("1 of 199")


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_stop_from_elsewhere(shell: Callable[..., Terminal], stop: signal.Signals) -> None:
    with shell() as terminal:
        program = begin(terminal)
        os.kill(program, stop)
        prompt(terminal)
        forget(terminal)
        terminal.send("fg\r")
        terminal.wait_for("LieAugmenter")
        terminal.send("/lieaug\r")
        terminal.wait_for("1 of 199")
        terminal.send("q")
        prompt(terminal)
        assert not in_use(terminal)


def test_keys_typed_behind_fg(shell: Callable[..., Terminal]) -> None:
    with shell() as terminal:
        program = begin(terminal)
        os.kill(program, signal.SIGSTOP)
        prompt(terminal)
        terminal.send("fg\r/lieaug\r")
        terminal.wait_for("1 of 199")
        terminal.send("q")
        prompt(terminal)


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_resize_while_stopped(shell: Callable[..., Terminal], stop: signal.Signals) -> None:
    with shell() as terminal:
        program = begin(terminal)
        os.kill(program, stop)
        prompt(terminal)
        terminal.resize(90, 20)
        forget(terminal)
        terminal.send("fg\r")
        terminal.wait_for(
            lambda text: "199 papers" in text.splitlines()[18] and "LieAugmenter" in text
        )


def test_bg_stops_it_again(shell: Callable[..., Terminal]) -> None:
    with shell() as terminal:
        program = begin(terminal)
        terminal.send("\x1a")
        prompt(terminal)
        forget(terminal)
        terminal.send("bg\r")
        terminal.wait_for(lambda _: state(program) == "T")
        terminal.send("jobs\r")
        terminal.wait_for("Stopped")
        assert not in_use(terminal)
        terminal.send("fg\r")
        terminal.wait_for("LieAugmenter")


def test_a_start_in_the_background_waits_for_fg(shell: Callable[..., Terminal]) -> None:
    with shell() as terminal:
        prompt(terminal)
        forget(terminal)
        before = termios.tcgetattr(terminal.master)
        terminal.send(f"{PROGRAM} &\r")
        terminal.wait_for("[1]")
        terminal.wait_for(lambda _: bool(processes(terminal.process.pid)))
        program = processes(terminal.process.pid)[0]
        terminal.wait_for(lambda _: state(program) == "T")
        assert termios.tcgetattr(terminal.master) == before
        assert b"\x1b]" not in terminal.output
        terminal.send("fg\r")
        terminal.wait_for("199 papers")
        terminal.send("q")
        prompt(terminal)
        assert termios.tcgetattr(terminal.master) == before


def test_a_wrapped_program_stops_with_its_wrapper(shell: Callable[..., Terminal]) -> None:
    with shell() as terminal:
        prompt(terminal)
        terminal.send(f"sh -c '{PROGRAM}; true'\r")
        terminal.wait_for("199 papers")
        terminal.output.clear()
        terminal.send("\x1a")
        prompt(terminal)
        forget(terminal)
        terminal.send("fg\r")
        terminal.wait_for("LieAugmenter")


def test_ctrl_z_without_a_shell_stops_nothing(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        forget(terminal)
        terminal.send("\x1a")
        terminal.wait_for("LieAugmenter")
        terminal.send("q")
        assert terminal.wait_for_end() == 0


def state(process: int) -> str:
    found = subprocess.run(
        ["ps", "-p", str(process), "-o", "stat="], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()[:1]


# Ended


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(launch: Launch, tmp_path: Path, number: signal.Signals) -> None:
    with launch() as terminal:
        before = terminal.before
        terminal.wait_for("199 papers")
        terminal.send("b")
        terminal.wait_for("★")
        os.kill(terminal.process.pid, number)
        assert terminal.wait_for_end() == 128 + number
        assert termios.tcgetattr(terminal.master) == before
        assert not in_use(terminal)
        assert b"Traceback" not in terminal.output
        assert terminal.output.endswith(LEAVES)  # and nothing was said
        assert session(terminal) == []
    with launch() as terminal:
        terminal.wait_for("★")


@pytest.mark.parametrize("end", ["signal", "hang-up"])
def test_a_note_that_is_being_written_is_kept(launch: Launch, end: str) -> None:
    terminal = launch()
    terminal.wait_for("199 papers")
    terminal.send("e")
    terminal.wait_for("Enter keeps it")
    terminal.send("half a thought")
    terminal.wait_for("half a thought")
    if end == "signal":
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.wait_for_end() == 143
    os.close(terminal.master)
    terminal.process.wait(20)
    with launch() as terminal:
        terminal.wait_for("half a thought")


def test_a_signal_with_a_panel_and_a_screen_open(launch: Launch) -> None:
    with launch() as terminal:
        terminal.wait_for("199 papers")
        terminal.send("?")
        terminal.wait_for("Keys  (Escape")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.wait_for_end() == 143
        assert not in_use(terminal)


@pytest.mark.parametrize("after", [0.0, 0.15, 0.3])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_it_starts(
    shell: Callable[..., Terminal], number: signal.Signals, after: float
) -> None:
    with shell() as terminal:
        prompt(terminal)
        before = termios.tcgetattr(terminal.master)
        terminal.send(f"{PROGRAM}; echo ended $?\r")
        terminal.wait_for(lambda _: bool(processes(terminal.process.pid)))
        terminal.pause(after)
        os.kill(processes(terminal.process.pid)[0], number)
        terminal.wait_for(f"ended {128 + number}")
        prompt(terminal)
        assert termios.tcgetattr(terminal.master) == before
        assert not in_use(terminal)
        assert b"Traceback" not in terminal.output


def test_a_stopped_program_can_be_ended(shell: Callable[..., Terminal]) -> None:
    with shell() as terminal:
        program = begin(terminal)
        terminal.send("\x1a")
        prompt(terminal)
        forget(terminal)
        terminal.send("kill %1\r")
        terminal.wait_for(lambda _: program not in processes(terminal.process.pid))
        terminal.send("\r")
        terminal.wait_for("143")
        assert not in_use(terminal)


@pytest.mark.parametrize("work", ["at rest", "while it builds", "with a mark"])
def test_a_hang_up_ends_it(env: dict[str, str], tmp_path: Path, work: str) -> None:
    log = tmp_path / "stderr"
    command = ["sh", "-c", f'trap "" HUP; {PROGRAM} 2>{log}; echo $? > {tmp_path}/code']
    for again in (False, True):
        terminal = Terminal(command if again else [PROGRAM], env)
        terminal.wait_for("199 papers")
        if work == "at rest":
            terminal.wait_for(lambda text: "index" not in text.splitlines()[-2])
        elif work == "with a mark":
            terminal.send("b")
            terminal.wait_for("★" if not again else lambda text: "★" not in text)
            if not again:
                terminal.send("t")
                terminal.send("hung up\r")
                terminal.wait_for("hung up")
        os.close(terminal.master)
        code = terminal.process.wait(20)
        if again:
            # Nobody told it by a signal: the terminal itself is gone.
            assert int((tmp_path / "code").read_text()) == 129
            assert log.read_text() == ""
        else:
            assert code == 129
        assert session(terminal) == []


def test_signals_again_end_it_at_once(shell: Callable[..., Terminal], tmp_path: Path) -> None:
    program = tmp_path / "waits.py"
    program.write_text(
        "import sys, threading\n"
        "from paperbrowse.library import Library\n"
        "Library.close = lambda self: threading.Event().wait()\n"
        "from paperbrowse.cli import main\n"
        "sys.exit(main())\n"
    )
    with shell() as terminal:
        prompt(terminal)
        terminal.send(f"{sys.executable} {program}; echo ended $?\r")
        terminal.wait_for("199 papers")
        pid = processes(terminal.process.pid)[0]

        def ended(text: str) -> bool:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            return "ended 143" in text

        terminal.wait_for(ended)
        prompt(terminal)
        assert not in_use(terminal)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGBUS, signal.SIGSEGV])
def test_a_crash_gives_the_terminal_back(
    shell: Callable[..., Terminal], number: signal.Signals
) -> None:
    with shell() as terminal:
        prompt(terminal)
        before = termios.tcgetattr(terminal.master)
        os.kill(begin(terminal), number)
        terminal.wait_for(lambda _: not in_use(terminal))
        assert termios.tcgetattr(terminal.master) == before
        terminal.wait_for(lambda _: session(terminal) == [terminal.process.pid])
        forget(terminal)
        terminal.send("echo $((40 + 2))\r")
        terminal.wait_for("42")


def test_what_was_stopped_and_killed_leaves_the_shell_alone(
    shell: Callable[..., Terminal],
) -> None:
    with shell() as terminal:
        program = begin(terminal)
        terminal.send("\x1a")
        prompt(terminal)
        terminal.send("stty raw -echo; kill -9 %1; sleep 100\r")
        terminal.wait_for(lambda _: program not in processes(terminal.process.pid))
        terminal.wait_for(lambda _: len(session(terminal)) == 2)  # the shell and sleep
        assert not termios.tcgetattr(terminal.master)[3] & termios.ECHO
