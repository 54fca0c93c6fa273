"""The day that a value of a record says, in the spellings that people and programs use."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from paperbrowse.formats import cells

_MONTHS = "january february march april may june july august september october november december"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_WEEKDAY = r"(?:[A-Za-z]{3,9}\.?,?\s+)?"
_CLOCK = r"(?:[\d:.]+\s+)?(?:[A-Z]{2,5}\s+)?"
# The first that fits the beginning of the text counts.
_SPELLINGS = tuple(
    re.compile(spelling)
    for spelling in (
        r"(?P<year>(?:1[89]|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",  # 20260102
        rf"{_YEAR}\s?[-/.]\s?(?P<month>\d{{1,2}})(?![\d/.-])",  # 2026-01
        rf"{_YEAR}年(?P<month>\d{{1,2}})月",  # 2026年1月
        rf"{_YEAR}[\s-]+{_NAME}(?:[\s-]+{_DAY})?",  # 2026-Jan-2
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:de\s+)?{_NAME},?[\s-]+{_YEAR}",  # Thu, 1 Jan 2026
        rf"{_WEEKDAY}{_NAME}\s+{_DAY},?\s+{_CLOCK}{_YEAR}",  # Thu Jan  1 10:00:00 2026
        rf"{_NAME},?[\s-]+{_YEAR}",  # Jan 2026
        rf"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?{_YEAR}",  # 2.1.2026
        rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d\d?)/{_YEAR}",  # 31/1/2026
        rf"(?P<month>\d\d?)/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}",  # 1/31/2026
    )
)
_SECONDS = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
# Keys of objects that hold a date, as in CSL (https://docs.citationstyles.org) and MongoDB.
_KEYS = ("date-parts", "$date", "value", "raw", "literal", "iso", "#text")


def day(value: object) -> datetime.date | None:
    """The day that ``value`` says: a text, seconds or milliseconds since 1970, parts, an object.

    ``Jan 2026`` is its first day. A year alone is no day, nor is 1/2/2026, which means two days.
    """
    for _ in range(4):  # Objects and lists in one another.
        if isinstance(value, str):
            return _of_text(value[:60].strip())
        if isinstance(value, (int, float)):
            return _of_text(str(value))
        if isinstance(value, dict):
            if "year" in value:
                return _of_parts([value["year"], value.get("month"), value.get("day")])
            value = next((value[key] for key in _KEYS if key in value), None)
        elif isinstance(value, list) and value:
            if not isinstance(value[0], list) and len(value) > 1:
                return _of_parts(value)
            value = value[0]
    return None


def _of_parts(parts: list[object]) -> datetime.date | None:
    year, month, *rest = (str(part or "").strip()[:20] for part in parts[:3])
    if not month:
        return None
    number = _month(month) if month.isalpha() else month
    return _of_text(f"{year}-{number}-{(rest and rest[0]) or 1}")


@lru_cache(maxsize=4096)
def _of_text(text: str) -> datetime.date | None:
    found = cells.date(text)
    if found is not None:
        return found
    text = text.strip("*_`\"'()[] ")
    for spelling in _SPELLINGS:
        match = spelling.match(text)
        if match is None:
            continue
        parts = match.groupdict()
        month = _month(parts["name"]) if parts.get("name") else int(parts["month"])
        try:
            return datetime.date(int(parts["year"]), month, int(parts.get("day") or 1))
        except ValueError:
            continue
    if _SECONDS.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) == 13 else 1)
        moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        # The first papers of arXiv are older than what a smaller number of this length means.
        return moment.date() if moment.year > 1990 else None
    return None


def _month(name: str) -> int:
    """The number of a month by its English name or an abbreviation of it, 0 where it is none."""
    name = name.lower()
    return next(
        (n for n, month in enumerate(_MONTHS.split(), 1) if month.startswith(name[:9])), 0
    ) or (9 if name == "sept" else 0)
