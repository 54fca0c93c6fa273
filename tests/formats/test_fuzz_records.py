"""Records of every format, mutated: nothing raised but Unreadable, nothing slow.

How many inputs: see ``fuzzing``. By default a sample is run, with a fixed seed.
"""

from __future__ import annotations

import json
import random
import time
from itertools import product
from types import ModuleType

import pytest
from fuzzing import COUNT, LENGTH, SAMPLE, check
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperbrowse.formats import (
    bibtex,
    csv_text,
    feeds,
    json_text,
    oai,
    ris,
    yaml_text,
)
from paperbrowse.paper import Paper

RECORD = {
    "id": "2401.00001v2",
    "title": 'It\'s a "title" with $\\alpha$ \u00e9 \U0001f600',
    "authors": [{"name": "Jane Doe"}, ["Roe", "John", ""], "Poe, Ann"],
    "abstract": "We do. As in https://arxiv.org/abs/2401.00009.\n\nNext.",
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
    "links": {"pdf": "http://arxiv.org/pdf/2401.00001", "code": ["https://github.com/a/b"]},
    "doi": "10.1145/12.3",
    "issued": {"date-parts": [[2024, 1, 2]]},
}
ROW = "|**2026-05-13**|**Title**|A B et.al.|[2605.13741](http://arxiv.org/abs/2605.13741)|null|"
SEEDS: dict[ModuleType, list[str]] = {
    json_text: [
        json.dumps([RECORD, RECORD], indent=1),
        json.dumps(RECORD) + "\n" + json.dumps(RECORD) + "\n",
        json.dumps({"SLAM": {"2605.13741": ROW}, "NeRF": [ROW, "- **T**, [x](arxiv.org/abs/1)"]}),
        repr([RECORD, {"id": "hep-th/9901001", "x": None}]),
    ],
    yaml_text: [
        "papers:\n- &a\n  title: 'A: one'\n  id: 2401.10000\n  abstract: |\n    Two\n    lines\n"
        '- <<: *a\n  authors: [A B, "C D"]\n  url: {abs: https://arxiv.org/abs/2401.00001}\n',
        "--- # x\nSLAM:\n  2401.00001: >-\n    folded\n  list:\n  - - a\n    - ? b\n      : c\n",
    ],
    oai: [
        '<?xml version="1.0"?><!DOCTYPE x [<!ELEMENT y ANY>]><OAI-PMH xmlns="x"><ListRecords>\n'
        "<record><header status='a'><identifier>oai:arXiv.org:0704.0001</identifier></header>\n"
        "<metadata><arXiv><id>0704.0001</id><authors><author><keyname>A</keyname></author></authors>"
        "\n<title>T &amp; &lt; <![CDATA[x]]> &eacute;</title></arXiv></metadata></record>\n"
        "<!-- <record> --><record><metadata><oai_dc:dc><dc:title>T</dc:title><dc:date>2007"
        "</dc:date><dc:description>Comments: x</dc:description></oai_dc:dc></metadata>"
        "</record></ListRecords>"
    ],
    feeds: [
        '<feed><entry><id>http://arxiv.org/abs/2401.00001v2</id><title type="html">A &amp; B'
        "</title>\n<author><name>Jane Doe</name></author><link rel='alternate' href='http://a.b/?c&d'/>"
        "<summary>x <b>y</b></summary></entry>\n<entry><title>B</title></entry></feed>",
        "<rdf:RDF><item rdf:about='http://arxiv.org/abs/2401.00001'><title>T. (arXiv:2401.00001v1"
        " [cs.CV])</title><description>&lt;p&gt;arXiv:2401.00001v1 Announce Type: new\nAbstract: x"
        "&lt;/p&gt;</description><dc:creator>A, B</dc:creator></item></rdf:RDF>",
    ],
    bibtex: [
        '@string{x = {Doe, Jane}}\n@comment{ @a{b, } }\n@article{k,\n title = {{A} "b"},'
        ' author = x # " and {The Team and Co}",\n eprint={2401.00001}, month = jan, year=2024,\n'
        " url = {\\url{https://a.b/c\\_d}}, journal = {arXiv preprint arXiv:1706.03762}}\n"
        '@misc(a, title = "B", doi={10.1145/1})\n@preamble{ "x" }\n'
    ],
    ris: [
        "TY  - JOUR\nTI  - A title\nAU  - Doe, Jane\nAB  - One\ntwo\nDA  - 2024/01/05/\n"
        "JO  - arXiv preprint arXiv:2401.00001\nER  - \n\n"
        "TY  - CONF\nT1  - B\nDO  - 10.1145/1\nER  -"
    ],
    csv_text: [
        'title,authors,arxiv,date\n"A, ""b""\nc","Doe, Jane; Roe, John",2401.00001,2024-01-02\n'
        "B,X and Y,https://arxiv.org/abs/2401.00002,Jan 2026\n",
        "2401.00001;A title of a paper;Jane Doe, John Roe;2024-01-02\n"
        "2401.00002;Another title of one;Jane Doe, Ann Roe;2024-01-03\n",
    ],
}
PIECES = (
    [*"{}[]()<>\"'`,;:|&#@%\\/=-_*!?~^$\t\n\r \0\ufeff\u2028\x85", r"\u", r"\x", r"\ud800"],
    ["<![CDATA[", "]]>", "<!--", "-->", "&#x0;", "&#55296;", "&a;", "<?x", "</", "<!ENTITY"],
    ["- ", "? ", ": ", "&a ", "*a", "<<: ", "--- ", "!!x ", "|\n", ">-\n", "%YAML 1.2\n"],
    ["None", "null", "2401.00001", "arXiv:", "10.1145/", "http://", "v1", "et al", " and "],
    ["TY  - ", "\nER  -", "\n@a{", "\n", "title", '",\n"'],
)


