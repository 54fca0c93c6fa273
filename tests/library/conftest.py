"""A library of two dated papers, and how to make more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from paperbrowse.library import Library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library will be."""
    return tmp_path / "data" / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """An empty library."""
    opened = Library.open(path)
    yield opened
    opened.close()
