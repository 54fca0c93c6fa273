from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.query import EVERYTHING, Dated, parse
from paperbrowse.query.dates import RELATIVE, begins, dated

TODAY = datetime.date(2026, 2, 10)
"""A Tuesday."""


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-01-10", "2026-01-10", "2026-01-10"),
        ("=2026-01-10", "2026-01-10", "2026-01-10"),
        ("2026-01-10..2026-02-01", "2026-01-10", "2026-02-01"),
        ("2025..2026-01", "2025-01-01", "2026-01-31"),
        ("2026-01..", "2026-01-01", ""),
        ("..2025", "", "2025-12-31"),
        (">2026-01", "2026-02-01", ""),
        (">=2026-01", "2026-01-01", ""),
        ("<2026-01", "", "2025-12-31"),
        ("<=2026-01", "", "2026-01-31"),
        ("today", "2026-02-10", "2026-02-10"),
        ("yesterday", "2026-02-09", "2026-02-09"),
        ("this-week", "2026-02-09", "2026-02-15"),
        ("last-week", "2026-02-04", "2026-02-10"),
        ("this-month", "2026-02-01", "2026-02-28"),
        ("last-month", "2026-01-12", "2026-02-10"),
        ("this-year", "2026-01-01", "2026-12-31"),
        ("last-year", "2025-02-11", "2026-02-10"),
        ("Last-Week", "2026-02-04", "2026-02-10"),
        ("<last-week", "", "2026-02-03"),
        ("yesterday..", "2026-02-09", ""),
    ],
)
def test_what_dates_mean(value: str, first: str, last: str) -> None:
    assert parse(f"date:{value} ", today=TODAY).tree == Dated(day(first), day(last))


@pytest.mark.parametrize("value", ["2025", "2024..2025", ">=2025", "<2025", "..2025"])
def test_years_are_dates(value: str) -> None:
    found = parse(f"year:{value} ", today=TODAY).tree
    assert isinstance(found, Dated)
    assert found == dated(value, TODAY)


@pytest.mark.parametrize(
    "value",
    [
        *("2026-13", "2026-02-30", "2026-00", "0000", "9999", "202", "20255", "2026-1"),
        *("2026-01-1", "2025-01-01-01", "2025...2026", "2025..2026..2027", ">2025..2026"),
        *("..", "=", ">", "last", "last-decade", "x", "\0"),
    ],
)
def test_what_is_no_date(value: str) -> None:
    query = parse(f"date:{value} ", today=TODAY)
    assert query.tree == EVERYTHING
    assert len(query.problems) == 1
    assert dated(value, TODAY) is None


def test_the_day_is_today_unless_it_is_given() -> None:
    assert parse("date:today ").tree != parse("date:today ", today=TODAY).tree


@pytest.mark.parametrize(
    "value",
    [
        *("2026-02-28", "2024-02-29", ">=2026-10-05", "2026-01-10..2026-04-30", "..2025"),
        *("yesterday..today", "<last-week", *RELATIVE),
    ],
)
def test_every_beginning_of_a_date_may_become_one(value: str) -> None:
    for end in range(len(value)):
        assert begins(value[:end], TODAY)
        assert not parse(f"date:{value[:end]}", today=TODAY).problems


@pytest.mark.parametrize("value", ["3", "2026-2", "2026-13", "2026-02-3", "x", "2026x", "last-d"])
def test_what_can_become_no_date(value: str) -> None:
    assert not begins(value, TODAY)


@given(st.text(alphabet="0129-.<>= laste-wk", max_size=24), st.booleans())
def test_every_text_is_a_date_or_none(value: str, entered: bool) -> None:
    found = dated(value, TODAY)
    assert found is None or found != Dated(None, None)
    parse(f'date:"{value}"', entered=entered, today=TODAY)