def mutated(seed: str, draw: random.Random) -> str:
    """``seed`` with a few changes of characters, bytes and order, some of them many times."""
    text = seed
    for _ in range(draw.randint(1, 6)):
        at, to = sorted(draw.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + draw.choice((1, 5, 60)))
        piece = draw.choice(draw.choice(PIECES))
        kind = draw.randrange(7)
        if kind == 0:
            text = text[:at] + text[to:]
        elif kind == 1:
            text = text[:at] + piece + text[at:]
        elif kind == 2:
            text = text[:at] + piece + text[to:]
        elif kind == 3:
            text = text[:at] + text[at:to] * draw.choice((2, 3, 40)) + text[to:]
        elif kind == 4:
            text = text[:to] + piece * draw.choice((3, 50, 400)) + text[to:]
        elif kind == 5:
            data = bytearray(text.encode("utf-8", "surrogatepass"))
            if data:
                data[draw.randrange(len(data))] = draw.randrange(256)
            text = data.decode("utf-8", "replace")
        else:
            text = text[at:] + text[:at]
        text = text[:LENGTH]
    return text


def fuzz(reader: ModuleType, count: int, seed: int) -> None:
    draw = random.Random(seed)
    others = [text for texts in SEEDS.values() for text in texts]
    for number in range(count):
        # Now and then a reader is given what another one is for.
        source = draw.choice(others if number % 10 == 0 else SEEDS[reader])
        check(reader, mutated(source, draw))


READERS = pytest.mark.parametrize("reader", list(SEEDS), ids=lambda reader: reader.NAME)


@READERS
def test_seeds_are_read(reader: ModuleType) -> None:
    for text in SEEDS[reader]:
        assert reader.recognises(text)
        assert any(isinstance(row, Paper) for row in reader.read(text.splitlines(keepends=True)))


@READERS
def test_a_sample_of_mutations(reader: ModuleType) -> None:
    fuzz(reader, SAMPLE, seed=5)


@READERS
@given(st.text("{}[]()<>\"'`,;:|&#@%\\/=- \n\t.aeT0124é") | st.text())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text(reader: ModuleType, text: str) -> None:
    check(reader, text)


