"""The panel beside the list: facets, saved searches and authors."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing

import pytest
from person import Person, browsing
from shelf import paper

from paperbrowse.catalogue import Catalogue
from paperbrowse.library import Library
from paperbrowse.tui.widgets.panel import Panel

SIZES = [(120, 36), (80, 24), (60, 20)]


def chosen(person: Person, text: str) -> int:
    """The line of the panel that shows a text."""
    return next(n for n, line in enumerate(person.panel.splitlines()) if text in line)


# Facets


@pytest.mark.parametrize("size", SIZES)
async def test_facets_narrow_the_search_and_the_way_back(
    catalogue: Catalogue, size: tuple[int, int]
) -> None:
    async with browsing(catalogue, size) as person:
        await person.type("/vision")
        await person.until(lambda: person.found == "6 of 6")
        await person.press("enter", "j", "f")
        await person.until(lambda: "Venues" in person.panel)
        assert "Topics" in person.panel
        looked_at = person.papers.key
        await person.pilot.click(Panel, offset=(5, 1 + chosen(person, "CVPR 2026")))
        await person.until(lambda: person.found == "1 of 6")
        assert "CVPR 2026" in person.box.value
        assert person.box.value.endswith("vision")
        await person.until(lambda: "6" not in person.panel.replace("2026", ""))
        assert person.app.screen_stack[0].focused is person.app.screen.query_one(Panel)
        await person.press("escape")
        assert person.panel == ""
        assert person.papers.has_focus
        assert person.papers.display
        await person.press("ctrl+o")
        await person.until(lambda: person.found == "6 of 6")
        assert person.box.value == "vision"
        assert person.papers.key == looked_at
        await person.press("ctrl+o")
        await person.until(lambda: person.found == "6 papers")
        await person.press("ctrl+o")
        assert "No earlier search" in person.notifications


async def test_facets_by_keys(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("f")
        await person.until(lambda: "CVPR 2026" in person.panel)
        await person.press("enter")  # the first topic is that of all papers
        assert "All of these papers" in person.notifications
        for key, first in [("G", False), ("g", True), ("pagedown", False), ("home", True)]:
            await person.press(key)
            panel = person.app.screen.query_one(Panel)
            assert (panel.choice is panel._choices[0]) is first
        await person.press("j", "k", "f")
        assert person.panel == ""


async def test_papers_with_nothing_in_common(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/zebra")
        await person.until(lambda: person.found == "0 of 6")
        await person.press("enter", "f")
        await person.until(lambda: "nothing in common" in " ".join(person.panel.split()))
        await person.press("enter", "1", "j", "escape")
        assert person.panel == ""


async def test_facets_follow_what_is_typed(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("f")
        await person.until(lambda: "CVPR 2026" in person.panel)
        await person.type("/cats")
        await person.until(lambda: person.panel != "" and "CVPR 2026" not in person.panel)
        assert person.box.has_focus
        # Escape closes the topmost: the panel, then the query.
        await person.press("escape")
        assert person.panel == ""
        assert person.box.value == "cats"
        await person.press("escape")
        assert person.box.value == ""


# Saved searches


@pytest.mark.parametrize("size", SIZES)
async def test_a_search_is_saved_renamed_opened_and_removed(
    catalogue: Catalogue, size: tuple[int, int]
) -> None:
    async with browsing(catalogue, size) as person:
        await person.press("w")
        assert "No saved searches yet" in person.panel
        await person.press("plus")
        assert "no search to save" in person.notifications
        await person.press("escape")
        await person.type("/cats")
        await person.press("enter", "w", "plus")
        assert person.prompt == ""
        await person.type("about cats")
        await person.press("enter")
        await person.until(lambda: person.panel.split() == ["1", "about", "cats", "1"])
        await person.press("plus", "enter")
        await person.until(lambda: "one line of text" in person.notifications)
        await person.press("R")
        assert person.prompt == "about cats"
        await person.type("!")
        await person.press("enter")
        await person.until(lambda: "cats!" in person.panel)
        await person.press("escape", "escape")
        await person.until(lambda: person.found == "6 papers")
        await person.press("w", "1")
        await person.until(lambda: person.found == "1 of 6")
        assert person.box.value == "cats"
        if size[0] == 60:
            assert person.papers.has_focus
            await person.press("w")
        await person.press("d")
        assert person.panel_remark == "d again removes it"
        await person.press("k")
        assert person.panel_remark == ""
        await person.press("d", "d")
        await person.until(lambda: "No saved searches yet" in person.panel)
    assert catalogue.library.saved() == []


async def test_new_papers_are_counted_until_they_are_looked_at(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.tui.panels._LOOK", 0.01)
    catalogue.save_search("mine", "vision").result()
    async with browsing(catalogue) as person:
        await person.press("w")
        await person.until(lambda: person.panel.split() == ["1", "mine", "6"])
        other = Library.open(catalogue.library.path)
        new = paper("2601.00009v1", "Foxes", updated=datetime.date(2026, 1, 3))
        other.add("more", "test", [new])
        other.close()
        catalogue.index.ensure()
        await person.until(lambda: person.panel.split() == ["1", "mine", "7", "·", "1", "new"])
        await person.press("enter")
        await person.until(lambda: person.panel.split() == ["1", "mine", "7"])


async def test_names_that_are_taken_are_refused(catalogue: Catalogue) -> None:
    catalogue.save_search("one", "cats").result()
    catalogue.save_search("two", "birds").result()
    async with browsing(catalogue) as person:
        await person.press("w")
        await person.until(lambda: "two" in person.panel)
        await person.press("j", "r", "ctrl+u")
        await person.type("one")
        await person.press("enter")
        await person.until(lambda: "already" in person.notifications)
        await person.press("9", "2")
        await person.until(lambda: person.box.value == "birds")


async def test_bookmarks_are_saved_with_the_search(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("b", "B")
        await person.type("/cats OR dog")
        await person.press("enter", "w", "plus", "m", "enter")
        await person.until(lambda: person.panel.split() == ["1", "m", "1"])
    assert catalogue.library.saved()[0].query == "is:bookmarked (cats OR dog)"


async def test_names_are_text(catalogue: Catalogue) -> None:
    catalogue.save_search("x", "cats").result()
    with closing(sqlite3.connect(catalogue.library.path)) as raw, raw:  # as older releases took it
        raw.execute("UPDATE saved_search SET name = ?", ("[bold]\x1b[2Jx\u202e",))
    async with browsing(catalogue) as person:
        await person.press("w")
        await person.until(lambda: person.panel.endswith("1"))
        assert person.panel.split() == ["1", "[bold]x", "1"]


# What is in front of what


async def test_escape_closes_the_topmost(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/cats")
        await person.press("enter", "w", "shift+tab", "shift+tab", "t")
        await person.until(lambda: person.prompt == "")
        await person.press("escape")
        assert (person.prompt, person.panel != "") == (None, True)
        await person.press("escape")
        assert (person.panel, person.box.value) == ("", "cats")
        await person.press("enter", "escape")
        assert person.papers.has_focus
        assert person.box.value == "cats"
        await person.press("escape", "escape", "escape")
        assert person.box.value == ""
        assert person.app.is_running


async def test_a_panel_takes_a_screen_that_becomes_narrow(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("f")
        await person.until(lambda: "Topics" in person.panel)
        await person.press("tab")
        assert person.papers.has_focus
        await person.pilot.resize_terminal(60, 20)
        await person.until(lambda: not person.papers.display)
        panel = person.app.screen.query_one(Panel)
        await person.until(lambda: panel.has_focus and panel.size.width > 50)
        assert not person.paper.display
        await person.type("/cats")
        await person.press("enter")
        assert person.panel == ""
        await person.until(lambda: person.papers.display and person.papers.has_focus)


async def test_on_a_screen_of_80_columns_reading_closes_the_panel(catalogue: Catalogue) -> None:
    async with browsing(catalogue, (80, 24)) as person:
        await person.press("f")
        await person.until(lambda: not person.paper.display)
        await person.press("tab", "enter")
        await person.until(lambda: person.paper.display and person.paper.has_focus)
        assert person.panel == ""


# Authors


async def test_more_by_an_author(catalogue: Catalogue) -> None:
    catalogue.library.add(
        "more",
        "test",
        [paper("2601.00009v1", "Foxes", authors=("Ada Lovelace", 'Al "X" Khwarizmi'))],
    )
    catalogue.index.ensure().join()
    async with browsing(catalogue) as person:
        await person.press("a")
        assert "names no author" in person.notifications
        await person.type("/strings")
        await person.until(lambda: person.found == "1 of 7")
        await person.press("enter", "a")
        await person.until(lambda: person.found == "2 of 7")
        assert person.box.value == 'author:"Ada Lovelace"'
        await person.type("/ foxes")
        await person.until(lambda: person.found == "1 of 7")
        await person.press("enter", "a")
        assert person.panel.split() == ["1", "Ada", "Lovelace", "2", "Al", "X", "Khwarizmi"]
        await person.press("2")
        await person.until(lambda: person.box.value == 'author:"Al X Khwarizmi"')
        assert person.panel == ""
        assert person.papers.has_focus


async def test_a_panel_gives_the_focus_back(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("enter", "f", "escape")
        assert person.paper.has_focus
        await person.press("escape", "f", "escape")
        assert person.papers.has_focus


async def test_a_saved_search_is_not_overwritten(catalogue: Catalogue) -> None:
    catalogue.save_search("Mine", "birds").result()
    async with browsing(catalogue) as person:
        await person.type("/cats ")
        await person.press("enter", "w", "plus")
        await person.type("Mine")
        await person.press("enter")
        await person.until(lambda: "already" in person.notifications)
        assert [search.query for search in catalogue.saved()] == ["birds"]
