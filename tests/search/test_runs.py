from __future__ import annotations

from array import array
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.search.runs import runs_in

CODES = st.sets(st.integers(0, 40), max_size=12).map(sorted)


def documents(codes: set[int]) -> set[int]:
    return {code >> 16 for code in codes}


def by_trying(words: list[list[int]], slop: int) -> set[int]:
    """The last places of runs, by trying every choice of places."""
    return {
        places[-1]
        for places in product(*words)
        if all(one < other for one, other in pairwise(places))
        and places[-1] - places[0] - (len(places) - 1) <= slop
    }


@given(st.lists(CODES, min_size=2, max_size=4), st.integers(0, 4))
def test_runs_are_those_found_by_trying(words: list[list[int]], slop: int) -> None:
    arrays = [array("I", own) for own in words]
    found = runs_in(arrays, slop)
    expected = by_trying(words, slop)
    if slop:
        assert found == expected
    else:  # any of its words may stand for the run
        assert bool(found) == bool(expected)
        assert len(found) == len(expected)


def test_a_run_stays_in_its_document() -> None:
    end, start = (7 << 16) - 1, 7 << 16
    # Between documents some positions are never used; these two are of one text only by accident.
    assert documents(runs_in([array("I", [5 << 16]), array("I", [(5 << 16) + 1])], 0)) == {5}
    assert runs_in([array("I", [end - 600]), array("I", [start])], 20) == set()
