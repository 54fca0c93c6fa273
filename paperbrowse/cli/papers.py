"""The commands that print papers: list, search and show."""

from __future__ import annotations

import argparse
import itertools

from paperbrowse.catalogue import Catalogue, Request, Results, sheet
from paperbrowse.cli.asking import answered, opened, query_text
from paperbrowse.cli.output import out, say
from paperbrowse.cli.printing import FORMATS, Found, page
from paperbrowse.cli.style import Style
from paperbrowse.config import Directories
from paperbrowse.query import Sort
from paperbrowse.text import plain, safe


def list_papers(options: argparse.Namespace, directories: Directories) -> int:
    """Print the papers, newest first."""
    with opened(directories) as catalogue:
        return print_results(options, catalogue, catalogue.results(Request(order=options.sort)))


def search_papers(options: argparse.Namespace, directories: Directories) -> int:
    """Print what a query finds, best first."""
    text = query_text(options.query)
    with opened(directories) as catalogue:
        return print_results(options, catalogue, find(options, catalogue, text))


def show_paper(options: argparse.Namespace, directories: Directories) -> int:
    """Print one paper as the detail pane has it."""
    with opened(directories) as catalogue:
        entry = catalogue.named(options.id)
        if entry is None:
            say(f"no paper {plain(options.id)} in the library")
            return 1
        for line in page(sheet(entry), Style.of(options.color)):
            out(line)
        return 0


def find(options: argparse.Namespace, catalogue: Catalogue, text: str) -> Results:
    """What an entered query finds, in the order of the options unless it asks for another."""
    request = Request(text, entered=True, order=options.sort)
    return answered(catalogue, lambda: catalogue.results(request))


def say_of(results: Results) -> None:
    """Say what is to be said of a query and what it finds."""
    for problem in results.request.query.problems:
        say(problem)
    if results.shortfall:
        say(results.shortfall)
    if results.meant:
        say(f"did you mean: {safe(results.meant)}")


def print_results(options: argparse.Namespace, catalogue: Catalogue, results: Results) -> int:
    """Print papers as the options ask, and say what is to be said of them; 1 without papers."""
    say_of(results)
    hits = results.hits if results.order.by is Sort.RELEVANCE else None
    papers = (
        Found(entry, hits.score(entry.key) if hits else None, results.shared(entry.key))
        for entry in catalogue.entries(list(itertools.islice(results.keys, options.limit)))
    )
    for line in FORMATS[options.format](papers, Style.of(options.color)):
        out(line)
    if not results.total:
        say("nothing found")
        return 1
    return 0
