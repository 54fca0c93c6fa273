"""A row that names two known papers makes one of them, with all that belonged to either."""

from __future__ import annotations

import datetime
from dataclasses import replace

from shelf import paper

from paperbrowse.library import Added, Entry, Library
from paperbrowse.paper import Paper

BY_NUMBER = paper("2601.00001v1", "Becoming one", topics=("A",))
BY_DOI = Paper("BECOMING ONE", doi="10.1/x", abstract="Text.", topics=("B",))
LINK = replace(BY_NUMBER, doi="10.1/X", title="Becoming One", topics=("C",))


def entry(library: Library, identity: str) -> Entry:
    key = library.find(identity)
    assert key is not None
    found = library.entry(key)
    assert found is not None
    return found


def titles(library: Library) -> list[str]:
    keys = library.keys()
    rows = library.rows(keys)
    return [rows[key].title for key in keys]


def test_all_marks_of_both_are_kept(library: Library) -> None:
    library.add("one", "test", [BY_NUMBER])
    library.add("two", "test", [BY_DOI])
    library.bookmark(2, True).result()
    library.mark_read(1, True).result()
    library.mark_read(2, True).result()
    for key, name in ((1, "first"), (1, "both"), (2, "both"), (2, "z")):
        library.tag(key, name, True).result()
    library.note(1, "Mine.").result()
    library.note(2, "Yours.").result()
    first_seen = entry(library, "arxiv:2601.00001").first_seen
    assert library.add("three", "test", [LINK]) == Added(0, 1, 0)
    assert library.count() == 1
    found = entry(library, "doi:10.1/x")
    assert found == entry(library, "arxiv:2601.00001")
    assert (found.bookmarked, found.read) == (True, True)
    assert found.tags == ("both", "first", "z")
    assert found.note == "Mine.\n\nYours."
    assert found.first_seen == first_seen
    assert found.lists == ("one", "two", "three")
    assert (found.paper.title, found.paper.abstract) == ("Becoming One", "Text.")
    assert set(found.paper.topics) == {"A", "B", "C"}


def test_a_note_of_one_alone_is_kept(library: Library) -> None:
    library.add("one", "test", [BY_NUMBER, BY_DOI])
    library.note(2, "Yours.").result()
    library.add("two", "test", [LINK])
    assert entry(library, "arxiv:2601.00001").note == "Yours."


def test_rows_of_one_list_are_joined_too(library: Library) -> None:
    address = "https://example.org/paper"
    rows = [Paper("By address", url=address), BY_DOI, replace(LINK, url=address)]
    assert library.add("one", "test", rows) == Added(1, 0, 0)
    assert library.count() == library.lists()[0].count == 1
    for name in (f"url:{address}", "doi:10.1/x", "arxiv:2601.00001"):
        assert entry(library, name).paper.title == "Becoming One"


def test_joined_papers_stay_joined(library: Library) -> None:
    library.add("one", "test", [BY_NUMBER, BY_DOI])
    library.add("two", "test", [LINK])
    library.add("one", "test", [BY_NUMBER, BY_DOI])
    assert library.count() == 1


def test_an_address_in_common_joins_nothing(library: Library) -> None:
    workshop = "https://example.org/workshop"
    rows = [replace(paper(f"2601.0000{n}v2", str(n)), url=workshop) for n in (1, 2)]
    assert library.add("one", "test", rows) == Added(2, 0, 0)
    assert library.add("one", "test", rows) == Added(0, 0, 2)


def test_a_joined_paper_takes_the_place_in_the_oldest_list(library: Library) -> None:
    first, last, found = (paper(f"2601.0000{n}v1", str(n)) for n in (1, 3, 9))
    by_doi = Paper("By DOI", doi="10.1/x", updated=datetime.date(2026, 1, 1))
    library.add("one", "test", [first])
    library.add("two", "test", [found])
    library.add("one", "test", [first, by_doi, last])
    library.add("two", "test", [replace(found, doi="10.1/x")])
    assert titles(library) == ["1", "9", "3"]


def test_a_version_that_comes_later_joins_by_doi(library: Library) -> None:
    library.add("one", "test", [BY_DOI])
    library.bookmark(1, True).result()
    newer = replace(paper("2601.00001v2", "Becoming one!"), doi="10.1/x")
    library.add("two", "test", [newer])
    library.add("three", "test", [BY_NUMBER])
    found = entry(library, "arxiv:2601.00001")
    assert (found.paper.title, str(found.paper.arxiv)) == ("Becoming one!", "2601.00001v2")
    assert [version.title for version in found.paper.earlier] == ["Becoming one"]
    assert found.bookmarked


def test_a_paper_goes_by_every_doi_it_had(library: Library) -> None:
    preprint, journal = "10.1/preprint", "10.1/journal"
    library.add("bot", "", [replace(BY_NUMBER, doi=preprint)])
    library.add("other", "", [replace(BY_NUMBER, doi=journal)])
    for _ in range(2):
        assert library.add("third", "", [Paper("One", doi=preprint)]).new == 0
    assert library.count() == 1
    assert library.find(f"doi:{preprint}") == library.find(f"doi:{journal}") is not None


def test_two_notes_that_say_the_same_stay_one(library: Library) -> None:
    library.add("a", "", [BY_NUMBER, BY_DOI])
    for key in (1, 2):
        library.note(key, "Same.").result()
    library.add("b", "", [LINK])
    assert entry(library, BY_NUMBER.identity).note == "Same."
