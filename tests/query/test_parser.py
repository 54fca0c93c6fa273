from __future__ import annotations

import datetime

import pytest

from paperbrowse.query import (
    EVERYTHING,
    All,
    AnyOf,
    Category,
    Ending,
    Identifier,
    Is,
    Listed,
    Node,
    Not,
    Noted,
    Order,
    Related,
    Run,
    Sort,
    State,
    Tagged,
    Text,
    leaves,
    parse,
    runs,
)
from paperbrowse.query.parser import MOST_FUZZY, MOST_TERMS
from paperbrowse.text import safe

TODAY = datetime.date(2026, 2, 10)


def tree(text: str, *, entered: bool = False) -> Node:
    return parse(text, entered=entered, today=TODAY).tree


def word(*words: str, typed: bool = False, within: Text | None = None) -> Run:
    return Run(words, Ending.TYPED if typed else Ending.WORD, within=within)


def title(*words: str) -> Run:
    return word(*words, within=Text.TITLE)


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    "sign", ["\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u202a"]
)
@pytest.mark.parametrize(
    "text",
    [
        "net",
        "deep net ",
        "author:hinton ",
        "-author:hinton cats ",
        "cats OR dogs ",
        "(cats NOT dogs) OR -fish ",
        '"deep nets"~2 title:"x y" ',
        "tag:baseline is:unread sort:date ",
        "date:2024-01..2025 year:2024 ",
        "class* netwrok~ netwrk~2 ",
        "2512.24162",
        "arXiv:2512.24162v2 2401.00001 ",
        "https://arxiv.org/abs/2512.24162 ",
        "related:2512.24162 category:cs.CV id:2512.24 ",
        "autor:hinton ",
    ],
)
def test_what_prints_nothing_changes_no_query(text: str, sign: str) -> None:
    clean = parse(text, today=TODAY)
    for place in range(len(text) + 1):
        query = parse(text[:place] + sign + text[place:], today=TODAY)
        assert (query.tree, query.sort) == (clean.tree, clean.sort), (place, query.tree)
        assert [w.text for w in query.spelling] == [w.text for w in clean.spelling]
        assert query.problems == clean.problems
        assert query.mended.replace(sign, "") == clean.mended


