"""Exports come in pieces, one paper at a time, and take no more time than their length."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import feedparser
import pytest

from paperbrowse.exports import EXPORTS, Marked, append_bibtex, write
from paperbrowse.paper import ArxivId, Paper

PAPER = Paper("A & B <c>", ArxivId("2501.00001", 1), abstract="Text", topics=("T",))


@pytest.mark.parametrize("name", [name for name in EXPORTS if name != "markdown"])
def test_no_more_papers_are_taken_than_written(name: str) -> None:
    taken = 0

    def endless() -> Iterator[Marked]:
        nonlocal taken
        while True:
            taken += 1
            yield Marked(PAPER)

    pieces = list(itertools.islice(write(name, endless(), "Mine"), 5))
    assert len(pieces) == 5
    assert taken <= 5


@pytest.mark.parametrize("name", EXPORTS)
def test_whole_lines(name: str) -> None:
    pieces = list(write(name, [Marked(PAPER), Marked(PAPER)], "Mine"))
    assert "".join(pieces).endswith("\n")
    assert "\r" not in "".join(pieces)


def test_an_unknown_format() -> None:
    with pytest.raises(KeyError):
        next(write("docx", [], ""))


TRAPS = ["$", "$$ ", r"\(", r"\[a", "{", r"\{", "<!--", "<a ", "<p>", "[](", "et al. ", "&", ", ",
         "and ", "\n", "  \n", "`", "~", "\\", "* ", "$5a", "@misc{a,", "doi={ ", "url = {{} ",
         "https://", "'", "=", "|", "##", "<details", "https://doi.org/10.1145/a"]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_no_text_takes_long(trap: str) -> None:
    text = trap * (30_000 // len(trap))
    paper = Paper(text, None, text, text, None, None, (text,), text, text, text, (text,))
    started = time.process_time()
    for name in EXPORTS:
        "".join(write(name, [Marked(paper, (text,), text)], text))
    list(append_bibtex(text, [Marked(PAPER)]))
    assert time.process_time() - started < 6


def test_feedparser_reads_the_feed() -> None:
    paper = Paper("A & B <c> $x$", ArxivId("2501.00001", 2), "10.1/a", "https://a.org/?x=1&y=2",
                  authors=("Ada Lovelace", "Doe & Söhne"), abstract="1 < 2", comment="5 pages",
                  code="https://github.com/a/b", topics=('T "quoted"',))  # fmt: skip
    feed = feedparser.parse("".join(write("atom", [Marked(paper)], "Mine & <yours>")))
    assert not feed.bozo
    assert feed.version == "atom10"
    (entry,) = feed.entries
    assert entry.link == "https://arxiv.org/abs/2501.00001v2"
    assert [author.name for author in entry.authors] == ["Ada Lovelace", "Doe & Söhne"]
    assert entry.arxiv_comment == "5 pages"
    assert entry.tags[0].term == 'T "quoted"'
    assert {link.get("title"): link.href for link in entry.links} == {
        None: "https://arxiv.org/abs/2501.00001v2",
        "pdf": "https://arxiv.org/pdf/2501.00001v2",
        "doi": "https://doi.org/10.1/a",
        "page": "https://a.org/?x=1&y=2",
        "code": "https://github.com/a/b",
    }
