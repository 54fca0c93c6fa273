"""Lists in many layouts, as people and bots publish them: every paper found, with its title."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paperbrowse.formats import Skipped, read

LISTS = Path(__file__).parent / "lists"
NAMES = sorted(path.name for path in LISTS.iterdir() if path.suffix != ".json")

# Authors' names and titles that only a reader can tell apart: "Graph Lineages and Skeletal Graph
# Products" looks like two persons.
HARD = 1


def found(name: str) -> dict[str, str]:
    """The titles that are read from a list, by what identifies each paper."""
    titles: dict[str, str] = {}
    for paper in read((LISTS / name).read_bytes(), name):
        if isinstance(paper, Skipped):
            # A day without a paper, in the table of a seminar.
            assert paper.reason.startswith("The row has no"), paper
            continue
        key = paper.arxiv.number if paper.arxiv else paper.identity
        titles.setdefault(key, " ".join(paper.title.split()))
    return titles


def expected(name: str) -> dict[str, str]:
    """What the sidecar says: what identifies each paper, and its title."""
    pairs = json.loads((LISTS / f"{name}.json").read_text("utf-8"))
    return {key: " ".join(title.split()) for key, title in pairs}


def test_there_are_lists_of_every_family() -> None:
    endings = {Path(name).suffix for name in NAMES}
    assert {".md", ".html", ".rst", ".txt", ".org", ".tex", ".adoc"} <= endings
    assert len(NAMES) > 90


@pytest.mark.parametrize("name", NAMES)
def test_all_papers_are_found_and_none_is_invented(name: str) -> None:
    assert found(name).keys() == expected(name).keys()


@pytest.mark.parametrize("name", NAMES)
def test_titles_are_those_a_reader_sees(name: str) -> None:
    titles = found(name)
    wrong = {key: titles[key] for key, title in expected(name).items() if titles[key] != title}
    assert len(wrong) <= HARD, wrong


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".md")])
def test_the_name_is_not_needed(name: str) -> None:
    text = (LISTS / name).read_text("utf-8")
    assert list(read(text)) == list(read(text.encode(), name))
