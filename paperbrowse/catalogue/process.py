"""Starting a process of ours beside the program."""

from __future__ import annotations

import contextlib
import subprocess
import sys

# The child takes over the parent's import path: ``-m`` alone would put the working directory,
# which may be anybody's, before it.
_START = (
    "import sys; sys.path[:] = sys.argv.pop(1).split(chr(10)); "
    "from importlib import import_module; import_module(sys.argv.pop(1)).main()"
)

PATIENCE = 1.0
"""Seconds that a process of ours has to end, once it is asked to."""


def start(module: str, *arguments: str) -> subprocess.Popen[str]:
    """Start the ``main`` of a module with arguments, its standard input and output in our hands.

    It must end when its input does: then no child outlives the program.
    """
    path = "\n".join(entry for entry in sys.path if entry)
    return subprocess.Popen(
        [sys.executable, "-c", _START, path, module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def end(process: subprocess.Popen[str], patience: float = PATIENCE) -> None:
    """End such a process: it is asked to, and made to when it has not after some seconds."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):  # it is gone, with a line that it has not read
            process.stdin.close()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    # Not before: who reads it on another thread would keep it open until the process says a thing.
    if process.stdout is not None:
        process.stdout.close()
