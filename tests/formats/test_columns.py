"""Columns are known by headings and contents, in any order; stray pipes are repaired."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import SHIPPED

from paperbrowse.formats import Skipped, read
from paperbrowse.paper import ArxivId, Paper

LINK = "https://arxiv.org/abs/2506.03914v3"
ID = ArxivId("2506.03914", 3)
HEAD = "| Title | Date | Abstract | Comment | Code |\n| --- | --- | --- | --- | --- |\n"
DAY = datetime.date(2026, 2, 12)
SOME = "\n".join(SHIPPED.splitlines()[:34])
BOT = """\
|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2026-05-13**|**LEXI-SG: Room-Guided Reconstruction**|Christina Kassab et.al.\
|[2605.13741](http://arxiv.org/abs/2605.13741)|null|
|**2026-05-07**|**Indoor 60 GHz Channels**|Davide Scazzoli et.al.\
|[2605.06478v2](http://arxiv.org/abs/2605.06478v2)|**[link](https://github.com/a/b)**|
"""
NAMELESS = ["one", "two", "three", "four", "five"]


def one(source: str) -> Paper:
    """The only paper of a table."""
    (paper,) = read(source)
    assert isinstance(paper, Paper)
    return paper


def skipped(source: str) -> list[int]:
    """The lines of the rows that could not be read."""
    return [row.line for row in read(source) if isinstance(row, Skipped)]


def reordered(source: str, order: tuple[int, ...], header: list[str] | None = None) -> str:
    """``source`` (whose cells hold no pipes) with its columns in another order, or renamed."""
    lines = source.splitlines()
    rows = [line.split("|")[1:-1] if line.startswith("|") else None for line in lines]
    first = next(index for index, row in enumerate(rows) if row)
    rows[first] = header or rows[first]
    return "\n".join(
        line if row is None else "|" + "|".join(row[index] for index in order) + "|"
        for line, row in zip(lines, rows, strict=True)
    )


@given(st.permutations(range(5)))
@settings(max_examples=20, deadline=None)
def test_any_order_of_the_columns_gives_the_same_papers(order: list[int]) -> None:
    assert list(read(reordered(SHIPPED, tuple(order)))) == list(read(SHIPPED))


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))), ids=str)
def test_contents_tell_what_headings_do_not(order: tuple[int, ...]) -> None:
    assert list(read(reordered(SOME, order, NAMELESS))) == list(read(SOME))


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))), ids=str)
@pytest.mark.parametrize("header", [None, ["one", "two", "Authors", "three", "four"]])
def test_title_and_link_in_two_columns(order: tuple[int, ...], header: list[str] | None) -> None:
    lexi, indoor = read(reordered(BOT, order, header))
    assert isinstance(lexi, Paper)
    assert isinstance(indoor, Paper)
    assert lexi.title == "LEXI-SG: Room-Guided Reconstruction"
    assert lexi.arxiv == ArxivId("2605.13741")
    assert (lexi.authors, lexi.others) == (("Christina Kassab",), True)
    assert lexi.code == ""
    assert lexi.date == datetime.date(2026, 5, 13)
    assert indoor.arxiv == ArxivId("2605.06478", 2)
    assert indoor.code == "https://github.com/a/b"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Publish Date", "published"),
        ("**Published**", "published"),
        ("Date", "updated"),
        ("UPDATED", "updated"),
        ("Update Date", "updated"),
        ("Quand", "updated"),
    ],
)
def test_which_date_a_column_gives(heading: str, field: str) -> None:
    paper = one(f"| Title | {heading} |\n|-|-|\n| [A]({LINK}) | **2026/2/12** |\n")
    assert getattr(paper, field) == DAY
    assert (paper.published is None) != (paper.updated is None)


def test_both_dates() -> None:
    paper = one(f"|Date|Publish Date|Title|\n|-|-|-|\n|2026-02-12|2025.12.30|[A]({LINK})|\n")
    assert (paper.published, paper.updated) == (datetime.date(2025, 12, 30), DAY)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)], ids=str)
def test_of_two_headings_that_say_the_same_the_plainer_counts(order: tuple[int, ...]) -> None:
    table = f"|Venue|Comments|Title|\n|-|-|-|\n|CVPR|5 pages|[A]({LINK})|\n"
    assert one(reordered(table, order)).comment == "5 pages"
    assert one(reordered(table.replace("Comments", "Size"), order)).comment == "CVPR"


@pytest.mark.parametrize("title", ["[A title](URL)", "A title"])
@pytest.mark.parametrize(
    "link", ["[Paper](URL)", "[[Paper](URL)] [[Code](https://github.com/a/b)]"]
)
def test_a_paper_column_holds_titles_or_links(title: str, link: str) -> None:
    said = f"| # | Paper | Link |\n|-|-|-|\n| 1 | {title} | {link} |\n".replace("URL", LINK)
    linked = f"| Title | Paper |\n|-|-|\n| {title} | {link} |\n".replace("URL", LINK)
    for paper in (one(said), one(linked)):
        assert (paper.title, paper.arxiv) == ("A title", ID)
        assert paper.code == ("https://github.com/a/b" if "github" in link else "")


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("On $|x|$ and |y|", "<details><summary>Show</summary><p>plain</p></details>"),
        ("Plain", "<details><summary>Show</summary><p>$|S_i| \\leq k$ | so</p></details>"),
        ("Plain", "we bound $|x|$"),
    ],
)
def test_cells_parted_by_a_stray_pipe_are_rejoined(title: str, abstract: str) -> None:
    row = f"| **[{title}]({LINK})** | 2026-02-12 | {abstract} | 5 pages | None |\n"
    paper = one(HEAD + row)
    assert (paper.title, paper.arxiv, paper.updated, paper.comment) == (title, ID, DAY, "5 pages")
    assert paper.abstract == abstract.replace("<details><summary>Show</summary><p>", "").replace(
        "</p></details>", ""
    )


def test_cells_are_not_rejoined_where_it_is_not_clear_which() -> None:
    assert skipped(f"{HEAD}| [A]({LINK}) | 2026-02-12 | one | two | three | None |\n") == [3]


def test_empty_cells_too_many_are_dropped() -> None:
    assert one(f"{HEAD}| [A]({LINK}) | soon | a | | | | |\n") == Paper("A", ID, abstract="a")


def test_wide_rows_take_no_more_than_their_share() -> None:
    source = "|Title" + "|a" * 999 + "|\n" + "|-" * 1000 + "|\n" + ("|x" * 1020 + "|\n") * 3
    assert skipped(source) == [3, 4, 5]
