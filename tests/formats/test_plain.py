"""Texts of identifiers and links, one or more a line."""

from __future__ import annotations

import pytest

from paperbrowse.formats import Skipped, read


def found(text: str) -> list[str]:
    return [str(paper.arxiv) for paper in read(text) if not isinstance(paper, Skipped)]


@pytest.mark.parametrize(
    "text",
    [
        "2401.00001, arXiv:2401.00002 https://arxiv.org/abs/2401.00003",
        "- https://arxiv.org/abs/2401.00001 and 2401.00002; 2401.00003",
        "https://arxiv.org/pdf/2401.00001\n2401.00002 2401.00003",
    ],
)
def test_identifiers_and_links_beside_each_other(text: str) -> None:
    assert found(text) == ["2401.00001", "2401.00002", "2401.00003"]


def test_what_a_sentence_cites_beside_a_link_is_no_entry() -> None:
    text = "- Cats https://arxiv.org/abs/2401.00001 which builds on arXiv:2401.00002 in part"
    assert found(text) == ["2401.00001"]


@pytest.mark.parametrize(
    "entry",
    [
        "- [Roe, A. et al. {} (2024)]({})",
        "- [Roe et al. 2024. {}]({})",
        "- [A. Roe, B. Poe, et al. {}]({})",
        "- [Roe, A., & Poe, B. (2024). {}]({})",
        "Papers\n======\n\n* `Roe, A. et al. {} (2024) <{}>`_.",
        "- Roe, A. et al. {} (2024) {}",
    ],
)
@pytest.mark.parametrize(
    "title", ["Slow hail in warm air", "A hail sensor for field stations: design and tests"]
)
def test_a_link_may_begin_with_the_authors(entry: str, title: str) -> None:
    source = entry.format(title + ".", "https://arxiv.org/abs/2401.00001")
    assert [row.title for row in read(source) if not isinstance(row, Skipped)] == [title]


@pytest.mark.parametrize("cited", ["Roe et al.", "Roe et al., 2024", "Roe et al. (CVPR 2024)"])
def test_a_link_of_nothing_but_authors_is_no_title(cited: str) -> None:
    source = f"- Slow hail in warm air [{cited}](https://arxiv.org/abs/2401.00001)"
    assert [row.title for row in read(source) if not isinstance(row, Skipped)] == [
        "Slow hail in warm air"
    ]
