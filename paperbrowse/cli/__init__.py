"""The command line: ``paperbrowse`` and its subcommands.

This is where the program starts, so nothing is imported here that takes any time: Ctrl+C may come
while the rest is.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from importlib import import_module
from typing import Any

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""


def _main(arguments: Sequence[str] | None = None) -> int:
    """Run ``paperbrowse`` with these arguments, else those of the process; gives the exit code.

    Ctrl+C ends it without a word, whenever it comes.
    """
    try:
        interrupt_at_once()
        module = import_module("paperbrowse.cli.main")
        globals()["main"] = _main  # the module has taken its place
        return int(module.main(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        interrupt_at_once()


main = _main


def interrupt_at_once() -> None:
    """Let Ctrl+C end the process: while it imports modules or ends, nothing has to be put right.

    Python would raise an exception wherever it is, also where nobody can catch it.
    """
    _exchange(signal.default_int_handler, signal.SIG_DFL)


def interrupt_calmly() -> None:
    """Let Ctrl+C raise KeyboardInterrupt again: there is something to be put right."""
    _exchange(signal.SIG_DFL, signal.default_int_handler)


def _exchange(before: object, after: Any) -> None:
    # What somebody else has set, or ignored, stays.
    if signal.getsignal(signal.SIGINT) == before:
        signal.signal(signal.SIGINT, after)
