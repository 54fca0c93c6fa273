from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.query import EVERYTHING, All, AnyOf, Identifier, Node, Not, Run, parse, runs


def word(*words: str, typed: bool = False) -> Run:
    return Run(words, typed)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("   ", EVERYTHING),
        ('- -- "" …', EVERYTHING),
        ("net ", word("net")),
        ("net", word("net", typed=True)),
        ("Deep NET", All((word("deep"), word("net", typed=True)))),
        ("net net ", word("net")),
        ("CIFAR-10 ", word("cifar", "10")),
        ("self-sup", word("self", "sup", typed=True)),
        ('"image class"', word("image", "class")),
        ('"image class" x', All((word("image", "class"), word("x", typed=True)))),
        ("a OR b ", AnyOf((word("a"), word("b")))),
        ("a b OR c ", AnyOf((All((word("a"), word("b"))), word("c")))),
        ("or ", word("or")),
        ("OR ", word("or")),
        ("OR a ", word("a")),
        ("a -b ", All((word("a"), Not(word("b"))))),
        ('a -"b c" ', All((word("a"), Not(word("b", "c"))))),
        ("a:b(c) ", word("a", "b", "c")),
    ],
)
def test_what_a_text_asks_for(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("typing", "entered"),
    [
        ("cat -do", All((word("cat"), Not(word("do"))))),
        ('cat "hot do', All((word("cat"), word("hot", "do")))),
        ('cat -"hot do', All((word("cat"), Not(word("hot", "do"))))),
    ],
)
def test_a_negated_or_open_term_waits_until_it_is_finished(typing: str, entered: Node) -> None:
    assert parse(typing) == word("cat")
    assert parse(typing, entered=True) == entered


def test_an_operator_waits_for_its_right_side() -> None:
    assert parse("cat OR") == parse("cat OR ") == word("cat")


@pytest.mark.parametrize(
    "pasted",
    [
        "arXiv:2512.24162v1",
        "https://arxiv.org/abs/2512.24162v2",
        "http://arxiv.org/pdf/2512.24162.pdf",
        "https://doi.org/10.48550/arXiv.2512.24162",
        "https://huggingface.co/papers/2512.24162",
        "2512.24162",
        "2512.24162 ",
    ],
)
def test_an_identifier_in_any_form_names_its_paper(pasted: str) -> None:
    found = parse(pasted)
    assert isinstance(found, AnyOf)
    assert Identifier("2512.24162") in found.children


def test_an_identifier_behind_a_word_and_a_space() -> None:
    assert parse("arXiv: 2512.24162") == Identifier("2512.24162")


@pytest.mark.parametrize(
    "pasted", ["arXiv:2512.24162v2 [cs.CV]", "arXiv:2512.24162v2  [cs.CV] 5 Feb 2026"]
)
def test_the_stamp_on_a_paper_s_first_page(pasted: str) -> None:
    assert parse(pasted) == Identifier("2512.24162")


def test_a_link_in_markdown() -> None:
    found = parse("[paper](https://arxiv.org/abs/2512.24162v1)")
    assert isinstance(found, AnyOf)
    assert found.children[0] == Identifier("2512.24162")


def test_several_identifiers_are_several_papers() -> None:
    found = parse("2512.24162 arXiv:2506.03914v3")
    assert found == AnyOf((Identifier("2512.24162"), Identifier("2506.03914")))


def test_typographic_signs() -> None:
    assert parse("“image class” ") == parse('"image class" ')
    assert parse("cat −dog ") == parse("cat -dog ")
    assert parse("cat – dog ") == parse("cat dog ")


@pytest.mark.parametrize("beginning", ["2512.", "2512.2", "2512.2416", "2512.24162v"])
def test_an_identifier_is_found_while_it_is_typed(beginning: str) -> None:
    found = parse(beginning)
    assert isinstance(found, AnyOf)
    assert found.children[0] == Identifier(beginning.rstrip("v"), typed=True)


def test_an_old_identifier() -> None:
    found = parse("math.GT/0309136")
    assert isinstance(found, AnyOf)
    assert found.children[0] == Identifier("math/0309136")


def test_runs_leave_out_what_is_excluded() -> None:
    assert list(runs(parse("a -b OR c "))) == [word("a"), word("c")]


@given(st.text(), st.booleans())
def test_every_string_is_a_query(text: str, entered: bool) -> None:
    tree = parse(text, entered=entered)
    hash(tree)
    assert all(run.words for run in runs(tree))


@given(st.text(alphabet='ab "-ORor.', max_size=30))
def test_every_string_of_the_language_s_own_signs_is_a_query(text: str) -> None:
    assert sum(run.typed for run in runs(parse(text))) <= 1
    # A finished text has no unfinished words.
    assert not any(run.typed for run in runs(parse(text + " ", entered=True)))


@pytest.mark.parametrize(
    "text", ['"' * 10_000, "-" * 10_000, "a" * 10_000, "OR " * 2_000, "\0\ud800", "(" * 10_000]
)
def test_long_and_broken_strings_are_queries(text: str) -> None:
    parse(text, entered=True)


@pytest.mark.full
@settings(max_examples=50_000, deadline=None)
@given(st.text(alphabet='ab0 "-ORor.:/v[]()\\\0\ud800é北–“', max_size=60), st.booleans())
def test_fifty_thousand_strings_are_queries(text: str, entered: bool) -> None:
    hash(parse(text, entered=entered))
