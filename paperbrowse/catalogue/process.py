"""Starting a process of ours beside the program."""

from __future__ import annotations

import subprocess
import sys

# The child takes over the parent's import path: ``-m`` alone would put the working directory,
# which may be anybody's, before it.
_START = (
    "import sys; sys.path[:] = sys.argv.pop(1).split(chr(10)); "
    "from importlib import import_module; import_module(sys.argv.pop(1)).main()"
)


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


def end(process: subprocess.Popen[str]) -> None:
    """End such a process, at once if it still works."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.kill()
    process.wait()
