from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import SHELF, paper

from paperbrowse.catalogue import (
    Catalogue,
    FacetKind,
    News,
    NotReady,
    Request,
    Results,
    spans,
)
from paperbrowse.config import Directories
from paperbrowse.library import Library
from paperbrowse.paper import ArxivId, Paper
from paperbrowse.query import Order, Sort, Text
from paperbrowse.query.fields import FIELDS

DAY = datetime.date(2026, 1, 1)
MORE = (
    paper("2602.00001v1", "Zebra crossing", updated=datetime.date(2026, 2, 3), topics=("Signs",)),
    paper("2602.00002v1", "An older zebra", updated=datetime.date(2025, 5, 6), topics=("Signs",)),
    paper(
        "2602.00003v1",
        "Before all",
        updated=None,
        topics=("Signs",),
        categories=("cs.CV", "math-ph"),
        journal="IEEE Access 7, 2026",
    ),
)


@pytest.fixture
def more(places: Directories, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The shelf and, in a second list that came later, three papers of other days."""
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    library = Library.open(places.library)
    library.add("Shelf of vision", "test", SHELF)
    library.visit().result()
    library.add("Street signs", "test", MORE)
    library.close()
    opened = Catalogue.open(places)
    opened.index.ensure().join()
    yield opened
    opened.close()


def ask(catalogue: Catalogue, text: str, **options: object) -> Results:
    # The options are any of Request's, which a dictionary cannot say.
    return catalogue.results(Request(text, entered=True, **options))  # type: ignore[arg-type]


def found(catalogue: Catalogue, text: str, **options: object) -> list[int]:
    return list(ask(catalogue, text, **options).keys)


# Conditions of the library


def test_states_and_marks(more: Catalogue) -> None:
    more.bookmark(1, True).result()
    more.mark_read(2, True).result()
    more.tag(3, "To Read", True).result()
    more.note(4, "Ask Ada about networks.").result()
    for query, expected in (
        ("is:bookmarked", {1}),
        ("is:read", {2}),
        ("is:unread", {1, 3, 4, 5, 6, 7, 8, 9}),
        ("has:tag", {3}),
        ("has:note", {4}),
        ("has:comment", {3}),
        ("is:new", {7, 8, 9}),
        ("is:updated", set()),
        ('tag:"to read"', {3}),
        ("tag:to", set()),
        ("tag:to*", {3}),
        ("note:network", {4}),
        ('note:"ask ada"', {4}),
        ("list:vision", {1, 2, 3, 4, 5, 6}),
        ('list:"street signs"', {7, 8, 9}),
        ("date:2026-02", {7}),
        ("date:<2026", {8}),
        ("date:2025..2026-01", {1, 2, 3, 4, 5, 6, 8}),
        ("-date:2026", {8, 9}),
        ("is:unread -is:new cats", {1}),
        ("is:bookmarked OR zebra", {1, 7, 8}),
        ("-(is:bookmarked OR is:new)", {2, 3, 4, 5, 6}),
    ):
        assert set(found(more, query)) == expected, query


def test_a_mark_is_seen_by_the_next_search(more: Catalogue) -> None:
    assert found(more, "is:read vision") == []
    more.mark_read(5, True).result()
    assert found(more, "is:read vision") == [5]
    more.mark_read(5, False).result()
    assert found(more, "is:read vision") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("category:cs.CV", {9}),
        ("category:cs", {9}),
        ("category:CS.*", {9}),
        ("category:math", set()),  # math-ph is an archive of its own
        ("category:math-ph", {9}),
        ("category:cv", set()),
        ("-category:cs", {1, 2, 3, 4, 5, 6, 7, 8}),
        ("access", {9}),
        ('comment:"ieee access"', {9}),
        ("venue:ieee", {9}),
    ],
)
def test_categories_and_journals(more: Catalogue, query: str, expected: set[int]) -> None:
    assert set(found(more, query)) == expected


def test_a_category_is_found_while_it_is_typed(more: Catalogue) -> None:
    for size in range(len("cs.CV") + 1):
        results = more.results(Request("category:" + "cs.CV"[:size]))
        assert (9 in results.keys) == (size > 0 or results.total == 9)


def test_what_is_new_is_first_seen_since_the_visit_before(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    known: list[Paper] = []
    # What comes in during a visit, and what is new in that visit.
    for coming, new in ((SHELF[:2], {1, 2}), (SHELF[2:3], {1, 2, 3}), ((), {3}), ((), set())):
        catalogue = Catalogue.open(places)
        catalogue.begin_visit()
        known += coming
        catalogue.library.add("list", "test", known)
        catalogue.index.ensure().join()
        first_visit = len(known) == 2
        assert set(found(catalogue, "is:new")) == (set() if first_visit else new)
        catalogue.close()


def test_newer_versions_since_the_visit_before(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    second = replace(SHELF[0], arxiv=ArxivId("2601.00001", 2))
    steps: list[tuple[list[Paper], set[int], News]] = [
        ([SHELF[0]], set(), News()),
        ([second, SHELF[1]], {1}, News(new=2, updated=1, bookmarked=1)),
        ([second, SHELF[1]], {1}, News(new=1, updated=1, bookmarked=1)),
        ([second, SHELF[1]], set(), News()),
    ]
    for coming, updated, news in steps:
        catalogue = Catalogue.open(places)
        catalogue.begin_visit()
        catalogue.library.add("list", "test", coming)
        catalogue.bookmark(1, True).result()
        catalogue.index.ensure().join()
        assert set(found(catalogue, "is:updated")) == updated
        assert catalogue.news() == news
        assert {k for k, row in catalogue.rows([1, 2]).items() if row.updated} == updated
        catalogue.close()


# Order


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("", None, [7, 1, 2, 3, 4, 5, 6, 8, 9]),
        ("", Order(Sort.DATE, True), [8, 1, 2, 3, 4, 5, 6, 7, 9]),
        ("sort:date", None, [7, 1, 2, 3, 4, 5, 6, 8, 9]),
        ("sort:added", None, [7, 8, 9, 1, 2, 3, 4, 5, 6]),
        ("sort:title", None, [2, 8, 9, 3, 4, 1, 6, 5, 7]),
        ("-sort:title", None, [7, 5, 6, 1, 4, 3, 9, 8, 2]),
        ("zebra sort:date", None, [7, 8]),
        ("zebra sort:-date", None, [8, 7]),
        ("zebra", Order(Sort.TITLE), [8, 7]),
        ("zebra sort:date", Order(Sort.TITLE), [7, 8]),
        ("is:new", Order(Sort.RELEVANCE), [7, 8, 9]),  # nothing is more relevant: by date
    ],
)
def test_orders(more: Catalogue, text: str, order: Order | None, expected: list[int]) -> None:
    assert found(more, text, order=order) == expected


def test_relevance_and_its_reverse(more: Catalogue) -> None:
    best = found(more, "network OR cats")
    assert ask(more, "network").order == Order(Sort.RELEVANCE)
    assert found(more, "network OR cats sort:-relevance") == best[::-1]
    assert ask(more, "").order == ask(more, "is:unread venue:cvpr").order == Order(Sort.DATE)


def test_a_changed_list_changes_the_order(more: Catalogue) -> None:
    assert found(more, "")[:2] == [7, 1]
    more.library.add("Shelf of vision", "test", SHELF[::-1])
    assert found(more, "")[:3] == [7, 6, 5]
    more.index.ensure().join()
    assert found(more, "-zzzz")[:3] == [7, 6, 5]


def test_sorted_bookmarks(more: Catalogue) -> None:
    for key in (1, 7, 8):
        more.bookmark(key, True).result()
    assert found(more, "", bookmarked=True) == [7, 1, 8]
    assert found(more, "", bookmarked=True, order=Order(Sort.TITLE)) == [8, 1, 7]
    results = ask(more, "zebra", bookmarked=True)
    assert (list(results.keys), results.out_of) == ([7, 8], 3)


# When hardly anything is found


def test_did_you_mean(more: Catalogue) -> None:
    assert ask(more, "netwrok of cats").meant == "network of cats"
    assert ask(more, "title:netwrok").meant == "title:network"
    assert ask(more, "Zebar").meant == "zebra"
    assert ask(more, "network").meant == ""
    assert more.results(Request("netw")).meant == ""  # it may become network


def test_most_of_the_words(more: Catalogue) -> None:
    results = ask(more, "cats network zebra is:unread")
    assert (results.partly, list(results.keys)) == ((2, 3), [1])
    more.mark_read(1, True).result()
    assert ask(more, "cats network zebra is:unread").partly == (1, 3)
    assert ask(more, "cats network").partly is None


# Facets


def test_facets_count_what_they_find(more: Catalogue) -> None:
    more.tag(1, "gan", True).result()
    more.tag(3, "gan", True).result()
    for text in ("", "vision", "vis", "cats OR zebra", "is:unread", '"networks of cats"', "-cats"):
        request = Request(text)
        results = more.results(request)
        facets = more.facets(results)
        assert facets
        for facet in facets:
            narrowed = more.results(facet.narrowed)
            assert narrowed.total == facet.count, facet
            assert set(narrowed.keys) <= set(results.keys), facet
    counted = {(f.kind, f.value): f.count for f in more.facets(ask(more, ""))}
    assert counted[FacetKind.TOPIC, "Vision"] == 6
    assert counted[FacetKind.MONTH, "2026-01"] == 6
    assert counted[FacetKind.VENUE, "CVPR 2026"] == 1
    assert counted[FacetKind.AUTHOR, "Ada Lovelace"] == 1
    assert counted[FacetKind.TAG, "gan"] == 2
    assert counted[FacetKind.CATEGORY, "cs.CV"] == counted[FacetKind.CATEGORY, "math-ph"] == 1
    assert more.facets(ask(more, "zzzz")) == []


def test_facets_of_the_bookmarks(more: Catalogue) -> None:
    more.bookmark(7, True).result()
    facets = more.facets(more.results(Request(bookmarked=True)))
    assert {(facet.value, facet.count) for facet in facets} == {("Signs", 1), ("2026-02", 1)}
    assert all(facet.narrowed.bookmarked for facet in facets)


# Saved searches, history, completion


def test_saved_searches_have_live_counts(more: Catalogue) -> None:
    more.save_search("Zebras", "zebra").result()
    more.save_search("All", "").result()
    assert [(k.search.name, k.count, k.new) for k in more.searches()] == [
        ("Zebras", 2, 0),
        ("All", 9, 0),
    ]
    more.library.add("Later", "test", [paper("2603.00001v1", "A third zebra")])
    more.index.ensure().join()
    assert [(k.count, k.new) for k in more.searches()] == [(3, 1), (10, 1)]
    more.saw_search("Zebras").result()
    assert [k.new for k in more.searches()] == [0, 1]
    more.remove_search("All").result()
    assert [k.search.name for k in more.searches()] == ["Zebras"]


def test_without_an_index_there_are_no_counts(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    catalogue.save_search("Cats", "cats").result()
    with pytest.raises(NotReady):
        list(catalogue.searches())
    completed = catalogue.completion("titl")
    assert completed is not None
    assert completed.text == "title:"
    assert catalogue.completion("networ") is None
    catalogue.index.ensure().join()
    catalogue.close()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("networ", "network"),
        ("cats clas", "cats classification"),
        ("topic:si", "topic:signs"),
        ("author:ada", 'author:"ada Lovelace"'),
        ("venue:cv", 'venue:"cvPR 2026"'),
        ("tag:g", "tag:gan"),
        ("category:m", "category:math-ph"),
        ("category:CS", "category:CS.CV"),
        ("list:st", 'list:"street signs"'),
        ("is:boo", "is:bookmarked"),
        ("-has:co", "-has:code"),
    ],
)
def test_what_a_text_goes_on_with(more: Catalogue, typed: str, taken: str) -> None:
    more.tag(1, "gan", True).result()
    completed = more.completion(typed)
    assert completed is not None
    assert completed.text == taken


# Related papers


def test_related_papers_by_any_name(more: Catalogue) -> None:
    more.library.add(
        "Twins",
        "test",
        [
            paper(f"2604.0000{n}v1", "Conformal twin", "Calibrated conformal sets of deep twins.")
            for n in (1, 2)
        ],
    )
    more.index.ensure().join()
    first = more.named("2604.00001")
    second = more.named("2604.00002")
    assert first is not None
    assert second is not None
    for name in ("2604.00001", "https://arxiv.org/abs/2604.00001v2", '"2604.00001"'):
        results = ask(more, f"related:{name}")
        assert list(results.keys) == [second.key], name
        assert "conformal" in results.shared(second.key)
    assert found(more, "related:2604.00001 is:read") == []
    assert found(more, "related:9999.99999") == []


# Highlighting agrees with finding


@pytest.mark.parametrize(
    "text",
    [
        *("networ", "cats ", '"networks of cats" ', '"classified network"~3 ', "netwrok~2 "),
        *("class* ", "title:cats ", "abstract:cats ", "cifar-10 ", "self-sup"),
        "(birds OR dog) -zebra ",
    ],
)
def test_marked_words_are_those_that_were_found(more: Catalogue, text: str) -> None:
    """A paper is found by title or abstract exactly where something in them is marked."""
    request = Request(text)
    tree = request.query.tree
    found = set(more.results(request).keys)
    for entry in more.entries(more.library.keys()):
        marked = spans(tree, entry.paper.title, Text.TITLE)
        marked += spans(tree, entry.paper.abstract, Text.ABSTRACT)
        assert bool(marked) == (entry.key in found), entry.paper.title


@given(st.text(max_size=30), st.booleans())
@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_has_results(more: Catalogue, text: str, entered: bool) -> None:
    results = more.results(Request(text, entered))
    assert len(list(results.keys)) == results.total
    more.completion(text)


def test_every_example_of_a_field_is_answered(more: Catalogue) -> None:
    for field in FIELDS:
        results = ask(more, field.example)
        assert results.request.query.problems == ()
        assert results.total <= 9


@pytest.mark.parametrize(
    "text",
    [
        *("topic:signs", "author:lovelace", "venue:cvpr", "code:github.com", "category:cs.CV"),
        *("id:2601", "date:2026", "is:unread", "has:code", "list:street", "-topic:signs"),
        *("topic:signs author:doe", "topic:(signs OR vision)", "2601.00001 2602.00001", "-cats"),
    ],
)
def test_filters_alone_keep_the_order_by_date(more: Catalogue, text: str) -> None:
    by_date = list(more.results(Request()).keys)
    found = ask(more, text)
    assert found.order == Order(Sort.DATE)
    assert list(found.keys) == [key for key in by_date if key in set(found.keys)]
    assert ask(more, text, order=Order(Sort.RELEVANCE)).order == Order(Sort.DATE)


@pytest.mark.parametrize(
    "text",
    [
        *("cats", '"networked dog"', "title:cats", "abstract:birds", "comment:cvpr", "title:(a b)"),
        *("topic:vision network", "author:lovelace OR strings", "2601.00003", "related:2601.00001"),
    ],
)
def test_the_best_match_comes_first_where_words_are_looked_for(more: Catalogue, text: str) -> None:
    assert ask(more, text).order == Order(Sort.RELEVANCE)


def test_a_filter_does_not_change_which_match_is_the_best(more: Catalogue) -> None:
    scored = ask(more, "network")
    narrowed = ask(more, "topic:vision network")
    assert list(narrowed.keys) == list(scored.keys)
    assert scored.hits is not None
    assert narrowed.hits is not None
    assert [narrowed.hits.score(key) for key in narrowed.keys] == [
        scored.hits.score(key) for key in scored.keys
    ]
