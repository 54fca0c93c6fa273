"""The options of the commands for lists."""

from __future__ import annotations

import argparse

from paperbrowse.cli.options import Commands, add_command, add_query, columns, count

_SOURCES = (
    ("paperbrowse add papers.md", "a file; its format is found by looking at it"),
    ("paperbrowse add https://github.com/someone/list", "a page or file of the web"),
    ("paperbrowse add 'arxiv:all:\"image classification\"'", "what arXiv finds, newest first"),
    ("curl … | paperbrowse add - --name mine", "what another program gives"),
)


def add_lists(commands: Commands) -> list[argparse.ArgumentParser]:
    """The commands for lists; gives their parsers."""
    from paperbrowse.cli import lists

    add = add_command(
        commands,
        "add",
        help="read a list into the library: a file, directory, web address or arXiv query",
        description="Read lists into the library. Almost any text that lists arXiv papers will do:"
        " Markdown, HTML, BibTeX, RIS, CSV, JSON, YAML, Atom, arXiv's own metadata, plain text.",
        notes=f"examples:\n{columns(_SOURCES)}",
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
        type=count,
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
    add_query(fill, count="*")
    for command in (add, update, fill):
        command.add_argument(
            "--quiet", action="store_true", help="say nothing but problems, and show no progress"
        )
        command.add_argument(
            "--verbose", action="store_true", help="name every row that could not be read"
        )
    return [add, listing, rename, update, remove, fill]
