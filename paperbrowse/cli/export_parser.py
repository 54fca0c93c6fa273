"""The options of the command that gives papers back."""

from __future__ import annotations

import argparse
from pathlib import Path

from paperbrowse.cli.options import Commands, add_choice, add_command, add_query, columns

_EXPORTS = (
    ("paperbrowse export --format markdown -o list.md", "all papers, as the bundled list has them"),
    ("paperbrowse export is:bookmarked --append thesis.bib", "bookmarks that are not in it yet"),
    ("paperbrowse export tag:baseline --format csv | head", "a table on standard output"),
)


def add_export(commands: Commands) -> argparse.ArgumentParser:
    """The command that gives papers back; gives its parser."""
    from paperbrowse.catalogue.exporting import EXPORTS
    from paperbrowse.cli import exporting

    formats = columns((name, format.help) for name, format in EXPORTS.items())
    export = add_command(
        commands,
        "export",
        help="give papers back in a format of others: BibTeX, Markdown, CSV …",
        description="Print papers in a format of others, or write them to a file. Without a QUERY,"
        " these are all papers, the newest first.",
        notes=f"formats:\n{formats}\n\nexamples:\n{columns(_EXPORTS)}",
    )
    add_query(export, count="*")
    export.add_argument(
        "--format",
        choices=EXPORTS,
        metavar="FORMAT",
        help="one of those below; without it, the ending of FILE says it",
    )
    file = export.add_mutually_exclusive_group()
    file.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="write this file, whole or not at all; without it, or with -, standard output",
    )
    file.add_argument(
        "--append",
        type=Path,
        metavar="FILE.bib",
        help="add to this BibTeX file the papers that it does not have",
    )
    export.add_argument("--force", action="store_true", help="write over a file that is there")
    export.add_argument("--title", metavar="TITLE", help="what a feed is called")
    add_choice(export)
    export.set_defaults(run=exporting.export_papers, misused=export.error)
    return export
