"""Characters that print nothing: words are found with and without them, on either side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from shelf import paper

from paperbrowse.paper import Paper
from paperbrowse.query import parse
from paperbrowse.search.whoosh_index import WhooshIndex
from paperbrowse.text import printing

PAPERS = {
    1: paper("2601.00001", "می\u200cروم به خانه", authors=("سعید خانه\u200cای",)),
    2: paper("2601.00002", "क्\u200dष नमस्ते", topics=("क्\u200dष",)),
    3: paper("2601.00003", "Soft\xadhyphen words", comment="NeurIPS\xad 2025"),
    4: paper("2601.00004", "Word\u2060joined \ufeffand\u200b marked\u200e"),
    5: paper("2601.00005", "Spaces\xa0of\u2009any\u3000kind"),
}


@pytest.fixture(scope="module")
def index(
    tmp_path_factory: pytest.TempPathFactory,
    open_index: Callable[[Path, Mapping[int, Paper]], WhooshIndex],
) -> Iterator[WhooshIndex]:
    opened = open_index(tmp_path_factory.mktemp("unseen"), PAPERS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("می\u200cروم", 1),
        ("author:خانه\u200cای", 1),
        ("क्\u200dष", 2),
        ("नमस्\u200cते ", 2),
        ("topic:क्\u200dष ", 2),
        ("soft\xadhyphen ", 3),
        ("soft\xadhy", 3),
        ('"soft\xadhyphen words" ', 3),
        ("soft\xadhyphon~ ", 3),
        ("venue:neurips\xad ", 3),
        ("word\u2060joined \ufeffmarked\u200b ", 4),
        ("title:\u200bspaces\xa0of\u2009kind ", 5),
        ("\ufeff2601.00005\u200b ", 5),
    ],
)
def test_words_are_found_with_and_without(index: WhooshIndex, query: str, key: int) -> None:
    assert list(index.find(parse(query).tree).keys) == [key]
    assert list(index.find(parse(printing(query)).tree).keys) == [key]


def test_a_word_with_marks_goes_on_and_is_corrected(index: WhooshIndex) -> None:
    assert index.words("नम") == ["नमसते"]
    assert index.correction("नमसतो") == "नमसते"
