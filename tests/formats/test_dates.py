"""Days in the spellings of people and programs."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.formats import dates

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
)


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-02",
        "2026-01-02T10:11:12Z",
        "2026-01-02 10:11:12+00:00",
        "2026/1/2",
        "2026.01.02",
        "**2026-01-02**",
        "20260102",
        "2026年1月2日",
        "Fri, 2 Jan 2026 10:11:12 GMT",
        "2 Jan 2026",
        "2nd January 2026",
        "2 January, 2026",
        "January 2, 2026",
        "Jan. 2nd, 2026",
        "Fri Jan  2 10:11:12 2026",
        "Fri Jan  2 10:11:12 UTC 2026",
        "2026-Jan-02",
        "2.1.2026",
        "(2026-01-02)",
        "1767348672",
        "1767348672000",
        1767348672,
        [2026, 1, 2],
        ["2026", "1", "2"],
        [[2026, 1, 2]],
        {"date-parts": [[2026, 1, 2]]},
        {"date-parts": [["2026", "01", "02"]]},
        {"year": "2026", "month": "jan", "day": "2"},
        {"$date": "2026-01-02T10:11:12Z"},
    ],
    ids=str,
)
def test_days(value: object) -> None:
    assert dates.day(value) == datetime.date(2026, 1, 2)


@pytest.mark.parametrize(
    "value",
    ["Jan 2026", "January 2026", "2026-01", "2026/1", "2026年1月", [2026, 1], "Jan, 2026"],
    ids=str,
)
def test_a_month_is_its_first_day(value: object) -> None:
    assert dates.day(value) == datetime.date(2026, 1, 1)


def test_either_order_of_day_and_month_where_it_is_clear() -> None:
    assert dates.day("31/1/2026") == dates.day("1/31/2026") == datetime.date(2026, 1, 31)


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "2026", "2026-13-01", "1/2/2026", "30 Foo 2026", "30 Feb 2026", "2401.10000"),
        *("12345", None, True, [], {}, ["2026"], {"year": "2026"}, {"a": "b"}),
    ],
    ids=str,
)
def test_no_days(value: object) -> None:
    assert dates.day(value) is None


@given(JSONS)
def test_nothing_raises(value: object) -> None:
    assert isinstance(dates.day(value), (datetime.date, type(None)))
