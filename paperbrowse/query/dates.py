"""Dates of the query language: days, months, years, ranges of them, and words for the last ones."""

from __future__ import annotations

import datetime
import re

from paperbrowse.query.tree import Dated

RELATIVE = (
    "today",
    "yesterday",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "this-year",
    "last-year",
)
"""Words for dates. This week (from Monday), month and year are the calendar's; the last ones are
the last 7, 30 and 365 days, today included, so that they are never empty on a Monday."""

_PART = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_COMPARED = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_DAY = datetime.timedelta(days=1)
_LAST = {"last-week": 7, "last-month": 30, "last-year": 365}
# What a date that is being typed may still become: one of these makes every beginning whole.
_WHOLE = ("1111-11-11", "1110-10-10")


def dated(value: str, today: datetime.date) -> Dated | None:
    """The days that ``value`` names: ``2026-01``, ``>=2026``, ``2026-01..2026-03``, ``last-week``.

    None where it names none. A range that is written backwards ends before it begins.
    """
    sign, part = _compared(value)
    if sign is None and ".." in part:
        begin, _, end = part.partition("..")
        first = _span(begin, today) if begin else None
        last = _span(end, today) if end else None
        if (first is None and begin) or (last is None and end) or first is last:
            return None
        return Dated(first[0] if first else None, last[1] if last else None)
    span = _span(part, today)
    if span is None:
        return None
    if sign == ">=":
        return Dated(span[0], None)
    if sign == ">":
        return Dated(span[1] + _DAY, None)
    if sign == "<=":
        return Dated(None, span[1])
    return Dated(None, span[0] - _DAY) if sign == "<" else Dated(*span)


def begins(value: str, today: datetime.date) -> bool:
    """Whether more letters could make a date of ``value``."""
    sign, part = _compared(value)
    if sign is None and "." in part:
        begin, _, end = part.partition("..") if ".." in part else part.partition(".")
        return (not begin or _span(begin, today) is not None) and _begins(end, today)
    return _begins(part, today)


def only_years(value: str) -> bool:
    """Whether ``value`` names no months, no days and no relative dates."""
    return re.fullmatch(r"[<>=.0-9]*", value) is not None


def _compared(value: str) -> tuple[str | None, str]:
    match = _COMPARED.fullmatch(value)
    return (match[1], match[2]) if match else (None, value)


def _begins(part: str, today: datetime.date) -> bool:
    if any(word.startswith(part) for word in RELATIVE):
        return True
    return any(_span(part + whole[len(part) :], today) is not None for whole in _WHOLE)


def _span(part: str, today: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day of a day, month, year or relative date."""
    if part in RELATIVE:
        return _relative(part, today)
    match = _PART.fullmatch(part)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        if match[3]:
            return (datetime.date(year, month, day),) * 2
        return _month(year, month) if match[2] else _year(year)
    except ValueError:  # as in 2026-13 and 2026-02-30
        return None


def _relative(word: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    if word in _LAST:
        return today - (_LAST[word] - 1) * _DAY, today
    if word == "yesterday":
        return today - _DAY, today - _DAY
    if word == "this-week":
        monday = today - today.weekday() * _DAY
        return monday, monday + 6 * _DAY
    if word == "this-month":
        return _month(today.year, today.month)
    return _year(today.year) if word == "this-year" else (today, today)


def _month(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    first = datetime.date(year, month, 1)
    return first, (first + 31 * _DAY).replace(day=1) - _DAY


def _year(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
