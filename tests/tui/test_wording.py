"""What is said of an index that is not whole."""

from __future__ import annotations

import pytest

from paperbrowse.catalogue import Phase, Request, Status
from paperbrowse.catalogue.child import Progress
from paperbrowse.tui.wording import index_remark

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
