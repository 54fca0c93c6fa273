"""What the options of several commands share: queries, how many papers and in which order."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, Literal

from paperbrowse.query import Order, Sort
from paperbrowse.query.fields import either

CODES = "exit codes: 0 done, 1 nothing found or a problem, 2 wrong usage"
"""The last line of a command's help."""

Commands = Any
"""What ``add_subparsers`` gives, for which argparse has no public name."""

_ORDERS = either([sort.value for sort in Sort])


def add_command(
    commands: Commands, name: str, *, help: str, description: str, notes: str
) -> argparse.ArgumentParser:
    """A command whose help ends with notes, line for line, and the exit codes."""
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help,
        description=description,
        epilog=f"{notes}\n\n{CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return command


def add_query(command: argparse.ArgumentParser, count: Literal["+", "*"] = "+") -> None:
    """The words of a query."""
    command.add_argument(
        "query",
        nargs=count,
        metavar="QUERY",
        help="what is looked for; - alone reads it from standard input",
    )


def add_choice(command: argparse.ArgumentParser) -> None:
    """How many papers, in which order."""
    command.add_argument("--limit", type=count, metavar="N", help="at most this many papers")
    command.add_argument(
        "--sort",
        type=_order,
        metavar="ORDER",
        help=f"{_ORDERS}; -date reverses; a sort: in the query goes before it",
    )


def count(text: str) -> int:
    """A number of papers. Raises ValueError where it is none."""
    number = int(text)
    if number < 0:
        raise ValueError
    return number


count.__name__ = "count"  # how argparse calls a value that is none


def _order(text: str) -> Order:
    """The order that a word is, with ``-`` before it the other way round."""
    word = text.strip()
    try:
        return Order(Sort(word.removeprefix("-")), reverse=word.startswith("-"))
    except ValueError:
        message = f"no order {word!r}: try {_ORDERS}, with - before it to reverse"
        raise argparse.ArgumentTypeError(message) from None


def columns(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns, aligned."""
    rows = list(rows)
    width = max(len(left) for left, _ in rows)
    return "\n".join(f"  {left:<{width}}  {right}" for left, right in rows)
