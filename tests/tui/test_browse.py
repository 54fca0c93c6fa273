from __future__ import annotations

from dataclasses import replace

import pytest
from person import browsing
from shelf import SHELF
from textual.geometry import Region
from textual.widgets import Static

from paperbrowse.catalogue import Catalogue
from paperbrowse.config import Directories
from paperbrowse.library import Library
from paperbrowse.paper import ArxivId
from paperbrowse.query.examples import EXAMPLES
from paperbrowse.tui.app import PaperbrowseApp
from paperbrowse.tui.commands import COMMANDS
from paperbrowse.tui.screens.browse import BrowseScreen
from paperbrowse.tui.screens.palette import CommandRows
from paperbrowse.tui.widgets.paper_list import PaperList
from paperbrowse.tui.widgets.search_box import SearchBox


async def test_the_list_is_there_at_once(shipped: Catalogue) -> None:
    async with browsing(shipped) as person:
        assert person.status.startswith("199 papers")
        assert "2026-02-12" in person.lines[0]
        assert "LieAugmenter" in person.lines[0]
        assert "LieAugmenter" in person.page
        assert person.papers.has_focus


async def test_moving(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        keys = list(person.papers.keys)
        for pressed, index in [
            *(("j", 1), ("down", 2), ("k", 1), ("up", 0), ("up", 0), ("G", 5), ("j", 5)),
            *(("g", 0), ("end", 5), ("home", 0), ("pagedown", 5), ("pageup", 0)),
        ]:
            await person.press(pressed)
            assert person.papers.key == keys[index], pressed
        assert "Networks of Cats" in person.page


async def test_results_change_with_every_key(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("slash")
        assert person.box.has_focus
        counts = []
        for letter in "cats":
            await person.press(letter)
            await person.until(lambda: " of 6" in person.status)
            counts.append(person.found)
        assert counts[0] == "4 of 6"
        assert counts[-1] == "1 of 6"
        assert "Networks of Cats" in person.lines[0]


async def test_matches_are_marked_in_the_list(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/cats")
        await person.until(lambda: person.found == "1 of 6")
        marked = [s.text for s in person.papers.render_line(0) if s.style and s.style.underline]
        assert marked == ["Cats"]


async def test_enter_and_down_go_to_the_list_and_escape_clears(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("j", "j")
        before = person.papers.key
        for leave in ("enter", "down"):
            await person.type("/networks")
            await person.until(lambda: person.found == "2 of 6")
            assert person.papers.key == person.papers.keys[0]
            await person.press(leave)
            assert person.papers.has_focus
            await person.press("j", "escape")
            await person.until(lambda: person.found == "6 papers")
            assert person.box.value == ""
            # Clearing brings back the paper that was highlighted before.
            assert person.papers.key == before


async def test_escape_from_the_paper_keeps_the_search(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/vision")
        await person.until(lambda: person.found == "6 of 6")
        await person.press("enter", "j", "enter", "escape")
        assert person.papers.has_focus
        assert person.box.value == "vision"
        assert person.papers.key == person.papers.keys[1]


async def test_marks_of_another_window_are_seen(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        key = person.papers.keys[1]
        other = Library.open(catalogue.library.path)
        other.bookmark(key, True).result()
        other.close()
        await person.press("j")
        await person.until(lambda: "★" in person.lines[1])


async def test_where_marks_cannot_be_kept_reading_does_not_try(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.tui.reading._READING_TIME", 0.01)
    monkeypatch.setattr(catalogue.library, "read_only", True)
    async with browsing(catalogue) as person:
        await person.press("j", "k", "b")
        await person.until(lambda: "not kept" in person.notifications)
        assert person.notifications.count("not kept") == 1


async def test_alt_and_a_letter_type_nothing(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("slash", "a", "alt+b", "c")
        assert person.box.value == "ac"


async def test_escape_in_the_box_clears_and_leaves_it(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/cats")
        await person.press("escape")
        await person.until(lambda: person.found == "6 papers")
        assert person.papers.has_focus
        await person.press("escape", "escape")
        assert person.app.is_running


async def test_a_negated_term_takes_effect_when_it_is_finished(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/vision -cats")
        await person.until(lambda: person.status.startswith("6 of 6"))
        assert "counts when finished" in person.status
        await person.press("enter")
        await person.until(lambda: person.found == "5 of 6")


async def test_nothing_found_says_what_to_try(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/zebra")
        await person.until(lambda: person.found == "0 of 6")
        assert "Nothing found" in person.lines[1]
        assert "Try other words" in " ".join(person.lines)
        assert person.page == ""
        for key in ("enter", "b", "r", "o", "p", "c", "1", "j", "G", "enter"):
            await person.press(key)
        await person.press("escape")
        await person.until(lambda: person.found == "6 papers")


async def test_bookmarks(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("b")
        await person.until(lambda: "★" in person.lines[0])
        assert "bookmarked" in person.page
        await person.press("j", "j", "b", "B")
        await person.until(lambda: person.found == "2 bookmarks")
        # A mark never removes a row from the visible list before the next query.
        await person.press("b")
        await person.until(lambda: sum("★" in line for line in person.lines) == 1)
        assert person.found == "2 bookmarks"
        await person.press("B")
        await person.until(lambda: person.found == "6 papers")
        await person.press("B")
        await person.until(lambda: person.found == "1 bookmark")
        await person.type("/cats")
        await person.until(lambda: person.found == "1 of 1 bookmark")
    assert len(catalogue.library.keys(bookmarked=True)) == 1


async def test_a_newer_version_has_a_sign(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    library = Library.open(places.library)
    library.add("shelf", "test", SHELF)
    library.visit().result()
    library.add("later", "test", [replace(SHELF[0], arxiv=ArxivId("2601.00001", 2))])
    library.close()
    catalogue = Catalogue.open(places)
    async with browsing(catalogue) as person:
        assert [line[:6] for line in person.lines[:2]] == [" •  ↑ ", " •    "]
        assert "a newer version, v2, came in on" in " ".join(person.page.split())
        await person.until(lambda: "1 in a newer version since" in person.status)
    catalogue.close()


async def test_pressing_twice_at_once_toggles_twice(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("b", "b", "b")
        await person.until(lambda: "★" in person.lines[0])
        await person.press("b", "b")
        await person.until(lambda: "★" in person.lines[0])


async def test_read_and_unread(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        assert "•" in person.lines[0]
        await person.press("r")
        await person.until(lambda: "•" not in person.lines[0])
        await person.press("r")
        await person.until(lambda: "•" in person.lines[0])
        await person.press("j", "r", "k", "}")
        assert person.papers.key == person.papers.keys[2]
        await person.press("{")
        assert person.papers.key == person.papers.keys[0]


async def test_a_paper_looked_at_for_a_while_is_read(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.tui.reading._READING_TIME", 0.05)
    async with browsing(catalogue) as person:
        await person.until(lambda: "•" not in person.lines[0])
        assert "•" in person.lines[1]
        await person.press("slash", "v")  # the list has lost the focus: nothing is being read
        await person.until(lambda: person.found == "6 of 6")
        await person.press("backspace")
        await person.until(lambda: person.found == "6 papers")
        assert sum("•" in line for line in person.lines) == 5


async def test_focus_moves_between_the_panes(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("tab")
        assert person.paper.has_focus
        await person.press("tab")
        assert person.box.has_focus
        await person.press("shift+tab", "shift+tab")
        assert person.papers.has_focus
        await person.press("enter")
        assert person.paper.has_focus
        await person.press("escape")
        assert person.papers.has_focus


async def test_a_narrow_screen_has_one_pane_at_a_time(catalogue: Catalogue) -> None:
    async with browsing(catalogue, (60, 20)) as person:
        assert person.papers.display
        assert not person.paper.display
        await person.press("enter")
        assert person.paper.display
        assert not person.papers.display
        await person.press("escape")
        assert person.papers.display
        assert not person.paper.display
        await person.press("enter")
        await person.pilot.resize_terminal(120, 36)
        await person.pilot.pause()
        assert person.papers.display
        assert person.paper.display
        await person.pilot.resize_terminal(50, 15)
        await person.pilot.pause()
        assert person.paper.display


async def test_the_paper_scrolls_from_the_list(shipped: Catalogue) -> None:
    async with browsing(shipped, (80, 16)) as person:
        await person.press("ctrl+d")
        assert person.paper.scroll_offset.y > 0
        await person.press("ctrl+u")
        assert person.paper.scroll_offset.y == 0
        await person.press("tab", "space")
        assert person.paper.scroll_offset.y > 0
        await person.press("g")
        assert person.paper.scroll_offset.y == 0


async def test_links_are_opened(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_url(url: str, _: object) -> None:
        opened.append(url)

    monkeypatch.setattr("paperbrowse.desktop.browsers", lambda: [["browser"]])
    monkeypatch.setattr("paperbrowse.desktop.open_url", open_url)
    async with browsing(catalogue) as person:
        await person.press("p", "3")
        await person.until(lambda: len(opened) == 2)
        assert "•" in person.lines[0]
        await person.press("o")
        await person.until(lambda: len(opened) == 3)
        assert sorted(opened) == [
            "https://arxiv.org/abs/2601.00001v1",
            "https://arxiv.org/html/2601.00001v1",
            "https://arxiv.org/pdf/2601.00001v1",
        ]
        await person.until(lambda: "•" not in person.lines[0])
        await person.press("c", "9")
        assert "no code link" in person.notifications
        assert "no link 9" in person.notifications


@pytest.mark.parametrize(
    ("commands", "told"),
    [([], ""), ([["false"], ["missing"]], "false ended at once with status 1; missing can't be")],
)
async def test_without_a_browser_the_link_is_copied_and_shown(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, commands: list[list[str]], told: str
) -> None:
    monkeypatch.setattr("paperbrowse.desktop.browsers", lambda: commands)
    monkeypatch.setattr("paperbrowse.desktop._PATIENCE", 30)
    async with browsing(catalogue) as person:
        await person.press("o")
        await person.until(lambda: person.app.clipboard == "https://arxiv.org/abs/2601.00001v1")
        await person.until(lambda: told in person.notifications)
        assert "https://arxiv.org/abs/2601.00001v1" in person.notifications


async def test_the_mouse(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.pilot.click(PaperList, offset=(20, 2))
        assert person.papers.key == person.papers.keys[2]
        await person.pilot.click(PaperList, offset=(20, 2))
        assert person.paper.has_focus
        await person.pilot.click(SearchBox)
        assert person.box.has_focus


async def test_help_shows_every_key(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("question_mark")
        text = person.app.screen.query_one("#help Static", Static)
        region = Region(0, 0, text.size.width, text.size.height)
        lines = [strip.text.rstrip() for strip in text.render_lines(region)]
        for words in ("Bookmark the paper", "Open the PDF", "Ctrl+P", "1–9"):
            assert words in "\n".join(lines)
        for example, meaning in EXAMPLES:
            assert any(line.startswith(f"{example}  ") and meaning[:20] in line for line in lines)
        await person.press("j", "space", "escape")
        assert isinstance(person.app.screen, BrowseScreen)


async def test_the_palette_runs_the_same_commands(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("ctrl+p")
        await person.type("Next unread")
        assert person.app.screen.query_one(CommandRows).count == 2  # and "Next match"
        await person.press("down")
        await person.press("enter")
        assert isinstance(person.app.screen, BrowseScreen)
        assert person.papers.key == person.papers.keys[1]


async def test_the_palette_finds_by_name_before_by_help_and_is_moved_by_keys(
    catalogue: Catalogue,
) -> None:
    async with browsing(catalogue) as person:
        await person.press("ctrl+p")
        rows = person.app.screen.query_one(CommandRows)
        assert rows.count == sum(command.palette for command in COMMANDS)
        await person.type("next")
        found = [rows.render_line(y).text.split("  ")[0].strip() for y in range(rows.count)]
        assert found[:2] == ["Next match", "Next unread"]
        assert "Down" in found[2:]  # "Highlight the next paper"
        await person.press("down", "enter")
        assert person.papers.key == person.papers.keys[1]
        await person.press("ctrl+p")
        await person.type("zebra")
        await person.press("enter")
        assert "No command" in person.app.screen.query_one(CommandRows).render_line(0).text
        await person.press("escape")
        assert isinstance(person.app.screen, BrowseScreen)


async def test_dark_or_light_is_remembered(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        assert person.app.current_theme.dark
        await person.app.run_action("app.dark_or_light")
        assert not person.app.current_theme.dark
        await person.until(lambda: catalogue.setting("theme") == "light")
    async with browsing(catalogue) as person:
        assert not person.app.current_theme.dark


async def test_q_quits_but_not_in_the_search_box(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/q")
        assert person.box.value == "q"
        await person.press("escape", "q")
        await person.until(lambda: not person.app.is_running)


async def test_a_crash_is_kept_for_the_log(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    app = PaperbrowseApp(catalogue)
    monkeypatch.setattr(BrowseScreen, "action_help", broken)

    async def press() -> None:
        async with app.run_test() as pilot:
            await pilot.press("question_mark")
            await pilot.pause()

    with pytest.raises(RuntimeError):
        await press()
    assert isinstance(app.failure, RuntimeError)
