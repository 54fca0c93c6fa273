from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import SHELF, paper
from whoosh.filedb.filestore import FileStorage
from whoosh.query.compound import And
from whoosh.query.terms import Prefix, Term

from paperbrowse.catalogue.request import conditions
from paperbrowse.paper import Paper
from paperbrowse.query import EVERYTHING, Ending, Is, Related, Run, State, Text, parse
from paperbrowse.search import IndexDamaged, Known, Model, Store, Superseded
from paperbrowse.search.whoosh_index import WhooshIndex
from paperbrowse.text import plain

Opening = Callable[[Path, Mapping[int, Paper]], WhooshIndex]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, open_index: Opening) -> Iterator[WhooshIndex]:
    index = open_index(tmp_path_factory.mktemp("shelf"), dict(enumerate(SHELF, 100)))
    yield index
    index.close()


def numbers(index: WhooshIndex, query: str, *, entered: bool = False) -> list[int]:
    return [key - 99 for key in index.find(parse(query, entered=entered).tree).keys]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cats ", {1}),
        ("networking ", {1, 2}),  # by stem: Networks, a network, Networked
        ("classification ", {3}),
        ("c", {1, 2, 3, 5}),
        ("cl", {1, 3}),
        ("classif", {1, 3}),
        ("classificatio", {3}),
        ("cifar-10 ", {2}),  # side by side, unlike paper 5
        ('"cifar 10" ', {2}),
        ("cifar 10 ", {2, 5}),
        ("self-sup", {4}),
        ("cvpr ", {3}),
        ("vision ", {1, 2, 3, 4, 5, 6}),  # the topic
        ("bayesian self-dist", {4}),  # an older title
        ("lovelace ", {6}),
        ("α ", {6}),
        ("cat OR bird ", {1, 3}),
        ("vision -cats ", {2, 3, 4, 5, 6}),
        ("-cats ", {2, 3, 4, 5, 6}),
        ("cats OR -vision ", {1}),
        ("2601.00003 ", {3}),
        ("2601.0000", {1, 2, 3, 4, 5}),
        ("arXiv:2601.00003v1", {3}),
        ("hep-th/9901001", {6}),
        ("https://arxiv.org/abs/hep-th/9901001", {6}),
        ("zzz", set()),
        ("", {1, 2, 3, 4, 5, 6}),
    ],
)
def test_what_is_found(shelf: WhooshIndex, query: str, found: set[int]) -> None:
    assert set(numbers(shelf, query)) == found


def test_whole_words_come_before_beginnings(shelf: WhooshIndex) -> None:
    # "network" stands whole (by its stem) in both; "net" begins a word of both only.
    assert set(numbers(shelf, "net")) == set(numbers(shelf, "network"))
    # "ten" stands whole in a title and begins no other word; "te" begins it.
    assert numbers(shelf, "number")[0] == 5


def test_the_title_weighs_more(shelf: WhooshIndex) -> None:
    assert numbers(shelf, "cifar ")[0] == 5


def test_equal_scores_keep_the_order_of_the_list(shelf: WhooshIndex) -> None:
    assert numbers(shelf, "") == [1, 2, 3, 4, 5, 6]
    assert numbers(shelf, "-zzz ") == [1, 2, 3, 4, 5, 6]


def test_only_within(shelf: WhooshIndex) -> None:
    assert (
        shelf.find(parse("vision is:read ").tree, Known({Is(State.READ): [101, 104, 999]})).total
        == 2
    )
    assert list(shelf.find(Is(State.READ), Known({Is(State.READ): []})).keys) == []


def test_a_newer_search_stops_an_older(shelf: WhooshIndex) -> None:
    with pytest.raises(Superseded):
        shelf.find(parse("cat bird").tree, superseded=lambda: True)


@given(st.text(max_size=60), st.booleans())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_raises(shelf: WhooshIndex, text: str, entered: bool) -> None:
    query = parse(text, entered=entered)
    shelf.find(query.tree, Known({c: [] for c in conditions(query.tree)}))


