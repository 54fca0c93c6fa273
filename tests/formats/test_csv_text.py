"""CSV and TSV with headers in any order and language, or none."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.formats import Skipped, csv_text
from paperbrowse.paper import ArxivId, Paper

HEADER = ["#", "Title", "Authors", "Abstract", "Link", "Code", "Date"]
OTHER = ["no", "论文标题", "作者", "摘要", "链接", "代码", "日期"]
ROWS = [
    [
        "1",
        'A, "quoted"; title\nof two lines',
        "Doe, Jane; Roe, John",
        "As in arXiv:2401.00009, we do. " * 15,
        "https://arxiv.org/abs/2401.00001v2",
        "https://github.com/a/b",
        "2024-01-02",
    ],
    ["2", "Another title", "Jane Doe, Ann Poe", "It is. " * 60, "2401.00002", "", "2024/01/03"],
    ["3", "A third | one", "Jane Doe, Ann Poe", "It was. " * 60, "2401.00003", "", "2024-01-04"],
]
PAPERS = [
    Paper(
        'A, "quoted"; title of two lines',
        ArxivId("2401.00001", 2),
        updated=datetime.date(2024, 1, 2),
        authors=("Jane Doe", "John Roe"),
        abstract=("As in arXiv:2401.00009, we do. " * 15).strip(),
        code="https://github.com/a/b",
    ),
    *(
        Paper(
            title,
            ArxivId(f"2401.0000{number}"),
            updated=datetime.date(2024, 1, number + 1),
            authors=("Jane Doe", "Ann Poe"),
            abstract=(abstract * 60).strip(),
        )
        for number, title, abstract in (
            (2, "Another title", "It is. "),
            (3, "A third | one", "It was. "),
        )
    ),
]


def written(rows: list[list[str]], order: list[int], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([[row[i] for i in order] for row in rows])
    return text.getvalue()


def read(text: str) -> list[Paper | Skipped]:
    return list(csv_text.read(text.splitlines(keepends=True)))


@given(
    st.permutations(range(7)),
    st.sampled_from([[HEADER], [OTHER], []]),
    st.sampled_from([",", "\t", ";"]),
)
@settings(max_examples=60, deadline=None)
def test_any_order_with_and_without_header(
    order: list[int], header: list[list[str]], delimiter: str
) -> None:
    text = written(header + ROWS, order, delimiter)
    assert csv_text.recognises(text)
    assert read(text) == PAPERS


def test_a_header_that_says_not_all() -> None:
    text = written([["Title", "where", "who"], *([r[1], r[4], r[2]] for r in ROWS)], [0, 1, 2])
    found = [row for row in read(text) if isinstance(row, Paper)]
    assert [paper.arxiv for paper in found] == [paper.arxiv for paper in PAPERS]
    assert [paper.authors for paper in found] == [paper.authors for paper in PAPERS]


def test_rows_that_are_not_read() -> None:
    text = (
        "\ntitle,arxiv,date\nA,2401.00001,2024-01-02\n\nB, with comma,2401.00002,2024-01-02\n"
        'No link,,\nC,2401.00003\n"D\nE",2401.00004,,,\n'
    )
    found = read(text)
    assert [row.title for row in found if isinstance(row, Paper)] == ["A", "C", "D E"]
    assert [row.line for row in found if isinstance(row, Skipped)] == [5, 6]


def test_a_quote_that_nobody_closes_costs_its_row_alone() -> None:
    rows = "".join(f"T{number},2401.{number:05}\n" for number in range(1, 400))
    text = f'title,arxiv\n{rows}"open,2401.09999\n{rows}'
    found = read(text)
    assert sum(isinstance(row, Paper) for row in found) == 2 * 399
    assert [row.line for row in found if isinstance(row, Skipped)] == [401]
    assert [row.line for row in read(text[: text.index('"') + 30]) if isinstance(row, Skipped)] == [
        401
    ]


def test_one_column_of_addresses() -> None:
    assert read("arxiv_id\n2401.00001\n") == [Paper("", ArxivId("2401.00001"))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2401.00001, 2401.00002\n2401.00003, 2401.00004\n",
        "Some words, and more\nand others, too\n",
        "| Title | Link |\n|-|-|\n| A, b | 2401.00001 |\n",
        "- A title, https://arxiv.org/abs/2401.00001\n- B, https://arxiv.org/abs/2401.00002\n",
        "# Papers, of note\n\n- A, b\n",
        '{"title": "A", "id": "2401.00001"}\n',
        "In this text, we cite https://arxiv.org/abs/2401.00001.\n\nIt has lines, that is.\n",
        "name,age\nJane,5\n",
    ],
)
def test_other_texts(text: str) -> None:
    assert not csv_text.recognises(text)
