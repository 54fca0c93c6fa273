"""A library, a fake arXiv, and lists to add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from web import FakeClock, FakeServer, serving, without_proxies

from paperbrowse.adding import LeftOut, Progress, Report, Step, Wish
from paperbrowse.adding.reading import add
from paperbrowse.adding.way import Way
from paperbrowse.library import Library


@dataclass
class Shelves:
    """A library that lists are added to, and what was said on the way."""

    library: Library
    clock: FakeClock
    steps: list[Step] = field(default_factory=list)
    arxiv: str = "http://127.0.0.1:1/"
    stop_after: int | None = None

    @property
    def way(self) -> Way:
        def cancelled() -> bool:
            return self.stop_after is not None and len(self.progress) > self.stop_after

        return Way(self.steps.append, cancelled, self.arxiv, self.clock)

    def add(self, address: object, name: str = "", **more: Any) -> Report:
        return add(self.library, Wish(str(address), name, **more), self.way)

    @property
    def progress(self) -> list[Progress]:
        return [step for step in self.steps if isinstance(step, Progress)]

    @property
    def left_out(self) -> list[LeftOut]:
        return [step for step in self.steps if isinstance(step, LeftOut)]

    def titles(self, name: str) -> list[str]:
        papers = dict(self.library.papers(self.library.listing(name)))
        return [papers[key].title for key in self.library.listing(name)]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    without_proxies(monkeypatch)


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    library = Library.open(tmp_path / "library" / "library.db")
    yield Shelves(library, FakeClock())
    library.close()


@pytest.fixture
def server(shelves: Shelves) -> Iterator[FakeServer]:
    with serving(shelves.clock) as running:
        yield running
