"""The library: papers, the lists they came in and the user's marks, in one SQLite file."""

from paperbrowse.library.aside import set_aside
from paperbrowse.library.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryGone,
    LibraryReadOnly,
    LibraryTooNew,
    LibraryUnwritable,
    NoteChanged,
)
from paperbrowse.library.importing import Importing
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
    "Importing",
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
    "NoteChanged",
    "Origin",
    "PaperList",
    "Row",
    "SavedSearch",
    "Texts",
    "set_aside",
]
