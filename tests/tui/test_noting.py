"""Tags and notes: typed and pasted into prompt and editor, here and in another window."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from person import browsing, names

from paperbrowse.catalogue import Catalogue
from paperbrowse.config import Directories


def note(catalogue: Catalogue, key: int) -> str:
    entry = catalogue.entry(key)
    return entry.note if entry is not None else ""


@contextmanager
def other_window(places: Directories) -> Iterator[Catalogue]:
    """The same library, as another process has it."""
    other = Catalogue.open(places)
    yield other
    other.close()


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


async def test_a_note_keeps_its_lines(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        catalogue.note(key, "first\n\n  second").result()
        await person.press("e")
        assert person.note == "first\n\n  second"
        await person.press("enter")
        assert note(catalogue, key) == "first\n\n  second"
        assert person.papers.has_focus
        await person.press("e")
        await person.type("\nthird?")
        assert "third" not in person.page
        await person.press("enter")
        assert note(catalogue, key) == "first\n\n  second\nthird?"
        assert "note first\n\n  second\nthird?\n\nCats" in person.page
        await person.press("e", *["ctrl+u", "backspace"] * 4, "enter")
        await person.until(lambda: "note" not in person.page)
        assert catalogue.library.notes() == []


async def test_the_editor_grows_with_its_lines_and_leaves_room(catalogue: Catalogue) -> None:
    for size, most in (((120, 36), 8), ((60, 20), 8), ((24, 6), 1)):
        async with browsing(catalogue, size) as person:
            await person.press("e", "x")
            editor = person.browser.query_one("#editor")
            assert editor.size.height == 1
            await person.paste("\n".join("0123456789"))
            assert editor.size.height == most
            assert editor.region.bottom <= size[1] - 2
            await person.press("escape", "ctrl+d")


async def test_what_is_typed_at_once_is_all_in_the_note(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.burst("e", *names("quit? b"), "enter", "b")
        key = person.papers.key
        assert key is not None
        assert note(catalogue, key) == "quit? b"
        assert catalogue.rows([key])[key].bookmarked


async def test_leaving_a_note_asks_about_changes(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        await person.press("e", "escape")
        assert person.note is None  # there was nothing to lose
        await person.press("e")
        await person.type("kept")
        for leave in ("escape", "tab", "shift+tab"):
            await person.press(leave)
        assert "typing goes on" in person.asked
        await person.press("q")  # typing goes on
        assert person.note == "keptq"
        assert "typing goes on" not in person.asked
        await person.press("backspace", "ctrl+d", "escape", "escape", "2")
        assert person.note == "kept2"
        await person.pilot.click("#list", offset=(20, 1))
        await person.until(lambda: "typing goes on" in person.asked)
        assert person.note == "kept2"
        await person.press("enter")
        assert note(catalogue, key) == "kept2"
        await person.press("g", "e", "x")
        person.browser.action_note()  # as the palette does
        assert person.note == "kept2x"
        assert "typing goes on" in person.asked
        await person.press("ctrl+d")
        assert person.note is None
        assert person.papers.has_focus
        assert note(catalogue, key) == "kept2"


async def test_ctrl_h_is_backspace_wherever_text_is_typed(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        for keys, expected in ((("slash",), "a"), (("escape", "t"), "a"), (("escape", "e"), "a")):
            await person.press(*keys, "a", "b", "ctrl+h")
            assert person.typed == expected


async def test_nothing_in_a_note_reaches_the_terminal_as_a_command(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        hostile = "a\x1b[31mb\x9b\u202e\rc"
        catalogue.note(key, hostile).result()
        await person.press("e")
        assert person.note == "a[31mb\nc"
        await person.press("enter")
        assert note(catalogue, key) == hostile  # it was not changed
        assert person.page.count("\x1b") == 0


async def test_undo_is_of_the_text(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("e")
        await person.type("once")
        await person.press("ctrl+z")
        assert person.note == ""
        await person.press("ctrl+y")
        assert person.note == "once"


async def test_the_prompt_goes_when_something_else_is_clicked(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("t")
        await person.type("no")
        await person.pilot.click("#list", offset=(20, 1))
        await person.until(lambda: person.prompt is None)
        await person.press("t", "ctrl+p", "escape")
        assert person.prompt == ""
    assert catalogue.library.tags() == []


# Two windows


async def test_both_windows_may_change_a_note(catalogue: Catalogue, places: Directories) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        with other_window(places) as other:
            other.note(key, "theirs").result()
            await person.press("e")
            assert person.note == "theirs"  # it is read again at the key
            await person.type(", mine")
            other.note(key, "theirs\nmore of theirs").result()
            await person.press("enter")
            await person.until(lambda: "written in both is kept" in person.notifications)
            assert note(catalogue, key) == "theirs, mine\nmore of theirs"
            await person.press("e", "ctrl+u", "x")
            other.note(key, "").result()
            await person.press("enter")
            await person.until(lambda: note(catalogue, key) == "x")


async def test_tags_of_both_windows_stay(catalogue: Catalogue, places: Directories) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        with other_window(places) as other:
            other.tag(key, "before", True).result()
            await person.press("t")
            assert person.prompt == "before"
            other.tag(key, "meanwhile", True).result()
            other.tag(key, "before", False).result()
            await person.type(", mine")
            await person.press("enter")
        entry = catalogue.entry(key)
        assert entry is not None
        assert sorted(entry.tags) == ["meanwhile", "mine"]


async def test_a_note_that_could_not_be_kept_is_brought_back(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        await person.press("e")
        await person.type("mine")
        monkeypatch.setattr(catalogue.library, "read_only", True)
        await person.press("enter")
        await person.until(lambda: "The note was not kept" in person.notifications)
        monkeypatch.setattr(catalogue.library, "read_only", False)
        catalogue.note(key, "theirs").result()
        await person.press("e")
        assert person.note == "theirs\nmine"
        await person.press("enter")
        assert note(catalogue, key) == "theirs\nmine"


# Pasting


async def test_pasted_lines(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.key
        assert key is not None
        await person.press("e")
        await person.paste("one\r\ntwo\rthree\n\x1b[31m\tfour")
        assert person.note == "one\ntwo\nthree\n[31m   four"
        await person.press("escape")
        await person.paste("\nfive")
        await person.press("enter")
        assert note(catalogue, key) == "one\ntwo\nthree\n[31m   four\nfive"
        await person.press("t")
        await person.paste("one\ntwo words\n\n")
        assert person.prompt == "one, two words"
        await person.paste("three\nfour")
        await person.paste("teen")
        assert person.prompt == "one, two words, three, fourteen"
        await person.press("enter")
        assert len(catalogue.tags()) == 4


@pytest.mark.parametrize("keys", [(), ("enter",), ("f",), ("slash", "x"), ("f", "slash")])
async def test_a_paste_where_nothing_is_typed_is_looked_for(
    catalogue: Catalogue, keys: tuple[str, ...]
) -> None:
    for size in ((120, 36), (60, 20)):
        async with browsing(catalogue, size) as person:
            await person.press(*keys, *(["escape"] if "x" in keys else []))
            await person.paste("Networks\n  of \x1bCats\n")
            assert person.box.value == "Networks of Cats"
            assert person.box.has_focus
            await person.until(lambda: person.found.startswith("1 of 6"))
            await person.paste(" x")
            assert person.box.value == "Networks of Catsx"
            await person.press("enter")
            await person.paste("\n \n")
            assert person.papers.has_focus


# Completing and leaving


async def test_tab_completes_a_tag(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key, other = person.papers.keys[:2]
        for tag in ("baseline", "basic", "To read"):
            catalogue.tag(other, tag, True).result()
        await person.press("t")
        for typed, expected in (
            ("x", "x"),
            (", b", "x, bas"),
            ("", "x, bas"),
            ("e", "x, baseline"),
            (",to", "x, baseline, To read"),
            (", ", "x, baseline, To read, "),
            ("b", "x, baseline, To read, basic"),
        ):
            await person.type(typed)
            await person.press("tab")
            assert person.prompt == expected
        await person.press("shift+tab", "enter")
        entry = catalogue.entry(key)
        assert entry is not None
        assert sorted(entry.tags) == ["To read", "baseline", "basic", "x"]


@pytest.mark.parametrize("keys", ["e x", "t x", "w tab t x", "e x f1"])
async def test_quitting_asks_about_what_is_half_typed(catalogue: Catalogue, keys: str) -> None:
    async with browsing(catalogue) as person:
        await person.press(*keys.split(), "ctrl+q")
        assert person.app.is_running
        assert "not kept yet" in person.notifications
        if "f1" in keys:
            await person.press("escape")
        await person.press("y", "ctrl+q")
        assert person.app.is_running  # it is another text
        await person.press("ctrl+q")
        await person.until(lambda: not person.app.is_running)


@pytest.mark.parametrize("keys", ["", "e", "t", "slash x", "question_mark", "x", "e x enter"])
async def test_quitting_is_asked_about_nothing_else(catalogue: Catalogue, keys: str) -> None:
    async with browsing(catalogue) as person:
        await person.press(*keys.split(), "ctrl+q")
        await person.until(lambda: not person.app.is_running)


async def test_what_was_not_kept_is_said(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue.library, "read_only", True)
    async with browsing(catalogue) as person:
        await person.press("t", "x", "enter")
        await person.until(lambda: "not kept" in person.notifications)


async def test_a_note_that_waits_is_gone_on_with(catalogue: Catalogue, places: Directories) -> None:
    async with browsing(catalogue) as person:
        with closing(sqlite3.connect(places.library, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await person.press("e")
            await person.type("one")
            await person.press("enter", "e")
            assert person.note == "one"
            await person.type(" two")
            await person.press("enter")
            other.execute("ROLLBACK")
        await person.until(lambda: catalogue.library.notes() == [(person.papers.key, "one two")])
