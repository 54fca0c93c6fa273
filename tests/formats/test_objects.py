"""The same keys mean the same in every record; what they hold becomes a paper."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.formats import objects
from paperbrowse.paper import ArxivId, Paper

ID = ArxivId("2401.00001")
URL = "https://arxiv.org/abs/2401.00001"


def one(**record: object) -> Paper:
    paper = objects.paper(record)
    assert isinstance(paper, Paper)
    return paper


@pytest.mark.parametrize(
    "record",
    [
        {"id": "2401.00001v2"},
        {"arxiv_id": "arXiv:2401.00001v2"},
        {"arXiv-ID": "2401.00001v2"},
        {"ID": "oai:arXiv.org:2401.00001v2"},
        {"id": "http://arxiv.org/abs/2401.00001v2"},
        {"id": "2401.00001", "pdf_url": "http://arxiv.org/pdf/2401.00001v2"},
        {"abs": "https://arxiv.org/abs/2401.00001v2"},
        {"pdf": "https://arxiv.org/pdf/2401.00001v2.pdf"},
        {"entry_id": "http://export.arxiv.org/abs/2401.00001v2"},
        {"url": "https://www.alphaxiv.org/abs/2401.00001v2"},
        {"url": "[2401.00001v2](http://arxiv.org/abs/2401.00001v2)"},
        {"链接": "https://arxiv.org/abs/2401.00001v2"},
        {"doi": "10.48550/arXiv.2401.00001", "version": "v2"},
        {"externalIds": {"CorpusId": "12", "ArXiv": "2401.00001v2"}},
        {"links": [{"rel": "alternate", "href": "http://arxiv.org/abs/2401.00001v2"}]},
        {"title": "**[A title](http://arxiv.org/abs/2401.00001v2)**"},
    ],
    ids=str,
)
def test_identifiers(record: dict[str, object]) -> None:
    assert one(**{"title": "A title", **record}) == Paper("A title", ArxivId("2401.00001", 2))


@pytest.mark.parametrize(
    "record",
    [
        {"journal": "arXiv preprint arXiv:1706.03762"},
        {"journal": "ArXiv", "volume": "abs/1706.03762"},
        {"journal": "CoRR abs/1706.03762"},
        {"journal": "arXiv e-prints, arXiv:1706.03762 (2017)"},
        {"note": "arXiv:1706.03762 [cs]"},
        {"number": "arXiv:1706.03762"},
        {"publisher": "arXiv:1706.03762 [cs.CL]"},
        {"extra": "arXiv:1706.03762 [cs]\nPublisher: arXiv"},
    ],
    ids=str,
)
def test_a_journal_that_is_an_identifier(record: dict[str, object]) -> None:
    assert one(title="A title", **record) == Paper("A title", ArxivId("1706.03762"))


@pytest.mark.parametrize(
    "record",
    [
        {"title": "A", "comment": "Extends arXiv:2401.00001", "note": f"See {URL}"},
        {"title": "A", "abstract": f"As in {URL}", "journal": "Nature 2401.00001"},
        {"title": "A", "references": [{"id": "2401.00001"}]},
        {"title": "A", "id": "12", "doi": "None", "url": "null"},
        {"name": "Jane Doe", "url": "https://doe.org"},
        {"url": "https://doe.org"},
        {"title": "PDF", "url": "https://doe.org"},
        {"title": "A", "url": "javascript:alert()"},
        {"title": "A", "url": "https://a b"[:9]},
        {},
        {f"k{number}": URL for number in range(1000)},
    ],
    ids=lambda record: str(record)[:50],
)
def test_what_is_only_cited_makes_no_paper(record: dict[str, object]) -> None:
    reason = objects.paper(record)
    if record.get("url") == "https://a":
        assert isinstance(reason, Paper)
    else:
        assert isinstance(reason, str)
        assert reason.endswith(".")


def test_doi_and_addresses_make_papers_too() -> None:
    assert one(title="A", doi="https://doi.org/10.1145/12.3") == Paper("A", doi="10.1145/12.3")
    assert one(title="A", DOI="10.1145/12.3 10.1145/4") == Paper("A", doi="10.1145/12.3")
    page = "https://openreview.net/forum?id=x"
    assert one(title="A", link=page) == Paper("A", url=page)
    both = one(id="2401.00001", doi="10.1145/12.3", url=page)
    assert both == Paper("", ID, doi="10.1145/12.3", url=page)


def test_code() -> None:
    code = "https://github.com/a/b"
    assert one(id="2401.00001", code=f"[link]({code})").code == code
    assert one(id="2401.00001", github=code, url=code) == Paper("", ID, code=code)
    assert one(id="2401.00001", repo={"url": code, "stars": "1"}).code == code
    assert one(id="2401.00001", code_links=["https://a.org", code]).code == code
    assert one(id="2401.00001", links=[URL, code]) == Paper("", ID, code=code)
    assert one(id="2401.00001", code="None").code == ""


@pytest.mark.parametrize("nothing", ["None", "null", "NULL", "", " ", "n/a", None, [], {}, True])
def test_nothing(nothing: object) -> None:
    keys = ("title", "authors", "abstract", "comment", "code", "doi", "date", "versions", "topic")
    assert one(id="2401.00001", **dict.fromkeys(keys, nothing)) == Paper("", ID)


@pytest.mark.parametrize(
    "title", ["Paper", "PDF", "[PDF]", "2401.00001", URL, "[Link](http://a.b)"]
)
def test_labels_are_no_titles(title: str) -> None:
    assert one(id="2401.00001", title=title).title == ""


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("A title\n  that is folded", "A title that is folded"),
        ("{{A} Title}", "{A} Title"),
        ("{A} Title {B}", "{A} Title {B}"),
        ("**A title**", "A title"),
        (["A title"], "A title"),
        ({"value": "A title"}, "A title"),
        (r"On $\alpha$ &amp; <i>b</i>", r"On $\alpha$ &amp; <i>b</i>"),
    ],
    ids=str,
)
def test_titles(title: object, said: str) -> None:
    assert one(id="2401.00001", title=title).title == said


def test_texts() -> None:
    paper = one(id="2401.00001", abstract="  One.\n  Two. ", comments="5 pages,\n  2 figures")
    assert (paper.abstract, paper.comment) == ("One.\n  Two.", "5 pages, 2 figures")
    assert one(id="2401.00001", abstract="<jats:p>One.</jats:p>").abstract == "One."
    assert one(id="2401.00001", abs="An abstract, that is.").abstract == "An abstract, that is."
    assert one(id="2401.00001", summary=["One.", "Two."]).abstract == "One.\nTwo."


def test_topics() -> None:
    record: dict[str, object] = {"id": "2401.00001", "topic": "SLAM"}
    assert objects.paper(record, ("Robots",)) == Paper("", ID, topics=("Robots", "SLAM"))
    assert objects.paper(record, ("SLAM",)) == Paper("", ID, topics=("SLAM",))
    assert one(id="2401.00001", category="cs.CV").topics == ()


@pytest.mark.parametrize(
    "versions",
    [
        [{"version": "v1", "created": "Mon, 1 Jan 2024 19:18:42 GMT"}, {"created": "2024-02-03"}],
        ["v1 2024-01-01", "v2 2024-02-03"],
        ["v2: Sat, 3 Feb 2024", "v1: Mon, 1 Jan 2024"],
        [{"number": "2", "date": "2024-02-03"}, {"number": "1", "date": "2024-01-01"}],
    ],
)
def test_versions(versions: list[object]) -> None:
    paper = one(id="2401.00001", versions=versions, update_date="2025-01-01")
    days = (datetime.date(2024, 1, 1), datetime.date(2024, 2, 3))
    assert (paper.arxiv, paper.published, paper.updated) == (ArxivId("2401.00001", 2), *days)
    # The record is of the version that it names.
    first = one(id="2401.00001v1", versions=versions)
    assert (first.version, first.updated) == (1, days[0])


def test_a_version_alone() -> None:
    assert one(id="2401.00001", version="3").version == 3
    assert one(id="2401.00001", version="1.0").version is None
    assert one(id="2401.00001", versions=["2024-01-01"]).version is None


def test_dates_of_both_kinds() -> None:
    paper = one(id="2401.00001", published="2024-01-02T03:04:05Z", last_updated="Feb 3, 2024")
    assert (paper.published, paper.updated) == (
        datetime.date(2024, 1, 2),
        datetime.date(2024, 2, 3),
    )
    assert one(id="2401.00001", date="2024/01/02").date == datetime.date(2024, 1, 2)
