"""RIS as reference managers and publishers write it."""

from __future__ import annotations

import datetime

import pytest

from paperbrowse.formats import Skipped, ris
from paperbrowse.paper import ArxivId, Paper

TEXT = """\
TY  - JOUR
TI  - A title
AU  - Doe, Jane
AU  - Roe, John, Jr.
AB  - One.
two, as in arXiv:2401.00009.
JO  - arXiv preprint arXiv:2401.00001
PY  - 2024
DA  - 2024/01/05/
ER  -{blank}

TY  - CONF
T1  - Another
UR  - https://arxiv.org/abs/2401.00002v1
DO  - 10.1145/12.3
Y1  - 2024/02//
N1  - 5 pages
ER  -{blank}
TY  - CONF
TI  - No link
ER  -
TY  - RPRT
TI  - Cut off
DO  - 10.48550/arXiv.2401.00003
""".replace("{blank}", " ")


def read(text: str) -> list[Paper | Skipped]:
    return list(ris.read(text.splitlines(keepends=True)))


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("  - ", " - ")])
def test_references(text: str) -> None:
    assert ris.recognises(text)
    assert read(text) == [
        Paper(
            "A title",
            ArxivId("2401.00001"),
            published=datetime.date(2024, 1, 5),
            authors=("Jane Doe", "John Roe, Jr."),
            abstract="One.\ntwo, as in arXiv:2401.00009.",
        ),
        Paper(
            "Another",
            ArxivId("2401.00002", 1),
            doi="10.1145/12.3",
            published=datetime.date(2024, 2, 1),
            comment="5 pages",
        ),
        Skipped(19, "The entry has no arXiv id, DOI or address."),
        Paper("Cut off", ArxivId("2401.00003")),
    ]


@pytest.mark.parametrize("text", ["", "TY", "TI  - A title", "# A title\nTY - x", "a,b\n1,2"])
def test_other_texts(text: str) -> None:
    assert not ris.recognises(text)
