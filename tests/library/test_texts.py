"""Texts of any characters, lone surrogates among them: what goes in comes out storable."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperbrowse.library import Library
from paperbrowse.library.tables import storable, storable_paper
from paperbrowse.paper import ArxivId, Paper, Version

# Every code point, the surrogates that Hypothesis leaves out too.
CHARACTERS = st.integers(0, 0x10FFFF).map(chr) | st.sampled_from("a\n\0\ud83d\ude00")
TEXT = st.lists(CHARACTERS, max_size=8).map(lambda characters: "".join(characters))
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
PAPERS = st.builds(
    Paper,
    title=TEXT,
    arxiv=st.none() | st.builds(ArxivId, st.just("2601.00001"), st.none() | st.integers(10, 999)),
    doi=TEXT,
    url=TEXT,
    published=st.none() | st.dates(),
    updated=st.none() | st.dates(),
    authors=TEXTS,
    abstract=TEXT,
    comment=TEXT,
    code=TEXT,
    categories=TEXTS,
    journal=TEXT,
    topics=TEXTS,
    earlier=st.lists(st.builds(Version, st.integers(1, 9), TEXT, st.none() | st.dates())).map(
        tuple
    ),
)
ODD = "a\ud800 \0\n\u202e\U0001f600\udc00"


@given(PAPERS, TEXT)
@example(Paper(ODD, authors=(ODD,), topics=(ODD, ODD), earlier=(Version(1, ODD, None),)), ODD)
@settings(max_examples=60, deadline=None)
def test_what_is_kept_is_storable(found: Paper, name: str) -> None:
    kept = storable_paper(found)
    assert storable_paper(kept) == kept
    with tempfile.TemporaryDirectory() as directory:
        library = Library.open(Path(directory) / "library.db")
        library.add(name, name, [found], digest=name)
        assert [paper for _, paper in library.papers(sorted(library.keys()))] == [kept]
        (listed,) = library.lists()
        assert {listed.name, listed.origin.source, listed.origin.digest} == {storable(name)}
        stamp = library.stamp()
        assert library.add(name, name, [found]).unchanged == 1
        assert library.stamp() == stamp
        library.close()


def test_settings_of_any_characters(library: Library) -> None:
    for name in ("", "Ünï", "\0", ODD):
        library.remember(name, f"{name} kept").result()
        assert library.setting(name, "lost") == f"{storable(name)} kept"
    library.remember("", "").result()
    assert library.setting("", "default") == ""
    assert library.setting("\udfff", "default") == "default"


def test_a_name_of_any_characters_can_be_asked_for(library: Library) -> None:
    library.add("list", "test", [Paper("By DOI", doi=ODD)])
    assert library.find(f"doi:{ODD}") == 1
