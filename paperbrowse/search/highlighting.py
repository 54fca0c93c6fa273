"""Where in a text the words of a query stand: the places that the index matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from paperbrowse.query import LONGEST_WORD, Ending, Node, Run, Text, runs
from paperbrowse.search.analysis import stem
from paperbrowse.search.fuzzy import near
from paperbrowse.text import words

Span = tuple[int, int]
"""Start and end of a match, in code points of the text it was asked for."""

_Words = list[tuple[str, int, int]]


def spans(tree: Node, text: str, which: Text | None = None) -> list[Span]:
    """The parts of a plain text that match the tree's runs, in order, none overlapping.

    ``which`` says what text of the paper it is; runs that are limited to another do not match. A
    run is marked from its first word to its last, one with gaps word by word; a word of which the
    beginning is asked for is marked as far as that goes, or whole where it matches by its stem.
    """
    wanted = [run for run in runs(tree) if run.words and run.within in (None, which)]
    if not wanted:
        return []
    found = list(words(text))
    return _joined(span for run in wanted for span in _run(run, text, found))


def _run(run: Run, text: str, found: _Words) -> Iterator[Span]:
    *before, last = run.words
    roots = [stem(word) for word in before]
    size = len(run.words)
    for first in range(len(found) - size + 1):
        if roots and stem(found[first][0]) != roots[0]:
            continue
        places = _places(run, roots, found, first) if roots else [first]
        if not places:
            continue
        word, start, end = found[places[-1]]
        length = _length(word, last, run.ending)
        if length is None:
            continue
        end = _reach(text, start, end, length)
        if run.slop:
            yield from ((found[place][1], found[place][2]) for place in places[:-1])
            yield start, end
        else:
            yield found[places[0]][1], end


def _places(run: Run, roots: Sequence[str], found: _Words, first: int) -> list[int]:
    """Where the run's words stand, if it begins at ``first``: as close together as can be."""
    latest = first + len(roots) + run.slop
    places = [first]
    for root in roots[1:]:
        for place in range(places[-1] + 1, min(latest, len(found) - 1)):
            if stem(found[place][0]) == root:
                places.append(place)
                break
            if not run.slop:
                return []
        else:
            return []
    for place in range(places[-1] + 1, min(latest, len(found) - 1) + 1):
        if _length(found[place][0], run.words[-1], run.ending) is not None:
            return [*places, place]
        if not run.slop:
            break
    return []


def _length(word: str, wanted: str, ending: Ending) -> int | None:
    """How many letters of a word match the last one of a run; None where it does not match."""
    word, wanted = word[:LONGEST_WORD], wanted[:LONGEST_WORD]
    if ending in (Ending.TYPED, Ending.BEGINNING) and word.startswith(wanted):
        return len(wanted)
    if ending in (Ending.TYPED, Ending.WORD):
        return LONGEST_WORD * 100 if stem(word) == stem(wanted) else None
    if ending is Ending.BEGINNING:
        return None
    edits = 1 if ending is Ending.ONE_EDIT else 2
    return LONGEST_WORD * 100 if _is_near(word, wanted, edits) else None


def _reach(text: str, start: int, end: int, length: int) -> int:
    """Where the first letters of a word, so many as folded, end in the text that has it.

    Letters may be folded into fewer or more than they are written with; marks, and signs that print
    nothing, go with the letter before them.
    """
    if length > LONGEST_WORD or text[start:end].isascii():
        return min(end, start + length)
    enough, reach = 0, end
    for stop in range(start + 1, end + 1):
        had = next((len(word) for word, _, _ in words(text[start:stop])), 0)
        if enough and had > enough:
            break
        if had >= length:
            enough, reach = had, stop
    return reach


@lru_cache(maxsize=16384)
def _is_near(word: str, wanted: str, edits: int) -> bool:
    return bool(near([word], wanted, edits))


def _joined(spans: Iterator[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
