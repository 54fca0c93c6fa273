"""What the cells of a table say: titles, links, texts, dates and authors."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.formats import Skipped, read
from paperbrowse.paper import ArxivId, Paper

LINK = "https://arxiv.org/abs/2506.03914v3"
ID = ArxivId("2506.03914", 3)
HEAD = "| Title | Date | Abstract | Comment | Code |\n| --- | --- | --- | --- | --- |\n"
DAY = datetime.date(2026, 2, 12)


def one(source: str) -> Paper:
    """The only paper of a table."""
    (paper,) = read(source)
    assert isinstance(paper, Paper)
    return paper


def skipped(source: str) -> list[int]:
    """The lines of the rows that could not be read."""
    return [row.line for row in read(source) if isinstance(row, Skipped)]


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("[{a} B]({L})", "{a} B"),
        ("**[[Re] On (L_0,L_1) and [x]]({L})**", "[Re] On (L_0,L_1) and [x]"),
        ("[On [0,1) and more]({L})", "On [0,1) and more"),
        ('[**Bold**]({L} "a tip")', "Bold"),
        (r"[A $\|x\|$ \[b\] 4.7\% &amp; <i>c</i>]({L})", r"A $|x|$ \[b\] 4.7\% &amp; <i>c</i>"),
        ("**[[Re] On [x]]({L})** [PDF]({L})", "[Re] On [x]"),
        (r"[\[Re\] A title]({L}) [PDF]({L})", r"\[Re\] A title"),
        ("A title](x) [PDF]({L})", "A title"),
        ("A title [[PDF]({L})] [[Code](https://github.com/a/b)]", "A title"),
        ("**A title** ([paper]({L}), [code](https://github.com/a/b))", "A title"),
        ("[A title]({L})<br>Jane Doe, John Roe", "A title"),
        (
            "[![s](https://img.shields.io/s.svg)](https://github.com/a/b)<br>**[A title]({L})**",
            "A title",
        ),
        ('<a href="{L}">A title</a>', "A title"),
        ("A title {L}", "A title"),
        ("[Paper]({L})", ""),
        ("[2506.03914v3]({L})", ""),
        ("[📄]({L})", ""),
    ],
)
def test_titles(cell: str, title: str) -> None:
    paper = one(f"{HEAD}| {cell.replace('{L}', LINK)} | 2026-02-12 | | | |\n")
    assert (paper.title, paper.arxiv) == (title, ID)


@pytest.mark.parametrize("nothing", ["", "None", "null", "NULL", "-", "**None**", "<!-- later -->"])
def test_nothing(nothing: str) -> None:
    paper = one(f"{HEAD}| [A]({LINK}) |{nothing}|{nothing}|{nothing}|{nothing}|\n")
    assert paper == Paper(title="A", arxiv=ID)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("[Code Link](https://github.com/a/b)", "https://github.com/a/b"),
        ("**[link](https://example.org/a_(b)?x=1&amp;y=2)**", "https://example.org/a_(b)?x=1&y=2"),
        (r"[link](https://github.com/a\_b)", "https://github.com/a_b"),
        ("<https://codeberg.org/a/b>", "https://codeberg.org/a/b"),
        ("[Page](https://a.org) [Code](https://github.com/a/b)", "https://github.com/a/b"),
        ("Coming soon", ""),
        ("[link](javascript:alert)", ""),
        ("[link](./code)", ""),
    ],
)
def test_code(cell: str, code: str) -> None:
    assert one(f"{HEAD}| [A]({LINK}) | | | | {cell} |\n").code == code


def test_details_lose_their_summary_alone() -> None:
    two = (
        "<details><summary>EN</summary>First, 1<p<2.</details>"
        "<details><summary>中文</summary><p>第二</p></details>"
    )
    paper = one(f"{HEAD}| [A]({LINK}) | | {two} | <p>5 pages</p> | |\n")
    assert paper.abstract == "First, 1<p<2.\n\n第二"
    assert paper.comment == "5 pages"


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Christina Kassab et.al.", ("Christina Kassab",)),
        ("*Jane Doe, John Roe, and Ann Poe*", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Doe, Jane; Roe, John", ("Doe, Jane", "Roe, John")),
        ("Alexander Anderson and Sandy", ("Alexander Anderson", "Sandy")),
        ("Jane Doe, John Roe, et al.", ("Jane Doe", "John Roe")),
        ("Jane Doe and others", ("Jane Doe",)),
        ("张三、李四等", ("张三", "李四")),
        ("[Jane Doe](https://doe.org) & Li", ("Jane Doe", "Li")),
        ("null", ()),
    ],
)
def test_authors(cell: str, authors: tuple[str, ...]) -> None:
    assert one(f"| Title | Authors |\n|-|-|\n| [A]({LINK}) | {cell} |\n").authors == authors


@pytest.mark.parametrize("cell", ["soon", "2026-13-45", "0000-01-01", "12345-1-1", "2026"])
def test_an_unreadable_date_is_none(cell: str) -> None:
    assert one(f"{HEAD}| [A]({LINK}) | {cell} | b | | |\n") == Paper("A", ID, abstract="b")


@pytest.mark.parametrize(
    ("link", "arxiv", "doi", "url"),
    [
        ("http://arxiv.org/pdf/2506.03914v3.pdf", ID, "", ""),
        ("https://arxiv.org/abs/math.GT/0309136", ArxivId("math/0309136"), "", ""),
        ("https://huggingface.co/papers/2506.03914", ArxivId("2506.03914"), "", ""),
        ("https://doi.org/10.48550/arXiv.2506.03914", ArxivId("2506.03914"), "", ""),
        ("https://doi.org/10.1145/12.3(4)", None, "10.1145/12.3(4)", ""),
        ("https://openreview.net/forum?id=x", None, "", "https://openreview.net/forum?id=x"),
    ],
)
def test_what_a_paper_is_known_by(link: str, arxiv: ArxivId | None, doi: str, url: str) -> None:
    expected = Paper(title="A", arxiv=arxiv, doi=doi, url=url)
    assert one(f"| Title | Date |\n|-|-|\n| [A]({link}) | |\n") == expected
    assert one(f"| Title | Link |\n|-|-|\n| A | [PDF]({link}) |\n") == expected


@pytest.mark.parametrize("bare", ["2506.03914v3", "arXiv:2506.03914v3", LINK, f"<{LINK}>"])
def test_bare_identifiers(bare: str) -> None:
    assert one(f"| PDF | Title |\n|-|-|\n| {bare} | A |\n") == Paper(title="A", arxiv=ID)


def test_papers_cited_in_texts_are_none() -> None:
    cited = "as in [B](https://arxiv.org/abs/2501.00001) and arXiv:2501.00002"
    paper = one(f"{HEAD}| [A]({LINK}) | | {cited} | {cited} | |\n")
    assert (paper.arxiv, paper.abstract, paper.comment) == (ID, cited, cited)
    assert skipped(f"{HEAD}| A | | {cited} | {cited} | |\n") == [3]