@pytest.mark.parametrize(
    ("text", "expected"),
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
        ("a OR b ", AnyOf((A, B))),
        ("a b OR c ", AnyOf((All((A, B)), C))),
        ("or ", word("or")),
        ("OR ", word("or")),
        ("AND", word("and", typed=True)),
        ("NOT ", word("not")),
        ("OR a ", A),
        ("a AND b ", All((A, B))),
        ("AND a AND AND b AND ", All((A, B))),
        ("a -b ", All((A, Not(B)))),
        ("a -NOT ", All((A, Not(word("not"))))),
        ("a --b ", All((A, Not(B)))),
        ('a -"b c" ', All((A, Not(word("b", "c"))))),
        ("a:b(c) ", word("a", "b", "c")),
        ("NOT a ", Not(A)),
        ("NOT a b ", All((Not(A), B))),
        ("NOT -a ", A),
        ("NOT NOT a ", A),
        ("NOT " * 2_000 + "a ", A),
        ("NOT " * 2_001 + "a ", Not(A)),
        ("NOT(a b) ", Not(All((A, B)))),
        ("a NOT OR b ", AnyOf((A, B))),
    ],
)
def test_what_words_and_operators_ask_for(text: str, expected: Node) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a OR b) c ", All((AnyOf((A, B)), C))),
        ("(a) ", A),
        ("((a)) (b) ", All((A, B))),
        ("a (b c) ", All((A, B, C))),
        ("(a OR b) OR c ", AnyOf((A, B, C))),
        ("a (b OR c ", All((A, AnyOf((B, C))))),
        ("a (b OR (c", All((A, AnyOf((B, word("c", typed=True)))))),
        ("(net)", word("net")),
        ("-(a b)", Not(All((A, B)))),
        ("-(-a)", A),
        ("-(-a OR -b)", Not(AnyOf((Not(A), Not(B))))),
        ("a ) b ", All((A, B))),
        (") a )) (b ", All((A, B))),
        ("() (()) -() a ", A),
        ("f(x) approximations ", All((word("f", "x"), word("approximations")))),
        ("(f(x) a) b ", All((word("f", "x"), A, B))),
        ("Learning (deep) a ", All((word("learning"), word("deep"), A))),
        ("(a)b ", All((A, B))),
        ("a(b ", word("a", "b")),
        ("(" * 60 + "a" + ")" * 60 + " b ", All((A, B))),
        ("-(a " * 60, tree("-(a " * 50)),
    ],
)
def test_what_brackets_mean(text: str, expected: Node) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("net*", Run(("net",), Ending.BEGINNING)),
        ("net* ", Run(("net",), Ending.BEGINNING)),
        ("n*", Run(("n",), Ending.BEGINNING)),
        ("*", EVERYTHING),
        ("-* a ", A),
        ("a*b*c*d*", Run(("a", "b", "c", "d"), Ending.BEGINNING)),
        ("a*b ", word("a", "b")),
        ('"image clas*"', Run(("image", "clas"), Ending.BEGINNING)),
        ("netwrok~", Run(("netwrok",), Ending.ONE_EDIT)),
        ("netwrok~1 ", Run(("netwrok",), Ending.ONE_EDIT)),
        ("netwrk~2", Run(("netwrk",), Ending.TWO_EDITS)),
        ("netwrk~99", Run(("netwrk",), Ending.TWO_EDITS)),
        ("netwrk~" + "9" * 3_000, Run(("netwrk",), Ending.TWO_EDITS)),
        ("network~0 ", word("network")),
        ("self-netwrok~", Run(("self", "netwrok"), Ending.ONE_EDIT)),
        ("ab~ ", word("ab")),
        ("z~2 ", word("z", "2")),
        ("~ ~2x ", word("2x")),
        ('"a b"~3', Run(("a", "b"), slop=3)),
        ('"a b"~', word("a", "b")),
        ('"a b"~0007 ', Run(("a", "b"), slop=7)),
        ('"a b"~' + "9" * 3_000, Run(("a", "b"), slop=50)),
    ],
)
def test_what_signs_behind_a_word_mean(text: str, expected: Node) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:a ", title("a")),
        ("TITLE:a ", title("a")),
        ("title:net", Run(("net",), Ending.TYPED, within=Text.TITLE)),
        ('title:"a b" ', title("a", "b")),
        ('title:"a b"~3 ', Run(("a", "b"), slop=3, within=Text.TITLE)),
        ("title:net* ", Run(("net",), Ending.BEGINNING, within=Text.TITLE)),
        ("title:netwrok~ ", Run(("netwrok",), Ending.ONE_EDIT, within=Text.TITLE)),
        ("title:(a OR b -c) ", AnyOf((title("a"), All((title("b"), Not(title("c"))))))),
        ("title:(a (b)) c ", All((title("a"), title("b"), C))),
        ("title:(a author:b c) ", All((title("a"), word("b", within=Text.AUTHOR), title("c")))),
        ("-title:a ", Not(title("a"))),
        ("title:-a ", Not(title("a"))),
        ("-title:-a ", title("a")),
        ("abstract:a ", word("a", within=Text.ABSTRACT)),
        ("comment:a ", word("a", within=Text.COMMENT)),
        ("topic:a ", word("a", within=Text.TOPIC)),
        ('venue:"NeurIPS 2025" ', word("neurips", "2025", within=Text.VENUE)),
        ("code:github.com/A ", word("github", "com", "a", within=Text.CODE)),
        ("code:https://www.github.com/a ", word("github", "com", "a", within=Text.CODE)),
        ("title: a ", All((word("title"), A))),
        ("CLIP:a ", word("clip", "a")),
        ("(title:) ", word("title")),
        ("title:id:a ", title("id", "a")),
        ("category:cs.CV", Category("cs.cv", typed=True)),
        ("category:cs.CV ", Category("cs.cv")),
        ('category:"math-PH"', Category("math-ph")),
        ("category:astro* ", Category("astro", typed=True)),
        ("category:(cs OR stat.ML) ", AnyOf((Category("cs"), Category("stat.ml")))),
        ("-category:hep-th ", Not(Category("hep-th"))),
        ("id:2512.24162", Identifier("2512.24162")),
        ("id:arXiv:2512.24162v3 ", Identifier("2512.24162")),
        ("id:math.GT/0309136 ", Identifier("math/0309136")),
        ("id:2512.2416", Identifier("2512.2416", typed=True)),
        ("id:2512.2416 ", Identifier("2512.2416")),
        ("id:25 ", Identifier("25", typed=True)),
        ("id:arxiv:25* ", Identifier("25", typed=True)),
        ("tag:re", Tagged("re", typed=True)),
        ("tag:Re ", Tagged("re")),
        ("tag:re* ", Tagged("re", typed=True)),
        ('tag:"To  Read" ', Tagged("to read")),
        ("tag:(a OR b) ", AnyOf((Tagged("a"), Tagged("b")))),
        ("note:net", Noted(word("net", typed=True))),
        ('note:(a OR "b c") ', AnyOf((Noted(A), Noted(word("b", "c"))))),
        ("list:a ", Listed(A)),
        ("related:2512.24162v2", Related("2512.24162")),
        ("related:https://arxiv.org/abs/2512.24162", Related("2512.24162")),
        ("related:10.1000/x ", Related("10.1000/x")),
        ("is:unread", Is(State.UNREAD)),
        ("is:Bookmarked ", Is(State.BOOKMARKED)),
        ("-has:code ", Not(Is(State.CODE))),
        ("is:(unread OR new) ", AnyOf((Is(State.UNREAD), Is(State.NEW)))),
    ],
)
def test_what_fields_ask_for(text: str, expected: Node) -> None:
    query = parse(text)
    assert query.tree == expected
    assert not query.problems


