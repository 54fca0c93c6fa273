"""Lists on the web: a server that behaves, and one that does not."""

from __future__ import annotations

import gzip
import itertools
import random
import socket
import ssl
import threading
import zlib
from typing import TYPE_CHECKING

import pytest

from paperbrowse import __version__
from paperbrowse.sources import addresses, exchange, pages
from paperbrowse.sources.opening import Cancelled, Limits, SourceError, Unchanged, Validators

if TYPE_CHECKING:
    from web import Answer, FakeClock, FakeServer

    from tests.sources.conftest import Asking

QUICK = Limits(connect=5, read=5, total=0.1, retries=0)
ONCE = Limits(connect=5, read=5, total=5, retries=0)


def test_a_list_is_read_as_it_is(server: FakeServer, asking: Asking) -> None:
    address = server.says("/lists/nlp.md", {"body": (b"# NLP\n" * 50_000)})
    with asking.opened(address) as opened:
        assert (opened.name, opened.origin, opened.size) == ("nlp", address, 300_000)
        (stream,) = opened.streams
        assert stream.name == "nlp.md"
        assert stream.content.readline() == b"# NLP\n"
        assert stream.content.read() == b"# NLP\n" * 49_999
    assert server.asked[0].headers["User-Agent"] == f"paperbrowse/{__version__}"


def test_what_the_server_calls_it_does_not_matter(server: FakeServer, asking: Asking) -> None:
    address = server.says("/list.md", {"body": b"# List", "headers": {"Content-Type": "image/png"}})
    assert asking.text(address) == b"# List"


def test_an_unchanged_list_costs_nothing(server: FakeServer, asking: Asking) -> None:
    marks = {"ETag": 'W/"a1"', "Last-Modified": "Mon, 05 Jan 2026 10:00:00 GMT"}
    address = server.says("/l", {"body": b"x", "headers": marks}, {"status": 304})
    with asking.opened(address) as opened:
        known = opened.validators
    assert known == Validators(marks["ETag"], marks["Last-Modified"])
    assert asking.any(address, known=known) == Unchanged(address)
    assert server.asked[1].headers["If-None-Match"] == marks["ETag"]
    assert server.asked[1].headers["If-Modified-Since"] == marks["Last-Modified"]


def test_a_304_that_nobody_asked_for_is_no_list(server: FakeServer, asking: Asking) -> None:
    with pytest.raises(SourceError, match="304"):
        asking.any(server.says("/l", {"status": 304}))


def test_gzip_is_unzipped(server: FakeServer, asking: Asking) -> None:
    body = gzip.compress(b"one, ") + gzip.compress(b"two") + b"\0\0"
    answer: Answer = {"body": body, "headers": {"Content-Encoding": "gzip"}}
    assert asking.text(server.says("/l", answer)) == b"one, two"
    assert server.asked[0].headers["Accept-Encoding"] == "gzip"
    assert asking.opened(server.address("/l")).size is None


def test_a_gzip_bomb_is_not_unzipped(server: FakeServer, asking: Asking) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(20)) + bomb.flush()
    assert len(body) < 120_000
    address = server.says("/l", {"body": body, "headers": {"Content-Encoding": "gzip"}})
    with pytest.raises(SourceError, match="larger than 2 MB: save it to a file"):
        asking.text(address, Limits(size=2_000_000))


def test_a_long_text_in_a_small_answer_can_be_stopped(server: FakeServer, asking: Asking) -> None:
    body = gzip.compress(bytes(20_000_000))
    address = server.says("/l", {"body": body, "headers": {"Content-Encoding": "gzip"}})
    stopped = threading.Event()
    with asking.opened(address, cancelled=stopped) as opened:
        (stream,) = opened.streams
        assert stream.content.read(1000) == bytes(1000)
        stopped.set()
        with pytest.raises(Cancelled):
            stream.content.read()


@pytest.mark.parametrize("cut", [1, 20, 40])
def test_gzip_that_ends_early_is_not_taken_for_whole(
    server: FakeServer, asking: Asking, cut: int
) -> None:
    body = gzip.compress(bytes(range(256)))[:-cut]
    answer: Answer = {"body": body, "headers": {"Content-Encoding": "gzip"}}
    with pytest.raises(SourceError, match="ended early"):
        asking.text(server.says("/l", answer))


