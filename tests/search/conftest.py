"""An index of papers, opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from paperbrowse.paper import Paper
from paperbrowse.search import Store
from paperbrowse.search.building import build
from paperbrowse.search.whoosh_index import WhooshIndex

Opening = Callable[[Path, Mapping[int, Paper]], WhooshIndex]


def opened(directory: Path, papers: Mapping[int, Paper]) -> WhooshIndex:
    store = Store(directory)
    store.prepare()
    with store.building():
        assert build(store, papers.items(), "stamp") == len(papers)
    current = store.current()
    assert current is not None
    return WhooshIndex(store, current)


@pytest.fixture(scope="session")
def open_index() -> Opening:
    """Builds an index of papers by their keys in a directory, and opens it."""
    return opened
