"""An index of papers, opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from shelf import InMemory

from paperbrowse.paper import Paper
from paperbrowse.search import Store
from paperbrowse.search.building import Builder
from paperbrowse.search.whoosh_index import WhooshIndex

Opening = Callable[[Path, Mapping[int, Paper]], WhooshIndex]


def opened(directory: Path, papers: Mapping[int, Paper]) -> WhooshIndex:
    store = Store(directory)
    store.prepare()
    with store.building():
        build = Builder(store, InMemory(papers)).grow()
    assert build is not None
    assert build.papers == len(papers)
    return WhooshIndex(store, build)


@pytest.fixture(scope="session")
def open_index() -> Opening:
    """Builds an index of papers by their keys in a directory, and opens it."""
    return opened
