"""Reading lists of papers: the bytes of a list become papers, whatever family it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from paperbrowse.formats.unreadable import Unreadable
from paperbrowse.text.others import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paperbrowse.paper import Paper

__all__ = ["Skipped", "Unreadable", "read"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be read: its line in the source (from 1), and why in one sentence."""

    line: int
    reason: str


def read(
    source: BinaryIO | bytes | str, name: str = "", pause: Callable[[], object] = lambda: None
) -> Iterator[Paper | Skipped]:
    """The papers of a list in the order of the source, and its rows that could not be read.

    ``source`` is read once, from where it stands, in pieces; gzip is read through, and bytes that
    are not of the text's encoding are replaced and counted in a last ``Skipped``. Its format is
    found by its content; ``name`` (of a file, of an address) decides where two are possible. Rows
    that name the same paper are not merged. Text that is no list gives nothing. ``pause`` is called
    between any two pieces of the text; what it raises ends the reading.

    Raises Unreadable for what is no text, and where a reader finds its format broken for good.
    """
    from paperbrowse.formats.bounds import short
    from paperbrowse.formats.decoding import Decoded
    from paperbrowse.formats.detection import choose

    text = Decoded(source, pause)
    reader = choose(text.head, name)
    # A whole list may stand on one line of JSON.
    for row in reader.read(text.lines() if reader.NAME == "JSON" else short(text.lines())):
        yield row if isinstance(row, Skipped) or not row.authors else _with_others(row)
    yield from text.damage()


def _with_others(paper: Paper) -> Paper:
    """The paper, with what its last author says of others apart from the names."""
    names, others = named(paper.authors)
    return replace(paper, authors=names, others=True) if others else paper
