"""Selecting papers: one by one, as a range, and what becomes of the selection."""

from __future__ import annotations

import pytest
from person import Person, browsing

from paperbrowse.catalogue import Catalogue
from paperbrowse.tui.selecting import Selection

SIZES = [(120, 36), (80, 24), (60, 20)]


def signs(person: Person) -> str:
    """The sign of each of the six papers."""
    return "".join("x" if "✓" in line else "." for line in person.lines[:6])


@pytest.mark.parametrize("size", SIZES)
async def test_space_selects_and_goes_on(catalogue: Catalogue, size: tuple[int, int]) -> None:
    async with browsing(catalogue, size) as person:
        await person.press("space", "j", "space")
        assert signs(person) == "x.x..."
        await person.until(lambda: "2 selected" in person.status)
        await person.press("k", "space")
        assert signs(person) == "x....."
        await person.until(lambda: person.status.endswith(" · 1 selected"))
        await person.press("G", "space", "space")
        assert signs(person) == "x....."


async def test_selected_rows_are_visible_in_colour_too(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("space", "j")

        def background(row: int) -> object:
            style = list(person.papers.render_line(row))[-2].style
            return style.bgcolor if style else None

        assert len({background(0), background(1), background(2)}) == 3


async def test_a_range_follows_the_highlight(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("G", "space", "g", "j", "v", "j", "j")
        assert signs(person) == ".xxx.x"
        await person.until(lambda: "4 selected, v ends the range" in person.status)
        await person.press("g")
        assert signs(person) == "xx...x"
        await person.press("v", "j", "j", "j")
        assert signs(person) == "xx...x"
        await person.until(lambda: person.status.endswith("3 selected"))
        await person.press("v", "j", "space", "g")  # space ends it
        assert signs(person) == "xx.xxx"


async def test_the_selection_survives_sorting_searching_and_marking(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("space", "v", "j")
        assert signs(person) == "xxx..."
        chosen = {person.papers.keys[n] for n in range(3)}
        await person.press("s")
        await person.until(lambda: "by title" in person.status)
        await person.press("j", "j", "j", "j", "b")  # another order ended the range
        assert {k for k in person.papers.keys if k in person.papers.selection} == chosen
        await person.type("/birds")
        await person.until(lambda: person.found == "1 of 6")
        assert "3 selected" in person.status
        # In the box, Escape clears the query alone.
        await person.press("escape")
        await person.until(lambda: person.found == "6 papers")
        assert signs(person).count("x") == 3


async def test_escape_clears_the_selection_after_panels_and_before_the_query(
    catalogue: Catalogue,
) -> None:
    async with browsing(catalogue) as person:
        await person.type("/vision")
        await person.press("enter", "space", "f", "escape")
        assert "1 selected" in person.status
        await person.press("escape")
        await person.until(lambda: "selected" not in person.status)
        assert signs(person) == "......"
        assert person.box.value == "vision"
        await person.press("escape")
        assert person.box.value == ""


async def test_in_the_paper_space_still_pages(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("enter", "space", "v")
        assert "selected" not in person.status


async def test_nothing_to_select(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/zebra")
        await person.until(lambda: person.found == "0 of 6")
        await person.press("enter", "space", "v", "j")
        assert "selected" not in person.status


def test_papers_are_in_the_order_of_the_list_and_the_others_behind() -> None:
    selection = Selection()
    for key in (9, 3, 8, 1):
        selection.toggle(key)
    assert selection.among([1, 2, 3]) == [1, 3, 9, 8]
    selection.begin([5, 6, 7], 2)
    selection.extend([5, 6, 7], 0)
    assert list(selection) == [9, 3, 8, 1, 5, 6, 7]
    selection.extend([5, 6, 7], 2)
    assert list(selection) == [9, 3, 8, 1, 7]
    selection.clear()
    assert not selection
    assert not selection.ranging
