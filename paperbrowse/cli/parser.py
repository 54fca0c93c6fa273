"""The subcommands and their options."""

from __future__ import annotations

import argparse
import shlex
from typing import NoReturn

from paperbrowse import __version__
from paperbrowse.cli.backup import add_backup
from paperbrowse.cli.export_parser import add_export
from paperbrowse.cli.lists_parser import add_lists
from paperbrowse.cli.options import CODES, add_choice, add_command, add_query, columns
from paperbrowse.cli.output import told
from paperbrowse.query.examples import EXAMPLES

_DESCRIPTION = "Browse, search and bookmark lists of arXiv papers. Alone, it opens the browser."
_COMMANDS = (
    ("paperbrowse", "open the browser"),
    ("paperbrowse list --limit 10", "the ten newest papers"),
    ("paperbrowse search medical --sort date", "what a query finds, here the newest first"),
    ("paperbrowse searches", "the saved searches, and how much is new in each"),
    ("paperbrowse export is:bookmarked -o mine.bib", "the bookmarks, for LaTeX"),
    ("paperbrowse show 2512.24162", "one paper with its links"),
    ("paperbrowse add arxiv:cat:cs.CV --max 500", "add a list: here the newest of a category"),
    ("paperbrowse update", "bring all lists up to date"),
    ("paperbrowse backup papers.db", "the library, with all that you marked, in one file"),
)
# Commands that take no query and no order.
_PLAIN = ("show", "add", "lists", "update", "remove", "backup", "doctor")


def parse(words: list[str]) -> argparse.Namespace:
    """The options that the words give; ``run`` among them is the command to call.

    Wrong usage is said on standard error and ends the process with 2, as argparse does.
    """
    return _parser().parse_args(_protected(words) or ["list"])


class _Parser(argparse.ArgumentParser):
    """Says what is wrong without what a terminal would obey in the words that are wrong."""

    def error(self, message: str) -> NoReturn:
        super().error(told(message))


def _parser() -> argparse.ArgumentParser:
    from paperbrowse.cli import doctor, papers

    queries = f"queries:\n{columns((shlex.quote(query), about) for query, about in EXAMPLES)}"
    parser = _Parser(
        prog="paperbrowse",
        description=_DESCRIPTION,
        epilog=f"examples:\n{columns(_COMMANDS)}\n\n{queries}\n\n{CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"paperbrowse {__version__}")
    _add_color(parser, default="auto")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    listing = commands.add_parser("list", help="print the papers, newest first")
    listing.set_defaults(run=papers.list_papers)
    search = add_command(
        commands,
        "search",
        help="print the papers that a query finds, best first",
        description="Print the papers that a query finds, in the order of the search box.",
        notes=queries,
    )
    add_query(search)
    search.set_defaults(run=papers.search_papers)
    for command in (listing, search):
        _add_printing(command, default="table")
    saved = commands.add_parser(
        "searches",
        help="print the saved searches, and how much is new in each; run, add, remove them",
        description="Print the saved searches: how many papers each finds, and how many are new.",
    )
    actions = _add_searches(saved)
    export = add_export(commands)
    show = commands.add_parser("show", help="print one paper with its links")
    show.add_argument("id", metavar="ID", help="an arXiv identifier or link, a DOI or an address")
    show.set_defaults(run=papers.show_paper)
    listed = add_lists(commands)
    backup = add_backup(commands)
    check = commands.add_parser("doctor", help="print how everything stands, and what is wrong")
    check.set_defaults(run=doctor.examine)
    for command in (listing, search, saved, *actions, export, show, *listed, backup, check):
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
    add_query(add)
    rename.add_argument("new", metavar="NEW", help="its new name")
    return [run, add, rename, remove]


def _add_printing(command: argparse.ArgumentParser, default: str) -> None:
    from paperbrowse.cli import printing

    command.add_argument(
        "--format",
        choices=printing.FORMATS,
        default=default,
        help="table (default), jsonl: one JSON object a line, or ids: one identifier a line",
    )
    add_choice(command)


def _add_color(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--color",
        choices=["auto", "always", "never"],
        default=default,
        help="colours: auto (default) uses them on a terminal",
    )


def _protected(words: list[str]) -> list[str]:
    """Let words such as ``-segmentation`` and ``-date`` by argparse, which takes them for options.

    A space in front makes them plain arguments; whoever reads a query or an order takes it away.
    """
    commands = ("list", "search", "searches", "export", "enrich", *_PLAIN)
    at = next((at for at, word in enumerate(words) if word in commands), len(words))
    if at == len(words) or words[at] in _PLAIN:
        return words
    options = {"-", "-h", "-o"} if words[at] == "export" else {"-", "-h"}
    after = [
        f" {word}"
        if word[:1] == "-" and word[:2] != "--" and word not in options and before != "-o"
        else word
        for before, word in zip(words[at:], words[at + 1 :], strict=False)
    ]
    return words[: at + 1] + after
