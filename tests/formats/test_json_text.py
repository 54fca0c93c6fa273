"""JSON, JSON lines and what people write for it, as bots and interfaces give it."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.formats import Skipped, json_text, literals
from paperbrowse.paper import ArxivId, Paper

# A record of the snapshot of arXiv's metadata, shortened:
# https://www.kaggle.com/datasets/Cornell-University/arxiv
SNAPSHOT = {
    "id": "0704.0001",
    "submitter": "Pavel Nadolsky",
    "authors": "C. Bal\\'azs, E. L. Berger, P. M. Nadolsky, C.-P. Yuan",
    "title": "Calculation of prompt diphoton production cross sections at Tevatron and\n  LHC",
    "comments": "37 pages, 15 figures; published version",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "report-no": "ANL-HEP-PR-07-12",
    "categories": "hep-ph",
    "license": None,
    "abstract": "  A fully differential calculation in $\\alpha$, as in arXiv:0704.0002.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", ""], ["Berger", "E. L.", ""]],
}
ROW = (
    "|**2026-05-07**|**Indoor $60$ GHz**|Davide Scazzoli et.al."
    "|[2605.06478v2](http://arxiv.org/abs/2605.06478v2)|**[link](https://github.com/a/b)**|\n"
)
INDOOR = Paper(
    title="Indoor $60$ GHz",
    arxiv=ArxivId("2605.06478", 2),
    updated=datetime.date(2026, 5, 7),
    authors=("Davide Scazzoli et.al.",),
    code="https://github.com/a/b",
    topics=("Wireless",),
)
A = {"id": "2401.00001", "title": "A title"}
B = {"id": "2401.00002", "title": "Another one"}
BOTH = [Paper("A title", ArxivId("2401.00001")), Paper("Another one", ArxivId("2401.00002"))]


def read(text: str) -> list[Paper | Skipped]:
    return list(json_text.read(text.splitlines(keepends=True)))


def test_the_snapshot() -> None:
    text = json.dumps(SNAPSHOT) + "\n"
    assert json_text.recognises(text)
    assert read(text) == [
        Paper(
            title="Calculation of prompt diphoton production cross sections at Tevatron and LHC",
            arxiv=ArxivId("0704.0001", 2),
            doi="10.1103/PhysRevD.76.013009",
            published=datetime.date(2007, 4, 2),
            updated=datetime.date(2007, 7, 24),
            authors=("C. Balázs", "E. L. Berger"),
            abstract="A fully differential calculation in $\\alpha$, as in arXiv:0704.0002.",
            comment="37 pages, 15 figures; published version",
            categories=("hep-ph",),
            journal="Phys.Rev.D76:013009,2007",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([A, B]),
        json.dumps([A, B], indent=2),
        json.dumps({"papers": [A, B]}, indent=1),
        json.dumps({"data": {"items": [A, B]}}),
        json.dumps({"2401.00001": {"title": "A title"}, "2401.00002": {"title": "Another one"}}),
        json.dumps({"2401.00001": "A title", "2401.00002": "Another one"}),
        json.dumps([[A], [B]]),
        json.dumps(A) + "\n" + json.dumps(B),
        json.dumps(A) + "\r\n\r\n" + json.dumps(B) + "\r\n",
        json.dumps(A) + json.dumps(B),
        "\ufeff" + json.dumps(A) + ",\n" + json.dumps(B) + ",\n",
        json.dumps(A, indent=2) + "\n" + json.dumps(B, indent=2),
        f"[\n{json.dumps(A)},\n{json.dumps(B)}\n]\n",
        f"\x1e{json.dumps(A)}\n\x1e{json.dumps(B)}\n",
        repr([A, B]),
        repr(A) + "\n" + repr(B),
        "[{'id': u'2401.00001', 'title': 'A title', 'new': True, 'code': None, 'at': f(1, 2)},\n"
        " {id: 2401.00002, title: 'Another one',}, # the last\n]",
        '[{"id": "2401.00001" "title": "A title"} {"id": "2401.00002", "title": "Another one"]',
        '{"papers": [{"id": "2401.00001", "title": "A title"},\n'
        '{"id": "2401.00002", "title": "Another one"',
        json.dumps([["2401.00001", "A title"], ["2401.00002", "Another one"]]),
    ],
)
def test_any_arrangement(text: str) -> None:
    assert json_text.recognises(text)
    assert [found for found in read(text) if isinstance(found, Paper)] == BOTH


def test_table_rows_in_objects() -> None:
    text = json.dumps({"Wireless": {"2605.06478": ROW, "2605.06479": ROW.replace("6478", "6479")}})
    first, second = read(text)
    assert first == INDOOR
    assert isinstance(second, Paper)
    assert second.arxiv == ArxivId("2605.06479", 2)
    assert read(json.dumps({"Wireless": [ROW]})) == [INDOOR]


def test_bullets_in_objects() -> None:
    bullet = (
        "- 2026-05-07, **Indoor $60$ GHz**, Davide Scazzoli et.al., Paper:"
        " [http://arxiv.org/abs/2605.06478v2](http://arxiv.org/abs/2605.06478v2), Code:"
        " **[https://github.com/a/b](https://github.com/a/b)**\n"
    )
    assert read(json.dumps({"Wireless": {"2605.06478": bullet}})) == [INDOOR]
    assert read(json.dumps({"Wireless": [bullet]})) == [INDOOR]


def test_identifiers_alone() -> None:
    ids = ["2401.00001", "https://arxiv.org/abs/2401.00002v1", "no"]
    assert read(json.dumps(ids)) == [
        Paper("", ArxivId("2401.00001")),
        Paper("", ArxivId("2401.00002", 1)),
    ]
    titled = [Paper("A title of a paper", ArxivId("2401.00001"))]
    assert read(json.dumps({"A title of a paper": "https://arxiv.org/abs/2401.00001"})) == titled
    assert read(json.dumps({"A title of a paper": {"arxiv": "2401.00001"}})) == titled


def test_keys_over_papers_are_topics() -> None:
    text = json.dumps({"Robots": {"SLAM": [A]}, "data": [{"topic": "Vision", "papers": [B]}]})
    topics = [found.topics for found in read(text) if isinstance(found, Paper)]
    assert topics == [("Robots", "SLAM"), ("Vision",)]


def test_a_list_with_an_address_is_no_paper() -> None:
    text = json.dumps({"title": "My list", "url": "https://my.org/list", "papers": [A]})
    (paper,) = read(text)
    assert isinstance(paper, Paper)
    assert (paper.title, paper.topics) == ("A title", ("My list",))


def test_what_a_paper_cites_is_not_listed() -> None:
    text = json.dumps({**A, "references": [B], "related": [B], "abstract": "arXiv:2401.00003"})
    assert [found.arxiv for found in read(text) if isinstance(found, Paper)] == [
        ArxivId("2401.00001")
    ]
    assert read(json.dumps([{"title": "No link", "references": [B]}])) == [
        Skipped(1, "The entry has no arXiv id, DOI or address.")
    ]


def test_answers_of_interfaces() -> None:
    hugging_face = {
        "paper": {"id": "2401.00001", "title": "A title", "authors": [{"name": "Jane Doe"}]},
        "title": "A title",
        "submittedBy": {"name": "roe", "avatarUrl": "https://a.org/b.png"},
    }
    scholar = {
        "paperId": "abc",
        "externalIds": {"ArXiv": "2401.00002", "DOI": "10.1145/12.3"},
        "url": "https://www.semanticscholar.org/paper/abc",
        "title": "Another one",
        "year": 2024,
    }
    with_code = {
        "paper_url": "https://paperswithcode.com/paper/x",
        "paper_title": "A title",
        "paper_arxiv_id": "2401.00001",
        "paper_url_abs": "http://arxiv.org/abs/2401.00001v1",
        "repo_url": "https://github.com/a/b",
        "is_official": True,
    }
    inspire = {
        "hits": {
            "hits": [
                {
                    "id": "123",
                    "metadata": {
                        "titles": [{"title": "A title", "source": "arXiv"}],
                        "arxiv_eprints": [{"value": "2401.00001", "categories": ["hep-th"]}],
                        "dois": [{"value": "10.1103/12.3"}],
                        "authors": [{"full_name": "Doe, Jane"}],
                        "abstracts": [{"value": "We do.", "source": "arXiv"}],
                    },
                }
            ],
            "total": 1,
        }
    }
    assert read(json.dumps(with_code)) == [
        Paper(
            "A title",
            ArxivId("2401.00001", 1),
            url="https://paperswithcode.com/paper/x",
            code="https://github.com/a/b",
        )
    ]
    assert read(json.dumps(inspire)) == [
        Paper(
            "A title",
            ArxivId("2401.00001"),
            doi="10.1103/12.3",
            authors=("Jane Doe",),
            abstract="We do.",
        )
    ]
    first, second = read(json.dumps([hugging_face, scholar]))
    assert first == Paper("A title", ArxivId("2401.00001"), authors=("Jane Doe",))
    assert isinstance(second, Paper)
    assert (second.arxiv, second.doi) == (ArxivId("2401.00002"), "10.1145/12.3")


def test_csl_json() -> None:
    entry = {
        "id": "doe2024",
        "type": "article",
        "title": "A title",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "The Team"}],
        "issued": {"date-parts": [[2024, 1, 2]]},
        "DOI": "10.48550/arXiv.2401.00001",
        "URL": "http://arxiv.org/abs/2401.00001",
        "number": "arXiv:2401.00001",
        "abstract": "<jats:p>We do.</jats:p>",
    }
    assert read(json.dumps([entry], indent=2)) == [
        Paper(
            "A title",
            ArxivId("2401.00001"),
            published=datetime.date(2024, 1, 2),
            authors=("Jane Doe", "The Team"),
            abstract="We do.",
        )
    ]


def test_numbers_keep_their_zeros() -> None:
    assert read('{"id": 2401.10000, "title": "A title"}') == [
        Paper("A title", ArxivId("2401.10000"))
    ]


def test_a_broken_line_costs_no_other() -> None:
    lines = [
        json.dumps(A),
        '{"title": "Cut off he',
        r'{"id": "2401.00003", "title": "On \alpha and \beta"}',
        json.dumps({"title": "No link"}),
        json.dumps({"status": "done"}),
        json.dumps(B),
    ]
    found = read("\n".join(lines))
    assert [row for row in found if isinstance(row, Paper)] == [
        BOTH[0],
        Paper(r"On \alpha and \beta", ArxivId("2401.00003")),
        BOTH[1],
    ]
    assert [row.line for row in found if isinstance(row, Skipped)] == [2, 4, 5]


@pytest.mark.parametrize("bracket", ["[", "{", '{"a":', '[{"a":[', "('a',"])
def test_deep_nesting(bracket: str) -> None:
    deep = bracket * 10_000
    assert all(isinstance(found, Skipped) for found in read(deep))
    (last,) = read(deep + "\n" + json.dumps(A))[-1:]
    assert last == BOTH[0] or isinstance(last, Skipped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title",
        "[Paper](https://arxiv.org/abs/2401.00001)",
        '["A title"](https://arxiv.org/abs/2401.00001)',
        "[[Paper](x)]",
        "[![x](y)](z)",
        "[1] A title",
        "{% raw %}",
        "a: b",
    ],
)
def test_other_texts(text: str) -> None:
    assert not json_text.recognises(text)


def test_halves_of_characters_are_replaced() -> None:
    text = (
        r'{"id": "2401.00001", "title": "A \ud83d b \ud83d\ude00 \\ud83d", "authors": ["J \udc00"]}'
    )
    for written in (text, text.replace('"', "'")):
        (paper,) = read(written)
        assert isinstance(paper, Paper)
        assert paper.title == "A \ufffd b \U0001f600 \\ud83d"
        assert paper.authors == ("J \ufffd",)


PLAIN = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
)


@given(VALUES)
def test_literals_read_what_python_writes(value: object) -> None:
    assert literals.parse(repr([value])) == [value]
