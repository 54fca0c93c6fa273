"""What lists lack is filled in from a fake arXiv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shelf import paper
from web import feed

from paperbrowse.adding import Outcome, Report
from paperbrowse.adding.enriching import NAME, enrich
from paperbrowse.paper import ArxivId, Paper

if TYPE_CHECKING:
    from web import FakeServer

    from tests.adding.conftest import Shelves

BARE = [Paper("", ArxivId(f"2601.{n:05}")) for n in range(1, 151)]


def test_batches(shelves: Shelves, server: FakeServer) -> None:
    full = paper("2602.00001", "Whole", "Text.", authors=("A",), categories=("cs.CV",))
    shelves.library.add("bare", "test", [*BARE, full, Paper("No number", url="https://a.org")])
    known = [(f"2601.{n:05}v2", f"A Study of {n}") for n in range(1, 151)]
    shelves.arxiv = server.says("/api", feed(known[:100]), feed(known[100:149]))
    assert enrich(shelves.library, shelves.way) == Report(
        NAME, Outcome.READ, updated=149, unchanged=1
    )
    assert len(server.asked) == 2
    assert len(shelves.library.listing("bare")) == 152
    (found,) = dict(shelves.library.papers([1])).values()
    assert (found.title, found.authors) == ("A Study of 1", ("Ada Lovelace",))


def test_only_what_was_chosen(shelves: Shelves, server: FakeServer) -> None:
    shelves.library.add("bare", "test", BARE[:3])
    shelves.arxiv = server.says("/api", feed([("2601.00002v1", "Two")]))
    key = shelves.library.find("arxiv:2601.00002") or 0
    assert enrich(shelves.library, shelves.way, {key}).updated == 1
    assert "id_list=2601.00002&" in server.asked[0].target


def test_nothing_is_asked_where_nothing_is_lacking(shelves: Shelves, server: FakeServer) -> None:
    assert enrich(shelves.library, shelves.way) == Report(NAME, Outcome.READ)
    assert server.asked == []


def test_papers_that_nobody_asked_for_stay_out(shelves: Shelves, server: FakeServer) -> None:
    shelves.library.add("bare", "test", BARE[:1])
    shelves.arxiv = server.says("/api", feed([("2601.00001v1", "One"), ("2601.99999v1", "Odd")]))
    assert enrich(shelves.library, shelves.way).updated == 1
    assert shelves.library.count() == 1


def test_a_server_in_trouble(shelves: Shelves, server: FakeServer) -> None:
    shelves.library.add("bare", "test", BARE)
    shelves.arxiv = server.says("/api", feed([("2601.00001v1", "One")]), {"status": 404})
    report = enrich(shelves.library, shelves.way)
    assert (report.outcome, report.updated) == (Outcome.FAILED, 1)
    assert "127.0.0.1" in report.problem
