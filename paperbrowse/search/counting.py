"""Counting what documents have: topics, categories, authors, venues, hosts of code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from paperbrowse.search.layout import KINDS
from paperbrowse.search.segment import Segment


def counted(segments: Sequence[Segment], documents: Sequence[int]) -> Mapping[str, Counter[str]]:
    """How many of the documents have each value of each kind of KINDS.

    Documents are numbered over all segments, rising.
    """
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    base = 0
    for segment in segments:
        end = base + len(segment.keys)
        own = [number - base for number in documents if base <= number < end]
        for kind in KINDS:
            values = segment.values(kind)
            for value, count in Counter(segment.members(kind, own)).items():
                found[kind][values[value]] += count
        base = end
    return found
