"""The query language: any string becomes a tree that search and library can answer.

What typing and help need besides (``completing``, ``examples``, ``fields``) and the parser itself
are no part of this door: the list is on the screen before they are loaded.
"""

from paperbrowse.query.loading import parse
from paperbrowse.query.order import Order, Sort
from paperbrowse.query.query import Query, Word
from paperbrowse.query.tree import (
    EVERYTHING,
    LONGEST_WORD,
    All,
    AnyOf,
    Category,
    Condition,
    Dated,
    Ending,
    Identifier,
    Is,
    Listed,
    Node,
    Not,
    Noted,
    Related,
    Run,
    State,
    Tagged,
    Text,
    leaves,
    runs,
)

__all__ = [
    "EVERYTHING",
    "LONGEST_WORD",
    "All",
    "AnyOf",
    "Category",
    "Condition",
    "Dated",
    "Ending",
    "Identifier",
    "Is",
    "Listed",
    "Node",
    "Not",
    "Noted",
    "Order",
    "Query",
    "Related",
    "Run",
    "Sort",
    "State",
    "Tagged",
    "Text",
    "Word",
    "leaves",
    "parse",
    "runs",
]
