from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator

import pytest
from shelf import paper

from paperbrowse.catalogue import (
    Catalogue,
    NotReady,
    Phase,
    Request,
    Results,
    Searcher,
    Status,
    index,
)
from paperbrowse.config import Directories
from paperbrowse.query import Order, Sort


@pytest.fixture
def told(catalogue: Catalogue) -> list[Status]:
    """What the index says from now on."""
    heard: list[Status] = []
    catalogue.index.listener = heard.append
    return heard


def found(catalogue: Catalogue, text: str) -> int:
    return len(catalogue.results(Request(text)).keys)


def test_an_index_that_is_ready_is_not_built_again(
    catalogue: Catalogue, told: list[Status], places: Directories
) -> None:
    before = (places.index / "current.json").stat().st_mtime_ns
    catalogue.index.ensure().join()
    assert [status.phase for status in told] == [Phase.READY]
    assert (places.index / "current.json").stat().st_mtime_ns == before


def test_what_is_deleted_while_the_program_runs_is_built_again(
    catalogue: Catalogue, told: list[Status], places: Directories
) -> None:
    shutil.rmtree(places.cache)
    assert found(catalogue, "cats") == 1  # the open index still answers
    catalogue.index.ensure().join()
    assert told[-1].phase is Phase.READY
    assert (places.index / "current.json").exists()
    assert found(catalogue, "cats") == 1


def test_a_changed_library_is_indexed_again(catalogue: Catalogue, told: list[Status]) -> None:
    catalogue.library.add("more", "test", [paper("2601.00009v1", "Zebras")])
    assert found(catalogue, "zebras") == 0
    catalogue.index.ensure().join()
    assert "behind" in told[0].sentence
    last = next(s.progress for s in reversed(told) if s.progress.total)
    assert last.done == last.total
    assert found(catalogue, "zebras") == 1


def test_marks_leave_the_index_alone(catalogue: Catalogue, told: list[Status]) -> None:
    key = catalogue.results(Request()).keys[0]
    catalogue.bookmark(key, True).result()
    assert found(catalogue, "cats") == 1
    assert told == []


def test_the_index_answers_with_no_text_in_the_library(
    catalogue: Catalogue, places: Directories
) -> None:
    queries = ["cats", "classif", '"deep supervision" ', "bayesian", "2601.00003", "vision -cats "]
    before = [list(catalogue.results(Request(query)).keys) for query in queries]
    with sqlite3.connect(places.library) as connection:
        connection.execute("UPDATE paper SET title = '', abstract = '', comment = ''")
        connection.execute("UPDATE version SET title = ''")
        connection.execute("UPDATE topic SET name = key")
    connection.close()
    assert [list(catalogue.results(Request(query)).keys) for query in queries] == before
    assert all(before)


def test_only_bookmarked_papers_are_searched(catalogue: Catalogue) -> None:
    key = catalogue.results(Request("cats")).keys[0]
    catalogue.bookmark(key, True).result()
    results = catalogue.results(Request("vision ", bookmarked=True))
    assert (list(results.keys), results.out_of) == ([key], 1)


def test_without_an_index_a_search_is_not_ready(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue.open(places)
    with pytest.raises(NotReady):
        catalogue.results(Request("cats"))
    catalogue.index.ensure().join()
    assert found(catalogue, "cat") > 0
    catalogue.close()


def test_closing_while_it_builds_stops_the_child(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    building = threading.Event()
    catalogue.index.listener = lambda status: building.set() if status.progress.total else None
    keeper = catalogue.index.ensure()
    assert building.wait(20)
    catalogue.close()
    keeper.join(5)
    assert not keeper.is_alive()
    assert not (places.index / "current.json").exists()


def test_an_index_that_cannot_be_made_is_said_once(
    catalogue: Catalogue, told: list[Status], places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    monkeypatch.setattr(index, "_PAUSE", 0)
    catalogue.library.add("more", "test", [paper("2601.00009v1", "Zebras")])
    catalogue.index.ensure().join()
    assert told[-1].phase is Phase.FAILED
    assert "Search is off" in told[-1].sentence
    count = len(told)
    assert found(catalogue, "cats") == 1
    assert len(told) == count


class Slow:
    """A catalogue that answers when it is let."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.let = threading.Event()
        self.superseded = threading.Event()

    def results(self, request: Request, superseded: object) -> Results:
        from paperbrowse.search import Superseded

        assert callable(superseded)
        if request.text == "slow":
            self.begun.set()
            while not self.let.wait(0.001):
                if superseded():
                    self.superseded.set()
                    raise Superseded
        if request.text == "broken":
            raise ZeroDivisionError
        return Results(request, (), 0, Order(Sort.DATE))


@pytest.fixture
def slow() -> Iterator[tuple[Slow, Searcher, list[str], threading.Event]]:
    delivered: list[str] = []
    arrived = threading.Event()

    def deliver(request: Request, _: object) -> None:
        delivered.append(request.text)
        arrived.set()

    catalogue = Slow()
    searcher = Searcher(catalogue, deliver)  # type: ignore[arg-type]  # it has what is asked of it
    yield catalogue, searcher, delivered, arrived
    searcher.close()


def test_a_fast_answer_is_given_at_once(
    slow: tuple[Slow, Searcher, list[str], threading.Event],
) -> None:
    _, searcher, delivered, _ = slow
    answer = searcher.ask(Request("fast"), patience=10)
    assert isinstance(answer, Results)
    assert delivered == []


def test_a_slow_answer_is_delivered(
    slow: tuple[Slow, Searcher, list[str], threading.Event],
) -> None:
    catalogue, searcher, delivered, arrived = slow
    assert searcher.ask(Request("slow"), patience=0) is None
    catalogue.let.set()
    assert arrived.wait(10)
    assert delivered == ["slow"]


def test_a_newer_request_stops_an_older(
    slow: tuple[Slow, Searcher, list[str], threading.Event],
) -> None:
    catalogue, searcher, delivered, _ = slow
    assert searcher.ask(Request("slow"), patience=0) is None
    assert catalogue.begun.wait(10)
    answer = searcher.ask(Request("fast"), patience=10)
    assert isinstance(answer, Results)
    assert catalogue.superseded.is_set()
    assert delivered == []


def test_a_failure_is_an_answer_and_the_thread_goes_on(
    slow: tuple[Slow, Searcher, list[str], threading.Event],
) -> None:
    _, searcher, _, _ = slow
    assert isinstance(searcher.ask(Request("broken"), patience=10), ZeroDivisionError)
    assert isinstance(searcher.ask(Request("fast"), patience=10), Results)
