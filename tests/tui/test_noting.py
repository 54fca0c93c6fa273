"""Tags and notes, typed into the prompt."""

from __future__ import annotations

import pytest
from person import browsing

from paperbrowse.catalogue import Catalogue


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
async def test_tags(catalogue: Catalogue, size: tuple[int, int]) -> None:
    async with browsing(catalogue, size) as person:
        await person.press("t")
        await person.type("one, two three,, one")
        await person.press("enter")
        key = person.papers.key
        assert key is not None
        await person.until(lambda: len(catalogue.library.tags()) == 2)
        assert person.prompt is None
        assert person.papers.has_focus
        await person.press("t")
        assert person.prompt == "one, two three"
        await person.press("ctrl+u")
        await person.type("four")
        await person.press("escape")
        assert person.prompt is None
        await person.press("t", *["backspace"] * 11, "enter")
        await person.until(lambda: catalogue.library.tags() == [("one", 1)])
        await person.type("/tag:one ")
        await person.until(lambda: person.found == "1 of 6")
        if person.paper.display:
            assert "tags one" in person.page


async def test_a_tag_with_a_comma_stays_one(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        catalogue.tag(key, "a, b", True).result()
        await person.press("j", "k", "t")
        assert person.prompt == "a, b"
        await person.press("enter")
    assert catalogue.library.tags() == [("a, b", 1)]


async def test_a_note(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        catalogue.note(key, "first\nsecond").result()
        await person.press("j", "k", "e")
        assert person.prompt == "first second"
        await person.press("enter")
        entry = catalogue.entry(key)
        assert entry is not None
        assert entry.note == "first\nsecond"
        await person.press("e")
        await person.type(" third")
        await person.press("enter")
        await person.until(lambda: "note first second third" in " ".join(person.page.split()))
        await person.press("e", "ctrl+u", "enter")
        await person.until(lambda: "note" not in person.page)


async def test_the_prompt_goes_when_something_else_is_clicked(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("e")
        await person.type("kept?")
        await person.pilot.click("#list", offset=(20, 1))
        await person.until(lambda: person.prompt is None)
        await person.press("t", "ctrl+p", "escape")
        assert person.prompt == ""
    assert catalogue.library.notes() == []


async def test_what_was_not_kept_is_said(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue.library, "read_only", True)
    async with browsing(catalogue) as person:
        await person.press("t", "x", "enter")
        await person.until(lambda: "not kept" in person.notifications)
