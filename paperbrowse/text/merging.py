"""Two texts that were made from one at the same time, put together line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_MOST = 2000
"""Lines that are compared, which takes the square of their time; longer texts are taken whole."""


class _Change(NamedTuple):
    """What one of the texts has in place of the lines from ``start`` to ``end``."""

    start: int
    end: int
    lines: Sequence[str]
    mine: bool


def merged(base: str, mine: str, theirs: str) -> str:
    """What was changed in either text, made from ``base``; nothing that one of them added is lost.

    Where both changed the same lines, both versions stand there, theirs first.
    """
    before = base.splitlines()
    changes = sorted(
        [*_changes(before, mine.splitlines(), True), *_changes(before, theirs.splitlines(), False)],
        key=lambda change: (change.start, change.end),
    )
    lines: list[str] = []
    done = 0
    while changes:
        together = [changes.pop(0)]
        start, end = together[0][:2]
        while changes and (changes[0].start < end or changes[0][:2] == (start, end)):
            together.append(changes.pop(0))
            end = max(end, together[-1].end)
        one, other = (
            _applied(before, start, end, [c for c in together if c.mine is side])
            for side in (True, False)
        )
        lines += before[done:start]
        lines += _chosen(before[start:end], one, other)
        done = end
    return "\n".join(lines + before[done:])


def _changes(before: Sequence[str], after: Sequence[str], mine: bool) -> Iterator[_Change]:
    if max(len(before), len(after)) > _MOST:
        yield _Change(0, len(before), after, mine)
        return
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, first, last in codes:
        if kind != "equal":
            yield _Change(start, end, after[first:last], mine)


def _applied(
    before: Sequence[str], start: int, end: int, changes: Sequence[_Change]
) -> Sequence[str]:
    """The lines from ``start`` to ``end`` with some changes made in them."""
    lines: list[str] = []
    for change in changes:
        lines += [*before[start : change.start], *change.lines]
        start = change.end
    return [*lines, *before[start:end]]


def _chosen(before: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    if one in (before, other):
        return other
    if other == before:
        return one
    return [*other, *(line for line in one if line not in {*before, *other})]
