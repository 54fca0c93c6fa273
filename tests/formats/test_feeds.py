"""Atom and RSS as arXiv and others give them, checked against feedparser too."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.formats import Skipped, feeds, oai
from paperbrowse.paper import ArxivId, Paper

# As https://export.arxiv.org/api/query answers.
ATOM = """\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query=all%3Ax" rel="self"/>
  <title type="html">ArXiv Query: search_query=all:x</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2024-01-05T00:00:00-05:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">2\
</opensearch:totalResults>
  <entry>
    <id>http://arxiv.org/abs/2401.00001v2</id>
    <updated>2024-01-03T03:04:05Z</updated>
    <published>2024-01-01T03:04:05Z</published>
    <title>A &amp; B in $a &lt; b$,
  folded</title>
    <summary>  As in arXiv:2401.00009.
</summary>
    <author><name>Jane Doe</name></author>
    <author><name>John Roe</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">X</arxiv:affiliation></author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1103/12.3</arxiv:doi>
    <link title="doi" href="http://dx.doi.org/10.1103/12.3" rel="related"/>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">5 pages</arxiv:comment>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">Phys. Rev.</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/2401.00001v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2401.00001v2" rel="related"/>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
  <entry><id>http://arxiv.org/abs/hep-th/9901001v1</id><title>Old</title>
    <author><name>Ann Poe</name></author></entry>
</feed>
"""
FIRST = Paper(
    title="A & B in $a < b$, folded",
    arxiv=ArxivId("2401.00001", 2),
    doi="10.1103/12.3",
    published=datetime.date(2024, 1, 1),
    updated=datetime.date(2024, 1, 3),
    authors=("Jane Doe", "John Roe"),
    abstract="As in arXiv:2401.00009.",
    comment="5 pages",
    categories=("cs.CV",),
    journal="Phys. Rev.",
)
OLD = Paper("Old", ArxivId("hep-th/9901001", 1), authors=("Ann Poe",))
# As https://rss.arxiv.org/rss/cs.CV answers.
RSS = """\
<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 version="2.0"><channel><title>cs.CV updates on arXiv.org</title>
<link>http://rss.arxiv.org/rss/cs.CV</link>
<item><title>New &amp; good</title><link>https://arxiv.org/abs/2401.00002</link>
<description>arXiv:2401.00002v1 Announce Type: new
Abstract: We do.</description><guid isPermaLink="false">oai:arXiv.org:2401.00002v1</guid>
<category>cs.CV</category><pubDate>Tue, 02 Jan 2024 00:00:00 -0500</pubDate>
<arxiv:announce_type>new</arxiv:announce_type><dc:rights>http://a.org</dc:rights>
<dc:creator>Jane Doe, John Roe</dc:creator></item></channel></rss>
"""
NEW = Paper(
    title="New & good",
    arxiv=ArxivId("2401.00002", 1),
    published=datetime.date(2024, 1, 2),
    authors=("Jane Doe", "John Roe"),
    abstract="We do.",
    categories=("cs.CV",),
)


def read(text: str) -> list[Paper | Skipped]:
    return list(feeds.read(text.splitlines(keepends=True)))


def test_atom() -> None:
    assert feeds.recognises(ATOM)
    assert not oai.recognises(ATOM)
    assert read(ATOM) == [FIRST, OLD]


def test_rss() -> None:
    assert feeds.recognises(RSS)
    assert read(RSS) == [NEW]


@pytest.mark.parametrize("feed", [ATOM, RSS])
def test_wrapped_or_in_pieces(feed: str) -> None:
    body = feed.split("?>\n", 1)[1]
    assert read(f"<answer><data>{body}</data></answer>") == read(feed)
    assert read(feed.replace("\n", "\r\n")) == read(feed)
    assert read(feed + feed) == read(feed) * 2
    assert read(body[body.index("<entry" if "<entry" in body else "<item") :]) == read(feed)


def test_the_older_rss() -> None:
    text = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item
 rdf:about="http://arxiv.org/abs/2401.00002">
<title>New &amp;amp; good. (arXiv:2401.00002v1 [cs.CV] UPDATED)</title>
<link>http://arxiv.org/abs/2401.00002</link>
<description rdf:parseType="Literal">&lt;p&gt;We do.&lt;/p&gt;
</description>
<dc:creator> &lt;a href="http://arxiv.org/a/doe"&gt;Jane Doe&lt;/a&gt;, &lt;a
 href="http://arxiv.org/a/roe"&gt;John Roe&lt;/a&gt;</dc:creator></item></rdf:RDF>
"""
    assert read(text) == [
        Paper(
            title="New &amp; good",
            arxiv=ArxivId("2401.00002", 1),
            authors=("Jane Doe", "John Roe"),
            abstract="We do.",
            categories=("cs.CV",),
        )
    ]


def test_what_is_not_quite_xml() -> None:
    text = (
        "<rss><channel><item><title>Caf&eacute; & Bar\x0b R&D</title>"
        "<link>https://a.org/?a=1&b=2&amp;c=3</link>"
        "<description><![CDATA[a & b &amp; <p>]]></description></item></channel></rss>"
    )
    assert read(text) == [
        Paper("Café & Bar R&D", url="https://a.org/?a=1&b=2&c=3", abstract="a & b &amp; <p>")
    ]


def test_a_broken_entry_costs_no_other() -> None:
    text = (
        ATOM.replace("</summary>", "")
        + "<entry><id>http://arxiv.org/abs/2401.00004</id>\n<title>Fine</title></entry>\n"
        + "<entry><title>No link</title></entry>\n<entry><title>Cut o"
    )
    found = read(text)
    papers = [OLD, Paper("Fine", ArxivId("2401.00004"))]
    assert [row for row in found if isinstance(row, Paper)] == papers
    assert [row.line for row in found if isinstance(row, Skipped)] == [8, 32, 33]


def test_feedparser_finds_the_same() -> None:
    feedparser = pytest.importorskip("feedparser")
    for text in (ATOM, RSS):
        entries = feedparser.parse(text.encode()).entries
        found = read(text)
        assert [" ".join(entry.title.split()) for entry in entries] == [
            row.title for row in found if isinstance(row, Paper)
        ]


@pytest.mark.parametrize("text", ["", "<html><body><p>feed</p></body></html>", "feed", "<!-- -->"])
def test_other_texts(text: str) -> None:
    assert not feeds.recognises(text)