def test_a_damaged_file_is_noticed(tmp_path: Path, open_index: Opening) -> None:
    open_index(tmp_path, {1: SHELF[0]}).close()
    store = Store(tmp_path)
    current = store.current()
    assert current is not None
    victim = max((tmp_path / current.directory).iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 0xFF
    victim.write_bytes(content)
    with pytest.raises(IndexDamaged):
        WhooshIndex(store, current)


def test_an_empty_library_has_an_index(tmp_path: Path, open_index: Opening) -> None:
    index = open_index(tmp_path, {})
    assert list(index.find(parse("anything").tree).keys) == []
    index.close()


def test_texts_of_all_kinds_are_indexed(tmp_path: Path, open_index: Opening) -> None:
    odd = dataclasses.replace(SHELF[0], title="\ud800\0 北京 Straße ﬁne é" + "x" * 5000)
    index = open_index(tmp_path, {7: odd})
    for query in ("strasse ", "straße ", "fine ", "北京 ", "京"):
        assert list(index.find(parse(query).tree).keys) == [7], query
    index.close()


@pytest.mark.full
@given(st.text(alphabet='abcst01 "-ORor.:/v', max_size=40), st.booleans())
@settings(deadline=None, max_examples=20_000)
def test_twenty_thousand_queries_raise_nothing(
    shelf: WhooshIndex, text: str, entered: bool
) -> None:
    query = parse(text, entered=entered)
    shelf.find(query.tree, Known({c: [] for c in conditions(query.tree)}))


# Fields and signs


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title:networks ", {1, 2}),
        ("abstract:networks ", {1}),
        ("comment:cvpr ", {3}),
        ("author:ada ", {6}),
        ("topic:vision ", {1, 2, 3, 4, 5, 6}),
        ("topic:cats ", set()),
        ("title:(cats OR birds) ", {1, 3}),
        ('title:"networks of cats" ', {1}),
        ('abstract:"networks of cats" ', set()),
        ("title:ne", {1, 2}),
        ("abstract:ne", {1}),
        ("title:networ", {1, 2}),
        ("venue:cvpr ", {3}),
        ('venue:"cvpr 2026" ', {3}),
        ("netwrok~ ", {1}),  # network; Networks and Networked are more than one edit away
        ("netwrok~2 ", {1}),
        ("classif* ", {1, 3}),
        ("class* ", {1, 3}),
        ("networks* ", {1}),  # a beginning does not stem
        ('"cifar 10"~1 ', {2}),
        ('"classified network"~2 ', {1}),
        ('"classified network"~1 ', set()),
        ("(cats OR birds) -cvpr ", {1}),
        ("NOT (cats OR vision) ", set()),
        ("id:2601.0000", {1, 2, 3, 4, 5}),
        ("id:hep-th/9901001 ", {6}),
        ("title:bayesian ", set()),  # an older title is no title, though it is found
    ],
)
def test_fields_and_signs(shelf: WhooshIndex, query: str, found: set[int]) -> None:
    assert set(numbers(shelf, query, entered=True)) == found


def test_the_links_of_code(tmp_path: Path, open_index: Opening) -> None:
    papers = {
        1: paper("2601.00001v1", "One", code="https://github.com/ada/engine"),
        2: paper("2601.00002v1", "Two", code="https://www.gitlab.com/engine-works/x"),
        3: paper("2601.00003v1", "github com engine"),
    }
    index = open_index(tmp_path, papers)
    for query, expected in (
        ("code:github.com", [1]),
        ("code:github.com/ada/engine", [1]),
        ("code:https://github.com/ada/", [1]),
        ("code:gitl", [2]),
        ("code:engine ", [1, 2]),
        ("github ", [3]),  # no word of a text
    ):
        assert sorted(index.find(parse(query).tree).keys) == expected, query
    counted = index.find(EVERYTHING).facets()
    assert dict(counted["host"]) == {"github.com": 1, "gitlab.com": 1}
    index.close()


def test_no_phrase_reaches_from_one_author_into_the_next(
    tmp_path: Path, open_index: Opening
) -> None:
    papers = {1: paper("2601.00001v1", "One", authors=("Ada Byron", "King Noel"))}
    index = open_index(tmp_path, papers)
    assert index.find(parse('author:"ada byron" ').tree).total == 1
    assert index.find(parse('author:"byron king" ').tree).total == 0
    assert index.find(parse('"byron king" ').tree).total == 0
    index.close()


# Where nothing has all the words


def test_those_with_most_of_the_words(shelf: WhooshIndex) -> None:
    hits = shelf.find(parse("cats network zebra ").tree)
    assert (list(hits.keys), hits.partly) == ([100], (2, 3))
    hits = shelf.find(parse("birds zebra unicorn comment:cvpr ").tree)
    assert (list(hits.keys), hits.partly) == ([102], (1, 3))
    # Words such as "the" do not count, unless there are no others.
    hits = shelf.find(parse("cats of the zebra ").tree)
    assert (list(hits.keys), hits.partly) == ([100], (1, 2))
    hits = shelf.find(parse("what the cats and dogs of a network ").tree)
    assert (list(hits.keys), hits.partly) == ([101, 100], (2, 3))
    hits = shelf.find(parse("without the cats network ").tree)
    assert (list(hits.keys), hits.partly) == ([100], (2, 2))
    hits = shelf.find(parse("without cats ").tree)
    assert (list(hits.keys), hits.partly) == ([100], (1, 1))
    assert shelf.find(parse("the zebra ").tree).total == 0
    # All else holds still.
    assert shelf.find(parse("birds zebra -imagenet ").tree).total == 0
    assert shelf.find(parse("zebra unicorn ").tree).partly is None
    assert shelf.find(parse("zebra ").tree).total == 0
    assert shelf.count(parse("cats zebra ").tree) == 0


