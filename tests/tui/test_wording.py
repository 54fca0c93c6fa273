"""Sentences of the screen: what has come in, and how far an index has."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.catalogue import News, Phase, Request, Results, Status
from paperbrowse.catalogue.child import Progress
from paperbrowse.query import Order, Sort
from paperbrowse.tui.wording import arrived, counted, index_remark

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


@pytest.mark.parametrize(
    ("text", "bookmarked", "keys", "out_of", "said"),
    [
        ("", False, 3_011, 3_011, "3,011 papers"),
        ("", False, 1, 1, "1 paper"),
        ("", True, 1, 1, "1 bookmark"),
        ("cats", True, 1, 1, "1 of 1 bookmark"),
        ("cats", True, 0, 1_200, "0 of 1,200 bookmarks"),
        ("cats", False, 3_011, 8_563, "3,011 of 8,563"),
    ],
)
def test_how_many_papers_are_shown(
    text: str, bookmarked: bool, keys: int, out_of: int, said: str
) -> None:
    request = Request(text, entered=True, bookmarked=bookmarked)
    results = Results(request, range(keys), out_of, Order(Sort.DATE))
    assert counted(results) == f"{said} · by date"


@pytest.mark.parametrize(
    ("partly", "said"),
    [
        ((2, 3), "0 with all words, 1,200 with two of three"),
        ((11, 12), "0 with all words, 1,200 with 11 of 12"),
        ((3, 3), "0 with all words, 1,200 with all but common ones"),
    ],
)
def test_papers_with_only_some_of_the_words(
    partly: tuple[int, int], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Results, "partly", partly)
    assert Results(Request("a b c"), range(1_200), 9_000, Order(Sort.RELEVANCE)).shortfall == said


HALF, WHOLE = Progress(40_000, 650_000), Progress(200, 200)
MISSING = "There is no search index yet; it is being built."


@pytest.mark.parametrize(
    ("text", "progress", "answers", "said"),
    [
        ("", HALF, True, "40,000 of 650,000 indexed"),
        ("cats", HALF, True, "40,000 of 650,000 indexed"),
        ("", HALF, False, f"40,000 of 650,000 indexed · {MISSING}"),
        (
            "cats",
            HALF,
            False,
            f"searching as soon as it is ready: 40,000 of 650,000 indexed · {MISSING}",
        ),
        ("", WHOLE, True, ""),
        ("", Progress(0, 0), True, ""),
        ("cats", Progress(0, 0), True, ""),
    ],
)
def test_how_far_an_index_has_come(text: str, progress: Progress, answers: bool, said: str) -> None:
    status = Status(Phase.BUILDING, progress, MISSING, answers)
    assert index_remark(status, Request(text)) == said
