"""Every string is a query: any text, the language's own signs in any order, and hostile ones."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.query import Ending, Run, leaves, parse, runs
from paperbrowse.query.parser import MOST_TERMS
from paperbrowse.text import safe, words

TODAY = datetime.date(2026, 2, 10)

SIGNS = st.lists(
    st.sampled_from(
        [
            *('ab0 "-().:/v[]*~<>=…\0\ud800é中–“\u0301ﬁ½'),
            *("OR ", "NOT ", "AND ", "NOT(", "title:", "is:", "tag:", "date:", "sort:", "id:"),
            *("related:", "note:", "code:", "autor:", "unread", "2026-01", "..", "last-week"),
            "2512.24162",
        ]
    ),
    max_size=40,
).map("".join)


def check(text: str, entered: bool) -> None:
    query = parse(text, entered=entered, today=TODAY)
    assert query.text == text
    assert isinstance(hash(query.tree), int)
    found = [leaf for leaf in leaves(query.tree) if isinstance(leaf, Run)]
    assert all(run.words for run in found)
    assert len(found) <= MOST_TERMS
    assert sum(run.ending is Ending.TYPED for run in found) <= 1
    assert all(safe(problem) == problem and len(problem) < 160 for problem in query.problems)
    for spelt in query.spelling:
        assert [folded for folded, _, _ in words(text[spelt.start : spelt.end])] == [spelt.text]
    if entered:
        assert not query.waits


@given(st.text(), st.booleans())
def test_every_string_is_a_query(text: str, entered: bool) -> None:
    check(text, entered)


@given(SIGNS, st.booleans())
def test_every_string_of_the_language_s_own_signs_is_a_query(text: str, entered: bool) -> None:
    check(text, entered)


@given(SIGNS)
def test_a_finished_text_has_no_unfinished_words(text: str) -> None:
    found = leaves(parse(text + " ", entered=True, today=TODAY).tree)
    assert not any(isinstance(leaf, Run) and leaf.ending is Ending.TYPED for leaf in found)


HOSTILE = [
    *(sign * 10_000 for sign in '"-()*~a\0é中'),
    *("\ud800" * 10_000, "\ufdfa" * 10_000, "a" + "\u0301\u0316" * 5_000),
    *("OR " * 3_333, "AND " * 2_500, "NOT " * 2_500, "NOT(" * 2_500, "-(" * 5_000, "f(" * 5_000),
    *("(" * 5_000 + "a" + ")" * 5_000, "(" * 4_000 + "a)" * 3_000, "()" * 5_000, "title:(" * 1_400),
    *("a*b*c*d*" * 1_250, "*" * 9_999 + "a", "abc~" + "9" * 9_996, '"a b"~' + "9" * 9_994),
    *("(a+)+$" * 1_666, "a." * 5_000, "arxiv" + "a." * 4_997, " " * 9_999 + "[", "a-" * 5_000),
    *("date:" + "2" * 9_995, "date:" + "." * 9_995, "is:" + "a" * 9_997, "tag:" + "\u0301" * 9_996),
    *("autor:a " * 1_250, "title:" * 1_666, "title:" + "-" * 9_994, "2512.24162 " * 900),
    *("id:" + "a-" * 4_998, "related:" + "a." * 4_996, "code:https://" + "a/" * 4_993),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:8]))
@pytest.mark.parametrize("entered", [False, True])
def test_hostile_strings_are_small_queries(text: str, entered: bool) -> None:
    check(text, entered)
    query = parse(text, entered=entered)
    assert len(list(leaves(query.tree))) <= 2 * MOST_TERMS
    assert all(len(run.words) <= MOST_TERMS for run in runs(query.tree))
    assert len(query.problems) <= 2


@pytest.mark.full
@settings(max_examples=50_000, deadline=None)
@given(SIGNS, st.booleans())
def test_fifty_thousand_strings_are_queries(text: str, entered: bool) -> None:
    check(text, entered)
