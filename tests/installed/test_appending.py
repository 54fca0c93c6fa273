"""Six processes that add to one bibliography at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .conftest import Run


def numbers(bibliography: Path) -> list[str]:
    """The papers of a bibliography, in their order."""
    return re.findall(r"eprint = \{([^}v]+)", bibliography.read_text("utf-8"))


def add_at_once(run: Run, path: Path, papers: Sequence[str]) -> None:
    """Add each of these papers by a process of its own, six at a time."""

    def add(number: str) -> None:
        done = run("export", f"id:{number}", "--append", str(path))
        said = f"paperbrowse: 1 paper added to {path}\n"
        assert (done.returncode, done.stderr) == (0, said)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, papers))
    assert sorted(numbers(path)) == sorted(papers)
    assert list(path.parent.glob(".paperbrowse-*")) == []


@pytest.mark.parametrize("begun", [True, False])
def test_what_is_added_at_once_is_all_there(run: Run, tmp_path: Path, begun: bool) -> None:
    papers = run("list", "--format", "ids", "--limit", "6").stdout.split()
    run("search", "cat")  # the index is there
    path = tmp_path / "mine.bib"
    if begun:
        path.touch(0o600)
    add_at_once(run, path, papers)
    if begun:
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.full
def test_forty_eight_that_are_added_at_once(run: Run, tmp_path: Path) -> None:
    papers = run("list", "--format", "ids", "--limit", "48").stdout.split()
    run("search", "cat")
    add_at_once(run, tmp_path / "mine.bib", papers)
