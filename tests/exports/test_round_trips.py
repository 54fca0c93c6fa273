"""What is written is read again, field by field, whatever the fields hold."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import json
import re

import defusedxml.ElementTree
import pytest
import rispy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pybtex.database import BibliographyData, parse_string
from shipped import SHIPPED

from paperbrowse.exports import EXPORTS, Marked, append_bibtex, write
from paperbrowse.formats import read
from paperbrowse.paper import ArxivId, Paper, Version, merge
from paperbrowse.text import plain

_PIECES = [
    *("word", "On", "BERT", "é", "汉字", "−", "𝒳", "None", "v2", "2506.03914", "arXiv:2506.03914"),
    *("|", r"\|", "\\", "\n", "\n\n", "\r\n", "\t", "\x85", "\u2028", "\x0b", "\x1c", "\xa0", "  "),
    *("<p>", "</p>", "<b>", "</b>", "<br>", "<details>", "</details>", "<summary>", "</summary>"),
    *("<!--", "-->", "<mask>", "<img src=x>", '<a href="https://a.org">', "</a>", "<", ">", "&"),
    *("&lt;", "&amp;amp;", "$x_1$", "$5", r"$\{a\}$", r"\'e", r"\emph{x}", "{", "}", "%", "_", "^"),
    *(
        "**",
        "__",
        "*",
        "`",
        "[",
        "]",
        "](",
        "![",
        "[x](https://a.org/b)",
        "https://a.org",
        "#",
        ":",
    ),
    *("{#x}", "---", "=", "+", "-", "@", "'", '"', ";", ",", "~", "\x07", "\ud800", "\ufffe"),
]
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=2), max_size=9).map("".join)
dates = st.none() | st.dates()
arxivs = st.builds(
    ArxivId,
    st.from_regex(r"2[0-5](0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True)
    | st.from_regex(r"(hep-th|math)/9[1-9](0[1-9]|1[0-2])[0-9]{3}", fullmatch=True),
    st.none() | st.integers(1, 99),
)
dois = st.from_regex(r"10\.[0-9]{4}/[a-z0-9()<>;:_.-]{0,12}[a-z0-9]", fullmatch=True)
addresses = st.from_regex(r"https://[a-z]{1,5}\.org/[!-~é汉]{0,12}", fullmatch=True)

categories = st.sampled_from(("cs.CV", "cond-mat.dis-nn", "hep-th", "stat.ML"))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper that is known by something, its texts of any kind."""
    arxiv = draw(st.none() | arxivs)
    return Paper(
        # With a word in it: neither "PDF" nor an address is ever read as a title.
        title=draw(st.tuples(texts, texts).map(" Zebra".join)),
        arxiv=arxiv,
        doi=draw(dois if arxiv is None else st.just("") | dois),
        url=draw(st.just("") | addresses),
        published=draw(dates),
        updated=draw(dates),
        authors=tuple(draw(st.lists(texts, max_size=3))),
        abstract=draw(texts),
        comment=draw(texts),
        code=draw(st.just("") | addresses),
        topics=tuple(draw(st.lists(texts, max_size=2))),
        categories=tuple(draw(st.lists(categories, max_size=2, unique=True))),
        journal=draw(texts),
    )


marked = st.builds(
    Marked, papers(), st.lists(texts, max_size=2).map(tuple), texts, st.booleans(),
    st.lists(texts, max_size=2).map(tuple),
)  # fmt: skip
many = settings(max_examples=60, deadline=None)


