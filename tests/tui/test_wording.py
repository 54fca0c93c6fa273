"""Sentences of the screen that depend on the time."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.catalogue import News
from paperbrowse.tui.wording import arrived

NOW = datetime.datetime(2026, 3, 12, 15, 30).astimezone()  # a Thursday


@pytest.mark.parametrize(
    ("ago", "day"),
    [
        ({"hours": 2}, "13:30"),
        ({"days": 1}, "yesterday"),
        ({"days": 2}, "Tuesday"),
        ({"days": 6}, "Friday"),
        ({"days": 7}, "2026-03-05"),
    ],
)
def test_what_has_come_in(ago: dict[str, int], day: str) -> None:
    assert arrived(News(12), NOW - datetime.timedelta(**ago), NOW) == f"12 new since {day}"


def test_newer_versions() -> None:
    since = NOW - datetime.timedelta(days=1)
    assert arrived(News(1, 3, 1), since, NOW) == (
        "1 new, 3 in a newer version (1 bookmarked) since yesterday"
    )
    assert arrived(News(0, 3), since, NOW) == "3 in a newer version since yesterday"
    assert arrived(News(), since, NOW) == ""
    assert arrived(News(), None, NOW) == ""