@pytest.mark.parametrize(
    ("typing", "entered"),
    [
        ("cat -do", Not(word("do"))),
        ("cat NOT do", Not(word("do"))),
        ('cat "hot do', word("hot", "do")),
        ('cat -"hot do', Not(word("hot", "do"))),
        ("cat -(hot do", Not(All((word("hot"), word("do"))))),
        ("cat -(hot do ", Not(All((word("hot"), word("do"))))),
        ("cat -is:unread", Not(Is(State.UNREAD))),
        ("cat title:", word("title", typed=True)),
        ("cat sort:-", word("sort", typed=True)),
        ("cat related:10.1/x", Related("10.1/x")),
        ("cat related:2512.2416", Related("2512.2416")),
    ],
)
def test_a_term_waits_until_it_is_finished(typing: str, entered: Node) -> None:
    assert tree(typing) == word("cat")
    assert parse(typing).waits
    query = parse(typing, entered=True)
    assert query.tree == All((word("cat"), entered))
    assert not query.waits


@pytest.mark.parametrize(
    "text", ["cat", "cat ", "(cat", "cat -(dog)", '-"dog"', "net*", "sort:date"]
)
def test_other_terms_are_in_force_at_once(text: str) -> None:
    query = parse(text)
    assert not query.waits
    assert query.tree == tree(text, entered=True)


@pytest.mark.parametrize("text", ["is:unr", "has:", "sort:dat", "date:20", "year:2", 'is:"unr'])
def test_a_value_that_is_being_typed_is_no_problem_yet(text: str) -> None:
    query = parse(text)
    assert query.waits
    assert query.tree == EVERYTHING
    assert not query.problems


