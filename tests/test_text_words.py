from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.text import fold, words

# A busy machine is no failure.
PATIENT = settings(deadline=None)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def letters(text: str) -> str:
    """Its letters and digits, without those few that fold to none."""
    return "".join(c for c in text if c.isalnum() and any(map(str.isalnum, fold(c))))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("CIFAR-10", "cifar-10"),
        ("Café É", "cafe e"),
        ("e\u0301", "e"),
        ("Straße STRASSE", "strasse strasse"),
        ("R² L₀ 10⁻³ 𝒪 ℝ", "r2 l0 10−3 o r"),
        ("Σ σ ς", "σ σ σ"),
        ("Łukasz Søren Æsir İı", "lukasz soren aesir ii"),
        ("ﬁnal Ａ１", "final a1"),
        ("한국어", "한국어"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@PATIENT
@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@PATIENT
@given(ANY_TEXT)
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CIFAR-10", ["cifar", "10"]),
        ("state-of-the-art", ["state", "of", "the", "art"]),
        ("2512.24162", ["2512", "24162"]),
        ("don't file_name", ["don", "t", "file", "name"]),
        ("Éa e\u0301b naïve", ["ea", "eb", "naive"]),
        ("R² of L₀", ["r2", "of", "l0"]),
        ("图像 CNN网络", ["图", "像", "cnn", "网", "络"]),
        ("カタ ひら", ["カ", "タ", "ひ", "ら"]),
        ("한국어 모델", ["한국어", "모델"]),
        ("हिन्दी", ["हिनदी"]),
        ("soft\xadhyphen soft-hyphen", ["softhyphen", "soft", "hyphen"]),
        ("می\u200cروم क्\u200dष a\u200bb\u2060c\ufeff", ["میروم", "कष", "abc"]),
        ("葛\ufe00城\U000e0100 1\ufe0f\u20e3", ["葛", "城", "1\u20e3"]),
        ("self\u2011supervised CO2\u2010free\u00a0x", ["self", "supervised", "co2", "free", "x"]),
        ("ꦏꦺ ᮊᮥ 𑄇𑄬", ["ꦏꦺ", "ᮊᮥ", "𑄇𑄬"]),
        ("⑴ ½ ™ — …", ["1", "12"]),
        ("ﹰ", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert [word for word, _, _ in words(text)] == found


def test_words_say_where_they_stand() -> None:
    assert list(words("A Straße, 图!")) == [("a", 0, 1), ("strasse", 2, 8), ("图", 10, 11)]


UNSEEN = "\xad\u034f\u061c\u115f\u180b\u200b\u200c\u200d\u200e\u2060\u2066\ufe0f\ufeff\U000e0061"


@PATIENT
@given(st.text("aéß1 -中ரिक्", min_size=1), st.data())
def test_what_prints_nothing_changes_no_word(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(text)))
    sign = data.draw(st.sampled_from(UNSEEN))
    found = [word for word, _, _ in words(text[:place] + sign + text[place:])]
    assert found == [word for word, _, _ in words(text)]
    assert fold(text[:place] + sign + text[place:]) == fold(text)


def test_every_mark_in_use_is_a_part_of_its_word() -> None:
    marks = (chr(code) for code in range(0x20000))
    marks = (c for c in marks if unicodedata.category(c) in ("Mn", "Mc"))
    apart = [c for c in marks if len(list(words(f"ก{c}ก"))) > 1]
    assert all(c > "\U00010000" for c in apart)  # of notes, of signs, of scripts of the past


@PATIENT
@given(ANY_TEXT)
def test_words_cover_every_letter_once_in_order(text: str) -> None:
    covered = 0
    for word, start, end in words(text):
        assert covered <= start < end <= len(text)
        assert word
        assert word == "".join(found for found, _, _ in words(text[start:end]))
        assert not letters(text[covered:start])
        covered = end
    assert not letters(text[covered:])
