from __future__ import annotations

import pytest

from paperbrowse.query import EVERYTHING, Ending, Run, Sort, State, Text, leaves, parse
from paperbrowse.query.examples import EXAMPLES
from paperbrowse.query.fields import FIELDS, Field, either
from paperbrowse.query.nearest import nearest


def test_every_text_state_and_order_has_a_field() -> None:
    names = {field.name for field in FIELDS}
    assert len(names) == len(FIELDS)
    assert {text.value for text in Text} <= names
    stated = {f"{field.name}:{value}" for field in FIELDS for value in field.values}
    assert {state.value for state in State} <= stated
    assert {f"sort:{sort.value}" for sort in Sort} <= stated


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_example_and_value_is_understood(field: Field) -> None:
    for text in (field.example, *(f"{field.name}:{value}" for value in field.values)):
        assert text.startswith(f"{field.name}:")
        query = parse(text, entered=True)
        assert not query.problems
        assert query.tree != EVERYTHING or query.sort is not None
    assert (field.example, field.about) in EXAMPLES


@pytest.mark.parametrize(("text", "meaning"), EXAMPLES)
def test_every_example_is_a_query_of_one_short_line(text: str, meaning: str) -> None:
    query = parse(text, entered=True)
    assert query.tree != EVERYTHING or query.sort is not None
    assert not query.problems
    assert len(text) <= 30
    assert len(meaning) < 70
    assert "|" not in text + meaning  # they stand in a table


def test_the_examples_show_every_sign() -> None:
    found = [leaf for text, _ in EXAMPLES for leaf in leaves(parse(text).tree)]
    runs = [leaf for leaf in found if isinstance(leaf, Run)]
    assert {run.ending for run in runs} >= {Ending.TYPED, Ending.BEGINNING, Ending.ONE_EDIT}
    assert any(run.slop for run in runs)


def test_choices_in_a_sentence() -> None:
    assert either(["a"]) == "a"
    assert either(["a", "b"]) == "a or b"
    assert either(["a", "b", "c"]) == "a, b or c"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("autor", "author"),
        ("uathor", "author"),
        ("auhtro", "author"),
        ("titel", "title"),
        ("datte", "date"),
        ("taag", "tag"),
        ("hate", None),
        ("au", None),
        ("t", None),
        ("", None),
        ("workshop", None),
        ("a" * 1_000, None),
    ],
)
def test_the_name_that_was_meant(typed: str, name: str | None) -> None:
    assert nearest(typed, ["author", "title", "date", "tag"]) == name


def test_the_nearest_of_several_names() -> None:
    assert nearest("reads", ["unread", "read"]) == "read"
    assert nearest("tap", ["tag", "tax"]) == "tag"