def test_damaged_and_strange_packing(server: FakeServer, asking: Asking) -> None:
    for encoding, said in (("gzip", "damaged"), ("br", "not asked for"), ("gzip, gzip", "not as")):
        coded: Answer = {"body": b"no gzip", "headers": {"Content-Encoding": encoding}}
        with pytest.raises(SourceError, match=said):
            asking.text(server.says("/l", coded))


def test_a_body_that_is_too_large(server: FakeServer, asking: Asking) -> None:
    small = Limits(size=1000)
    with pytest.raises(SourceError, match=r"larger than 0\.001 MB"):
        asking.text(server.says("/said", {"body": bytes(1001)}), small)
    endless = itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(bytes(1000)))
    with pytest.raises(SourceError, match="larger than"):
        asking.text(server.says("/unsaid", {"raw": endless}), small)
    assert asking.text(server.says("/fits", {"body": bytes(1000)}), small) == bytes(1000)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n20\r\nmore",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ],
)
def test_a_truncated_body_is_not_taken_for_whole(
    server: FakeServer, asking: Asking, raw: bytes
) -> None:
    with pytest.raises(SourceError, match=r"127\.0\.0\.1 ended early: the list is not whole"):
        asking.text(server.says("/l", {"raw": [raw]}))


def test_chunks_are_put_together(server: FakeServer, asking: Asking) -> None:
    raw = [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none,\r\n4\r\n two\r\n0\r\n\r\n"
    ]
    assert asking.text(server.says("/l", {"raw": raw})) == b"one, two"


# What is slow.


def test_a_body_that_drips_ends_in_time(server: FakeServer, asking: Asking) -> None:
    address = server.says("/l", {"raw": server.dripping(b"HTTP/1.1 200 OK\r\n\r\n")})
    with pytest.raises(SourceError, match=r"is too slow: its answer took more than 0\.1 seconds"):
        asking.text(address, QUICK)


def test_headers_that_drip_end_in_time(server: FakeServer, asking: Asking) -> None:
    address = server.says("/l", {"raw": server.dripping(b"HTTP/1.1 200 OK\r\nX: ")})
    with pytest.raises(SourceError, match="is too slow"):
        asking.any(address, QUICK)


def test_the_time_of_a_slow_reader_does_not_count(server: FakeServer, asking: Asking) -> None:
    later = threading.Event()
    with asking.opened(server.says("/l", {"body": bytes(500_000)}), QUICK) as opened:
        (stream,) = opened.streams
        stream.content.read(1)
        assert not later.wait(0.25)
        assert len(stream.content.read()) == 499_999


def test_silence_ends_in_time(server: FakeServer, asking: Asking, clock: FakeClock) -> None:
    answers: list[Answer] = [{"raw": server.silent()} for _ in range(3)]
    address = server.says("/l", *answers)
    limits = Limits(connect=5, read=0.05, total=5, retries=2)
    with pytest.raises(SourceError, match=r"does not answer: nothing came for 0\.05 seconds"):
        asking.any(address, limits)
    assert (len(server.asked), clock.waited) == (3, 1.5)


# What fails, and may pass.


def test_trouble_that_passes_is_waited_for(
    server: FakeServer, asking: Asking, clock: FakeClock
) -> None:
    address = server.says("/l", {"status": 500}, {"raw": []}, {"body": b"fine"})
    assert asking.text(address) == b"fine"
    assert clock.waited == 0.5 + 1


def test_trouble_that_stays_is_said(server: FakeServer, asking: Asking, clock: FakeClock) -> None:
    address = server.says("/l", {"status": 503})
    with pytest.raises(SourceError, match=r"has trouble of its own \(HTTP 503\): try again later"):
        asking.any(address)
    assert (len(server.asked), clock.waited) == (4, 0.5 + 1 + 2)


def test_the_wait_that_a_server_asks_for_is_kept(
    server: FakeServer, asking: Asking, clock: FakeClock
) -> None:
    address = server.says(
        "/l", {"status": 429, "headers": {"Retry-After": "17"}}, {"body": b"fine"}
    )
    assert asking.text(address) == b"fine"
    assert clock.waited == 17


@pytest.mark.parametrize(
    ("asked", "said"),
    [("3600", "in 60 minutes"), ("Fri, 01 Jan 2100 00:00:00 GMT", "hours"), ("9" * 400, "hours")],
)
def test_a_wait_without_end_is_not_kept(
    server: FakeServer, asking: Asking, clock: FakeClock, asked: str, said: str
) -> None:
    address = server.says("/l", {"status": 429, "headers": {"Retry-After": asked}})
    with pytest.raises(SourceError, match=rf"is asked too often .*{said}"):
        asking.any(address)
    assert (len(server.asked), clock.waited) == (1, 0)


