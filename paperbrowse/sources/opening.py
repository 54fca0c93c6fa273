"""One way to open a list, whatever its address is: a path, standard input, the web, a query."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from paperbrowse.sources.clock import CLOCK, Clock
from paperbrowse.sources.errors import AskFirst, Cancelled, SourceError
from paperbrowse.sources.limits import LIMITS, Limits
from paperbrowse.sources.opened import Opened, Stream, Unchanged, Validators, as_file

if TYPE_CHECKING:
    from paperbrowse.paper import ArxivId

__all__ = [
    "ARXIV",
    "CLOCK",
    "AskFirst",
    "Cancelled",
    "Clock",
    "Limits",
    "Opened",
    "SourceError",
    "Stream",
    "Unchanged",
    "Validators",
    "as_file",
    "is_query",
    "open_papers",
    "open_source",
]

ARXIV = "https://export.arxiv.org/api/query"
"""Where arXiv's API is asked: the host that arXiv has for programs."""

_QUERY = "arxiv:"
_WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_query(address: str) -> bool:
    """Whether an address is ``arxiv:`` and a query."""
    return address.strip()[: len(_QUERY)].lower() == _QUERY


def open_source(
    address: str,
    *,
    base: str = ARXIV,
    known: Validators | None = None,
    limits: Limits = LIMITS,
    at_most: int = 1000,
    start: int = 0,
    allow_private: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Clock = CLOCK,
    stdin: BinaryIO | None = None,
) -> Opened | Unchanged:
    """The list at an address, ready to be read; ``Unchanged`` where ``known`` still holds.

    ``address`` is a path, a directory, ``-`` for standard input, an http or https address, or
    ``arxiv:`` and a query (or an identifier) for arXiv's API at ``base``. ``known`` is what
    ``Opened.validators`` was at the last time. Of a query, ``at_most`` papers come, after
    ``start``. ``cancelled`` is called often, also by another thread.

    Raises SourceError where the list can't be had, AskFirst where the address is on this machine or
    its private network and ``allow_private`` is false, Cancelled when ``cancelled`` answers true;
    reading the streams raises SourceError and Cancelled too.
    """
    from paperbrowse.sources import local

    typed = address.strip()
    if not typed:
        raise SourceError("No list is named: give a file, a directory, an address or a query.")
    if typed == "-":
        return local.open_input(stdin, cancelled)
    query = is_query(typed)
    if not query and not _WITH_SCHEME.match(typed):
        return local.open_path(address, known, cancelled)

    from paperbrowse.sources.web import Web

    web = Web(limits, allow_private, cancelled, clock)
    if not query:
        return web.open(typed, known)

    from paperbrowse.sources import arxiv

    return arxiv.open_query(typed[len(_QUERY) :], base, web, at_most, start)


def open_papers(
    identifiers: Sequence[ArxivId],
    *,
    base: str = ARXIV,
    limits: Limits = LIMITS,
    allow_private: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Clock = CLOCK,
) -> Opened:
    """What arXiv's API knows of papers, as pages of its feed. Raises as ``open_source``."""
    from paperbrowse.sources import arxiv
    from paperbrowse.sources.web import Web

    return arxiv.open_papers(identifiers, base, Web(limits, allow_private, cancelled, clock))
