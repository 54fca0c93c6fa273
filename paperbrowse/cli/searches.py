"""The saved searches on the command line: listed, run, added, renamed and removed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future

from rich.cells import cell_len, set_cell_size

from paperbrowse.catalogue import Catalogue, Kept, LibraryError, SavedSearch
from paperbrowse.cli.asking import answered, opened, query_text
from paperbrowse.cli.output import as_json, out, say
from paperbrowse.cli.papers import find, print_results
from paperbrowse.cli.style import Style
from paperbrowse.config import Directories
from paperbrowse.query import parse
from paperbrowse.query.nearest import nearest
from paperbrowse.text import safe
from paperbrowse.text.numbers import number


def list_searches(options: argparse.Namespace, directories: Directories) -> int:
    """Print the saved searches: how many papers each finds, and how many are new in it."""
    with opened(directories) as catalogue:
        kept = answered(catalogue, lambda: list(catalogue.searches()))
        for line in FORMATS[options.format](kept, Style.of(options.color)):
            out(line)
        if not kept:
            say("no saved searches yet: paperbrowse searches add NAME QUERY saves one")
            return 1
        return 0


def run_search(options: argparse.Namespace, directories: Directories) -> int:
    """Print what a saved search finds, as search does; from now on that is not new in it."""
    with opened(directories) as catalogue:
        search = _known(catalogue, options.name)
        results = find(options, catalogue, search.query)
        # Begun before anything is printed: it is kept even if the reader has soon seen enough.
        seen = catalogue.saw_search(search.name) if catalogue.keeps_marks else None
        code = print_results(options, catalogue, results)
        if seen is not None:
            seen.result()
        return code


def add_search(options: argparse.Namespace, directories: Directories) -> int:
    """Save a query under a name, in place of one that has it."""
    name, query = options.name.strip(), query_text(options.query)
    with opened(directories) as catalogue:
        before = [search.query for search in catalogue.saved() if search.name == name]
        _change(lambda: catalogue.save_search(name, query))
        for problem in parse(query, entered=True).problems:
            say(problem)
        was = f" (it was {_shown(before[0])})" if before else ""
        out(f"{'replaced' if before else 'saved'} {safe(name)}: {_shown(query)}{was}")
        return 0


def rename_search(options: argparse.Namespace, directories: Directories) -> int:
    """Give a saved search another name."""
    with opened(directories) as catalogue:
        search = _known(catalogue, options.name)
        _change(lambda: catalogue.rename_search(search.name, options.new))
        out(f"renamed {safe(search.name)} to {safe(options.new)}")
        return 0


def remove_search(options: argparse.Namespace, directories: Directories) -> int:
    """Forget a saved search."""
    with opened(directories) as catalogue:
        search = _known(catalogue, options.name)
        _change(lambda: catalogue.remove_search(search.name))
        out(f"removed {safe(search.name)}: {_shown(search.query)}")
        return 0


def _known(catalogue: Catalogue, name: str) -> SavedSearch:
    """The saved search of that name. Raises LibraryError, with the names there are."""
    name = name.strip()
    saved = {search.name: search for search in catalogue.saved()}
    if name in saved:
        return saved[name]
    near = nearest(name, saved)
    hint = f"did you mean {safe(near)}?" if near else f"there are {', '.join(map(safe, saved))}"
    raise LibraryError(f"no saved search '{safe(name)}': {hint if saved else 'none is saved yet'}")


def _change(make: Callable[[], Future[None]]) -> None:
    """Make a change and wait until it is on the disk. Raises LibraryError."""
    try:
        make().result()
    except ValueError as error:  # a name that can't be one
        raise LibraryError(str(error)) from error


def _shown(query: str) -> str:
    return safe(query) or "(all papers)"


def _table(kept: Sequence[Kept], style: Style) -> Iterator[str]:
    names = [safe(each.search.name) for each in kept]
    width = max(map(cell_len, names), default=0)
    for name, each in zip(names, kept, strict=True):
        new = style.mark(f"{f'{number(each.new)} new' if each.new else '':>9}")
        before = f"{style.strong(set_cell_size(name, width))}  {number(each.count):>6} {new}  "
        yield style.cut(before, _shown(each.search.query))


def _jsonl(kept: Sequence[Kept], _: Style) -> Iterator[str]:
    for each in kept:
        yield as_json(
            {
                "name": each.search.name,
                "query": each.search.query,
                "count": each.count,
                "new": each.new,
                "seen": each.search.seen.isoformat(),
            }
        )


FORMATS: dict[str, Callable[[Sequence[Kept], Style], Iterator[str]]] = {
    "table": _table,
    "jsonl": _jsonl,
}
"""How the saved searches can be printed, by name."""
