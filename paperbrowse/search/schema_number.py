"""The number of the index's schema, apart from it: to compare it, Whoosh is not loaded."""

SCHEMA = 1
"""Raised whenever fields, analysis or text conversion change: older indexes are built again."""
