"""One row of one list harms no other list's papers, and what a list brought goes with it."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import paper

from paperbrowse.library import Entry, Library, Origin
from paperbrowse.paper import ArxivId, Paper
from paperbrowse.query import Is, State

A = paper("2601.00001v1", "How cats see the world", "Cats look.", authors=("Ada Lovelace", "Bo Li"))
B = Paper(
    "Deep networks of dogs and owls", doi="10.1/b", authors=("Carl Gauss",), abstract="Dogs bark."
)
GLUE = Paper("", ArxivId("2601.00001"), doi="10.1/B")
EVIL = replace(A, arxiv=ArxivId("2601.00001", 99), title="Buy now", abstract="Buy " * 9, authors=())


def read(library: Library, name: str, *papers: Paper, source: str = "test") -> None:
    with library.importing(Origin(name, source)) as importing:
        importing.add(papers)
        importing.finish()


def entry(library: Library, identity: str) -> Entry:
    key = library.find(identity)
    assert key is not None
    (found,) = library.entries([key])
    return found


def mark(library: Library, key: int, word: str) -> None:
    library.bookmark(key, True).result()
    library.mark_read(key, True).result()
    library.tag(key, word, True).result()
    library.tag(key, "both", True).result()
    library.note(key, f"Note {word}.").result()


def state(library: Library) -> list[tuple[Paper, object]]:
    """Everything that is known of the papers, but keys, times and the order of topics."""
    found = [
        (
            replace(e.paper, topics=tuple(sorted(e.paper.topics))),
            (e.lists, e.bookmarked, e.read, e.tags, e.note),
        )
        for e in library.entries(library.keys())
    ]
    return sorted(found, key=str)


@pytest.mark.parametrize("title", ["", "Buy now", A.title, B.title])
@pytest.mark.parametrize("marks", [True, False])
def test_a_row_with_the_doi_of_another_paper(library: Library, title: str, marks: bool) -> None:
    read(library, "cats", A)
    read(library, "dogs", B)
    if marks:
        mark(library, 1, "a")
        mark(library, 2, "b")
    before = state(library)
    read(library, "hostile", replace(GLUE, title=title))
    a, b = entry(library, "arxiv:2601.00001"), entry(library, "doi:10.1/b")
    assert (a.paper, a.tags) == (A, ("a", "both") if marks else ())
    assert (b.paper, b.tags) == (B, ("b", "both") if marks else ())
    assert (a.lists, b.lists) == (("cats", "hostile"), ("dogs",))
    library.remove_list("hostile")
    assert state(library) == before


@pytest.mark.parametrize(
    "glue", [GLUE, replace(GLUE, title=A.title, authors=("Eve",), abstract="x")]
)
@pytest.mark.parametrize("at", range(3))
def test_a_row_that_glues_comes_first_or_between(library: Library, at: int, glue: Paper) -> None:
    with contextlib.closing(Library.open(library.path.with_name("other.db"))) as other:
        order = [("cats", A), ("dogs", B)]
        for name, row in order:
            read(other, name, row)
        for name, row in [*order[:at], ("hostile", glue), *order[at:]]:
            read(library, name, row)
        library.remove_list("hostile")
        assert state(library) == state(other)
        assert library.find("doi:10.1/b") != library.find("arxiv:2601.00001")
        assert library.check() == ""


def test_a_row_with_the_doi_of_a_paper_takes_no_marks_along(library: Library) -> None:
    """Where the other paper was not known, the row is it alone."""
    read(library, "dogs", B)
    mark(library, 1, "b")
    read(library, "hostile", replace(GLUE, title="Buy now"))
    assert entry(library, "arxiv:2601.00001").tags == ()
    assert entry(library, "arxiv:2601.00001").paper.doi == ""
    assert entry(library, "doi:10.1/b").tags == ("b", "both")
    assert entry(library, "doi:10.1/b").paper == B


def test_a_row_of_a_version_that_is_none(library: Library) -> None:
    read(library, "cats", A)
    read(library, "hostile", EVIL)
    assert entry(library, "arxiv:2601.00001").paper == A
    assert list(library.having(Is(State.UPDATED), entry(library, A.identity).first_seen)) == []
    # It does not keep the next version out.
    newer = replace(A, arxiv=ArxivId("2601.00001", 2), title="How all cats see")
    read(library, "cats", newer)
    assert entry(library, A.identity).paper.title == "How all cats see"
    assert entry(library, A.identity).paper.version == 2


@pytest.mark.parametrize("known", [A, replace(A, authors=()), replace(A, abstract="")])
@pytest.mark.parametrize("evil", [EVIL, replace(EVIL, authors=A.authors)])
@pytest.mark.parametrize("gone", [True, False])
def test_a_rewritten_title_is_taken_back(
    library: Library, known: Paper, evil: Paper, gone: bool
) -> None:
    read(library, "cats", known)
    mark(library, 1, "a")
    before = state(library)
    read(library, "hostile", evil, B)
    if gone:
        library.remove_list("hostile")
        assert state(library) == before
    else:
        read(library, "hostile", B)
        assert [found for found in state(library) if found[0].arxiv] == before
    assert entry(library, A.identity).newer_seen is None
    assert library.check() == ""


def test_a_paper_that_came_with_a_hostile_row_is_what_the_others_say(library: Library) -> None:
    read(library, "hostile", EVIL)
    read(library, "cats", replace(A, abstract=""))
    library.remove_list("hostile")
    assert entry(library, A.identity).paper == replace(A, abstract="")


def test_what_arxiv_itself_says_goes_before_and_stays(library: Library) -> None:
    read(library, "hostile", replace(EVIL, authors=("Eve Mallory",)))
    read(library, "listed", replace(A, authors=(), abstract="", topics=("Cats",)))
    newer = replace(A, arxiv=ArxivId("2601.00001", 2), title="A new name", topics=())
    read(library, "query", newer, source="arxiv:cat:cs.CV")
    shown = entry(library, A.identity).paper
    assert (shown.title, shown.abstract, shown.version) == ("A new name", A.abstract, 2)
    library.remove_list("query")
    library.remove_list("hostile")
    shown = entry(library, A.identity).paper
    assert (shown.title, shown.abstract, shown.version) == ("A new name", A.abstract, 2)
    library.remove_list("listed")
    assert library.count() == 0


def test_what_was_filled_in_stays_with_the_paper(library: Library) -> None:
    read(library, "listed", replace(A, authors=(), abstract=""))
    assert library.fill([A]) == 1
    read(library, "hostile", EVIL)
    library.remove_list("hostile")
    assert entry(library, A.identity).paper == A


def test_papers_that_agree_become_one_and_are_parted_with_their_marks(library: Library) -> None:
    same = replace(B, title=A.title)
    read(library, "cats", A)
    read(library, "dogs", same)
    mark(library, 1, "a")
    mark(library, 2, "b")
    before = state(library)
    read(library, "link", replace(GLUE, title=A.title))
    one = entry(library, A.identity)
    assert (one.tags, one.note) == (("a", "b", "both"), "Note a.\n\nNote b.")
    assert one.lists == ("cats", "dogs", "link")
    assert library.count() == 1
    library.remove_list("link")
    assert state(library) == before
    assert library.check() == ""


def test_a_mark_that_was_taken_away_from_one_of_two_stays_away(library: Library) -> None:
    read(library, "cats", A)
    read(library, "dogs", replace(B, title=A.title))
    mark(library, 2, "b")
    read(library, "link", replace(GLUE, title=A.title))
    (key,) = library.keys()
    library.bookmark(key, False).result()
    library.tag(key, "b", False).result()
    library.tag(key, "later", True).result()
    library.note(key, "Another note.").result()
    read(library, "link", A)
    library.remove_list("link")
    a, b = entry(library, A.identity), entry(library, B.identity)
    assert (a.bookmarked, a.read, a.tags, a.note) == (False, False, ("later",), "Another note.")
    assert (b.bookmarked, b.read, b.tags, b.note) == (False, True, ("both",), "")


def test_two_lists_that_link_the_same_papers(library: Library) -> None:
    read(library, "cats", A)
    read(library, "dogs", replace(B, title=A.title))
    mark(library, 2, "b")
    for name in ("one", "two"):
        read(library, name, replace(GLUE, title=A.title))
    library.remove_list("one")
    assert library.count() == 1
    library.remove_list("two")
    assert entry(library, A.identity).tags == ()
    assert entry(library, B.identity).tags == ("b", "both")


def test_a_link_that_a_list_mends_is_taken_back(library: Library) -> None:
    read(library, "dogs", replace(B, title="", authors=()))
    read(library, "careless", replace(GLUE, title=A.title))
    read(library, "cats", A)
    assert library.count() == 1
    read(library, "careless", replace(GLUE, title=A.title, doi=""))
    assert entry(library, A.identity).paper == A
    assert entry(library, B.identity).paper == replace(B, title="", authors=())
    assert (entry(library, A.identity).lists, entry(library, B.identity).lists) == (
        ("careless", "cats"),
        ("dogs",),
    )


def test_a_version_that_a_list_mends_is_taken_back(library: Library) -> None:
    read(library, "cats", A)
    read(library, "careless", replace(EVIL, authors=A.authors), B)
    assert entry(library, A.identity).paper.version == 99
    read(library, "careless", replace(EVIL, arxiv=A.arxiv, title=A.title, abstract=""), B)
    assert entry(library, A.identity).paper == A


def test_lists_that_agree_take_no_room(library: Library) -> None:
    read(library, "one", A, B)
    read(library, "two", B, A)
    with library._connections.reading() as connection:
        for table in ("said", "joined", "claim"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


# Three papers as they are, of which honest lists tell more or less, and rows of any kind.
TRUTH = [
    replace(
        paper(f"2601.0000{n}v1", title, f"Abstract {n}.", topics=()),
        doi=f"10.1/{n}",
        authors=(author,),
    )
    for n, (title, author) in enumerate(
        [
            ("How cats see", "Ada Lovelace"),
            ("Why dogs bark", "Bo Li"),
            ("Owls at night", "Carl Gauss"),
        ]
    )
]
HONEST = st.builds(
    lambda truth, number, bare, topic: replace(
        truth,
        arxiv=truth.arxiv if number else None,
        doi="" if number == 1 else truth.doi,
        authors=() if bare else truth.authors,
        abstract="" if bare else truth.abstract,
        topics=topic,
    ),
    st.sampled_from(TRUTH),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from([(), ("T",), ("U",)]),
)
ANY = st.builds(
    lambda number, version, doi, title, authors, abstract: Paper(
        title,
        ArxivId(number, version) if number else None,
        doi=doi or ("" if number else "10.1/9"),
        authors=authors,
        abstract=abstract,
    ),
    st.sampled_from(["", "2601.00000", "2601.00001", "2601.00002", "2601.00009"]),
    st.sampled_from([None, 1, 2, 99]),
    st.sampled_from(["", "10.1/0", "10.1/1", "10.1/2"]),
    st.sampled_from(["", "Buy now", "How cats see", "Why dogs bark"]),
    st.sampled_from([(), ("Eve Mallory",), ("Bo Li",)]),
    st.sampled_from(["", "Buy!"]),
)
NAMES = st.sampled_from(["one", "two", "three"])
LISTS = st.fixed_dictionaries(
    {name: st.lists(HONEST, max_size=4) for name in ("one", "two", "three")}
)


def taken_back(
    lists: dict[str, list[Paper]], before: list[str], rows: list[Paper], after: list[str]
) -> None:
    """Read lists before and after one that is removed, and without it; compare."""
    with (
        tempfile.TemporaryDirectory() as directory,
        contextlib.closing(Library.open(Path(directory) / "with.db")) as with_it,
        contextlib.closing(Library.open(Path(directory) / "without.db")) as without,
    ):
        for name in [*before, "removed", *after]:
            if name == "removed":
                with_it.add(name, "test", rows, rolling=True)
                continue
            for library in (with_it, without):
                library.add(name, "test", lists[name], rolling=True)
        with_it.remove_list("removed")
        assert state(with_it) == state(without)
        assert with_it.check() == ""


@given(LISTS, st.lists(NAMES, max_size=4), st.lists(ANY, max_size=3), st.lists(NAMES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_list_that_is_removed_has_never_been(
    lists: dict[str, list[Paper]], before: list[str], rows: list[Paper], after: list[str]
) -> None:
    taken_back(lists, before, rows, after)


@pytest.mark.full
@given(LISTS, st.lists(NAMES, max_size=4), st.lists(ANY, max_size=3), st.lists(NAMES, max_size=4))
@settings(max_examples=2000, deadline=None)
def test_many_lists_that_are_removed_have_never_been(
    lists: dict[str, list[Paper]], before: list[str], rows: list[Paper], after: list[str]
) -> None:
    taken_back(lists, before, rows, after)
