"""YAML of lists: items at the edge, mappings, anchors, and what is broken in it."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.formats import Skipped, yaml_text
from paperbrowse.paper import ArxivId, Paper

A, B = Paper("A: one", ArxivId("2401.10000")), Paper("B", ArxivId("2401.10001"))


def read(text: str) -> list[Paper | Skipped]:
    return list(yaml_text.read(text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    "text",
    [
        '- title: "A: one"\n  id: 2401.10000\n- {title: B, url: "https://arxiv.org/abs/2401.10001"}\n',
        "papers:\n  - id: 2401.10000\n    title: 'A: one'\n  - {eprint: '2401.10001', title: B}\n",
        "# A list\npapers:\n- id: 2401.10000\n  title: 'A: one'\n\n- id: 2401.10001\n  title: B",
        "---\n-\n  title: 'A: one'\n  pdf: https://arxiv.org/pdf/2401.10000\n-\n  title: B\n"
        "  pdf: https://arxiv.org/pdf/2401.10001\n...\n",
        "---\ntitle: 'A: one'\nid: 2401.10000\n---\ntitle: B\nid: 2401.10001\n",
        "2401.10000:\n  title: 'A: one'\n2401.10001:\n  title: B\n",
        "- &a\n  title: 'A: one'\n  id: 2401.10000\n- <<: *a\n  title: B\n  id: 2401.10001\n",
        "- title: 'A: one'\r\n  id: 2401.10000\r\n- title: B\r\n  id: 2401.10001\r\n",
        "list:\n- - id: 2401.10000\n    title: 'A: one'\n  - {id: 2401.10001, title: B, code: ~}\n",
    ],
)
def test_any_arrangement(text: str) -> None:
    assert yaml_text.recognises(text)
    assert [
        Paper(found.title, found.arxiv) if isinstance(found, Paper) else found
        for found in read(text)
    ] == [A, B]


def test_scalars_are_texts() -> None:
    text = (
        "- id: 2401.10000\n  title: 1984\n  published: 2024-01-02\n  authors: [No, Yes]\n"
        "  abstract: >\n    It is\n    folded.\n  comment: |\n    Kept.\n  code: null\n"
    )
    assert read(text) == [
        Paper(
            "1984",
            ArxivId("2401.10000"),
            published=datetime.date(2024, 1, 2),
            authors=("No", "Yes"),
            abstract="It is folded.",
            comment="Kept.",
        )
    ]


def test_keys_over_papers_are_topics() -> None:
    text = "SLAM:\n- id: 2401.10000\n- id: 2401.10001\nNeRF:\n- id: 2401.10002\n"
    assert [found.topics for found in read(text) if isinstance(found, Paper)] == [
        ("SLAM",),
        ("SLAM",),
        ("NeRF",),
    ]
    indented = text.replace("- ", "  - ")
    assert read(indented) == read(text)


def test_the_head_of_a_list_is_no_paper() -> None:
    text = "title: My list\nurl: https://my.org\npapers:\n- id: 2401.10001\n  title: B\n"
    assert read(text) == [B]


def test_a_broken_item_costs_no_other() -> None:
    text = (
        '- title: "A: one"\n  id: 2401.10000\n- title: "X\n  id: [1\n- title: B\n  id: 2401.10001\n'
    )
    found = read(text)
    assert [row for row in found if isinstance(row, Paper)] == [A, B]
    assert [row.line for row in found if isinstance(row, Skipped)] == [3]


def test_what_stands_before_an_error_is_read() -> None:
    text = "papers:\n  - id: 2401.10001\n    title: B\n  - id: [2401.10002\n  title: }\n"
    assert read(text)[-1] == B
    assert any(isinstance(row, Skipped) for row in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "- &a [x, x]\n"
        + "".join(f"- &{chr(98 + n)} [{f'*{chr(97 + n)}, ' * 9}]\n" for n in range(20)),
        "a: &a [*a]\n",
        "- " * 30_000,
        "[" * 50_000,
        "a: &x {b: *x}\n",
    ],
    ids=lambda text: text[:10],
)
def test_bombs_and_loops(text: str) -> None:
    assert not any(isinstance(found, Paper) for found in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Papers\n\n- Paper: [A](https://arxiv.org/abs/2401.10000)\n",
        "- Paper: https://arxiv.org/abs/2401.10000\n- Code: https://github.com/a/b\n",
        "---\ntitle: My page\nlayout: post\n---\n# Papers\n- [A](https://arxiv.org/abs/2401.10000)\n",
        "---\ntitle: Mine\nurl: https://a.org\n---\n\n- [A](https://arxiv.org/abs/2401.10000), b\n",
        "Note: this is a text.\nIt goes on.\n",
        "@misc{a, title: {x}}",
        "2401.10000 A title\n",
        "- A title: with more\n",
    ],
)
def test_other_texts(text: str) -> None:
    assert not yaml_text.recognises(text)
