"""``paperbrowse backup``: a copy of the library in one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from paperbrowse.catalogue.backup import AlreadyThere, NotWritten, back_up, report
from paperbrowse.cli.asking import progress
from paperbrowse.cli.options import Commands, add_command, columns
from paperbrowse.cli.output import out, say
from paperbrowse.config import Directories

_BACKUPS = (
    ("paperbrowse backup papers-2026.db", "beside other backups"),
    ("paperbrowse backup --force /mnt/disk/papers.db", "in the place of the last one"),
)


def add_backup(commands: Commands) -> argparse.ArgumentParser:
    """The command that backs the library up; gives its parser."""
    backup = add_command(
        commands,
        "backup",
        help="copy the library, with all that you marked, into one file",
        description="Copy the library, with all that you marked, into one file, which is checked."
        " Windows may be open and lists be read in meanwhile.",
        notes=f"examples:\n{columns(_BACKUPS)}",
    )
    backup.add_argument(
        "file", type=Path, metavar="FILE", help="the file to write, readable by you alone"
    )
    backup.add_argument("--force", action="store_true", help="write over a file that is there")
    backup.set_defaults(run=write_backup, misused=backup.error)
    return backup


def write_backup(options: argparse.Namespace, directories: Directories) -> int:
    """Back the library up, and say what is in the backup; 1 where it can't be written."""
    if str(options.file) == "-":
        options.misused("a backup is no text for standard output: name a file")
    try:
        with progress("pages copied") as tell:
            contents = back_up(directories.library, options.file, tell, force=options.force)
    except AlreadyThere as error:
        say(f"{error} --force writes over it.")
        return 1
    except NotWritten as error:
        say(str(error))
        return 1
    out(report(contents, str(options.file)))
    return 0