@pytest.mark.full
@READERS
@pytest.mark.parametrize("count", [COUNT])
def test_many_mutations(reader: ModuleType, count: int) -> None:
    fuzz(reader, count, seed=time.time_ns())


TRAPS = [
    *(
        "[",
        "{",
        "(",
        '"',
        "'",
        "<",
        "&",
        "- ",
        "? ",
        "a: ",
        "&a ",
        "*a ",
        "@",
        "@a{",
        "\\",
        "|",
        ",",
    ),
    *(
        '{"a":',
        '[{"a":[',
        '{"a":"',
        "{'a':'\\",
        '[["',
        "'\\",
        '"\\"',
        "/*",
        "//",
        "# ",
        "u'",
        "r'\n",
    ),
    *(
        "<a>",
        "<entry>",
        "<record>",
        "<entry ",
        "<item",
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE ",
        "<?",
        "&a",
    ),
    *("<entry><b></entry>", "<entry\n", "<!--<entry>\n", "&lt;", "<!-- <item>\n-- ", "<![CDATA[\n"),
    *(
        "@a{b,c={",
        "@a{b,\n",
        '@a{b,c="',
        "@comment{\n",
        "@string{a=b}\n",
        "@a{b,c=d # e # ",
        "@a{b,t={}}",
    ),
    *(
        "@a{b,\nauthor={a and {b",
        " and ",
        "a#b",
        "@\n",
        "\\url{",
        "{\\_",
        "TY  - A\n",
        "AU  - a, b\n",
    ),
    *(
        "a,b\n",
        '"a\n',
        '"a,"',
        '""\n',
        ',"\n',
        "2401.00001,a b\n",
        ";\t,",
        "a;b,c\n",
        "\0",
        "\n",
        "\r",
    ),
    *(
        "http://arxiv.org/abs/",
        "[a](b",
        "](",
        "<a href=",
        "**",
        "| a | b |\n",
        "- [a](http://b), **c",
    ),
    *(
        "(a",
        "a (b) ",
        "((",
        "A, B. ",
        "A and ",
        "A; ",
        "v1 ",
        "2024-",
        "Jan ",
        "arXiv:2401.00001 [",
        "10.1",
    ),
    *(
        "- a: b\n  c:\n",
        "a:\n- b: c\n",
        "  - a\n",
        " a:\n",
        "- &a [*a, *a]\n",
        "---\n",
        "...\n",
        "- |\n",
    ),
]
SHELLS = {
    "alone": "¤",
    "in a title": '{"id": "2401.00001", "title": "A ¤ b"}',
    "in authors": "[{'id': '2401.00001', 'authors': 'A ¤ b', 'date': 'A ¤ b', 'note': '¤'}]",
    "in a table": "title,arxiv,authors\nA ¤ b,2401.00001,¤\n",
    "in YAML": "- id: 2401.00001\n  title: A ¤ b\n",
    "in XML": "<entry><id>2401.00001</id><title>A ¤ b</title><summary>A ¤ b</summary></entry>",
    "in an entry": "@misc{a, eprint={2401.00001}, author={A ¤ b}, journal={¤}}\n",
    "in a reference": "TY  - A\nUR  - arXiv:2401.00001\nTI  - A ¤ b\nAU  - A ¤ b\nER  -\n",
}


def spring(reader: ModuleType, shell: str, trap: str) -> None:
    """Read one piece again and again, alone or where a record has a value."""
    pieces = LENGTH // len(trap) // SHELLS[shell].count("¤")
    check(reader, SHELLS[shell].replace("¤", trap * pieces))


@READERS
def test_some_traps(reader: ModuleType) -> None:
    for shell, trap in random.Random(7).sample([*product(SHELLS, TRAPS)], 25):
        spring(reader, shell, trap)


@pytest.mark.full
@READERS
@pytest.mark.parametrize("shell", SHELLS)
def test_all_traps(reader: ModuleType, shell: str) -> None:
    for trap in TRAPS:
        spring(reader, shell, trap)