# Words of the library


def test_better_spellings(shelf: WhooshIndex) -> None:
    assert shelf.correction("netwrok") == "network"
    assert shelf.correction("clasification") == "classification"
    assert shelf.correction("networks") == ""  # known by its stem
    assert shelf.correction("zzzzzz") == ""
    assert shelf.correction("ca") == ""  # too short to say


def test_words_that_go_on(shelf: WhooshIndex) -> None:
    assert shelf.words("net")[0] == "network"
    assert set(shelf.words("net")) == {"network", "networks", "networked"}
    assert shelf.values("author", "ada") == ["Ada Lovelace"]
    assert shelf.values("venue", "") == ["CVPR 2026"]


# Papers like one


def test_related_papers_share_telling_words(tmp_path: Path, open_index: Opening) -> None:
    texts = {
        1: ("Conformal prediction", "Calibration of conformal sets for deep classifiers."),
        2: ("Calibration", "We study conformal calibration with deep classifiers."),
        3: ("Conformal things", "Calibration of classifiers elsewhere."),
        4: ("Cats", "Whiskers and tails; unrelated."),
    }
    papers = {key: paper(f"2601.0000{key}v1", *text) for key, text in texts.items()}
    index = open_index(tmp_path, papers)
    like = Related("2601.00001")
    model = Model(1, plain(papers[1].title), plain(papers[1].abstract))
    hits = index.find(like, Known(models={like: model}))
    assert list(hits.keys) == [2, 3]
    assert set(hits.shared(2)) == {"conformal", "calibration", "deep", "classifiers"}
    assert set(hits.shared(3)) == {"conformal", "calibration", "classifiers"}
    assert index.find(like).total == 0  # nobody knows that name
    index.close()


# The order of the list


def test_equal_scores_keep_an_order_that_is_given(tmp_path: Path, open_index: Opening) -> None:
    index = open_index(tmp_path, dict(enumerate(SHELF, 100)))
    order = [105, 103, 101, 100, 102, 104]
    index.arrange(order)
    assert list(index.find(EVERYTHING).keys) == order
    assert list(index.find(parse("-zzz ").tree).keys) == order
    assert list(index.find(parse("vision ", entered=True).tree).keys) != []
    assert index.find(EVERYTHING).among([104, 999, 100]) == [104, 100]
    index.arrange(range(100, 106))
    assert list(index.find(EVERYTHING).keys) == list(range(100, 106))
    index.close()


# Whoosh's own searcher


def test_whoosh_reads_the_index_by_itself(tmp_path: Path, open_index: Opening) -> None:
    index = open_index(tmp_path, dict(enumerate(SHELF, 100)))
    storage = FileStorage(str(tmp_path / index.build.directory), readonly=True)
    with storage.open_index().searcher() as searcher:
        for query, expected in (
            (Term("stem", "network"), {100, 101}),
            (Term("word", "networks"), {100}),
            (Prefix("word", "net"), {100, 101}),
            (And([Term("stem", "cifar"), Term("word", "10")]), {101, 104}),
            (Term("start", "cla"), {100, 102}),
            (Term("venue", "cvpr"), {102}),
            (Term("number", "2601.00003"), {102}),
            (Term("stem", "zebra"), set()),
        ):
            assert {hit["key"] for hit in searcher.search(query, limit=None)} == expected
    index.close()


def test_runs_that_are_too_long_for_their_place(tmp_path: Path, open_index: Opening) -> None:
    """Words beyond the room of a text are found, though in no phrase."""
    index = open_index(tmp_path, {1: paper("2601.00001v1", "many " * 2_100 + "last words")})
    assert index.find(Run(("last",))).total == 1
    assert index.find(Run(("last",), within=Text.TITLE)).total == 1
    assert index.find(Run(("last", "words"))).total == 0
    assert index.find(Run(("many", "many"))).total == 1
    assert index.find(Run(("la",), Ending.BEGINNING)).total == 1
    index.close()
