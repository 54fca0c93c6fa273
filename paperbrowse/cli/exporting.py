"""``paperbrowse export``: papers in a format of others, printed or written to a file."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from paperbrowse.catalogue import Catalogue
from paperbrowse.catalogue.exporting import (
    EXPORTS,
    AlreadyThere,
    Export,
    NotWritten,
    Wanted,
    append,
    by_ending,
    report,
    save,
    shown,
    text,
)
from paperbrowse.cli.asking import opened, progress, query_text
from paperbrowse.cli.output import say
from paperbrowse.cli.papers import find, say_of
from paperbrowse.config import Directories
from paperbrowse.text import safe


def export_papers(options: argparse.Namespace, directories: Directories) -> int:
    """Give back the papers that a query finds, all where there is none; 1 without papers."""
    export = _format(options)
    query = query_text(options.query)
    with opened(directories) as catalogue:
        results = find(options, catalogue, query)
        say_of(results)
        keys = list(itertools.islice(results.keys, options.limit))
        if not keys:
            say("nothing found")
            return 1
        wanted = Wanted(keys, export, options.title or safe(query) or "Papers")
        try:
            if options.append is not None:
                _append(catalogue, keys, options.append)
            elif options.output is None or str(options.output) == "-":
                _print(catalogue, wanted)
            else:
                _save(catalogue, wanted, options.output, options.force)
        except AlreadyThere as error:
            say(f"{error} --force writes over it.")
            return 1
        except NotWritten as error:
            say(str(error))
            return 1
        return 0


def _format(options: argparse.Namespace) -> Export:
    """The format that is asked for, or that the file's ending says; else it is wrong usage."""
    if options.append is not None:
        if options.format not in {None, "bibtex"}:
            options.misused("--append adds to a BibTeX file, and writes no other format")
        return EXPORTS["bibtex"]
    if options.format is not None:
        return EXPORTS[options.format]
    found = by_ending(options.output) if options.output is not None else None
    if found is None:
        endings = ", ".join(export.ending for export in EXPORTS.values())
        options.misused(f"say the format with --format, or with the ending of FILE ({endings})")
    assert found is not None  # wrong usage has ended the process
    return found


def _print(catalogue: Catalogue, wanted: Wanted) -> None:
    """Print the text as its bytes are in a file; on a terminal, nothing in it can do anything."""
    clean: Callable[[str], str] = shown if sys.stdout.isatty() else str
    sys.stdout.flush()
    for piece in text(catalogue, wanted):
        sys.stdout.buffer.write(clean(piece).encode("utf-8"))


def _save(catalogue: Catalogue, wanted: Wanted, path: Path, force: bool) -> None:
    total = len(wanted.keys)
    with progress("written") as tell:
        written = save(catalogue, wanted, path, force=force, tell=lambda n: tell(n, total))
    say(report(written, str(path)))


def _append(catalogue: Catalogue, keys: Sequence[int], path: Path) -> None:
    with progress("read") as tell:
        done = append(catalogue, keys, path, lambda n: tell(n, len(keys)))
    say(report(done, str(path)))
