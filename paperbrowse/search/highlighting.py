"""Where in a text the words of a query stand."""

from __future__ import annotations

from paperbrowse.query import Node, Run, runs
from paperbrowse.search.analysis import LONGEST, stem
from paperbrowse.text import words

Span = tuple[int, int]
"""Start and end of a match, in code points of the text it was asked for."""


def spans(tree: Node, text: str) -> list[Span]:
    """The parts of a plain text that match the tree's runs, in order, none overlapping.

    A run is marked from its first word to its last; a word that is being typed is marked as far
    as it has been typed, or whole where it matches by its stem alone.
    """
    wanted = [run for run in runs(tree) if run.words]
    if not wanted:
        return []
    found = list(words(text))
    matched: list[Span] = []
    for run in wanted:
        size = len(run.words)
        for first in range(len(found) - size + 1):
            end = _match(run, found[first : first + size])
            if end is not None:
                matched.append((found[first][1], end))
    return _joined(matched)


def _match(run: Run, place: list[tuple[str, int, int]]) -> int | None:
    """Where the run ends if it stands at this place, else None."""
    *before, last = run.words
    if any(stem(word) != stem(place[i][0]) for i, word in enumerate(before)):
        return None
    word, start, end = place[-1]
    if run.typed and word[:LONGEST].startswith(last[:LONGEST]):
        return min(end, start + len(last))
    return end if stem(word) == stem(last) else None


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
