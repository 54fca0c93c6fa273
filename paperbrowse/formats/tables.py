"""The rows of a table as papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperbrowse.formats import Skipped
from paperbrowse.formats.columns import Column, recognise
from paperbrowse.formats.rows import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paperbrowse.formats.units import Table
    from paperbrowse.paper import Paper


def read(table: Table, topic: str) -> Iterator[Paper | Skipped]:
    """The papers of a table in its order, and the rows that could not be read.

    A table that is not one of papers gives nothing.
    """
    header = table.header
    # Where all rows have a cell more than the header, its column has no name.
    least = min((len(row) for _, row in table.rows), default=0)
    if len(table.rows) > 1:
        header = [*header, *[""] * (least - len(header))]
    columns = recognise(header, [row for _, row in table.rows if len(row) == len(header)])
    if Column.TITLE not in columns and Column.LINK not in columns:
        return
    for line, row in table.rows:
        found = paper(row, columns, topic)
        if not isinstance(found, str):
            yield found
        elif Column.TITLE in columns:  # Without one, rows with no paper are to be expected.
            yield Skipped(line, found)
