"""Markdown tables become papers: the bundled list as it is, other bots' tables, and bad rows."""

from __future__ import annotations

import datetime

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


def papers(source: str) -> list[Paper]:
    """All that is read, which here has to be papers."""
    found = list(read(source))
    assert not [row for row in found if isinstance(row, Skipped)]
    return [row for row in found if isinstance(row, Paper)]


def one(source: str) -> Paper:
    (paper,) = papers(source)
    return paper


def skipped(source: str) -> list[int]:
    """The lines of the rows that could not be read."""
    return [row.line for row in read(source) if isinstance(row, Skipped)]


# The bundled list


def test_bundled_list_is_read_whole() -> None:
    found = papers(SHIPPED)
    assert len(found) == 200
    assert len({paper.identity for paper in found}) == 199
    assert sum(paper.code.startswith("http") for paper in found) == 36
    assert {paper.code for paper in found if not paper.code.startswith("http")} == {""}
    assert sum(paper.comment != "" for paper in found) == 94
    assert all(paper.title and paper.abstract and paper.arxiv for paper in found)
    assert all(paper.topics == ("Image Classification",) for paper in found)
    assert all(not (paper.published or paper.authors or paper.doi or paper.url) for paper in found)


def test_bundled_dates_are_those_of_the_update() -> None:
    days = [paper.updated for paper in papers(SHIPPED) if paper.updated]
    assert len(days) == 200
    assert (min(days), max(days)) == (datetime.date(2025, 12, 30), DAY)


def test_bundled_order_and_both_versions_stay() -> None:
    found = papers(SHIPPED)
    twice = [paper.arxiv for paper in found if paper.arxiv and paper.arxiv.number == "2512.24162"]
    assert twice == [ArxivId("2512.24162", 2), ArxivId("2512.24162", 1)]
    places = [SHIPPED.index(f"/{paper.arxiv})") for paper in found]
    assert places == sorted(places)


def test_bundled_texts_are_raw() -> None:
    for paper in papers(SHIPPED):
        assert f"**[{paper.title}](" in SHIPPED
        assert f"<p>{paper.abstract}</p>" in SHIPPED
        assert paper.comment in SHIPPED
        assert "<details>" not in paper.abstract + paper.comment
    assert any(r"4.7\%" in paper.abstract for paper in papers(SHIPPED))


BOT = """\
## Updated on 2026.06.29
> Usage instructions: [here](./docs/README.md#usage)

## SLAM

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2026-05-13**|**LEXI-SG: Room-Guided Reconstruction**|Christina Kassab et.al.\
|[2605.13741](http://arxiv.org/abs/2605.13741)|null|
|**2026-05-07**|**Indoor 60 GHz Channels**|Davide Scazzoli et.al.\
|[2605.06478v2](http://arxiv.org/abs/2605.06478v2)|**[link](https://github.com/a/b)**|

<p align=right>(<a href=#updated-on-20260629>back to top</a>)</p>

## NeRF

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2026-05-13**|**LEXI-SG: Room-Guided Reconstruction**|Christina Kassab et.al.\
|[2605.13741](http://arxiv.org/abs/2605.13741)|null|

[contributors-shield]: https://img.shields.io/github/contributors/x/y.svg
"""


def test_several_tables_each_with_its_topic() -> None:
    found = papers(BOT)
    assert [paper.topics for paper in found] == [("SLAM",), ("SLAM",), ("NeRF",)]
    assert found[0].published == datetime.date(2026, 5, 13)
    assert found[0].updated is None


def test_the_family_without_code_and_with_a_preamble() -> None:
    paper = one(
        "# Daily Papers\nThe project fetches papers from arXiv.\n\nLast update: 2026-08-21\n\n"
        "## Time Series\n| **Title** | **Date** | **Abstract** | **Comment** |\n"
        "| --- | --- | --- | --- |\n"
        f"| **[Lévy Attention]({LINK})** | 2026-02-12 | <details><summary>Show</summary>"
        "<p>Deep $Λ_q$</p></details> | "
        "<details><summary>23 pa...</summary><p>23 pages, TMLR</p></details> |\n"
    )
    assert paper == Paper(
        title="Lévy Attention",
        arxiv=ID,
        updated=DAY,
        abstract="Deep $Λ_q$",
        comment="23 pages, TMLR",
        topics=("Time Series",),
    )


# Topics


@pytest.mark.parametrize(
    ("headings", "topics"),
    [
        ("# Top\n\n### **SLAM**", ("SLAM",)),
        ("## SLAM [back to top](#top)", ("SLAM",)),
        ("## [SLAM](#slam)", ("SLAM",)),
        ("## <a name='x'></a>SLAM & more {#slam}", ("SLAM & more",)),
        ("## On [SLAM](https://slam.org):", ("On SLAM",)),
        ("SLAM\n====", ("SLAM",)),
        ("## SLAM\n### Updated on 2026.06.29", ("SLAM",)),
        ("# Last update: 2026-08-21", ()),
        ("", ()),
    ],
)
def test_topics(headings: str, topics: tuple[str, ...]) -> None:
    assert one(f"{headings}\n\n{HEAD}| [A]({LINK}) | | | | |\n").topics == topics


