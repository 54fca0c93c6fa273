"""The one door that the command line and the screen use; behind it library, index and lists."""

from paperbrowse.catalogue.catalogue import Catalogue, Request, Results, spans
from paperbrowse.catalogue.index import NotReady, Phase, Status
from paperbrowse.catalogue.searcher import Answer, Searcher
from paperbrowse.catalogue.sheet import Kind, Part, sheet, title
from paperbrowse.library import Entry, LibraryError, Row

__all__ = [
    "Answer",
    "Catalogue",
    "Entry",
    "Kind",
    "LibraryError",
    "NotReady",
    "Part",
    "Phase",
    "Request",
    "Results",
    "Row",
    "Searcher",
    "Status",
    "sheet",
    "spans",
    "title",
]
