"""Going on from a paper, and back to where one was."""

from __future__ import annotations

from person import browsing

from paperbrowse.catalogue import Catalogue, Request
from paperbrowse.tui.trail import Place, Trail


def test_settled_searches_are_remembered_once() -> None:
    trail = Trail()
    everything, typed = Place(Request(), 1), Place(Request("c"), 2)
    entered = Place(Request("cat", entered=True), 3)
    trail.leave(everything, typed.request)
    trail.leave(typed, entered.request)
    trail.settle()
    trail.leave(entered, Request("cat"))
    trail.leave(entered, Request("dog"))
    trail.settle()
    assert trail.back(Request("dog")) == entered
    trail.settle()
    assert trail.back(entered.request) == everything
    assert trail.back(everything.request) is None


async def test_related_papers_and_back(shipped: Catalogue) -> None:
    async with browsing(shipped) as person:
        await person.type("/calibration")
        await person.press("enter", "j")
        await person.until(lambda: " of 199" in person.found)
        key = person.papers.key
        await person.press("R")
        await person.until(lambda: person.box.value.startswith("related:2"))
        await person.until(lambda: "shares " in person.page)
        shares = person.page.split("shares ")[1].split(" · ")[0]
        assert 1 <= len(shares.split(",")) <= 8
        await person.press("ctrl+o")
        await person.until(lambda: person.papers.key == key)
        assert person.box.value == "calibration"
        assert "shares " not in person.page


async def test_every_way_of_leaving_can_be_gone_back(catalogue: Catalogue) -> None:
    catalogue.save_search("mine", "birds").result()
    async with browsing(catalogue) as person:
        await person.press("j")
        await person.type("/networks")
        await person.press("enter", "j")
        await person.until(lambda: person.found == "2 of 6")
        second = person.papers.key
        await person.press("w", "1", "escape")  # a saved search
        await person.until(lambda: person.box.value == "birds")
        await person.press("escape")  # clearing
        await person.until(lambda: person.found == "6 papers")
        await person.type("/ca")  # typing, and looking at the list
        await person.press("tab")
        if person.box.has_focus:  # the first took the completion
            await person.press("tab")
        typed = person.box.value
        await person.type("/ x")
        seen = []
        for _ in range(4):
            await person.press("ctrl+o")
            seen.append(person.box.value)
            assert person.papers.has_focus
        assert seen == [typed, "", "birds", "networks"]
        await person.until(lambda: person.papers.key == second)
        await person.press("ctrl+o")
        await person.until(lambda: person.found == "6 papers")
        assert person.papers.key == person.papers.keys[1]
        await person.press("ctrl+o")
        assert "No earlier search" in person.notifications


async def test_the_order_is_gone_back_to_as_well(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("s", "j")
        key = person.papers.key
        await person.type("/strings")
        await person.press("enter", "a")
        await person.until(lambda: person.status == "1 of 6 · by date")
        await person.press("ctrl+o", "ctrl+o")
        await person.until(lambda: person.status == "6 papers · by title")
        assert person.papers.key == key
