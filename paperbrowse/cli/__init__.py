"""The command line: ``paperbrowse`` and its subcommands.

This is where the program starts, so nothing is imported here that takes any time: Ctrl+C may come
while the rest is, and keys that are typed already must not be lost.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import Any

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``paperbrowse`` with these arguments, else those of the process; gives the exit code.

    Ctrl+C ends it without a word, whenever it comes.
    """
    try:
        interrupt_at_once()
        from paperbrowse import terminal

        terminal.stand_in()
        words = list(sys.argv[1:] if arguments is None else arguments)
        browse = not words and terminal.has_screen() and terminal.take()
        try:
            from paperbrowse.cli.program import run

            return run(words, browse=browse)
        finally:
            terminal.restore()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        interrupt_at_once()


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
