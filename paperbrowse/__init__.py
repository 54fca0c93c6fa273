"""paperbrowse: browse, search and bookmark lists of arXiv papers in a terminal."""

__version__ = "0.1.0"
