"""The subcommands and their options."""

from __future__ import annotations

import argparse

from paperbrowse import __version__
from paperbrowse.query import EXAMPLES

_DESCRIPTION = "Browse, search and bookmark lists of arXiv papers. Alone, it opens the browser."


def parse(words: list[str]) -> argparse.Namespace:
    """The options that the words give; ``run`` among them is the command to call.

    Wrong usage is said on standard error and ends the process with 2, as argparse does.
    """
    return _parser().parse_args(_protected(words) or ["list"])


def _parser() -> argparse.ArgumentParser:
    from paperbrowse.cli import doctor, papers

    examples = "\n".join(
        f"  paperbrowse search {_quoted(query):<26} {meaning}" for query, meaning in EXAMPLES
    )
    parser = argparse.ArgumentParser(
        prog="paperbrowse",
        description=_DESCRIPTION,
        epilog=(
            "examples:\n  paperbrowse                                   open the browser\n"
            "  paperbrowse list --limit 10                   the ten newest papers\n"
            "  paperbrowse show 2512.24162                   one paper with its links\n"
            f"{examples}\n\nexit codes: 0 done, 1 nothing found or a problem, 2 wrong usage"
        ),
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
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    search.add_argument("query", nargs="+", metavar="QUERY", help="what is looked for")
    search.set_defaults(run=papers.search_papers)
    for command in (listing, search):
        command.add_argument(
            "--format",
            choices=sorted(papers.FORMATS),
            default="table",
            help="table (default) or jsonl: one JSON object a line",
        )
        command.add_argument(
            "--limit", type=_count, metavar="N", help="print at most this many papers"
        )
    show = commands.add_parser("show", help="print one paper with its links")
    show.add_argument("id", metavar="ID", help="an arXiv identifier or link, a DOI or an address")
    show.set_defaults(run=papers.show_paper)
    check = commands.add_parser("doctor", help="print how everything stands, and what is wrong")
    check.set_defaults(run=doctor.examine)
    for command in (listing, search, show, check):
        # A default here would overwrite what stands before the command.
        _add_color(command, default=argparse.SUPPRESS)
    return parser


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


def _protected(words: list[str]) -> list[str]:
    """Let ``search`` have words such as ``-segmentation``, which argparse takes for options.

    A space in front is nothing to a query, and makes it a plain argument to argparse.
    """
    if next((word for word in words if not word.startswith("-")), "") != "search":
        return words
    at = words.index("search") + 1
    after = [
        f" {word}" if word[:1] == "-" and word[:2] != "--" and word not in {"-", "-h"} else word
        for word in words[at:]
    ]
    return words[:at] + after


def _quoted(query: str) -> str:
    return f"'{query}'" if " " in query or '"' in query else query
