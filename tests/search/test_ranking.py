from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import compress

from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.search import lanes
from paperbrowse.search.ranking import Lazily, Ranking


def members(documents: int, size: int) -> Iterator[int]:
    return compress(range(size), documents.to_bytes(size, "little"))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[bool], list[bool], list[bytes], list[int] | None]:
    size = draw(st.integers(1, 40))
    found = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    whole = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    amounts = st.binary(min_size=size, max_size=size)
    parts = draw(st.lists(amounts | st.just(b"\x07" * size), max_size=3))
    place = draw(st.none() | st.permutations(range(size)))
    return found, whole, parts, place


@given(cases(), st.integers(0, 45))
def test_the_order_is_that_of_sorting(
    case: tuple[list[bool], list[bool], list[bytes], list[int] | None], count: int
) -> None:
    found, whole, parts, place = case
    size = len(found)
    worth = [2.5, 1.0, 0.25]
    scores = None
    if parts:
        scores = lanes.Scores([lanes.Part(p, w) for p, w in zip(parts, worth, strict=False)], size)
    ranking = Ranking(
        lanes.marked([n for n in range(size) if found[n]], size),
        lanes.marked([n for n in range(size) if whole[n]], size),
        scores,
        size,
        place,
    )

    def key(number: int) -> tuple[bool, float, int]:
        at = place[number] if place is not None else number
        if scores is None:
            return False, 0.0, at
        return not whole[number], -scores[number], at

    expected = sorted((n for n in range(size) if found[n]), key=key)
    assert ranking.all() == expected
    assert ranking.first(count) == expected[:count]
    assert ranking.total == len(expected)
    assert [n for n in range(size) if ranking.holds(n)] == ranking.documents()


@given(st.lists(st.binary(min_size=30, max_size=30), min_size=1, max_size=64))
def test_scores_are_sums(parts: list[bytes]) -> None:
    chooser = random.Random(len(parts))
    weighed = [lanes.Part(amounts, chooser.random() * 9 + 0.01) for amounts in parts]
    scores = lanes.Scores(weighed, 30)
    for number in range(30):
        exact = sum(part.amounts[number] * part.worth / 255 for part in weighed)
        most = sum(part.worth for part in weighed)
        assert abs(scores[number] - exact) <= most * (len(parts) + 1) / lanes.HIGHEST
        assert (scores[number] > 0) == any(part.amounts[number] for part in weighed)


@given(st.sets(st.integers(0, 49)), st.sets(st.integers(0, 49)))
def test_sets_in_lanes(one: set[int], other: set[int]) -> None:
    a, b = lanes.marked(one, 50), lanes.marked(other, 50)
    assert set(members(a & b, 50)) == one & other
    assert set(members(a | b, 50)) == one | other
    assert set(members(lanes.everything(50) & ~a, 50)) == set(range(50)) - one
    assert set(members(lanes.equal(a + b, 2, 50), 50)) == one & other
    assert set(members(lanes.at_least(a + b, 1, 50), 50)) == one | other
    amounts = bytes(range(50))
    assert lanes.within(amounts, a) == bytes(n if n in one else 0 for n in range(50))
    assert set(members(lanes.present(amounts), 50)) == set(range(1, 50))


def test_only_what_is_looked_at_is_put_in_order() -> None:
    asked = []

    def rest() -> list[int]:
        asked.append(1)
        return list(range(10))

    keys = Lazily(10, [0, 1, 2], rest)
    assert (len(keys), keys[0], keys[:3], keys[1:2], bool(keys)) == (10, 0, [0, 1, 2], [1], True)
    assert not asked
    assert (keys[3], keys[-1], keys[2:5], list(keys)) == (3, 9, [2, 3, 4], list(range(10)))
    assert asked == [1]
    assert 7 in keys
    assert keys.index(9) == 9
    assert list(Lazily(2, [4, 5], rest)) == [4, 5]
