"""Where the web leads: redirects, private networks, proxies; and stopping on the way."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest

from paperbrowse.sources import addresses
from paperbrowse.sources.opening import AskFirst, Cancelled, Limits, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web import Answer, FakeClock, FakeServer

    from tests.sources.conftest import Asking

ONCE = Limits(connect=5, read=5, total=5, retries=0)


def _to(location: str, status: int = 302) -> Answer:
    return {"status": status, "headers": {"Location": location}}


def test_redirects_are_followed(server: FakeServer, asking: Asking) -> None:
    server.says("/b/list", {"body": b"found"})
    for number, status in enumerate((301, 302, 303, 307, 308)):
        address = server.says(f"/a/{number}", _to("../b/list#part", status))
        with asking.opened(address) as opened:
            assert opened.origin == address
            (stream,) = opened.streams
            assert stream.content.read() == b"found"


def test_redirects_end(server: FakeServer, asking: Asking) -> None:
    for number in range(9):
        server.says(f"/{number}", _to(f"/{number + 1}") if number < 8 else {"body": b"x"})
    server.says("/circle", _to("/circle"))
    assert asking.text(server.address("/3")) == b"x"
    for path in ("/2", "/circle"):
        server.asked.clear()
        with pytest.raises(SourceError, match="from address to address more than 5 times"):
            asking.any(server.address(path))
        assert len(server.asked) == 6


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/l",
        "data:,x",
        "javascript:1",
        "http://[::1",
    ],
)
def test_redirects_stay_on_the_web(server: FakeServer, asking: Asking, location: str) -> None:
    with pytest.raises(SourceError, match=r"leads elsewhere, and not to a list|can't be opened"):
        asking.any(server.says("/l", _to(location)))
    assert len(server.asked) == 1


def test_what_a_server_says_can_not_reach_the_terminal(server: FakeServer, asking: Asking) -> None:
    for location in ("http://\x1b[31mred/", "x\x1b]0;title\x07:y", "/\x1b[31m"):
        with pytest.raises(SourceError) as caught:
            asking.any(server.says("/l", _to(location)))
        assert str(caught.value).isprintable()


# Whose machine it is.


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/l",
        "http://localhost:8000/l",
        "http://printer.local/l",
        "http://10.1.2.3/l",
        "http://172.16.0.1/l",
        "https://192.168.1.1/l",
        "http://169.254.169.254/latest",
        "http://100.64.0.1/l",
        "http://0.0.0.0/l",
        "http://[::1]/l",
        "http://[fe80::1]/l",
        "http://[fd00::1]/l",
        "http://[::ffff:127.0.0.1]/l",
        "http://[64:ff9b::7f00:1]/l",
        "http://2130706433/l",
        "http://0x7f.1/l",
        "http://127.1/l",
        "http://localhost./l",
    ],
)
def test_private_addresses_are_asked_about(asking: Asking, address: str) -> None:
    with pytest.raises(AskFirst, match="this machine or its private network") as caught:
        asking.any(address, allow_private=False)
    assert caught.value.address == address


@pytest.mark.parametrize("found", [["192.168.0.7"], ["93.184.216.34", "::1"]])
def test_what_a_name_leads_to_is_asked_about(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    monkeypatch.setattr(addresses, "resolve", lambda host, port: found)
    with pytest.raises(AskFirst):
        asking.any("https://lists.example/l", allow_private=False)


def test_where_a_redirect_leads_is_asked_about(
    server: FakeServer, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_private", lambda address: address != "127.0.0.1")
    address = server.says("/l", _to("http://10.0.0.1/admin"))
    with pytest.raises(AskFirst) as caught:
        asking.any(address, allow_private=False)
    assert caught.value.address == "http://10.0.0.1/admin"


def test_a_name_is_looked_up_once(
    server: FakeServer, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever answers differently the second time leads nobody to another machine."""
    found = [["127.0.0.1"], ["10.0.0.1"]]
    monkeypatch.setattr(addresses, "resolve", lambda host, port: found.pop(0))
    address = server.says("/l", {"body": b"x"}).replace("127.0.0.1", "lists.example")
    assert asking.text(address) == b"x"
    assert server.asked[0].headers["Host"] == address.split("/")[2]
    assert len(found) == 1


def test_public_addresses() -> None:
    public = ("93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808")
    assert not any(map(addresses.is_private, public))


def test_a_proxy_is_used_where_one_is_set(
    server: FakeServer, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure")

    monkeypatch.setattr(addresses, "resolve", unknown)
    proxy = server.address("").replace("//", "//me:secret@")
    monkeypatch.setenv("http_proxy", proxy)
    server.says("http://lists.example/l", {"body": b"by proxy"})
    assert asking.text("http://lists.example/l") == b"by proxy"
    assert server.asked[0].headers["proxy-authorization"] == "Basic bWU6c2VjcmV0"
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1")
    with pytest.raises(SourceError, match="is not an http:// one"):
        asking.any("http://lists.example/l")


def test_a_tunnel_through_a_proxy(
    server: FakeServer, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "resolve", lambda host, port: ["93.184.216.34"])
    monkeypatch.setenv("https_proxy", server.address("").replace("//", "//me:secret@"))
    server.says("lists.example:443", {"status": 502})
    with pytest.raises(SourceError, match=r"no connection to lists\.example"):
        asking.any("https://lists.example/l", ONCE)
    assert server.asked[0].headers["proxy-authorization"] == "Basic bWU6c2VjcmV0"


# Cancelling.


def test_cancelled_before(server: FakeServer, asking: Asking) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        asking.any(server.says("/l", {"body": b"x"}), cancelled=stop)
    assert not server.asked


@pytest.mark.parametrize("begins", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\nabc"])
def test_cancelled_while_it_waits(server: FakeServer, asking: Asking, begins: bytes) -> None:
    stop = threading.Event()
    address = server.says("/l", {"raw": server.silent(begins)})
    with asking.opened(address, cancelled=stop) as opened:
        (stream,) = opened.streams
        stop.set()
        with pytest.raises(Cancelled):
            stream.content.read()


def test_cancelled_between_tries(server: FakeServer, asking: Asking, clock: FakeClock) -> None:
    stop = threading.Event()

    def stopping() -> Iterator[bytes]:
        stop.set()
        yield b"HTTP/1.1 500 no\r\n\r\n"

    with pytest.raises(Cancelled):
        asking.any(server.says("/l", {"raw": stopping()}), cancelled=stop)
    assert (len(server.asked), clock.waited) == (1, 0)
