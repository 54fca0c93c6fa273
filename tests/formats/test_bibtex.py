"""BibTeX entries as arXiv, Google Scholar, Zotero and people write them."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from paperbrowse.formats import Skipped, bibtex
from paperbrowse.paper import ArxivId, Paper

VASWANI = ("Ashish Vaswani", "Noam Shazeer")


def read(text: str) -> list[Paper | Skipped]:
    return list(bibtex.read(text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    "fields",
    [
        "journal={arXiv preprint arXiv:1706.03762},\n  year={2017}",
        "eprint = {1706.03762}, archivePrefix = {arXiv}, primaryClass={cs.CL}",
        'eprinttype = "arxiv", eprint = "1706.03762", eprintclass = {cs.CL}',
        "doi = {10.48550/arXiv.1706.03762}, publisher={arXiv}",
        "url = {https://arxiv.org/abs/1706.03762}, urldate = {2024-01-01}",
        "howpublished = {\\url{https://arxiv.org/abs/1706.03762}}",
        "journal = {CoRR}, volume = {abs/1706.03762}, year = 2017",
        "note = {arXiv:1706.03762 [cs]}, number = {arXiv:1706.03762}",
        "EPRINT = {1706.03762}",
    ],
)
@pytest.mark.parametrize(
    "author",
    [
        "{Vaswani, Ashish and Shazeer, Noam}",
        '"Ashish Vaswani and Noam Shazeer"',
        "{Ashish Vaswani and\n    Noam Shazeer}",
    ],
)
def test_entries(fields: str, author: str) -> None:
    text = f"@article{{key,\n  title={{{{Attention}}}},\n  author={author},\n  {fields}\n}}\n"
    assert bibtex.recognises(text)
    (paper,) = read(text)
    assert isinstance(paper, Paper)
    assert paper.categories == (("cs.CL",) if "lass" in fields else ())
    assert replace(paper, categories=()) == Paper(
        "Attention", ArxivId("1706.03762"), authors=VASWANI
    )


def test_quotes_braces_strings_and_comments() -> None:
    text = """\
% @misc{no, title={No}, eprint={2401.00009}}
Some words, me@x.org {a}
@STRING{who = {Doe, Jane}}
@string(end = " and more")
@comment{ @misc{no, title={No}, eprint={2401.00009}}
}
@Comment{jabref-meta: databaseType:bibtex;}
@preamble{ "\\newcommand{\\x}{@misc{no, title={No}, eprint={2401.00009}}}" }
@misc(a, title = "A {"}quoted{"} {T}itle with $\\alpha$" # end,
  author = WHO # " and {The Team and Co}", eprint = {2401.00001},
  month = {jan}, year = 2024, abstract = {One,
  two @ three.}, journal = nobody, )
@misc{b, title = {B}, doi = {10.1145/a\\_b}, url = {https://doi.org/10.1145/a_b}} @misc{c,
  title={C}, url={\\url{https://openreview.net/forum?id=a\\_b\\&c}}, date={2024-02-03/2024-02-05}}
"""
    assert read(text) == [
        Paper(
            'A {"}quoted{"} {T}itle with $\\alpha$ and more',
            ArxivId("2401.00001"),
            published=datetime.date(2024, 1, 1),
            authors=("Jane Doe", "The Team and Co"),
            abstract="One,\n  two @ three.",
        ),
        Paper("B", doi="10.1145/a_b"),
        Paper(
            "C",
            url="https://openreview.net/forum?id=a_b&c",
            published=datetime.date(2024, 2, 3),
        ),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "title = {unclosed, eprint = {2401.00002}",
        'title = "unclosed, eprint = {2401.00002}}',
        "title {x}, eprint = {2401.00002}}",
        "title = {x} eprint = {2401.00002}}",
        "title = {" + "{" * 500 + "}" * 501 + "}",
    ],
)
def test_a_broken_entry_costs_no_other(broken: str) -> None:
    fine = "@misc{a, title = {A}, eprint = {2401.00001}}\n"
    found = read(f"{fine}\n@misc{{b, {broken}\n\n{fine}@misc{{c, title = {{No link}}}}\n")
    assert [row for row in found if isinstance(row, Paper)] == [
        Paper("A", ArxivId("2401.00001"))
    ] * 2
    first, last = (row for row in found if isinstance(row, Skipped))
    assert first.line == 3
    assert first.reason.startswith("The entry is broken: ")
    assert last == Skipped(6, "The entry has no arXiv id, DOI or address.")


def test_a_comment_that_nobody_closes_ends() -> None:
    text = "@comment{ open\n" + "x\n" * 150_000 + "@misc{a, title = {A}, eprint = {2401.00001}}\n"
    assert read(text) == [Paper("A", ArxivId("2401.00001"))]


def test_other_archives() -> None:
    text = "@misc{a, title={A}, eprint={2401.00001}, archivePrefix={HAL}, doi={10.1145/1}}\n"
    assert read(text) == [Paper("A", doi="10.1145/1")]


@pytest.mark.parametrize("text", ["", "@string{a = {b}}", "me@x.org", "# A\n- b", '{"a": "@b{c,"}'])
def test_other_texts(text: str) -> None:
    assert not bibtex.recognises(text)
