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
