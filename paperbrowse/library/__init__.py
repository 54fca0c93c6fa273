"""The library: papers, the lists they came in and the user's marks, in one SQLite file."""

from paperbrowse.library.connections import file_at
from paperbrowse.library.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryGone,
    LibraryReadOnly,
    LibraryTooNew,
    LibraryUnwritable,
)
from paperbrowse.library.records import (
    Added,
    Entry,
    News,
    Origin,
    PaperList,
    Row,
    SavedSearch,
    Texts,
)
from paperbrowse.library.store import Library

__all__ = [
    "Added",
    "Entry",
    "Library",
    "LibraryBusy",
    "LibraryDamaged",
    "LibraryError",
    "LibraryFull",
    "LibraryGone",
    "LibraryReadOnly",
    "LibraryTooNew",
    "LibraryUnwritable",
    "News",
    "Origin",
    "PaperList",
    "Row",
    "SavedSearch",
    "Texts",
    "file_at",
]