# Rows that are not as they should be


def test_bad_rows_are_named_and_the_rest_is_kept() -> None:
    source = (
        f"## T\n\n{HEAD}"
        f"| [A]({LINK}) | 2026-02-12 | | | |\n"
        "| no link at all | 2026-02-12 | | | |\n"
        f"| [B]({LINK}) | soon | a | b | c | d | e |\n"
        "| | | | | |\n"
        "| | | | | https://github.com/a/b |\n"
        "| 2026-02-12 | nothing | \n"
        f"| [C]({LINK}) | 2026-02-12 |\n"
    )
    found = list(read(source))
    assert [row.title for row in found if isinstance(row, Paper)] == ["A", "C"]
    bad = [row for row in found if isinstance(row, Skipped)]
    assert [row.line for row in bad] == [6, 7, 8, 9, 10]
    assert all(row.reason.endswith(".") and "\n" not in row.reason for row in bad)


def test_lines_are_those_of_the_source_whatever_ends_them() -> None:
    source = f"\ufeff## T\n\n{HEAD}| bad | | | | |\n| [A]({LINK}) | | | | |\n"
    expected = list(read(source))
    assert [row.line for row in expected if isinstance(row, Skipped)] == [5]
    assert list(read(source.removeprefix("\ufeff"))) == expected
    assert list(read(source.replace("\n", "\r\n"))) == expected
    assert list(read(source.replace("\n", "\r"))) == expected


# What is no table of papers


@pytest.mark.parametrize(
    "source",
    [
        "",
        "Just text, with [a link](https://example.org/abs/2506.03914).",
        f"```\n{HEAD}| [A]({LINK}) | | | | |\n```\n",
        "".join(f"    {line}\n" for line in (HEAD + f"| [A]({LINK}) | | | | |").splitlines()),
        f"<!--\n{HEAD}| [A]({LINK}) | | | | |\n\n{HEAD}| [A]({LINK}) | | | | |\n-->\n",
        "| Model | Accuracy |\n|-|-|\n| ResNet | 76.1 |\n",
        "| Tool | Homepage |\n|-|-|\n| x | https://x.org |\n",
        "| Tool | Link |\n|-|-|\n| x | [x](https://x.org) |\n".replace("[x]", "[here]"),
    ],
)
def test_other_text_gives_nothing(source: str) -> None:
    assert list(read(source)) == []


def test_rows_that_are_commented_out_are_passed_over() -> None:
    row = "| [{}](https://arxiv.org/abs/2506.0000{}) | | | <!-- [X](https://a.org) --> | |\n"
    source = HEAD + row.format("A", 1) + f"<!-- {row.format('B', 2).strip()} -->\n"
    source += "<!--\n" + row.format("C", 3) + "-->\n" + row.format("D", 4) + "a line of text\n"
    source += row.format("E", 5)
    assert [paper.title for paper in papers(source)] == ["A", "D", "E"]
    assert {paper.comment for paper in papers(source)} == {""}


@pytest.mark.parametrize("inside", ["> {}", "  {}", "- x\n\n  {}", "<details>\n\n{}\n</details>"])
def test_tables_within_other_blocks(inside: str) -> None:
    before, _, after = inside.partition("{}")
    prefix = before.split("\n")[-1]
    rows = [*HEAD.splitlines(), f"| [A]({LINK}) | 2026-02-12 | | | |"]
    assert one(before + f"\n{prefix}".join(rows) + after).arxiv == ID


PIECES = st.sampled_from(
    f"{HEAD}~[A]({LINK})~|-|-|\n~<details>~<summary>~</summary>~</details>~<a href=~</a>~2026-02-12"
    "~<!--~-->~```~    ~et al.~ and ~10.1145/~http://~&#~# ~> ~- ~**~](".split("~")
)


@given(
    st.text()
    | st.lists(PIECES | st.text("|\n\r\t\0 []()$\\9-", max_size=3), max_size=60).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_no_text_raises(source: str) -> None:
    lines = source.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for row in read(source):
        if isinstance(row, Skipped):
            assert 1 <= row.line <= lines
        else:
            assert row.identity != "url:"


@pytest.mark.parametrize("piece", ["[", "](", "|", "<summary>", "<!--", "(", "a, and ", "**", " "])
def test_long_cells_take_no_more_than_their_share(piece: str) -> None:
    # A pattern that goes back over such a cell for each of its pieces would take minutes.
    cell = piece * (200_000 // len(piece))
    source = f"# {cell}\n\n{HEAD}| {cell} | {cell} | {cell} | {cell} | {cell} |\n| [A]({LINK}) |\n"
    assert [row.arxiv for row in read(source) if isinstance(row, Paper)] == [ID]
