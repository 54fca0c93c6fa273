"""The command line: ``paperbrowse`` and its subcommands."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from paperbrowse import terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``paperbrowse`` with these arguments, else those of the process; gives the exit code."""
    terminal.stand_in()
    words = list(sys.argv[1:] if arguments is None else arguments)
    # The terminal is taken before the imports, which take a while.
    browse = not words and terminal.has_screen() and terminal.take()
    try:
        from paperbrowse.cli.main import run

        return run(words, browse=browse)
    finally:
        terminal.restore()


__all__ = ["main"]
