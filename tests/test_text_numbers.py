"""Numbers are said in one way, by one module."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

import paperbrowse
from paperbrowse.text.numbers import counted, number, spelt


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (3011, "3,011 papers")],
)
def test_a_number_meets_its_noun(count: int, said: str) -> None:
    assert counted(count, "paper") == said
    assert counted(count, "entry", "entries") == said.replace("paper", "entry").replace(
        "entrys", "entries"
    )
    assert said.startswith(number(count))


def test_small_numbers_are_words() -> None:
    assert [spelt(count) for count in (0, 1, 3, 10, 11, 1200)] == [
        *("no", "one", "three", "ten", "11", "1,200")
    ]


def test_no_other_module_puts_a_comma_or_an_s_to_a_number() -> None:
    own = re.compile(r"""\{[^{}]*:[<>]?\d*,(?:\.0f)?\}|['"]s['"]\)?\}""")
    for file in Path(str(resources.files(paperbrowse))).rglob("*.py"):
        assert file.name == "numbers.py" or not own.search(file.read_text("utf-8")), file
