from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import SHELF

from paperbrowse.formats import read
from paperbrowse.paper import Paper
from paperbrowse.query import EVERYTHING, parse
from paperbrowse.search import IndexDamaged, Store, Superseded
from paperbrowse.search.analysis import stem
from paperbrowse.search.building import build
from paperbrowse.search.finding import WhooshIndex
from paperbrowse.text import plain, words

Opened = tuple[WhooshIndex, dict[int, list[list[str]]]]
"""An index, and the words of each field of each paper in it."""


def opened(directory: Path, papers: dict[int, Paper]) -> WhooshIndex:
    store = Store(directory)
    store.prepare()
    with store.building():
        assert build(store, papers.items(), "stamp") == len(papers)
    current = store.current()
    assert current is not None
    return WhooshIndex(store, current)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    index = opened(tmp_path_factory.mktemp("shelf"), dict(enumerate(SHELF, 100)))
    yield index
    index.close()


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    source = (files("paperbrowse") / "data/image-classification.md").read_text("utf-8")
    papers = {key: found for key, found in enumerate(read(source)) if isinstance(found, Paper)}
    index = opened(tmp_path_factory.mktemp("bundled"), papers)
    yield index, {key: _fields(paper) for key, paper in papers.items()}
    index.close()


def numbers(index: WhooshIndex, query: str, *, entered: bool = False) -> list[int]:
    return [key - 99 for key in index.find(parse(query, entered=entered)).keys]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cats ", {1}),
        ("networking ", {1, 2}),  # by stem: Networks, a network, Networked
        ("cat bird ", set()),
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
    assert shelf.find(parse("vision "), within={101, 104}).total == 2
    assert shelf.find(EVERYTHING, within=set()).keys == []


def test_a_newer_search_stops_an_older(shelf: WhooshIndex) -> None:
    with pytest.raises(Superseded):
        shelf.find(parse("cat bird"), superseded=lambda: True)


def _fields(paper: Paper) -> list[list[str]]:
    texts = [plain(paper.title), plain(paper.abstract), plain(paper.comment)]
    texts += [plain(topic) for topic in paper.topics]
    texts += [plain(version.title) for version in paper.earlier]
    texts.append(paper.arxiv.number if paper.arxiv else "")
    return [[word for word, _, _ in words(text)] for text in texts]


def _same_stem(own: str, word: str) -> bool:
    return stem(own) == stem(word)


def _scan(fields: list[list[str]], matches: Callable[[str], bool]) -> bool:
    return any(matches(word) for field in fields for word in field)


@given(data=st.data())
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_matches_equal_a_scan_of_the_texts(bundled: Opened, data: st.DataObject) -> None:
    index, papers = bundled
    vocabulary = sorted({w for fields in papers.values() for field in fields for w in field})
    finished = data.draw(st.lists(st.sampled_from(vocabulary), max_size=2), label="finished")
    typed = data.draw(st.sampled_from(vocabulary), label="typed")
    typed = typed[: data.draw(st.integers(1, len(typed)), label="letters")]
    query = " ".join([*finished, typed])
    expected = {
        key
        for key, fields in papers.items()
        if all(_scan(fields, partial(_same_stem, own)) for own in finished)
        and _scan(fields, lambda w: w.startswith(typed) or stem(w) == stem(typed))
    }
    assert set(index.find(parse(query)).keys) == expected


@given(data=st.data())
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_phrases_equal_a_scan_of_the_texts(bundled: Opened, data: st.DataObject) -> None:
    index, papers = bundled
    fields = papers[data.draw(st.sampled_from(sorted(papers)))]
    field = data.draw(st.sampled_from([f for f in fields if len(f) > 2]))
    start = data.draw(st.integers(0, len(field) - 2))
    phrase = field[start : start + data.draw(st.integers(2, 4))]
    wanted = [stem(word) for word in phrase]
    expected = {
        key
        for key, other in papers.items()
        if any(
            [stem(word) for word in words_[at : at + len(wanted)]] == wanted
            for words_ in other
            for at in range(len(words_))
        )
    }
    assert set(index.find(parse('"' + " ".join(phrase) + '" ')).keys) == expected


@given(st.text(max_size=60), st.booleans())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_raises(shelf: WhooshIndex, text: str, entered: bool) -> None:
    shelf.find(parse(text, entered=entered))


def test_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    opened(tmp_path, {1: SHELF[0]}).close()
    store = Store(tmp_path)
    current = store.current()
    assert current is not None
    victim = max((tmp_path / current.directory).iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 0xFF
    victim.write_bytes(content)
    with pytest.raises(IndexDamaged):
        WhooshIndex(store, current)


def test_an_empty_library_has_an_index(tmp_path: Path) -> None:
    index = opened(tmp_path, {})
    assert index.find(parse("anything")).keys == []
    index.close()


def test_texts_of_all_kinds_are_indexed(tmp_path: Path) -> None:
    odd = dataclasses.replace(SHELF[0], title="\ud800\0 北京 Straße ﬁne é" + "x" * 5000)
    index = opened(tmp_path, {7: odd})
    for query in ("strasse ", "straße ", "fine ", "北京 ", "京"):
        assert index.find(parse(query)).keys == [7], query
    index.close()


@pytest.mark.full
@given(st.text(alphabet='abcst01 "-ORor.:/v', max_size=40), st.booleans())
@settings(deadline=None, max_examples=20_000)
def test_twenty_thousand_queries_raise_nothing(bundled: Opened, text: str, entered: bool) -> None:
    index, _ = bundled
    index.find(parse(text, entered=entered))