@pytest.mark.parametrize("asked", ["soon", "", "-5", "Mon, 05 Jan 2015 10:00:00 GMT", "²"])
def test_a_wait_that_is_none(
    server: FakeServer, asking: Asking, clock: FakeClock, asked: str
) -> None:
    answer: Answer = {"status": 429, "headers": {"Retry-After": asked}}
    assert asking.text(server.says("/l", answer, {"body": b"fine"})) == b"fine"
    assert clock.waited == 0.5


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "There is nothing at http.*/l .*check the address"),
        (410, "There is nothing at"),
        (403, "does not give http.*/l to everyone"),
        (401, "to everyone"),
        (400, "does not give"),
        (418, r"does not give http.*/l \(HTTP 418\)"),
        (301, "does not say where"),
    ],
)
def test_a_refusal_is_said_at_once(
    server: FakeServer, asking: Asking, clock: FakeClock, status: int, said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        asking.any(server.says("/l", {"body": b"<html>no", "status": status}))
    assert (len(server.asked), clock.waited) == (1, 0)


def test_no_connection_is_said_after_a_few_tries(asking: Asking, clock: FakeClock) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(SourceError) as caught:
            asking.any(f"http://127.0.0.1:{port}/l")
    assert str(caught.value) == "There is no connection to 127.0.0.1: the list is as it was."
    assert clock.waited == 3.5


def test_a_name_that_nobody_knows(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(addresses, "resolve", unknown)
    with pytest.raises(SourceError, match=r"There is no connection to lists\.example \(its name"):
        asking.any("https://lists.example/l")


@pytest.mark.parametrize(
    "raw", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"x" * 70_000]
)
def test_what_is_not_http(server: FakeServer, asking: Asking, raw: bytes) -> None:
    with pytest.raises(SourceError, match="something that is not HTTP"):
        asking.any(server.says("/l", {"raw": [raw]}), ONCE)


def test_a_server_without_tls(server: FakeServer, asking: Asking) -> None:
    address = server.address("/l").replace("http:", "https:")
    with pytest.raises(SourceError, match=r"secure connection to 127\.0\.0\.1 can't be made"):
        asking.any(address, ONCE)


def test_a_certificate_that_nobody_trusts(
    server: FakeServer, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Distrust(ssl.SSLContext):
        def wrap_socket(self, *_: object, **__: object) -> ssl.SSLSocket:
            error = ssl.SSLCertVerificationError("no")
            error.verify_message = "self-signed certificate"
            raise error

    monkeypatch.setattr(exchange, "_trust", lambda: Distrust(ssl.PROTOCOL_TLS_CLIENT))
    address = server.address("/l").replace("http:", "https:")
    with pytest.raises(SourceError, match=r"can't be trusted \(self-signed certificate\)"):
        asking.any(address)


def test_the_first_of_a_repositorys_readmes_that_exists(
    server: FakeServer, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    readmes = tuple(server.address(f"/README.{ending}") for ending in ("md", "rst", "txt"))
    monkeypatch.setattr(pages, "raw", lambda address: readmes)
    server.says("/README.rst", {"body": b"found"})
    with asking.opened("https://github.com/o/r") as opened:
        assert (opened.name, opened.origin) == ("r", "https://github.com/o/r")
        (stream,) = opened.streams
        assert (stream.name, stream.content.read()) == ("README.rst", b"found")
    server.says("/README.md", {"status": 403})
    with pytest.raises(SourceError, match=r"README\.md to everyone"):
        asking.any("https://github.com/o/r")


def test_whatever_comes_is_a_list_or_a_sentence(server: FakeServer, asking: Asking) -> None:
    chance = random.Random(5)
    good = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: gzip\r\nRetry-After: 1\r\n"
        b"Transfer-Encoding: chunked\r\nLocation: /l\r\nETag: x\r\n\r\n4\r\nlist\r\n0\r\n\r\n"
    )
    said = 0
    for _ in range(100):
        raw = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(raw))
            raw[place : place + chance.choice((0, 1, 9))] = chance.randbytes(
                chance.choice((0, 1, 5))
            )
        address = server.says("/l", {"raw": [bytes(raw)]})
        try:
            asking.text(address, ONCE)
        except SourceError as error:
            said += str(error).isprintable()
        else:
            said += 1
    assert said == 100