def test_an_operator_waits_for_its_right_side() -> None:
    assert tree("cat OR") == tree("cat OR ") == tree("cat NOT") == word("cat")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("autor:x", "no field 'autor': did you mean author?"),
        ("-Tilte:(a OR b)", "no field 'Tilte': did you mean title?"),
        ('abstrakt:"a b"', "no field 'abstrakt': did you mean abstract?"),
        ("tags:x", "no field 'tags': did you mean tag?"),
        ("is:unred ", "no state 'unred': did you mean is:unread?"),
        ("is:unred", "no state 'unred': did you mean is:unread?"),
        ("is:unr ", "no state 'unr': did you mean is:unread?"),
        ("has:read ", "no state 'read': did you mean is:read?"),
        ("is:note ", "no state 'note': did you mean has:note?"),
        ("is:xyz ", "is: takes bookmarked, unread, read, new or updated"),
        ("has:xyz ", "has: takes code, comment, note or tag"),
        ("sort:titel ", "no order 'titel': did you mean sort:title?"),
        ("sort:size ", "sort: takes relevance, date, title or added"),
        (
            "date:2026-13",
            "'2026-13' is no date: try 2026-01, 2026-01-10..2026-02-01, >=2026-01 or last-week",
        ),
        ("date:2026..2025 ", "'2026..2025' ends before it begins: try 2025..2026"),
        ("year:2025-01 ", "'2025-01' is no year: try 2025, 2024..2026 or >=2025"),
    ],
)
def test_a_problem_is_said_and_the_rest_still_filters(text: str, problem: str) -> None:
    query = parse("cat " + text)
    assert query.problems == (problem,)
    assert query.tree == word("cat")


@pytest.mark.parametrize(
    "text", ["http://a ", "https://a ", "arxiv:a ", "doi:a ", "age:a ", "x:a "]
)
def test_a_name_that_is_like_no_field_is_a_word(text: str) -> None:
    query = parse(text)
    assert query.tree == word(text.partition(":")[0], "a")
    assert not query.problems


def test_a_problem_shows_little_of_what_was_typed_and_only_what_is_safe() -> None:
    (problem,) = parse("date:\x1b[31m2026\u202e" + "9" * 500 + " ").problems
    assert safe(problem) == problem
    assert len(problem) < 160


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("cat", None),
        ("sort:date", Order(Sort.DATE)),
        ("sort:RELEVANCE ", Order(Sort.RELEVANCE)),
        ("sort:-date", Order(Sort.DATE, reverse=True)),
        ("-sort:date", Order(Sort.DATE, reverse=True)),
        ("-sort:-date", Order(Sort.DATE)),
        ("sort:title cat sort:added ", Order(Sort.ADDED)),
        ("(cat sort:title) ", Order(Sort.TITLE)),
    ],
)
def test_the_order_a_query_asks_for(text: str, order: Order | None) -> None:
    assert parse(text).sort == order
    assert tree(text) in (EVERYTHING, word("cat"), word("cat", typed=True))


@pytest.mark.parametrize(
    "pasted",
    [
        "arXiv:2512.24162v1",
        "https://arxiv.org/abs/2512.24162v2",
        "http://arxiv.org/pdf/2512.24162.pdf",
        "https://doi.org/10.48550/arXiv.2512.24162",
        "https://huggingface.co/papers/2512.24162",
        "[paper](https://arxiv.org/abs/2512.24162v1)",
        "see:arXiv:2512.24162",
        "2512.24162",
        "2512.24162 ",
        "(2512.24162)",
    ],
)
def test_an_identifier_in_any_form_names_its_paper(pasted: str) -> None:
    assert tree(pasted) == AnyOf((Identifier("2512.24162"), word("2512", "24162")))


@pytest.mark.parametrize(
    "pasted",
    [
        "arXiv: 2512.24162",
        "arXiv:2512.24162v2 [cs.CV]",
        "arXiv:2512.24162v2  [cs.CV] 5 Feb 2026",
        "2512.24162 arXiv:2512.24162v2",
    ],
)
def test_the_stamp_on_a_paper_s_first_page(pasted: str) -> None:
    assert tree(pasted) == Identifier("2512.24162")


