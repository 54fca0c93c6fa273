"""Categories of arXiv and journals, from every family that has them."""

from __future__ import annotations

import json

import pytest

from paperbrowse.formats import read
from paperbrowse.formats.categories import categories, journal
from paperbrowse.paper import Paper

BOTH = ("cs.CV", "stat.ML")
JOURNAL = "Phys.Rev.D76:013009,2007"
URL = "https://arxiv.org/abs/2401.00001"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("cs.CV stat.ML", BOTH),
        (" cs.CV, stat.ML; cs.CV\n", BOTH),
        (["cs.CV stat.ML"], BOTH),
        (["cs.CV", "stat.ML"], BOTH),
        ([{"term": "cs.CV"}, {"@term": "stat.ML"}], BOTH),
        ("['cs.CV', 'stat.ML']", BOTH),
        ("Computer Vision and Pattern Recognition (cs.CV); Machine Learning (stat.ML)", BOTH),
        ("cs.CV | **stat.ML**", BOTH),
        ("hep-th math-ph cmp-lg", ("hep-th", "math-ph", "cmp-lg")),
        ("math", ("math",)),
        ("math.GT q-bio.NC cond-mat.mes-hall", ("math.GT", "q-bio.NC", "cond-mat.mes-hall")),
        ("physics and math for everybody", ()),
        ("object detection", ()),
        ("68T45 I.2.10 MSC.Class node.js", ()),
        (None, ()),
        ("x." * 10_000, ()),
        ([[[[["cs.CV"]]]]], ()),
    ],
)
def test_what_a_value_names(value: object, found: tuple[str, ...]) -> None:
    assert categories(value) == found


def test_the_primary_one_comes_first() -> None:
    assert categories("stat.ML", "cs.CV stat.ML") == ("stat.ML", "cs.CV")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Phys. Rev.\n  D 76", "Phys. Rev. D 76"),
        ("Corrosion Science 12", "Corrosion Science 12"),
        ("{\\em Nature} 1 (2024)", "{\\em Nature} 1 (2024)"),
        *(
            (text, "")
            for text in (
                "arXiv preprint arXiv:1706.03762",
                "ArXiv",
                "{arXiv} e-prints",
                "CoRR",
                "CoRR abs/1706.03762",
                "Preprint",
                "https://doi.org/10.1/2",
                "",
            )
        ),
    ],
)
def test_what_is_a_journal(text: str, found: str) -> None:
    assert journal(text) == found


SNAPSHOT = {
    "id": "2401.00001",
    "title": "A title",
    "categories": "cs.CV stat.ML",
    "journal-ref": JOURNAL,
}
CSL = {
    "type": "article-journal",
    "title": "A title",
    "URL": URL,
    "container-title": JOURNAL,
    "categories": ["cs.CV", "stat.ML"],
}
ATOM = f"""\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>
<id>http://arxiv.org/abs/2401.00001v1</id><title>A title</title>
<arxiv:journal_ref>{JOURNAL}</arxiv:journal_ref><category term="stat.ML"/>
<category term="68T45"/><category term="cs.CV"/><arxiv:primary_category term="cs.CV"/>
</entry></feed>
"""
RSS = f"""\
<rss xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><item><title>A title</title>
<link>{URL}</link><category>cs.CV</category><category>stat.ML</category>
<arxiv:journal_reference>{JOURNAL}</arxiv:journal_reference></item></channel></rss>
"""


def oai(metadata: str, sets: str = "") -> str:
    return (
        "<OAI-PMH><ListRecords><record><header><identifier>oai:arXiv.org:2401.00001</identifier>"
        f"{sets}</header><metadata>{metadata}</metadata></record></ListRecords></OAI-PMH>"
    )


