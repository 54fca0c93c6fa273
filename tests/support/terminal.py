"""The program in a real pseudo-terminal, its screen read back as a person would read it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pyte

ESCAPE, ENTER, TAB, DOWN, CTRL_P, CTRL_U = "\x1b", "\r", "\t", "\x1b[B", "\x10", "\x15"


class Terminal:
    """A command running in a pseudo-terminal of a given size; a context that ends it."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        columns: int = 120,
        lines: int = 36,
        cwd: str | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.output = bytearray()
        """Every byte the program wrote."""
        self.master, slave = pty.openpty()
        self.before = termios.tcgetattr(self.master)
        """The settings of the terminal before the program had it."""
        self._set_size(columns, lines)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def send(self, keys: str | bytes) -> None:
        """Type these keys, in one write."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def pause(self, seconds: float) -> None:
        """Let so much time pass between two keys."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.read(left)

    def settle(self, quiet: float) -> str:
        """Read until the program has written nothing for so many seconds; gives the screen."""
        while self.read(quiet):
            pass
        return self.text()

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size; the program is told as by a window manager."""
        self.screen.resize(lines, columns)
        self._set_size(columns, lines)
        os.killpg(self.process.pid, signal.SIGWINCH)

    def read(self, seconds: float) -> bool:
        """Read what the program writes, for at most this long; False where there was nothing."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux says so when the program has ended
            return False
        self.output += data
        # Answers to queries of the terminal that pyte does not know are no text.
        self._stream.feed(data.replace(b"\x1b[>", b"\x1b[?"))
        return bool(data)

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 20) -> str:
        """Read until the screen holds a text (or a condition on it holds); gives the screen."""
        holds = wanted if callable(wanted) else lambda text: wanted in text
        until = time.monotonic() + seconds
        while not holds(self.text()):
            left = until - time.monotonic()
            assert left > 0, f"the screen never showed {wanted!r}:\n{self.text()}"
            if not self.read(min(left, 0.2)) and self.process.poll() is not None:
                assert holds(self.text()), f"the program ended before {wanted!r}:\n{self.text()}"
        return self.text()

    def wait_for_end(self, seconds: float = 20) -> int:
        """Read until the program ends; gives its exit code."""
        until = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < until, f"the program does not end:\n{self.text()}"
            self.read(0.05)
        while self.read(0):
            pass
        return self.process.returncode

    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
