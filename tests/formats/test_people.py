"""Authors in the ways that records name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.formats.people import authors

BOTH = ("Jane Doe", "John Roe")
JSONS = st.recursive(
    st.none() | st.integers() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "author", "given", "family", "x"]), inner)
    ),
)


@pytest.mark.parametrize(
    "value",
    [
        "Jane Doe, John Roe",
        "Jane Doe; John Roe",
        "Jane Doe;John Roe;",
        "Jane Doe and John Roe",
        "Jane Doe & John Roe",
        "Jane Doe、John Roe",
        "Doe, Jane; Roe, John",
        "Doe, Jane and Roe, John",
        "Jane Doe\n  and John Roe",
        "Jane Doe (1), John Roe (1 and 2) ((1) Institute, Town (East), (2) School)",
        '<a href="http://x.y">Jane Doe</a>, <a href="http://x.y">John Roe</a>',
        "[Jane Doe](https://doe.org), [John Roe](https://roe.org)",
        ["Jane Doe", "John Roe"],
        ["Doe, Jane", "Roe, John"],
        ["Jane Doe, John Roe"],
        [["Doe", "Jane", ""], ["Roe", "John", ""]],
        [{"name": "Jane Doe"}, {"name": "John Roe", "affiliation": "X"}],
        [{"given": "Jane", "family": "Doe"}, {"firstName": "John", "lastName": "Roe"}],
        [{"author": {"display_name": "Jane Doe"}}, {"author": {"display_name": "John Roe"}}],
        [{"keyname": "Doe", "forenames": "Jane"}, {"literal": "John Roe"}],
        {"author": [{"text": "Jane Doe"}, {"text": "John Roe"}]},
        {"value": ["Jane Doe", "John Roe"]},
    ],
    ids=str,
)
def test_two(value: object) -> None:
    assert authors(value) == BOTH


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Jane Doe, John Roe, and Ann Poe", (*BOTH, "Ann Poe")),
        ("Jane Doe, John Roe and Ann Poe", (*BOTH, "Ann Poe")),
        ("Jane Doe et al.", ("Jane Doe", "et al.")),
        ("Doe, Jane and others", ("Jane Doe", "et al.")),
        ("Doe, Jane and Roe, John et al", (*BOTH, "et al.")),
        ("Doe, Jane", ("Jane Doe",)),
        (["van der Berg, Jan"], ("Jan van der Berg",)),
        ("张三, 李四", ("张三", "李四")),
        ("Doe, J., Roe, A. B.", ("J. Doe", "A. B. Roe")),
        ("Jane Doe, John Roe, Jr.", ("Jane Doe", "John Roe Jr.")),
        ([["Roe", "John", "Jr."]], ("John Roe Jr.",)),
        (["van der Berg, Jan", "{The Team and Co}"], ("Jan van der Berg", "The Team and Co")),
        ([{"given": "Jan", "family": "Berg", "non-dropping-particle": "van"}], ("Jan van Berg",)),
        ({"name": "Jane Doe"}, ("Jane Doe",)),
        ("张三、李四", ("张三", "李四")),
        ("C. Bal\\'azs, E. L. Berger", ("C. Bal\\'azs", "E. L. Berger")),
    ],
    ids=str,
)
def test_names(value: object, names: tuple[str, ...]) -> None:
    assert authors(value) == names


@pytest.mark.parametrize("value", [None, "", "None", "null", "-", [], {}, [None], [[]], 5], ids=str)
def test_none(value: object) -> None:
    assert authors(value) == ()


@given(JSONS)
def test_names_are_texts_of_one_line(value: object) -> None:
    assert all(name and name == " ".join(name.split()) for name in authors(value))