FIELDS = (
    "<id>2401.00001</id><title>A title</title><categories>cs.CV stat.ML</categories>"
    f"<journal-ref>{JOURNAL}</journal-ref>"
)
SETS = "<setSpec>cs</setSpec><setSpec>cs:cs:CV</setSpec><setSpec>stat:stat:ML</setSpec>"
MAILING = f"""\
\\\\
arXiv:2401.00001
Date: Mon, 1 Jan 2024 10:00:00 GMT   (5kb)

Title: A title
Authors: Jane Doe
Categories: cs.CV stat.ML
Journal-ref: {JOURNAL}
\\\\
  Abstract.
\\\\ ( {URL} ,  5kb)
"""
LISTS = {
    "snapshot.jsonl": json.dumps(SNAPSHOT),
    "bot.json": json.dumps([SNAPSHOT | {"primary_category": "cs.CV", "categories": [*BOTH[::-1]]}]),
    "csl.json": json.dumps([CSL]),
    "list.yaml": f"- title: A title\n  url: {URL}\n  primary_category: cs.CV\n"
    f"  categories: [stat.ML, cs.CV]\n  journal_ref: '{JOURNAL}'\n",
    "list.csv": f'title,url,categories,Journal\nA title,{URL},cs.CV stat.ML,"{JOURNAL}"\n',
    "list.md": "| Title | Categories | Journal | Link |\n|---|---|---|---|\n"
    f"| A title | `cs.CV`, stat.ML | {JOURNAL} | {URL} |\n",
    "bullets.md": f"### [A title]({URL})\n\n- **Categories**: cs.CV, stat.ML\n"
    f"- **Journal-ref**: {JOURNAL}\n",
    "page.html": "<html><body><table><tr><th>Title</th><th>Journal</th><th>Subjects</th></tr>"
    f"<tr><td><a href='{URL}'>A title</a></td><td>{JOURNAL}</td>"
    "<td>Computer Vision (cs.CV); Machine Learning (stat.ML)</td></tr></table></body></html>",
    "arxiv.xml": oai(f"<arXiv>{FIELDS}</arXiv>", SETS.replace("CV", "RO")),
    "raw.xml": oai(f"<arXivRaw>{FIELDS}</arXivRaw>"),
    "dc.xml": oai(
        "<oai_dc:dc><dc:title>A title</dc:title><dc:subject>Computer Vision</dc:subject>"
        f"<dc:identifier>{URL}</dc:identifier><dc:identifier>{JOURNAL}</dc:identifier>"
        "<dc:identifier>doi:10.1/2</dc:identifier></oai_dc:dc>",
        SETS,
    ),
    "api.atom": ATOM,
    "feed.rss": RSS,
    "mail.txt": MAILING,
    "list.bib": f"@article{{a, title={{A title}}, eprint={{2401.00001}}, primaryClass={{cs.CV}},"
    f" categories={{stat.ML}}, journal={{{JOURNAL}}}}}\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_every_family_has_them(name: str) -> None:
    (paper,) = read(LISTS[name], name)
    assert isinstance(paper, Paper)
    assert (paper.title, paper.categories, paper.journal) == ("A title", BOTH, JOURNAL)


@pytest.mark.parametrize("tag", ["JO", "JF", "T2"])
def test_ris(tag: str) -> None:
    text = f"TY  - JOUR\nTI  - A title\nUR  - {URL}\nJA  - arXiv\n{tag}  - {JOURNAL}\nER  -\n"
    (paper,) = read(text)
    assert isinstance(paper, Paper)
    assert paper.journal == JOURNAL


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={A}, eprint={2401.00001}, journal={arXiv preprint arXiv:2401.00001}}",
        f"TY  - JOUR\nTI  - A\nUR  - {URL}\nJO  - CoRR\nER  -\n",
        json.dumps([{"title": "A", "URL": URL, "container-title": "ArXiv", "category": "vision"}]),
        f"| Title | Journal | Category | Link |\n|---|---|---|---|\n"
        f"| A | [pdf]({URL}) | Detection | {URL} |\n",
    ],
)
def test_what_only_names_arxiv_or_a_topic_is_none(text: str) -> None:
    (paper,) = read(text)
    assert isinstance(paper, Paper)
    assert (paper.categories, paper.journal) == ((), "")


def test_the_category_in_the_titles_of_older_feeds() -> None:
    text = (
        f"<rss><item><title>A. (arXiv:2401.00001v1 [cs.CV])</title><link>{URL}</link></item></rss>"
    )
    (paper,) = read(text)
    assert isinstance(paper, Paper)
    assert paper.categories == ("cs.CV",)
