"""The query language: any string becomes a tree that search and library can answer."""

from paperbrowse.query.examples import EXAMPLES
from paperbrowse.query.parser import parse
from paperbrowse.query.tree import (
    EVERYTHING,
    All,
    AnyOf,
    Identifier,
    Node,
    Not,
    Run,
    runs,
)

__all__ = [
    "EVERYTHING",
    "EXAMPLES",
    "All",
    "AnyOf",
    "Identifier",
    "Node",
    "Not",
    "Run",
    "parse",
    "runs",
]