def said(text: str) -> str:
    """A text as a person reads it; control characters are not exported."""
    lines = re.sub("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)
    return plain(re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", lines))


def written(name: str, *found: Marked | Paper) -> str:
    text = "".join(write(name, [p if isinstance(p, Marked) else Marked(p) for p in found], "Mine"))
    text.encode("utf-8")
    return text


def merged(source: str) -> list[Paper]:
    """The papers of a list, each once, as the library has them."""
    found: dict[str, Paper] = {}
    for paper in read(source):
        assert isinstance(paper, Paper), paper
        known = found.get(paper.identity)
        found[paper.identity] = merge(known, paper) if known else paper
    return list(found.values())


def says_something(text: str) -> bool:
    return re.search(r"\w", said(text).replace("None", "").replace("_", "")) is not None


# Markdown


def test_the_bundled_list_is_written_as_it_is() -> None:
    found = [paper for paper in read(SHIPPED) if isinstance(paper, Paper)]
    assert written("markdown", *found) == SHIPPED
    library = merged(SHIPPED)
    assert len(library) == 199
    assert merged(written("markdown", *library)) == library


@given(papers(), st.lists(texts, max_size=2))
@many
def test_markdown_reads_as_before(paper: Paper, around: list[str]) -> None:
    topic = " SLAM ".join((around * 2)[:2]) if around else ""
    # A macro that a tag would end; identifiers, which name a paper where they stand.
    assume("\\<" not in topic + paper.title and "2506" not in topic + paper.title)
    assume("Zebra" in said(paper.title))
    paper = dataclasses.replace(paper, topics=(topic,) if topic else ())
    (again,) = merged(written("markdown", paper))
    assert (again.arxiv, again.updated) == (paper.arxiv, paper.date)
    assert again.identity == paper.identity
    if again.title != paper.title:
        assert said(again.title) == said(paper.title)
    for text, before in ((again.abstract, paper.abstract), (again.comment, paper.comment)):
        # "None" and "-" say that there is none.
        assert said(text) == said(before) or not (text or says_something(before))
    assert [said(topic) for topic in again.topics] == [said(topic) for topic in paper.topics]
    assert again.code == paper.code


TITLES = [
    r"On $|x|$ and \|y\| of \[b\] 4.7\% &amp; <i>c</i>",
    "[Re] On [0,1) and (more]",
    "A ** B and *c*",
    "A `code` | tick",
    "Éléments — 汉字 𝒳",
    "<mask> tokens, 1<p<2",
    "--- dashes ---",
    "#1: None",
    "**A** and **B**",
    "__init__ is",
]


@pytest.mark.parametrize("title", TITLES)
def test_markdown_keeps_texts_to_the_letter(title: str) -> None:
    paper = Paper(
        title,
        ArxivId("2506.03914", 3),
        updated=datetime.date(2026, 2, 12),
        abstract=f"{title}\n\nand {title}",
        comment=title,
        code="https://github.com/a/b_(c)?x=1&copy=2|3",
        topics=("On $L_2$ | \\|x\\|", "B"),
    )
    assert merged(written("markdown", paper)) == [paper]


@pytest.mark.parametrize(
    "title",
    [
        "**Bold**",
        "__init__",
        "![A](b)",
        "[A](https://b.org)",
        "A\\",
        "[0,1)][",
        "See https://a.org",
    ],
)
def test_markdown_keeps_what_is_read_where_it_cannot_keep_the_letter(title: str) -> None:
    paper = Paper(title, ArxivId("2506.03914", 3), topics=(title,))
    (again,) = merged(written("markdown", paper))
    assert plain(again.title) == plain(title)
    assert [plain(topic) for topic in again.topics] == [plain(title)]


@pytest.mark.parametrize("title", [*TITLES, "A ] [ B", "A|B", "[A](https://b.org)"])
def test_any_markdown_renderer_shows_the_title_as_one_link(title: str) -> None:
    paper = Paper(title, doi="10.1145/1(2)<3>", comment=title, topics=("T",))
    page = MarkdownIt("commonmark").enable("table").render(written("markdown", paper))
    cells = re.findall("<td>(.*?)</td>", page)
    assert len(cells) == 5
    assert cells[-1] == "None"
    assert re.fullmatch('(?:<strong>)?<a href="https://doi.org/10.1145/1[^"]+">.*</a>.*', cells[0])


def test_markdown_keeps_the_order_of_topics() -> None:
    papers = [
        Paper("A", ArxivId("2501.00001"), topics=("T", "U")),
        Paper("B", ArxivId("2501.00002"), topics=("V", "W", "U")),
        Paper("C", ArxivId("2501.00003"), topics=("W", "T")),
        Paper("D", ArxivId("2501.00004")),
    ]
    again = {paper.title: paper for paper in merged(written("markdown", *papers))}
    assert [again[paper.title] for paper in papers] == papers
    round_about = Paper("E", ArxivId("2501.00005"), topics=("U", "V"))
    text = written("markdown", *papers, round_about)
    assert sorted(re.findall("^## (.)", text, re.MULTILINE)) == ["T", "U", "V", "W"]
    assert {paper.title: set(paper.topics) for paper in merged(text)} == {
        paper.title: set(paper.topics) for paper in (*papers, round_about)
    }


def test_markdown_keeps_earlier_versions() -> None:
    days = [datetime.date(2025, 1, day) for day in (1, 2, 3)]
    versions = (Version(2, "Middle | one", days[1]), Version(1, "", days[0]))
    first = Paper("A", ArxivId("2501.00001", 3), "", "", days[0], days[2], earlier=versions)
    second = Paper("B", ArxivId("2501.00002", 3), updated=days[2], topics=("T",))
    assert merged(written("markdown", first, second)) == [first, second]
    # Without a version of its own, the paper would be taken for the older one.
    nameless = dataclasses.replace(first, arxiv=ArxivId("2501.00001"))
    assert len(list(read(written("markdown", nameless)))) == 1


def test_markdown_has_papers_under_each_topic_and_those_without_first() -> None:
    one = Paper("A", ArxivId("2501.00001"), topics=("T", "U"))
    two = Paper("B", ArxivId("2501.00002"))
    three = Paper("C", ArxivId("2501.00003"), topics=("U",))
    text = written("markdown", one, two, three)
    assert re.findall(r"^## .*|\[[ABC]\]", text, re.MULTILINE) == [
        *("[B]", "## T", "[A]", "## U", "[A]", "[C]")
    ]
    assert {paper.title: paper.topics for paper in merged(text)} == {
        "A": ("T", "U"),
        "B": (),
        "C": ("U",),
    }


def test_markdown_without_title_or_without_anything() -> None:
    for known in (Paper("", ArxivId("2501.00001", 2)), Paper("", doi="10.1145/1")):
        assert merged(written("markdown", known)) == [known]
    assert written("markdown", Paper("A"), Paper("")).count("\n| ") == 3
    assert written("markdown") == ""


# Records

_TEXTS = ("title", "abstract", "comment", "doi", "url", "code")


def whole(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@given(st.lists(marked, max_size=3))
@many
def test_json_lines_hold_every_field(found: list[Marked]) -> None:
    lines = written("jsonl", *found).split("\n")
    assert lines.pop() == ""
    for line, one in zip(lines, found, strict=True):
        record = json.loads(line)
        paper = one.paper
        assert record["arxiv_id"] == (str(paper.arxiv) if paper.arxiv else None)
        for field in ("published", "updated"):
            day = getattr(paper, field)
            assert record[field] == (day.isoformat() if day else None)
        for field in ("doi", "url", "abstract", "comment", "code"):
            assert (record[field] or "") == whole(getattr(paper, field))
        assert record["title"] == whole(paper.title)
        assert record["authors"] == list(map(whole, paper.authors))
        assert record["categories"] == list(paper.categories)
        assert (record["journal-ref"] or "") == whole(paper.journal)
        assert record["topics"] == list(map(whole, paper.topics))
        assert record["tags"] == list(map(whole, one.tags))
        assert record["lists"] == list(map(whole, one.lists))
        assert (record["note"] or "", record["bookmarked"]) == (whole(one.note), one.bookmarked)


def test_json_lines_hold_earlier_versions() -> None:
    earlier = (Version(2, "A", None), Version(1, "B", datetime.date(2025, 1, 1)))
    record = json.loads(written("jsonl", Paper("", ArxivId("2501.00001", 3), earlier=earlier)))
    assert record["earlier"] == [
        {"version": 2, "title": "A", "date": None},
        {"version": 1, "title": "B", "date": "2025-01-01"},
    ]


@given(st.lists(marked, max_size=3))
@many
def test_csv_gives_every_text_back(found: list[Marked]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", *found), newline="")))
    for row, one in zip(rows, found, strict=True):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))
        cells = {
            name: cell[1:] if re.match(r"'+[=+\-@\t＝＋－＠]", cell) else cell
            for name, cell in row.items()
        }
        columns = {"journal-ref": "journal", **{name: name for name in _TEXTS}}
        for column, field in columns.items():
            text = whole(getattr(one.paper, field)).replace("\r\n", "\n").replace("\r", "\n")
            assert cells[column] == re.sub("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]", "", text)
        assert len(cells["topics"].split("; ")) == max(1, len(one.paper.topics))
        assert cells["published"] == str(one.paper.published or "")
        assert cells["updated"] == str(one.paper.updated or "")
        assert cells["arxiv_id"] == str(one.paper.arxiv or "")
        assert cells["categories"].split() == list(one.paper.categories)
        assert cells["bookmarked"] == ("yes" if one.bookmarked else "")


@given(st.lists(papers(), max_size=3))
@many
def test_a_line_for_every_identifier(found: list[Paper]) -> None:
    lines = written("ids", *found, Paper("A paper known by nothing")).splitlines()
    assert lines == [str(paper.arxiv or paper.doi or paper.url) for paper in found]


# Citations, read by libraries of others


@given(marked)
@many
def test_ris(one: Marked) -> None:
    (record,) = rispy.loads(written("ris", one))
    paper = one.paper
    assert record.get("title", "") == plain(paper.title)
    assert record.get("abstract", "") == plain(paper.abstract)
    assert record.get("doi", "") == paper.doi
    expected = [f"arXiv:{paper.arxiv}"] if paper.arxiv else []
    assert [record[name] for name in ("accession_number",) if name in record] == expected
    assert "".join(record.get("notes", [])) == plain(paper.comment)
    assert record.get("journal_name", "") == plain(paper.journal)
    words = [plain(word) for word in (*paper.categories, *paper.topics, *one.tags)]
    assert record.get("keywords", []) == list(dict.fromkeys(filter(None, words)))
    if paper.published:
        assert record["date"] == paper.published.strftime("%Y/%m/%d/").zfill(11)


@given(st.lists(marked, max_size=3))
@many
def test_csl_json(found: list[Marked]) -> None:
    items = json.loads(written("csl-json", *found))
    assert len({item["id"] for item in items}) == len(found)
    for item, one in zip(items, found, strict=True):
        paper = one.paper
        assert item.get("title", "") == plain(paper.title)
        # Each paragraph is read by itself: what is open at its end is not closed in the next.
        if len(paper.abstract.splitlines()) < 2:
            assert item.get("abstract", "") == said(paper.abstract)
        assert item.get("DOI", "") == paper.doi
        assert item.get("container-title", "") == plain(paper.journal)
        assert (item["type"] == "article-journal") == bool(plain(paper.journal))
        assert item.get("keyword", "").startswith(", ".join(paper.categories))
        assert item.get("number", "") == (f"arXiv:{paper.arxiv}" if paper.arxiv else "")
        if paper.published:
            day = paper.published
            assert item["issued"] == {"date-parts": [[day.year, day.month, day.day]]}


@given(st.lists(papers(), max_size=3))
@many
def test_atom(found: list[Paper]) -> None:
    names = {"": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}
    feed = defusedxml.ElementTree.fromstring(written("atom", *found).encode("utf-8"))
    for place in (feed, *feed.findall("entry", names)):
        for needed in ("id", "title", "updated"):
            assert len(place.findall(needed, names)) == 1
        assert place.findtext("id", namespaces=names)
    for entry, paper in zip(feed.findall("entry", names), found, strict=True):

        def text(name: str) -> str:
            return str(entry.findtext(name, "", names))  # noqa: B023 (used at once)

        assert said(text("title")) == said(paper.title)
        assert said(text("summary")) == said(paper.abstract)
        assert said(text("arxiv:comment")) == said(paper.comment)
        assert text("arxiv:doi") == paper.doi
        assert said(text("arxiv:journal_ref")) == said(paper.journal)
        terms = [c.get("term") for c in entry.findall("category", names) if c.get("scheme")]
        assert terms == list(paper.categories)
        if paper.categories:
            primary = entry.find("arxiv:primary_category", names)
            assert primary is not None
            assert primary.get("term") == paper.categories[0]
        assert text("published")[:10] == str(paper.published or "")
        assert text("updated")[:10] == str(paper.date or "1970-01-01")
        authors = [said(str(name.text)) for name in entry.findall("author/name", names)]
        assert list(filter(None, authors)) == list(filter(None, map(said, paper.authors)))
        links = {link.get("title"): link.get("href") for link in entry.findall("link", names)}
        assert links.get("code", "") == paper.code


@pytest.mark.parametrize("name", ["jsonl", "csv", "bibtex"])
@pytest.mark.parametrize("others", [True, False])
@pytest.mark.parametrize("authors", [("Jie Yang",), ("Ann Roe", "张三"), ("The SNOW Group",)])
def test_whether_there_are_more_authors_is_read_again(
    name: str, others: bool, authors: tuple[str, ...]
) -> None:
    paper = Paper("On Zebras", ArxivId("2501.00001"), authors=authors, others=others)
    (again,) = merged(written(name, paper))
    assert (again.authors, again.others) == (authors, others)


@pytest.mark.parametrize("name", ["ris", "csl-json", "atom"])
def test_where_a_format_has_no_word_for_them_there_is_no_false_author(name: str) -> None:
    paper = Paper("On Zebras", ArxivId("2501.00001"), authors=("Jie Yang",), others=True)
    (again,) = merged(written(name, paper))
    assert (again.authors, again.others) == (("Jie Yang",), False)


JOURNALS = ("", "Phys. Rev. D 76, 013009 (2007)", "Nature & Co., 100% \u2013 [Ann. d. Phys.]: <3>")
RECORDS = [name for name in EXPORTS if name not in ("markdown", "ids")]


@given(
    arxivs,
    st.lists(categories, max_size=3, unique=True).map(tuple),
    st.sampled_from(JOURNALS),
    st.sampled_from([(), ("Image Classification",), ("On cs things", "hep & more")]),
)
@many
def test_categories_and_journal_are_read_again(
    arxiv: ArxivId, categories: tuple[str, ...], journal: str, topics: tuple[str, ...]
) -> None:
    paper = Paper("On Zebras", arxiv, categories=categories, journal=journal, topics=topics)
    for name in RECORDS:
        (again,) = merged(written(name, paper))
        assert again.arxiv == arxiv
        assert plain(again.journal) == plain(journal)
        if "categories" in EXPORTS[name].fields:
            assert again.categories == categories or not categories


def bibliography(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


@given(st.lists(marked, max_size=3))
@many
def test_bibtex(found: list[Marked]) -> None:
    entries = list(bibliography(written("bibtex", *found)).entries.values())
    for entry, one in zip(entries, found, strict=True):
        paper = one.paper
        assert entry.fields.get("eprint", "") == str(paper.arxiv or "")
        assert entry.fields.get("doi", "") == paper.doi
        assert (entry.type == "article") == bool(plain(paper.journal))
        assert ("journal" in entry.fields) == (entry.type == "article")
        if paper.arxiv and paper.categories:
            assert entry.fields["primaryClass"] == paper.categories[0]
        if paper.published:
            assert int(entry.fields["year"]) == paper.published.year
            months = ["", "January", "February", "March", "April", "May", "June", "July", "August"]
            months += ["September", "October", "November", "December"]
            assert entry.fields["month"] == months[paper.published.month]


@given(st.lists(marked, max_size=3), st.lists(marked, max_size=3))
@many
def test_appending_adds_only_what_is_not_there(old: list[Marked], new: list[Marked]) -> None:
    existing = written("bibtex", *old)
    added = existing + "".join(append_bibtex(existing, new))
    assert list(append_bibtex(existing, old)) == []
    assert list(append_bibtex(added, [*new, *old])) == []
    keys = [key.lower() for key in bibliography(added).entries]
    assert len(set(keys)) == len(keys) == added.count("@misc{") + added.count("@article{")


@pytest.mark.parametrize("name", EXPORTS)
def test_a_paper_of_which_nothing_is_known(name: str) -> None:
    assert isinstance(written(name, Paper(""), Paper("", url="javascript:alert(1)")), str)


@pytest.mark.parametrize("name", EXPORTS)
def test_fields_are_those_of_a_paper(name: str) -> None:
    export = EXPORTS[name]
    assert export.name == name
    assert export.ending.startswith(".")
    assert set(export.fields) <= {field.name for field in dataclasses.fields(Paper)}
    assert set(export.marks) <= {field.name for field in dataclasses.fields(Marked)}
    assert not export.help.endswith(".")
