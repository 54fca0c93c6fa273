"""What every test may use: directories of its own, and a catalogue in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shelf import SHELF, directories

from paperbrowse.catalogue import Catalogue
from paperbrowse.config import Directories
from paperbrowse.library import Library
from paperbrowse.sources import bundled


@pytest.fixture
def places(tmp_path: Path) -> Directories:
    """Empty directories."""
    return directories(tmp_path)


@pytest.fixture
def catalogue(places: Directories, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The six papers of the shelf, newest first, and no shipped list; the index is ready."""
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    library = Library.open(places.library)
    library.add("shelf", "test", SHELF, digest="1")
    library.close()
    opened = Catalogue.open(places)
    opened.index.ensure().join()
    yield opened
    opened.close()


@pytest.fixture
def shipped(places: Directories) -> Iterator[Catalogue]:
    """The shipped list; the index is ready."""
    assert list(bundled())
    opened = Catalogue.open(places)
    opened.index.ensure().join()
    yield opened
    opened.close()
