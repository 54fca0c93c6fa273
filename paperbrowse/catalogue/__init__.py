"""The one door that the command line and the screen use; behind it library, index and lists."""

from paperbrowse.catalogue.catalogue import Catalogue, Kept, spans
from paperbrowse.catalogue.facets import Facet, FacetKind
from paperbrowse.catalogue.growing import NotReady
from paperbrowse.catalogue.index import Phase, Status
from paperbrowse.catalogue.request import Request, Results
from paperbrowse.catalogue.searcher import Answer, Searcher
from paperbrowse.catalogue.sheet import Kind, Part, sheet, title
from paperbrowse.library import Entry, LibraryError, News, Row, SavedSearch

__all__ = [
    "Answer",
    "Catalogue",
    "Entry",
    "Facet",
    "FacetKind",
    "Kept",
    "Kind",
    "LibraryError",
    "News",
    "NotReady",
    "Part",
    "Phase",
    "Request",
    "Results",
    "Row",
    "SavedSearch",
    "Searcher",
    "Status",
    "sheet",
    "spans",
    "title",
]
