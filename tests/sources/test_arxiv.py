"""Queries to a fake arXiv, which misbehaves as the real one does."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from paperbrowse.paper import ArxivId
from paperbrowse.sources.opening import (
    AskFirst,
    Cancelled,
    Limits,
    SourceError,
    Stream,
    open_papers,
)

if TYPE_CHECKING:
    from web import Answer, FakeClock, FakeServer

    from tests.sources.conftest import Asking


def _feed(entries: int, total: int | None = None) -> Answer:
    said = "" if total is None else f"<opensearch:totalResults>{total}</opensearch:totalResults>"
    body = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{said}'
    body += "<entry><id>http://arxiv.org/abs/2512.24162v1</id></entry>" * entries + "</feed>"
    return {"body": body.encode(), "headers": {"Content-Type": "application/atom+xml"}}


def _asked(server: FakeServer) -> list[dict[str, str]]:
    queries = (parse_qs(urlsplit(asked.target).query) for asked in server.asked)
    return [{name: values[0] for name, values in query.items()} for query in queries]


def _entries(streams: list[Stream]) -> list[int]:
    return [stream.content.read().count(b"<entry>") for stream in streams]


def test_a_query_comes_page_by_page(server: FakeServer, asking: Asking, clock: FakeClock) -> None:
    base = server.says("/api", _feed(200, 450), _feed(200, 450), _feed(50, 450))
    with asking.opened('arxiv:all:"image  classification"', base=base) as opened:
        assert opened.name == 'all:"image classification"'
        assert opened.origin == 'arxiv:all:"image classification"'
        assert not server.asked
        first = next(opened.streams)
        assert len(server.asked) == 1
        streams = [first, *opened.streams]
    assert _entries(streams) == [200, 200, 50]
    assert [(stream.resume, stream.total) for stream in streams] == [
        (200, 450),
        (400, 450),
        (450, 450),
    ]
    assert _asked(server)[1] == {
        "search_query": 'all:"image classification"',
        "sortBy": "submittedDate",
        "sortOrder": "descending",
        "start": "200",
        "max_results": "200",
    }
    assert [round(asked.time - 1000, 3) for asked in server.asked] == [0, 3, 6]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("all:image  classification", 'all:"image classification"'),
        ("ti:cats OR dogs", "ti:cats OR dogs"),
        ("ti:cats cat:cs.CV", "ti:cats cat:cs.CV"),
        ("image classification", "image classification"),
        ("cat:cs.CV", "cat:cs.CV"),
    ],
)
def test_quotes_that_a_shell_took_are_put_back(asking: Asking, typed: str, asked: str) -> None:
    with asking.opened(f"arxiv:{typed}") as opened:
        assert opened.origin == f"arxiv:{asked}"


def test_no_more_papers_than_asked_for(server: FakeServer, asking: Asking) -> None:
    base = server.says("/api", _feed(200, 9000), _feed(50, 9000))
    with asking.opened("ArXiv:cat:cs.CV", base=base, at_most=250) as opened:
        assert opened.origin == "arxiv:cat:cs.CV"
        assert [(stream.resume, stream.total) for stream in opened.streams] == [
            (200, 250),
            (250, 250),
        ]
    assert [query["max_results"] for query in _asked(server)] == ["200", "50"]


def test_an_interrupted_query_goes_on(server: FakeServer, asking: Asking) -> None:
    base = server.says("/api", _feed(200, 450), _feed(200, 450), _feed(50, 450))
    with asking.opened("arxiv:cat:cs.CV", base=base) as opened:
        resume = next(opened.streams).resume
    with asking.opened("arxiv:cat:cs.CV", base=base, start=resume, at_most=800) as opened:
        assert _entries(list(opened.streams)) == [200, 50]
    assert [query["start"] for query in _asked(server)] == ["0", "200", "400"]


def test_nothing_found_is_an_empty_list(server: FakeServer, asking: Asking) -> None:
    with asking.opened("arxiv:all:nothing", base=server.says("/api", _feed(0, 0))) as opened:
        assert _entries(list(opened.streams)) == [0]
    assert len(server.asked) == 1


def test_a_feed_that_does_not_say_how_many(server: FakeServer, asking: Asking) -> None:
    base = server.says("/api", _feed(200), _feed(3), _feed(0))
    with asking.opened("arxiv:cat:cs.CV", base=base) as opened:
        assert _entries(list(opened.streams)) == [200, 3, 0]


def test_every_two_requests_keep_their_distance(
    server: FakeServer, asking: Asking, clock: FakeClock
) -> None:
    base = server.says("/api", {"status": 500}, _feed(1, 1))
    for query in ("arxiv:cat:cs.CV", "arxiv:cat:cs.CL"):
        with asking.opened(query, base=base) as opened:
            list(opened.streams)
    assert [round(asked.time - 1000, 3) for asked in server.asked] == [0, 3, 6]


def test_threads_take_turns(clock: FakeClock) -> None:
    inside: list[int] = []

    def ask() -> None:
        with clock.turn("arXiv", 3, lambda: False):
            inside.append(1)
            assert len(inside) == 1
            inside.pop()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.waited == 12


def test_waiting_for_the_turn_is_cancelled(clock: FakeClock) -> None:
    stop = threading.Event()
    with clock.turn("arXiv", 3, lambda: False):
        stop.set()
        with pytest.raises(Cancelled), clock.turn("arXiv", 3, stop.is_set):
            pass
    with pytest.raises(Cancelled), clock.turn("arXiv", 3, stop.is_set):
        pass


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 429, "headers": {"Retry-After": "5"}},
        {"status": 500},
        {"body": b"<html>Down for maintenance", "headers": {"Content-Type": "text/html"}},
        {"body": b"Rate exceeded."},
        {},
        {"raw": [b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<feed><entry>"]},
        _feed(0, 2),
    ],
    ids=["429", "500", "html", "text", "nothing", "truncated", "empty"],
)
def test_trouble_that_passes(server: FakeServer, asking: Asking, trouble: Answer) -> None:
    base = server.says("/api", trouble, _feed(2, 2))
    with asking.opened("arxiv:cat:cs.CV", base=base) as opened:
        assert _entries(list(opened.streams)) == [2]


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ({"status": 429}, "asked too often"),
        ({"status": 500}, "trouble of its own"),
        (
            {"body": b"<html>", "headers": {"Content-Type": "text/html"}},
            r"is no list of papers \(text/html\)",
        ),
        (_feed(0, 900), "gives no more papers after 200 of 900"),
        ({"body": bytes(1_001)}, "larger than"),
        ({"status": 302, "headers": {"Location": "/api"}}, "from address to address"),
        ({"status": 302, "headers": {"Location": "file:///etc/passwd"}}, "over http and https"),
    ],
)
def test_trouble_that_stays_keeps_the_pages_before(
    server: FakeServer, asking: Asking, trouble: Answer, said: str
) -> None:
    # The first page alone is below the limit of size.
    first: Answer = {"body": _feed(0, 900)["body"].replace(b"</feed>", b"<entry>" * 100)}
    base = server.says("/api", first, first, trouble)
    with asking.opened("arxiv:cat:cs.CV", Limits(size=1000, read=5), base=base) as opened:
        next(opened.streams)
        assert next(opened.streams).resume == 200
        with pytest.raises(SourceError, match=said):
            next(opened.streams)


FAULT = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#x</id>'
    b"<title>Error</title><summary>incorrect &amp; strange\n \x1b[31mquery</summary></entry></feed>"
)


@pytest.mark.parametrize("status", [200, 400])
def test_a_query_that_arxiv_does_not_understand(
    server: FakeServer, asking: Asking, status: int
) -> None:
    base = server.says("/api", {"body": FAULT, "status": status})
    with asking.opened("arxiv:cat:(", base=base) as opened, pytest.raises(SourceError) as caught:
        next(opened.streams)
    assert str(caught.value) == (
        "127.0.0.1 does not understand the query: incorrect & strange ?[31mquery"
    )
    assert len(server.asked) == 1


def test_what_is_no_query(asking: Asking) -> None:
    with pytest.raises(SourceError, match="There is no query after arxiv:"):
        asking.any("arxiv: ")
    with pytest.raises(SourceError, match="the first 30,000 papers"):
        asking.any("arxiv:cat:cs.CV", at_most=30_001)


def test_a_base_on_this_machine_is_asked_about(server: FakeServer, asking: Asking) -> None:
    base = server.address("/api")
    opened = asking.opened("arxiv:cat:cs.CV", base=base, allow_private=False)
    with pytest.raises(AskFirst):
        next(opened.streams)


def test_papers_by_their_identifiers(server: FakeServer, asking: Asking, clock: FakeClock) -> None:
    base = server.says("/api?key=1", _feed(1))
    server.says("/api", _feed(100), _feed(7))
    papers = [ArxivId(f"2512.{number:05}") for number in range(110)]
    opened = open_papers([*papers, papers[0]], base=base, allow_private=True, clock=clock)
    with opened:
        assert _entries(list(opened.streams)) == [100, 7]
    asked = _asked(server)
    assert asked[1]["id_list"] == ",".join(map(str, papers[100:]))
    assert (asked[1]["max_results"], asked[1]["key"]) == ("10", "1")
    assert server.asked[1].time - server.asked[0].time == pytest.approx(3)


def test_an_identifier_is_a_query_too(server: FakeServer, asking: Asking) -> None:
    base = server.says("/api", _feed(2))
    with asking.opened("arxiv:2512.24162, hep-th/9901001v2", base=base) as opened:
        assert opened.origin == "arxiv:2512.24162,hep-th/9901001v2"
        list(opened.streams)
    assert _asked(server)[0]["id_list"] == "2512.24162,hep-th/9901001v2"