def test_several_identifiers_are_several_papers() -> None:
    found = tree("2512.24162 arXiv:2506.03914v3")
    assert found == AnyOf((Identifier("2512.24162"), Identifier("2506.03914")))


def test_typographic_signs() -> None:
    assert tree("“image class” ") == tree('"image class" ')
    assert tree("cat −dog ") == tree("cat -dog ")
    assert tree("cat – dog ") == tree("cat dog ")


@pytest.mark.parametrize("beginning", ["2512.", "2512.2", "2512.2416", "2512.24162v"])
def test_an_identifier_is_found_while_it_is_typed(beginning: str) -> None:
    found = tree(beginning)
    assert isinstance(found, AnyOf)
    assert found.children[0] == Identifier(beginning.rstrip("v"), typed=True)


@pytest.mark.parametrize("text", ["math.GT/0309136", "math.GT/03"])
def test_an_old_identifier(text: str) -> None:
    found = tree(text)
    assert isinstance(found, AnyOf)
    number = text.replace(".GT", "")
    assert found.children[0] == Identifier(number, typed=number == "math/03")


def test_runs_leave_out_what_is_excluded() -> None:
    assert list(runs(tree("a -b OR c "))) == [A, C]


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("Imge classif", ["imge", "classif"]),
        ("“imge clas” title:(netwrok OR x) author:y ", ["imge", "clas", "netwrok", "x", "y"]),
        ("-a NOT (b -c) d ", ["d"]),
        ("neet* netwrok~ self-neet* ", ["self"]),
        ("2512.24162 https://arxiv.org/abs/2512.24162 a ", ["a"]),
        ("tag:a note:b list:c code:d venue:e id:f related:g ", []),
        ("autor:a ", []),
    ],
)
def test_the_words_that_may_be_misspelt(text: str, spelt: list[str]) -> None:
    assert [found.text for found in parse(text).spelling] == spelt


def test_only_the_first_terms_of_a_long_query_are_searched() -> None:
    problem = ("a long query: only its first 64 terms are searched",)
    just = parse(" ".join(f"w{n}" for n in range(MOST_TERMS)) + " ")
    assert not just.problems
    long = parse(" ".join(f"w{n}" for n in range(MOST_TERMS + 1)) + " ")
    assert long.tree == just.tree
    assert long.problems == problem
    quoted = parse('"' + "a " * 100 + '"')
    assert quoted.tree == word(*["a"] * MOST_TERMS)
    assert quoted.problems == problem
    assert parse("2512.24162 " * 100).problems == problem


def test_only_the_beginning_of_a_text_without_end_is_read() -> None:
    query = parse("cat " + "." * 20_000 + " dog")
    assert query.tree == word("cat")
    assert len(query.problems) == 1


def test_a_group_that_the_last_term_stands_in_counts_as_closed() -> None:
    found = tree("-(" + " ".join(f"w{n}" for n in range(100)))
    assert isinstance(found, Not)
    assert len(list(leaves(found))) == MOST_TERMS


def test_words_are_cut_as_those_of_the_index_are() -> None:
    assert tree("a" * 65 + " ") == tree("a" * 9_000 + " ") == word("a" * 64)


def test_only_so_many_words_may_be_spelt_otherwise() -> None:
    query = parse(" ".join(f"word{n}~" for n in range(MOST_FUZZY + 3)))
    endings = [run.ending for run in runs(query.tree)]
    assert endings == [Ending.ONE_EDIT] * MOST_FUZZY + [Ending.WORD] * 3
    assert query.problems == (f"only the first {MOST_FUZZY} words with ~ may be spelt otherwise",)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("autor:hinton cats", "author:hinton cats"),
        ("-titel:x (commnet:y z)", "-title:x (comment:y z)"),
        ("author:hinton", ""),
        ("CLIP: learning", ""),
    ],
)
def test_slips_of_field_names_are_mended(text: str, mended: str) -> None:
    assert parse(text).mended == mended
