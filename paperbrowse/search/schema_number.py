"""The number of the index's schema, apart from it: to compare numbers, Whoosh need not be loaded."""

SCHEMA = 1
"""Raised whenever the fields, the analysis or the text conversion change: old indexes are rebuilt."""
