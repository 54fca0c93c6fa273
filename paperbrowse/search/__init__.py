"""Full-text search: a Whoosh index made from the library, and what it answers.

Whoosh takes a while to load, so this door opens without it: modules that need it
(``building``, ``whoosh_index``, ``highlighting``) are imported where they are used.
"""

from paperbrowse.search.engine import Engine, Hits, IndexDamaged, Known, Model, Superseded
from paperbrowse.search.store import Build, NotPrivate, State, Store

__all__ = [
    "Build",
    "Engine",
    "Hits",
    "IndexDamaged",
    "Known",
    "Model",
    "NotPrivate",
    "State",
    "Store",
    "Superseded",
]
