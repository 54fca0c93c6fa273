"""The subcommands and their options."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from paperbrowse import __version__
from paperbrowse.query import Order, Sort
from paperbrowse.query.examples import EXAMPLES
from paperbrowse.query.fields import either

_DESCRIPTION = "Browse, search and bookmark lists of arXiv papers. Alone, it opens the browser."
_COMMANDS = (
    ("paperbrowse", "open the browser"),
    ("paperbrowse list --limit 10", "the ten newest papers"),
    ("paperbrowse search medical --sort date", "what a query finds, here the newest first"),
    ("paperbrowse searches", "the saved searches, and how much is new in each"),
    ("paperbrowse export is:bookmarked -o mine.bib", "the bookmarks, for LaTeX"),
    ("paperbrowse show 2512.24162", "one paper with its links"),
)
_Commands = Any  # argparse has no public name for what add_subparsers gives
_ORDERS = either([sort.value for sort in Sort])
_EXPORTS = (
    ("paperbrowse export --format markdown -o list.md", "all papers, as the bundled list has them"),
    ("paperbrowse export is:bookmarked --append thesis.bib", "bookmarks that are not in it yet"),
    ("paperbrowse export tag:baseline --format csv | head", "a table on standard output"),
)
_CODES = "exit codes: 0 done, 1 nothing found or a problem, 2 wrong usage"


def parse(words: list[str]) -> argparse.Namespace:
    """The options that the words give; ``run`` among them is the command to call.

    Wrong usage is said on standard error and ends the process with 2, as argparse does.
    """
    return _parser().parse_args(_protected(words) or ["list"])


def _parser() -> argparse.ArgumentParser:
    from paperbrowse.cli import doctor, papers

    queries = f"queries:\n{_columns((shlex.quote(query), about) for query, about in EXAMPLES)}"
    parser = argparse.ArgumentParser(
        prog="paperbrowse",
        description=_DESCRIPTION,
        epilog=f"examples:\n{_columns(_COMMANDS)}\n\n{queries}\n\n{_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"paperbrowse {__version__}")
    _add_color(parser, default="auto")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    listing = commands.add_parser("list", help="print the papers, newest first")
    listing.set_defaults(run=papers.list_papers)
    search = commands.add_parser(
        "search",
        help="print the papers that a query finds, best first",
        description="Print the papers that a query finds, in the order of the search box.",
        epilog=f"{queries}\n\n{_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_query(search)
    search.set_defaults(run=papers.search_papers)
    for command in (listing, search):
        _add_printing(command, default="table")
    saved = commands.add_parser(
        "searches",
        help="print the saved searches, and how much is new in each; run, add, remove them",
        description="Print the saved searches: how many papers each finds, and how many are new.",
    )
    actions = _add_searches(saved)
    export = _add_export(commands)
    show = commands.add_parser("show", help="print one paper with its links")
    show.add_argument("id", metavar="ID", help="an arXiv identifier or link, a DOI or an address")
    show.set_defaults(run=papers.show_paper)
    check = commands.add_parser("doctor", help="print how everything stands, and what is wrong")
    check.set_defaults(run=doctor.examine)
    for command in (listing, search, saved, *actions, export, show, check):
        # A default here would overwrite what stands before the command.
        _add_color(command, default=argparse.SUPPRESS)
    return parser


def _add_searches(saved: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """What can be done with the saved searches; gives the parsers of that."""
    from paperbrowse.cli import searches

    saved.set_defaults(run=searches.list_searches)
    saved.add_argument(
        "--format",
        choices=searches.FORMATS,
        default="table",
        help="table (default) or jsonl: one JSON object a line",
    )
    actions = saved.add_subparsers(title="actions", metavar="ACTION")
    run = actions.add_parser("run", help="print what one finds; from then on that is not new in it")
    run.set_defaults(run=searches.run_search)
    add = actions.add_parser("add", help="save a query under a name, in place of one that has it")
    add.set_defaults(run=searches.add_search)
    rename = actions.add_parser("rename", help="give one another name")
    rename.set_defaults(run=searches.rename_search)
    remove = actions.add_parser("remove", help="forget one")
    remove.set_defaults(run=searches.remove_search)
    for action in (run, add, rename, remove):
        action.add_argument("name", metavar="NAME", help="the name of the search")
    _add_printing(run, default=argparse.SUPPRESS)
    _add_query(add)
    rename.add_argument("new", metavar="NEW", help="its new name")
    return [run, add, rename, remove]


def _add_export(commands: _Commands) -> argparse.ArgumentParser:
    from paperbrowse.catalogue.exporting import EXPORTS
    from paperbrowse.cli import exporting

    formats = _columns((name, format.help) for name, format in EXPORTS.items())
    export: argparse.ArgumentParser = commands.add_parser(
        "export",
        help="give papers back in a format of others: BibTeX, Markdown, CSV …",
        description="Print papers in a format of others, or write them to a file. Without a QUERY,"
        " these are all papers, the newest first.",
        epilog=f"formats:\n{formats}\n\nexamples:\n{_columns(_EXPORTS)}\n\n{_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_query(export, nargs="*")
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
    _add_choice(export)
    export.set_defaults(run=exporting.export_papers, misused=export.error)
    return export


def _add_query(command: argparse.ArgumentParser, nargs: str = "+") -> None:
    command.add_argument(
        "query",
        nargs=nargs,
        metavar="QUERY",
        help="what is looked for; - alone reads it from standard input",
    )


def _add_printing(command: argparse.ArgumentParser, default: str) -> None:
    from paperbrowse.cli import printing

    command.add_argument(
        "--format",
        choices=printing.FORMATS,
        default=default,
        help="table (default), jsonl: one JSON object a line, or ids: one identifier a line",
    )
    _add_choice(command)


def _add_choice(command: argparse.ArgumentParser) -> None:
    command.add_argument("--limit", type=_count, metavar="N", help="at most this many papers")
    command.add_argument(
        "--sort",
        type=_order,
        metavar="ORDER",
        help=f"{_ORDERS}; -date reverses; a sort: in the query goes before it",
    )


def _add_color(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--color",
        choices=["auto", "always", "never"],
        default=default,
        help="colours: auto (default) uses them on a terminal",
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


_count.__name__ = "count"  # how argparse calls a value that is none


def _order(text: str) -> Order:
    """The order that a word is, with ``-`` before it the other way round."""
    word = text.strip()
    try:
        return Order(Sort(word.removeprefix("-")), reverse=word.startswith("-"))
    except ValueError:
        message = f"no order {word!r}: try {_ORDERS}, with - before it to reverse"
        raise argparse.ArgumentTypeError(message) from None


def _protected(words: list[str]) -> list[str]:
    """Let words such as ``-segmentation`` and ``-date`` by argparse, which takes them for options.

    A space in front makes them plain arguments; whoever reads a query or an order takes it away.
    """
    commands = ("list", "search", "searches", "export", "show", "doctor")
    at = next((at for at, word in enumerate(words) if word in commands), len(words))
    if at == len(words) or words[at] in {"show", "doctor"}:
        return words
    options = {"-", "-h", "-o"} if words[at] == "export" else {"-", "-h"}
    after = [
        f" {word}"
        if word[:1] == "-" and word[:2] != "--" and word not in options and before != "-o"
        else word
        for before, word in zip(words[at:], words[at + 1 :], strict=False)
    ]
    return words[: at + 1] + after


def _columns(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns, aligned."""
    rows = list(rows)
    width = max(len(left) for left, _ in rows)
    return "\n".join(f"  {left:<{width}}  {right}" for left, right in rows)
