"""The command line: ``paperbrowse`` and its subcommands."""

from paperbrowse.cli.main import main

__all__ = ["main"]
