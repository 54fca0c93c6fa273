"""The versions of a paper that a record lists: their numbers and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperbrowse.formats import dates

if TYPE_CHECKING:
    import datetime

# The most that are looked at; arXiv's longest histories have some 150.
_MOST = 999
_NUMBER = re.compile(r"[vV]?([1-9]\d{0,2})(?![\w.-])[\s:,()-]*")
_DATES = ("created", "date", "submitted", "published", "updated")


def versions(value: object) -> list[tuple[int, datetime.date | None]]:
    """The number and day of each version, the first one first.

    Taken are lists of ``{"version": "v1", "created": date}`` (arXiv's snapshot) and of
    ``"v1 date"``, and a number alone.
    """
    items = value[:_MOST] if isinstance(value, list) else [value]
    found = []
    for place, item in enumerate(items, 1):
        name, when = item, item
        if isinstance(item, dict):
            when = next((item[key] for key in _DATES if item.get(key)), None)
            name = item.get("version") or item.get("number") or (f"v{place}" if when else "")
        match = _NUMBER.match(str(name)[:100])
        if match is not None:
            if isinstance(when, str):
                when = _NUMBER.sub("", when, count=1) if when is item else when
            found.append((int(match[1]), dates.day(when)))
    return sorted(found, key=lambda version: version[0])
