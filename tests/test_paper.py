"""Papers and their arXiv identifiers: what is one, and what two rows of one paper become."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.paper import ArxivId, Paper, Version, merge

FIRST = datetime.date(2025, 12, 30)
LAST = datetime.date(2026, 2, 12)

NEW = st.from_regex(r"[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{4,5}", fullmatch=True)
OLD = st.from_regex(
    r"(hep-th|astro-ph|cs|math|q-bio)/(9[1-9]|0[0-7])(0[1-9]|1[0-2])[0-9]{3}", fullmatch=True
)
VERSIONS = st.none() | st.integers(1, 999)
IDS = st.builds(ArxivId, NEW | OLD, VERSIONS)


# Identifiers


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "  <{}>. ",
        "[{}]",
        "arXiv:{}",
        "ARXIV: {}",
        "arxiv.org/abs/{}",
        "http://arxiv.org/abs/{}",
        "https://www.arxiv.org/abs/{}?context=cs.CV",
        "https://export.arxiv.org/pdf/{}.pdf#page=2",
        "https://arxiv.org/html/{}/",
        "https://arxiv.org/e-print/{}",
        "https://ar5iv.labs.arxiv.org/html/{}",
        "https://ar5iv.org/abs/{}",
        "https://www.alphaxiv.org/overview/{}",
        "https://alphaxiv.org/{}",
        "https://huggingface.co/papers/{}",
        "https://doi.org/10.48550/arXiv.{}",
        "10.48550/ARXIV.{}",
        "doi: 10.48550/arxiv.{}",
    ],
)
@pytest.mark.parametrize(
    ("written", "arxiv"),
    [
        ("2512.24162", ArxivId("2512.24162")),
        ("2512.24162v2", ArxivId("2512.24162", 2)),
        ("0704.0001V12", ArxivId("0704.0001", 12)),
        ("hep-th/9901001", ArxivId("hep-th/9901001")),
        ("math.GT/0309136v1", ArxivId("math/0309136", 1)),
        ("Cond-Mat.Str-El/0703001", ArxivId("cond-mat/0703001")),
    ],
)
def test_written_forms(text: str, written: str, arxiv: ArxivId) -> None:
    assert ArxivId.parse(text.format(written)) == arxiv


@pytest.mark.parametrize(
    "text",
    [
        "",
        "paper",
        "2512",
        "2512.241",
        "2512.241622",
        "2513.24162",
        "2500.24162",
        "2512.24162v0",
        "2512.24162v1000",
        "2512.24162 and 2512.24163",
        "see 2512.24162",
        "hep-th/9913001",
        "issue/2401123",
        "hep-th/99010012",
        "٢٥١٢.٢٤١٦٢",
        "ſtat/0301001",
        "https://example.org/abs/2512.24162",
        "https://arxiv.org.example.org/abs/2512.24162",
        "https://arxiv.org/list/cs.CV/recent",
        "https://github.com/a/2512.24162",
        "10.1145/2512.24162",
        "2512.24162" + " " * 300,
    ],
)
def test_what_is_no_identifier(text: str) -> None:
    assert ArxivId.parse(text) is None


@given(IDS)
def test_identifiers_are_read_as_they_are_written(arxiv: ArxivId) -> None:
    for text in (str(arxiv), arxiv.page, arxiv.pdf, arxiv.html, f"arXiv:{arxiv}"):
        assert ArxivId.parse(text) == arxiv


@given(st.text() | st.text("arxiv:.org/abs0123456789v ", max_size=40))
def test_no_text_raises_and_what_is_found_is_canonical(text: str) -> None:
    arxiv = ArxivId.parse(text)
    if arxiv is not None:
        assert ArxivId.parse(str(arxiv)) == arxiv
        assert arxiv.number.isascii()


def test_addresses() -> None:
    arxiv = ArxivId("2512.24162", 2)
    assert arxiv.page == "https://arxiv.org/abs/2512.24162v2"
    assert arxiv.pdf == "https://arxiv.org/pdf/2512.24162v2"
    assert arxiv.html == "https://arxiv.org/html/2512.24162v2"
    assert ArxivId("2512.24162").page == "https://arxiv.org/abs/2512.24162"


# Papers


def test_identity_is_arxiv_then_doi_then_address() -> None:
    paper = Paper("A", ArxivId("2512.24162", 2), doi="10.1145/AB", url="https://a.org")
    assert paper.identity == "arxiv:2512.24162"
    assert paper.identity == replace(paper, arxiv=ArxivId("2512.24162")).identity
    assert replace(paper, arxiv=None).identity == "doi:10.1145/ab"
    assert replace(paper, arxiv=None, doi="").identity == "url:https://a.org"


def test_date_and_version() -> None:
    assert Paper("A", published=FIRST, updated=LAST).date == LAST
    assert Paper("A", published=FIRST).date == FIRST
    assert Paper("A").date is None
    assert Paper("A", ArxivId("2512.24162", 2)).version == 2
    assert Paper("A", ArxivId("2512.24162")).version is None
    assert Paper("A").version is None


# Merging


def row(version: int | None, **given: object) -> Paper:
    """A row of one and the same paper."""
    texts = {"title": f"Title {version}", "updated": LAST} | given
    return replace(Paper("", ArxivId("2512.24162", version)), **texts)  # type: ignore[arg-type]  # as given


def test_the_newest_version_wins_and_the_other_is_kept() -> None:
    second = row(2, abstract="two", updated=LAST)
    first = row(1, abstract="one", updated=FIRST)
    expected = replace(second, published=FIRST, earlier=(Version(1, "Title 1", FIRST),))
    assert merge(first, second) == expected
    assert merge(second, first) == expected


def test_of_equal_rows_the_one_found_wins() -> None:
    assert merge(row(2, title="Old"), row(2, title="New")) == row(2, title="New")
    assert merge(row(None, title="Old"), row(None, title="New")) == row(None, title="New")


def test_a_row_with_a_version_wins_over_one_without() -> None:
    assert merge(row(1), row(None)) == merge(row(None), row(1)) == row(1)


def test_what_the_winner_lacks_comes_from_the_other() -> None:
    full = row(
        1,
        doi="10.1/a",
        url="https://a.org",
        published=FIRST,
        authors=("Jane Doe", "John Roe"),
        abstract="one",
        comment="5 pages",
        code="https://github.com/a/b",
        topics=("A", "B"),
        categories=("cs.CV", "cs.LG"),
        journal="J. Odd Res. 3 (2024)",
    )
    bare = Paper("", ArxivId("2512.24162", 2), authors=("Jane Doe et al.",), topics=("B", "C"))
    expected = replace(
        full,
        arxiv=bare.arxiv,
        updated=None,
        topics=("A", "B", "C"),
        earlier=(Version(1, "Title 1", LAST),),
    )
    assert merge(full, bare) == expected


def test_of_one_version_the_fullest_text_wins() -> None:
    short = row(2, title="A Long Ti…", abstract="Cats", comment="5 pages, CVPR", categories=("a",))
    full = row(2, title="A Long Title", abstract="Cats see.", comment="", categories=("a", "b"))
    expected = replace(full, comment=short.comment)
    assert merge(short, full) == merge(full, short) == expected
    assert merge(row(1, abstract="The old text"), row(2, abstract="New")).abstract == "New"


PAPERS = st.builds(
    row,
    VERSIONS,
    title=st.text(max_size=3),
    updated=st.none() | st.dates(),
    published=st.none() | st.dates(),
    authors=st.lists(st.text(max_size=3), max_size=2).map(tuple),
    abstract=st.text(max_size=3),
    comment=st.text(max_size=3),
    code=st.text(max_size=3),
    topics=st.lists(st.sampled_from("ABC"), unique=True).map(tuple),
    categories=st.lists(st.sampled_from("ABC"), unique=True).map(tuple),
    journal=st.text(max_size=3),
)


@given(PAPERS)
def test_merging_a_paper_with_itself_changes_nothing(paper: Paper) -> None:
    assert merge(paper, paper) == paper


@given(PAPERS, PAPERS)
def test_merging_loses_nothing(known: Paper, found: Paper) -> None:
    merged = merge(known, found)
    assert merged.identity == known.identity
    assert (merged.version or 0) == max(known.version or 0, found.version or 0)
    assert set(merged.topics) == {*known.topics, *found.topics}
    for field in ("title", "authors", "abstract", "comment", "code", "categories", "journal"):
        values = [getattr(known, field), getattr(found, field)]
        assert getattr(merged, field) in values
        assert bool(getattr(merged, field)) == any(map(bool, values))
    dates = {known.published, found.published, known.updated, found.updated, None}
    assert {merged.published, merged.updated} <= dates
    if known.published or found.published:
        assert merged.published in {known.published, found.published} - {None}
    # Both rows are known already.
    assert merge(merged, known).earlier == merged.earlier


def test_a_first_version_seen_again_is_unchanged() -> None:
    first = row(1, published=None, updated=FIRST)
    assert merge(first, first) == first


def test_a_date_stays_with_its_version() -> None:
    first, second = row(1, published=None, updated=FIRST), row(2, published=None, updated=None)
    merged = merge(first, second)
    assert (merged.published, merged.updated) == (FIRST, None)
    assert merge(row(3, updated=FIRST), row(4, updated=None)).updated is None


@given(st.lists(PAPERS, min_size=1, max_size=4, unique_by=lambda paper: paper.version))
def test_the_order_of_the_rows_makes_no_difference_to_the_versions(rows: list[Paper]) -> None:
    versions = sorted((paper.version for paper in rows if paper.version), reverse=True)
    for order in itertools.permutations(rows):
        merged = order[0]
        for paper in order[1:]:
            merged = merge(merged, paper)
        assert merged.version == (versions[0] if versions else None)
        assert [version.number for version in merged.earlier] == versions[1:]
        dates = {paper.version: paper.date for paper in rows}
        assert all(
            version.date is not None or dates[version.number] is None for version in merged.earlier
        )
