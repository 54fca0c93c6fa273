"""A server on loopback that answers as it is told, and a clock that moves only when one waits."""

from __future__ import annotations

import contextlib
import html
import socketserver
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pytest

from paperbrowse.sources.opening import Clock


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


@contextlib.contextmanager
def serving(clock: FakeClock) -> Iterator[FakeServer]:
    """A server that runs for as long as it is wanted."""
    with FakeServer(clock) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield running
        finally:
            running.closing.set()
            running.shutdown()
            thread.join()


def feed(papers: Sequence[tuple[str, str]], total: int | None = None) -> Answer:
    """A page as arXiv's API writes it, of identifiers and titles."""
    said = "" if total is None else f"<opensearch:totalResults>{total}</opensearch:totalResults>"
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{number}</id><title>{html.escape(title)}</title>"
        f"<summary>About {html.escape(title)}.</summary>"
        "<author><name>Ada Lovelace</name></author>"
        "<updated>2026-02-03T00:00:00Z</updated><published>2026-02-01T00:00:00Z</published>"
        '<category term="cs.CV"/></entry>'
        for number, title in papers
    )
    body = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"{said}{entries}</feed>"
    )
    return {"body": body.encode(), "headers": {"Content-Type": "application/atom+xml"}}


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the server itself, whatever the machine of the tests has for others."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
