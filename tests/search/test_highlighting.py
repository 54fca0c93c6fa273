from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.query import Text, parse
from paperbrowse.search.highlighting import spans


def marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in spans(parse(query).tree, text, Text.TITLE)]


@pytest.mark.parametrize(
    ("query", "text", "parts"),
    [
        ("", "Cats", []),
        ("cat ", "Cats and a catalogue", ["Cats"]),
        ("cat", "Cats and a catalogue", ["Cat", "cat"]),
        ("networks", "A network of networks", ["network", "networks"]),
        ("classif", "Image classification", ["classif"]),
        ("CIFAR-10 ", "On CIFAR-10, not CIFAR or 10", ["CIFAR-10"]),
        ('"on cifar" cifar ', "On CIFAR-10", ["On CIFAR"]),
        ("cats -dogs ", "cats, dogs", ["cats"]),
        ("café ", "CAFE and cafés", ["CAFE", "cafés"]),
        ("netwrok~2 ", "networks of a network", ["network"]),
        ("class* ", "Classes, classified", ["Class", "class"]),
        ('"deep networks"~2 ', "Deep neural networks", ["Deep", "networks"]),
        ('"deep networks"~1 ', "Deep and very big networks", []),
        ('"neural net*" ', "Neural networks", ["Neural net"]),
        ("abstract:cats ", "Cats", []),
        ("title:cats ", "Cats", ["Cats"]),
        ("venue:cats ", "Cats", []),
        # What prints nothing, or is folded away, is marked with its letter.
        ("میر", "می\u200cروم به", ["می\u200cر"]),
        ("می\u200cروم ", "میروم می\u200cروم", ["میروم", "می\u200cروم"]),
        ("soft\xadhyph", "a softhyphen", ["softhyph"]),
        ("हिन्द", "हिन्दी", ["हिन्द"]),
        ("हिन्दी", "हिन्दी क्\u200dष", ["हिन्दी"]),
        ("क", "क्\u200dष", ["क्\u200d"]),
        ("stras", "Straße", ["Straß"]),
        ("nai", "nai\u0308ve ﬁne", ["nai\u0308"]),
        ("fi", "ﬁne", ["ﬁ"]),
    ],
)
def test_the_words_that_match_are_marked(query: str, text: str, parts: list[str]) -> None:
    assert marked(query, text) == parts


@given(st.text(), st.text())
def test_marks_lie_in_the_text_in_order(query: str, text: str) -> None:
    end = 0
    for start, stop in spans(parse(query).tree, text):
        assert end <= start < stop <= len(text)
        end = stop
