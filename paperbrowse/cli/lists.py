"""The commands for lists: add, lists, update, remove, enrich."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from paperbrowse.catalogue import (
    Catalogue,
    LibraryError,
    Outcome,
    PaperList,
    Report,
    Wish,
    is_shipped,
    sentence,
)
from paperbrowse.cli import INTERRUPTED
from paperbrowse.cli.asking import opened, query_text
from paperbrowse.cli.interrupting import interruptible
from paperbrowse.cli.output import as_json, ask, out, say
from paperbrowse.cli.papers import find
from paperbrowse.cli.style import Style
from paperbrowse.config import Directories, local
from paperbrowse.text import safe
from paperbrowse.text.numbers import number

if TYPE_CHECKING:
    from paperbrowse.cli.telling import Teller


def add_lists(options: argparse.Namespace, directories: Directories) -> int:
    """Read lists into the library, each until its end or Ctrl+C."""
    if options.name and len(options.address) > 1:
        say("--name names one list: give one address with it")
        return 2
    wishes = [
        Wish(address, options.name, options.max, options.private) for address in options.address
    ]
    with opened(directories) as catalogue:
        return _read(catalogue, wishes, options)


def update_lists(options: argparse.Namespace, directories: Directories) -> int:
    """Bring lists up to date: those that are named, else all that have a source to ask."""
    with opened(directories) as catalogue:
        lists = catalogue.lists
        if options.name:
            wishes = [lists.again(lists.named(name)) for name in options.name]
        else:
            wishes = lists.all_again()
        if not wishes:
            if not options.quiet:
                say("there is no list to update yet: paperbrowse add ADDRESS adds one")
            return 0
        return _read(catalogue, wishes, options)


def print_lists(options: argparse.Namespace, directories: Directories) -> int:
    """Print the lists: their papers, how many are new, when they were last read, from where."""
    with opened(directories) as catalogue:
        for line in FORMATS[options.format](catalogue.lists.all(), Style.of(options.color)):
            out(line)
        return 0


def rename_list(options: argparse.Namespace, directories: Directories) -> int:
    """Give a list another name."""
    with opened(directories) as catalogue:
        known = catalogue.lists.named(options.name)
        try:
            catalogue.lists.rename(known.name, options.new)
        except ValueError as error:
            raise LibraryError(str(error)) from error
        out(f"renamed {safe(known.name)} to {safe(options.new.strip())}")
        return 0


def remove_list(options: argparse.Namespace, directories: Directories) -> int:
    """Remove a list and its papers, but for those that something else keeps."""
    with opened(directories) as catalogue:
        known = catalogue.lists.named(options.name)
        gone = catalogue.lists.remove(known.name)
        stayed = known.count - gone
        kept = (
            ""
            if not stayed
            else "; 1 stays: it is marked or read, or stands in another list"
            if stayed == 1
            else f"; {number(stayed)} stay: they are marked or read, or stand in another list"
        )
        out(f"removed {safe(known.name)} and {number(gone)} of its papers{kept}")
        if is_shipped(known):
            say("paperbrowse add bundled brings it back")
        return 0


def enrich(options: argparse.Namespace, directories: Directories) -> int:
    """Fill in from arXiv what papers lack: title, authors, abstract, categories."""
    text = query_text(options.query)
    with opened(directories) as catalogue:
        among = set(find(options, catalogue, text).keys) if text.strip() else None
        with interruptible() as interrupted, _teller(options) as teller:
            report = catalogue.lists.enrich(among, teller.tell, interrupted)
        if report.outcome is Outcome.READ and not report.papers:
            out("nothing is lacking")
            return 0
        return _said(report, options)


def _read(catalogue: Catalogue, wishes: Sequence[Wish], options: argparse.Namespace) -> int:
    code = 0
    with interruptible() as interrupted:
        for wish in wishes:
            report = _read_one(catalogue, wish, options, interrupted)
            if report.outcome is Outcome.ASKING and _allowed(report):
                allowed = replace(wish, private=True)
                report = _read_one(catalogue, allowed, options, interrupted)
            code = max(code, _said(report, options))
            if report.outcome is Outcome.STOPPED:
                break
    return code


def _read_one(
    catalogue: Catalogue,
    wish: Wish,
    options: argparse.Namespace,
    interrupted: Callable[[], bool],
) -> Report:
    with _teller(options) as teller:
        teller.begin(wish.called)
        return catalogue.lists.read(wish, teller.tell, interrupted)


def _teller(options: argparse.Namespace) -> Teller:
    # Late: the bar takes as long to import as a search.
    from paperbrowse.cli.telling import Teller

    return Teller(quiet=options.quiet, verbose=options.verbose)


def _allowed(report: Report) -> bool:
    """Ask whether an address of the user's own network is to be read, if there is whom to ask."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    where = report.problem
    answer = ask(f"{where} is on this machine or its private network. Read it? [y/N]")
    return answer.lower() in {"y", "yes"}


def _said(report: Report, options: argparse.Namespace) -> int:
    """Say what came of a reading; gives the exit code."""
    for note in report.notes:
        say(note)
    match report.outcome:
        case Outcome.FAILED:
            say(sentence(report))
            return 1
        case Outcome.ASKING:
            say(f"{sentence(report)} --private allows it.")
            return 1
        case _:
            if not options.quiet:
                out(sentence(report))
            return INTERRUPTED if report.outcome is Outcome.STOPPED else 0


def _table(lists: Sequence[PaperList], style: Style) -> Iterator[str]:
    names = [safe(known.name) for known in lists]
    width = max(map(cell_len, names), default=0)
    for name, known in zip(names, lists, strict=True):
        new = style.mark(f"{f'{number(known.new)} new' if known.new else '':>11}")
        when = local(known.updated).strftime("%Y-%m-%d %H:%M")
        unfinished = "" if known.origin.digest else "not read to its end: "
        yield style.cut(
            f"{style.strong(set_cell_size(name, width))}  {number(known.count):>9} {new}"
            f"  {style.faint(when)}  ",
            unfinished + safe(known.origin.source),
        )


def _jsonl(lists: Sequence[PaperList], _: Style) -> Iterator[str]:
    for known in lists:
        yield as_json(
            {
                "name": known.name,
                "source": known.origin.source,
                "count": known.count,
                "new": known.new,
                "updated": known.updated.isoformat(),
                "whole": bool(known.origin.digest),
            }
        )


FORMATS: dict[str, Callable[[Sequence[PaperList], Style], Iterator[str]]] = {
    "table": _table,
    "jsonl": _jsonl,
}
"""How the lists can be printed, by name."""
