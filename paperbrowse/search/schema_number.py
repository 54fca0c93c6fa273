"""The number of the index's schema, apart from it: to compare it, Whoosh is not loaded."""

SCHEMA = 5
"""Raised whenever fields, analysis, files or text conversion change: older indexes are rebuilt."""
