"""The subcommands and their options."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable
from typing import Literal

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
    ("paperbrowse show 2512.24162", "one paper with its links"),
    ("paperbrowse add arxiv:cat:cs.CV --max 500", "add a list: here the newest of a category"),
    ("paperbrowse update", "bring all lists up to date"),
)
_SOURCES = (
    ("paperbrowse add papers.md", "a file; its format is found by looking at it"),
    ("paperbrowse add https://github.com/someone/list", "a page or file of the web"),
    ("paperbrowse add 'arxiv:all:\"image classification\"'", "what arXiv finds, newest first"),
    ("curl … | paperbrowse add - --name mine", "what another program gives"),
)
_ORDERS = either([sort.value for sort in Sort])
# Commands that take no query and no order.
_PLAIN = ("show", "add", "lists", "update", "remove", "doctor")
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
    show = commands.add_parser("show", help="print one paper with its links")
    show.add_argument("id", metavar="ID", help="an arXiv identifier or link, a DOI or an address")
    show.set_defaults(run=papers.show_paper)
    listed = _add_lists(commands)
    check = commands.add_parser("doctor", help="print how everything stands, and what is wrong")
    check.set_defaults(run=doctor.examine)
    for command in (listing, search, saved, *actions, show, *listed, check):
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


def _add_lists(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> list[argparse.ArgumentParser]:
    """The commands for lists; gives their parsers."""
    from paperbrowse.cli import lists

    add = commands.add_parser(
        "add",
        help="read a list into the library: a file, directory, web address or arXiv query",
        description="Read lists into the library. Almost any text that lists arXiv papers will do:"
        " Markdown, HTML, BibTeX, RIS, CSV, JSON, YAML, Atom, arXiv's own metadata, plain text.",
        epilog=f"examples:\n{_columns(_SOURCES)}\n\n{_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add.set_defaults(run=lists.add_lists)
    add.add_argument(
        "address",
        nargs="+",
        metavar="ADDRESS",
        help="a path, a directory, an http(s) address, arxiv:QUERY, - for standard input, or"
        " bundled for the shipped lists",
    )
    add.add_argument("--name", default="", help="what to call it (default: as its address says)")
    add.add_argument(
        "--max",
        type=_count,
        default=0,
        metavar="N",
        help="of an arXiv query, at most so many papers (default: 1000)",
    )
    add.add_argument(
        "--private",
        action="store_true",
        help="allow an address that is on this machine or its private network",
    )
    listing = commands.add_parser(
        "lists", help="print the lists: their papers, how many are new, where they come from"
    )
    listing.set_defaults(run=lists.print_lists)
    listing.add_argument(
        "--format",
        choices=lists.FORMATS,
        default="table",
        help="table (default) or jsonl: one JSON object a line",
    )
    actions = listing.add_subparsers(title="actions", metavar="ACTION")
    rename = actions.add_parser("rename", help="give one another name")
    rename.set_defaults(run=lists.rename_list)
    update = commands.add_parser("update", help="bring lists up to date, all or those named")
    update.set_defaults(run=lists.update_lists)
    update.add_argument("name", nargs="*", metavar="NAME", help="the name of a list")
    remove = commands.add_parser(
        "remove", help="remove a list; papers that you marked or read stay"
    )
    remove.set_defaults(run=lists.remove_list)
    for command in (rename, remove):
        command.add_argument("name", metavar="NAME", help="the name of the list")
    rename.add_argument("new", metavar="NEW", help="its new name")
    fill = commands.add_parser(
        "enrich",
        help="ask arXiv for the titles, authors, abstracts and categories that papers lack",
    )
    fill.set_defaults(run=lists.enrich, sort=None)
    _add_query(fill, count="*")
    for command in (add, update, fill):
        command.add_argument(
            "--quiet", action="store_true", help="say nothing but problems, and show no progress"
        )
        command.add_argument(
            "--verbose", action="store_true", help="name every row that could not be read"
        )
    return [add, listing, rename, update, remove, fill]


def _add_query(command: argparse.ArgumentParser, count: Literal["+", "*"] = "+") -> None:
    command.add_argument(
        "query",
        nargs=count,
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
    command.add_argument("--limit", type=_count, metavar="N", help="print at most this many papers")
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
    commands = ("list", "search", "searches", "enrich", *_PLAIN)
    at = next((at for at, word in enumerate(words) if word in commands), len(words))
    if at == len(words) or words[at] in _PLAIN:
        return words
    after = [
        f" {word}" if word[:1] == "-" and word[:2] != "--" and word not in {"-", "-h"} else word
        for word in words[at + 1 :]
    ]
    return words[: at + 1] + after


def _columns(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns, aligned."""
    rows = list(rows)
    width = max(len(left) for left, _ in rows)
    return "\n".join(f"  {left:<{width}}  {right}" for left, right in rows)
