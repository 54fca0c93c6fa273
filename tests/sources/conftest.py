"""Sources that are asked on loopback alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from web import FakeClock, FakeServer, serving, without_proxies

from paperbrowse.sources.opening import Limits, Opened, Unchanged, Validators, open_source


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
    without_proxies(monkeypatch)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def server(clock: FakeClock) -> Iterator[FakeServer]:
    with serving(clock) as running:
        yield running


@pytest.fixture
def asking(clock: FakeClock) -> Asking:
    return Asking(clock)
