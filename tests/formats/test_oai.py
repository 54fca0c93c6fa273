"""Records of arXiv's OAI-PMH interface in its three formats."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.formats import Skipped, Unreadable, feeds, oai
from paperbrowse.paper import ArxivId, Paper

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-02</responseDate>
<ListRecords>
"""
TAIL = "<resumptionToken>1|2</resumptionToken></ListRecords></OAI-PMH>\n"
ARXIV = """\
<record><header><identifier>oai:arXiv.org:0704.0001</identifier><datestamp>2008-11-26</datestamp>
<setSpec>physics</setSpec></header><metadata>
<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>0704.0001</id><created>2007-04-02</created>
<updated>2007-07-24</updated><authors><author><keyname>Balázs</keyname><forenames>C.</forenames>
</author><author><keyname>Roe</keyname><forenames>John</forenames><suffix>Jr</suffix>
<affiliation>CERN</affiliation></author></authors><title>On $a &lt; b$
  folded</title><categories>hep-ph cs.CV</categories><comments>37 pages</comments>
<journal-ref>Phys. Rev.</journal-ref><doi>10.1103/PhysRevD.76.013009</doi>
<abstract>  As in arXiv:0704.0002. </abstract></arXiv></metadata></record>
"""
RAW = """\
<record><header><identifier>oai:arXiv.org:0704.0002</identifier></header><metadata><arXivRaw>
<id>0704.0002</id><submitter>X</submitter>
<version version="v1"><date>Sat, 31 Mar 2007 02:26:18 GMT</date><size>1kb</size></version>
<version version="v2"><date>Sat, 13 Dec 2008 17:26:00 GMT</date></version>
<title>Raw</title><authors>Ileana Streinu (1) and Louis Theran ((1) Smith, MA)</authors>
<comments>5 pages</comments><abstract>Abs</abstract></arXivRaw></metadata></record>
"""
DC = """\
<record><header><identifier>oai:arXiv.org:math/0703001</identifier></header><metadata>
<oai_dc:dc><dc:title>Core</dc:title><dc:creator>Doe, Jane</dc:creator>
<dc:creator>Roe, John</dc:creator><dc:subject>Mathematics</dc:subject>
<dc:description>The abstract.</dc:description><dc:description>Comment: 5 pages</dc:description>
<dc:date>2007-05-02</dc:date><dc:date>2007-04-02</dc:date><dc:type>text</dc:type>
<dc:identifier>http://arxiv.org/abs/math/0703001</dc:identifier>
<dc:identifier>doi:10.1103/12.3</dc:identifier></oai_dc:dc></metadata></record>
"""
DELETED = """\
<record><header status="deleted"><identifier>oai:arXiv.org:0704.0009</identifier></header></record>
"""


def read(text: str) -> list[Paper | Skipped]:
    return list(oai.read(text.splitlines(keepends=True)))


def test_arxiv() -> None:
    text = HEAD + ARXIV + DELETED + TAIL
    assert oai.recognises(text)
    assert not feeds.recognises(text)
    assert read(text) == [
        Paper(
            title="On $a < b$ folded",
            arxiv=ArxivId("0704.0001"),
            doi="10.1103/PhysRevD.76.013009",
            published=datetime.date(2007, 4, 2),
            updated=datetime.date(2007, 7, 24),
            authors=("C. Balázs", "John Roe Jr"),
            abstract="As in arXiv:0704.0002.",
            comment="37 pages",
            categories=("hep-ph", "cs.CV"),
            journal="Phys. Rev.",
        )
    ]


def test_arxiv_raw() -> None:
    assert read(HEAD + RAW + TAIL) == [
        Paper(
            title="Raw",
            arxiv=ArxivId("0704.0002", 2),
            published=datetime.date(2007, 3, 31),
            updated=datetime.date(2008, 12, 13),
            authors=("Ileana Streinu", "Louis Theran"),
            abstract="Abs",
            comment="5 pages",
        )
    ]


def test_dublin_core() -> None:
    assert read(HEAD + DC + TAIL) == [
        Paper(
            title="Core",
            arxiv=ArxivId("math/0703001"),
            doi="10.1103/12.3",
            published=datetime.date(2007, 4, 2),
            updated=datetime.date(2007, 5, 2),
            authors=("Jane Doe", "John Roe"),
            abstract="The abstract.",
            comment="5 pages",
        )
    ]


def test_pages_one_after_another_and_records_alone() -> None:
    page = HEAD + ARXIV + RAW + TAIL
    assert read(page + page) == read(page) * 2
    alone = ARXIV[ARXIV.index("<arXiv ") : ARXIV.index("</metadata>")]
    assert oai.recognises(alone)
    assert read(alone) == read(HEAD + ARXIV)


def test_a_broken_record_costs_no_other() -> None:
    text = HEAD + ARXIV.replace("</doi>", "") + RAW + DC[:300]
    found = read(text)
    assert [row.title for row in found if isinstance(row, Paper)] == ["Raw"]
    last = text.count("\n", 0, text.index("math/0703001")) + 1
    assert [row.line for row in found if isinstance(row, Skipped)] == [4, last]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>' + HEAD[39:] + ARXIV,
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + HEAD[39:] + ARXIV,
    ],
)
def test_entities_are_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="entities"):
        read(text)


def test_nothing_is_fetched() -> None:
    text = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + HEAD[39:] + RAW
    assert [row.title for row in read(text) if isinstance(row, Paper)] == ["Raw"]


@pytest.mark.parametrize("text", ["", "<html><body>arXiv</body></html>", "<feed></feed>", "# x"])
def test_other_texts(text: str) -> None:
    assert not oai.recognises(text)
