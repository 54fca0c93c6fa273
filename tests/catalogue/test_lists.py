"""Lists by their names, and lists that are read in a process of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from web import FakeClock, feed, serving

from paperbrowse.catalogue import (
    Catalogue,
    LeftOut,
    LibraryError,
    Outcome,
    Progress,
    Report,
    Step,
    Wish,
    is_shipped,
)
from paperbrowse.config import Directories

CATS = "- [Cats](https://arxiv.org/abs/2701.00001v1)\n"


@pytest.fixture
def catalogue(places: Directories) -> Iterator[Catalogue]:
    opened = Catalogue.open(places)
    yield opened
    opened.close()


@pytest.fixture
def animals(tmp_path: Path) -> str:
    path = tmp_path / "animals.md"
    path.write_text(CATS, encoding="utf-8")
    return str(path)


def read(catalogue: Catalogue, address: str, name: str = "") -> Report:
    return catalogue.lists.read(Wish(address, name), print, lambda: False)


def test_names(catalogue: Catalogue, animals: str) -> None:
    read(catalogue, animals)
    assert [known.name for known in catalogue.lists.all()] == ["image-classification", "animals"]
    assert catalogue.lists.named("Animals ").count == 1
    with pytest.raises(LibraryError, match="did you mean “animals”"):
        catalogue.lists.named("anmals")
    with pytest.raises(LibraryError, match="there are image-classification, animals"):
        catalogue.lists.named("something else")


def test_what_can_be_updated(catalogue: Catalogue, animals: str) -> None:
    read(catalogue, animals)
    (known,) = [known for known in catalogue.lists.all() if not is_shipped(known)]
    assert catalogue.lists.again(known) == Wish(animals, "animals")
    assert catalogue.lists.all_again() == [Wish(animals, "animals")]
    with pytest.raises(LibraryError, match="is updated with it"):
        catalogue.lists.again(catalogue.lists.named("image-classification"))
    catalogue.library.add("piped", "-", [])
    with pytest.raises(LibraryError, match="paperbrowse add - --name 'piped'"):
        catalogue.lists.again(catalogue.lists.named("piped"))


def test_reading_in_a_process_of_its_own(
    catalogue: Catalogue, animals: str, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.jsonl"
    odd.write_text('{"id": "2701.00002", "title": "Dogs"}\n{"id": 3, "title": [}\n', "utf-8")
    missing = str(tmp_path / "missing.md")
    steps: list[Step] = []
    for wish in (Wish(animals), Wish(missing), Wish(str(odd), "dogs")):
        reading = catalogue.lists.reading(wish)
        steps += reading.steps()
        reading.close()
    first, second, third = (step for step in steps if isinstance(step, Report))
    assert first == Report("animals", Outcome.READ, 1)
    assert (second.name, second.outcome) == (missing, Outcome.FAILED)
    assert (third.name, third.new, third.left_out) == ("dogs", 1, 1)
    (left,) = (step for step in steps if isinstance(step, LeftOut))
    assert left.line == 2
    assert any(isinstance(step, Progress) and step.papers == 1 for step in steps)
    assert catalogue.named("2701.00002") is not None


def test_a_cancelled_reading_keeps_what_it_has(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = [(f"2701.{n:05}v1", f"A Study of {n}") for n in range(1, 201)]
    with serving(FakeClock()) as server:
        slow = feed(page, 400)
        monkeypatch.setenv("PAPERBROWSE_ARXIV", server.says("/api", slow, {"raw": server.silent()}))
        reading = catalogue.lists.reading(Wish("arxiv:cat:cs.CV"))
        steps = reading.steps()
        # The second page is asked for three seconds after the first: it is cancelled before that.
        assert isinstance(next(steps), Progress)
        reading.cancel()
        (report,) = (step for step in steps if isinstance(step, Report))
        reading.close()
    assert report.outcome is Outcome.STOPPED
    assert len(server.asked) == 1
    assert catalogue.library.count() == 199 + report.new


def test_a_reading_that_dies_is_said(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(FakeClock()) as server:
        monkeypatch.setenv("PAPERBROWSE_ARXIV", server.says("/api", {"raw": server.silent()}))
        reading = catalogue.lists.reading(Wish("arxiv:cat:cs.CV"))
        os.kill(reading._process.pid, signal.SIGKILL)
        (report,) = reading.steps()
        reading.close()
    assert isinstance(report, Report)
    assert (report.name, report.outcome) == ("arxiv:cat:cs.CV", Outcome.FAILED)
    assert "ended before it was done" in report.problem
