"""The one door that the command line and the screen use; behind it library, index and lists."""

from paperbrowse.adding import LeftOut, Outcome, Progress, Report, Step, Wish
from paperbrowse.catalogue.catalogue import Catalogue, Kept, spans
from paperbrowse.catalogue.facets import Facet, FacetKind
from paperbrowse.catalogue.growing import NotReady
from paperbrowse.catalogue.index import Index, Phase, Status
from paperbrowse.catalogue.lists import Lists, Reading, is_shipped
from paperbrowse.catalogue.reports import sentence
from paperbrowse.catalogue.request import Request, Results
from paperbrowse.catalogue.searcher import Answer, Searcher
from paperbrowse.catalogue.sheet import Kind, Part, sheet, title
from paperbrowse.library import (
    Entry,
    LibraryDamaged,
    LibraryError,
    News,
    PaperList,
    Row,
    SavedSearch,
)

__all__ = [
    "Answer",
    "Catalogue",
    "Entry",
    "Facet",
    "FacetKind",
    "Index",
    "Kept",
    "Kind",
    "LeftOut",
    "LibraryDamaged",
    "LibraryError",
    "Lists",
    "News",
    "NotReady",
    "Outcome",
    "PaperList",
    "Part",
    "Phase",
    "Progress",
    "Reading",
    "Report",
    "Request",
    "Results",
    "Row",
    "SavedSearch",
    "Searcher",
    "Status",
    "Step",
    "Wish",
    "is_shipped",
    "sentence",
    "sheet",
    "spans",
    "title",
]
