from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.text.merging import merged

TEXTS = st.lists(st.sampled_from("abcd"), max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("", "mine", "theirs", "theirs\nmine"),
        ("a\nb", "a\nb\nmine", "theirs\na\nb", "theirs\na\nb\nmine"),
        ("a\nb\nc", "a\nB\nc", "a\nb\nc\nd", "a\nB\nc\nd"),
        ("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc", "a\ntheirs\nmine\nc"),
        ("a\nb", "", "a\nb\nc", "c"),
        ("a", "", "A", "A"),
        ("a", "mine", "", "mine"),
        ("a", "A", "a\ntheirs", "A\ntheirs"),
        ("a", "mine\na", "A", "mine\nA"),
        ("a", "a\nsame", "a\nsame", "a\nsame"),
        ("a\n\nb", "a\n\nb\nmine", "a\n\nB", "a\n\nB\nmine"),
    ],
)
def test_what_both_wrote_is_there(base: str, mine: str, theirs: str, expected: str) -> None:
    assert merged(base, mine, theirs) == expected


@given(TEXTS, TEXTS)
def test_a_text_changed_alone_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merged(base, changed, base) == "\n".join(changed.splitlines())
    assert merged(base, base, changed) == merged(base, changed, base)
    assert merged(base, changed, changed) == merged(base, changed, base)


@given(TEXTS, TEXTS, TEXTS)
def test_no_new_line_is_lost(base: str, mine: str, theirs: str) -> None:
    lines = merged(base, mine, theirs).splitlines()
    new = {*mine.splitlines(), *theirs.splitlines()} - {*base.splitlines()}
    assert new <= {*lines}


def test_texts_too_long_to_compare_are_both_kept() -> None:
    lines = "\n".join(["a"] * 5000)
    both = merged(lines, f"{lines}\nmine", f"{lines}\ntheirs").splitlines()
    assert both.count("a") == 5000
    assert both[-2:] == ["theirs", "mine"]
