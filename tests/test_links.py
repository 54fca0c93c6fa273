from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import paper

from paperbrowse.links import addresses, code, links, page, pdf
from paperbrowse.paper import Paper


def test_every_link_of_a_paper_in_order() -> None:
    found = links(
        paper(
            "2601.00001v2",
            "T",
            r"See \href{https://a.org/x_y}{here} and http://b.org/p\_q. Code: github.com/u/r.",
            comment="Project (https://c.org/a_(b)), https://github.com/u/r.git",
            code="https://github.com/u/r/",
            doi="10.1/abc",
        )
    )
    assert [(link.label, link.url) for link in found] == [
        ("arXiv page", "https://arxiv.org/abs/2601.00001v2"),
        ("PDF", "https://arxiv.org/pdf/2601.00001v2"),
        ("HTML version", "https://arxiv.org/html/2601.00001v2"),
        ("DOI", "https://doi.org/10.1/abc"),
        ("Code", "https://github.com/u/r/"),
        ("In the abstract", "https://a.org/x_y"),
        ("In the abstract", "http://b.org/p_q"),
        ("In the comment", "https://c.org/a_(b)"),
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.org", "-o https://a", ""]
)
def test_only_http_and_https(url: str) -> None:
    assert links(Paper("T", url=url, code=url)) == ()
    assert code(Paper("T", code=url)) == ""
    assert page(Paper("T", url=url)) == ""


def test_the_page_of_a_paper() -> None:
    assert page(paper("2601.00001v2", "T", doi="10.1/x")) == "https://arxiv.org/abs/2601.00001v2"
    assert page(Paper("T", doi="10.1/x", url="https://a.org")) == "https://doi.org/10.1/x"
    assert page(Paper("T", url="https://a.org")) == "https://a.org"
    assert pdf(Paper("T", url="https://a.org")) == ""


def test_nothing_in_an_address_reaches_the_terminal() -> None:
    (link,) = links(Paper("T", url="https://a.org/\x1b]0;x\x07\u202e b"))
    assert link.url.isprintable()
    assert " " not in link.url


@given(st.text())
def test_any_text_may_be_looked_through(text: str) -> None:
    for url in addresses(text):
        assert url.lower().startswith(("http://", "https://"))
        assert " " not in url


def test_nothing_in_an_address_means_something_to_a_shell() -> None:
    hostile = "https://a.org/$(x)`y`'z'\"\\<b>|c&d;e#f"
    (link, *_) = links(Paper("T", url=hostile))
    assert link.url == page(Paper("T", url=hostile))
    assert link.url == "https://a.org/%24(x)%60y%60%27z%27%22%5C%3Cb%3E%7Cc&d;e#f"
