"""The page of one paper."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from shelf import paper

from paperbrowse.catalogue import Entry, Kind, sheet

PAPER = paper(
    "2601.00001v3",
    "Title",
    doi="10.1/x",
    journal="Phys. Rev. $\\alpha$ 7",
    authors=("Ada", "Bob"),
    categories=("cs.CV", "math-ph"),
)
SEEN = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.timezone.utc)
ENTRY = Entry(1, PAPER, False, True, ("gan",), "", SEEN, ("mine", "other"))


def facts(entry: Entry) -> list[tuple[str, str]]:
    return [(part.label, part.text) for part in sheet(entry) if part.kind is Kind.FACT]


def test_what_is_known_of_a_paper_is_said() -> None:
    assert facts(ENTRY) == [
        ("arXiv", "2601.00001v3"),
        ("DOI", "10.1/x"),
        ("journal", "Phys. Rev. α 7"),
        ("authors", "Ada, Bob"),
        ("categories", "cs.CV, math-ph"),
        ("updated", "2026-01-01"),
        ("topic", "Vision"),
        ("list", "mine, other"),
        ("", "read"),
        ("tags", "gan"),
    ]


def test_what_is_not_known_is_not_said() -> None:
    bare = replace(PAPER, doi="", journal="", authors=(), categories=(), topics=(), updated=None)
    entry = replace(ENTRY, paper=bare, tags=(), lists=())
    assert facts(entry) == [("arXiv", "2601.00001v3"), ("", "read")]


@pytest.mark.parametrize(("number", "said"), [("2601.00001v3", ", v3,"), ("2601.00001", "")])
def test_a_newer_version_is_said_with_its_day(number: str, said: str) -> None:
    entry = replace(ENTRY, paper=paper(number, "Title"), newer_seen=SEEN)
    day = SEEN.astimezone().date()
    assert ("", f"a newer version{said} came in on {day}") in facts(entry)


def test_what_is_joined_is_shown_side_by_side_and_what_is_not_stays_apart() -> None:
    joined = replace(ENTRY, paper=replace(PAPER, title="ශ්\u200dරී می\u200cروم soft\xadhyphen"))
    assert sheet(joined)[0].text == "ශ්රී می\u200cروم softhyphen"


def test_other_authors_are_said_behind_the_names() -> None:
    entry = replace(ENTRY, paper=replace(PAPER, others=True))
    assert ("authors", "Ada, Bob et al.") in facts(entry)
