"""A server on loopback that answers as it is told, and a clock that moves only when one waits."""

from __future__ import annotations

import contextlib
import socketserver
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pytest

from paperbrowse.sources.opening import Clock, Limits, Opened, Unchanged, Validators, open_source


@dataclass(frozen=True)
class Asked:
    """One request as it reached the server, and the time at which it did."""

    target: str
    headers: Mapping[str, str]
    time: float


class Answer(TypedDict, total=False):
    """What the server says. ``raw`` is said in place of everything else."""

    body: bytes
    status: int
    headers: Mapping[str, str]
    raw: Iterable[bytes]


def _said(answer: Answer) -> Iterable[bytes]:
    if "raw" in answer:
        return answer["raw"]
    body = answer.get("body", b"")
    headers = {"Content-Length": str(len(body)), **answer.get("headers", {})}
    lines = [f"HTTP/1.1 {answer.get('status', 200)} Answered"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ["\r\n".join([*lines, "", ""]).encode(), body]


class FakeClock(Clock):
    """Time passes by waiting alone."""

    def __init__(self) -> None:
        self.time = 1000.0
        super().__init__(lambda: self.time, self._pass)

    def _pass(self, seconds: float) -> None:
        self.time += seconds

    @property
    def waited(self) -> float:
        return round(self.time - 1000, 3)


class FakeServer(socketserver.ThreadingTCPServer):
    """Answers by path; of several answers each request gets the next, and the last one stays."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.clock = clock
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._answers: dict[str, list[Answer]] = {}

    def says(self, path: str, *answers: Answer) -> str:
        """Have these answers given at a path; its address."""
        self._answers[path] = list(answers)
        return self.address(path)

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def answer(self, target: str) -> Answer:
        answers = self._answers.get(target.partition("?")[0], [{"status": 404}])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dripping(self, *begins: bytes, every: float = 0.01) -> Iterator[bytes]:
        """Begins, and goes on with a byte now and then for as long as the server runs."""
        yield from begins
        while not self.closing.wait(every):
            yield b"x"

    def silent(self, *begins: bytes) -> Iterator[bytes]:
        """Begins, and says nothing more."""
        yield from begins
        self.closing.wait()


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, FakeServer)
        with contextlib.suppress(OSError):
            line = self.rfile.readline().decode("latin-1").split(" ")
            headers = {}
            while b":" in (header := self.rfile.readline()):
                name, _, value = header.decode("latin-1").partition(":")
                headers[name] = value.strip()
            if len(line) < 3:
                self.wfile.write(b"what?")
                return
            server.asked.append(Asked(line[1], headers, server.clock.time))
            for piece in _said(server.answer(line[1])):
                self.wfile.write(piece)


@dataclass
class Asking:
    """``open_source`` with the clock of the tests, allowed to ask on loopback."""

    clock: FakeClock

    def opened(self, address: str, limits: Limits | None = None, **more: Any) -> Opened:
        found = self.any(address, limits, **more)
        assert isinstance(found, Opened)
        return found

    def any(
        self,
        address: str,
        limits: Limits | None = None,
        known: Validators | None = None,
        base: str = "http://127.0.0.1:1/",
        at_most: int = 1000,
        start: int = 0,
        allow_private: bool = True,
        cancelled: threading.Event | None = None,
    ) -> Opened | Unchanged:
        return open_source(
            address,
            base=base,
            known=known,
            limits=limits or Limits(connect=5, read=5, total=5),
            at_most=at_most,
            start=start,
            allow_private=allow_private,
            cancelled=(cancelled or threading.Event()).is_set,
            clock=self.clock,
        )

    def text(self, address: str, limits: Limits | None = None) -> bytes:
        """All that is at an address."""
        with self.opened(address, limits) as opened:
            return b"".join(stream.content.read() for stream in opened.streams)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def server(clock: FakeClock) -> Iterator[FakeServer]:
    with FakeServer(clock) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.closing.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def asking(clock: FakeClock) -> Asking:
    return Asking(clock)
