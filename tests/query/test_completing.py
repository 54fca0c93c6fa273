from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.query import Tagged, parse
from paperbrowse.query.completing import Completion, completion

LIBRARY = {
    "": ["classification", "Élan", "two words", "imagenet"],
    "topic": ["Image Classification", "Imaging", "Straße"],
    "tag": ["to read", 'a "b"', "\x1b[31m", "baseline", "-minus"],
    "author": ["Hinton"],
}


def values(field: str, begun: str) -> Sequence[str]:
    return LIBRARY.get(field, ())


@pytest.mark.parametrize(
    ("text", "shown", "whole"),
    [
        ("ti", "tle:", "title:"),
        ("cat AU", "thor:", "cat AUthor:"),
        ("-ta", "g:", "-tag:"),
        ("(ta", "g:", "(tag:"),
        ("title", ":", "title:"),
        ("clas", "sification", "classification"),
        ("-(deep Clas", "sification", "-(deep Classification"),
        ("ela", "n", "elan"),
        ("is:", "bookmarked", "is:bookmarked"),
        ("is:un", "read", "is:unread"),
        ("-is:U", "nread", "-is:Unread"),
        ("sort:-d", "ate", "sort:-date"),
        ("date:last-m", "onth", "date:last-month"),
        ("is:(unread OR n", "ew", "is:(unread OR new"),
        ("topic:ima", "ge Classification", 'topic:"image Classification"'),
        ("a -topic:ima", "ge Classification", 'a -topic:"image Classification"'),
        ('topic:"image c', "lassification", 'topic:"image classification"'),
        ("topic:“Image ", "Classification", 'topic:“Image Classification"'),
        ("topic:(x OR Imagi", "ng", "topic:(x OR Imaging"),
        ("topic:strass", "e", "topic:strasse"),
        ("topic:", "Image Classification", 'topic:"Image Classification"'),
        ("tag:b", "aseline", "tag:baseline"),
        ("tag:t", "o read", 'tag:"to read"'),
        ("author:hin", "ton", "author:hinton"),
    ],
)
def test_how_a_text_could_go_on(text: str, shown: str, whole: str) -> None:
    assert completion(text, values) == Completion(shown, whole)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "t", "im", "two", "zzz", "cat ", "(cat)", '"a"', '"clas', "2512.24"),
        *("is:unread", "is:x", "title:x", "autor:", "autor:x", "topic:x", "topic:ima "),
        *("tag:a", "tag:x", "ti" * 600),
    ],
)
def test_where_nothing_offers_itself(text: str) -> None:
    assert completion(text, values) is None


def test_what_is_taken_is_the_value() -> None:
    taken = completion("tag:t", values)
    assert taken is not None
    assert parse(taken.text).tree == Tagged("to read")


@given(
    st.lists(
        st.sampled_from([*'ab "-():*é“ßﬁ\0', "title:", "is:", "topic:", "tag:", "u", "OR "])
    ).map("".join),
    st.lists(st.text(min_size=1, max_size=8)),
)
def test_any_text_can_be_asked_about(text: str, held: list[str]) -> None:
    found = completion(text, lambda field, begun: held)
    if found is not None:
        assert found.shown
        assert found.shown in found.text
        assert found.text.replace('"', "").startswith(text.replace('"', ""))
