from __future__ import annotations

from person import browsing

from paperbrowse.catalogue import Catalogue
from paperbrowse.tui.widgets.key_line import KeyLine


async def test_keys_are_told_where_the_focus_is(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        line = person.app.screen.query_one(KeyLine)
        assert "? Help" in line.render().plain
        assert "b Bookmark" in line.render().plain
        await person.press("slash")
        assert "Tab Complete" in line.render().plain
        assert "b Bookmark" not in line.render().plain  # it would be typed
        await person.press("escape", "w")
        await person.until(lambda: "+ Add" in line.render().plain)
        assert "u Update" not in line.render().plain  # a search has no source
        await person.press("escape")
        assert "+ Add" not in line.render().plain
        await person.press("L")
        await person.until(lambda: "u Update" in line.render().plain)
        await person.press("f")
        await person.until(lambda: "Enter Choose" in line.render().plain)
        assert "d Remove" not in line.render().plain


async def test_a_click_does_what_the_key_does(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        line = person.app.screen.query_one(KeyLine)
        at = line.render().plain.index("/ Search")
        await person.pilot.click(KeyLine, offset=(at + 1, 0))
        assert person.box.has_focus
        await person.type("cats")
        at = line.render().plain.index("Ctrl+U")
        await person.pilot.click(KeyLine, offset=(at + 1, 0))
        assert person.box.value == ""
        await person.pilot.click(KeyLine, offset=(119, 0))  # where nothing stands


async def test_a_narrow_screen_has_the_most_important_ones(catalogue: Catalogue) -> None:
    async with browsing(catalogue, (30, 20)) as person:
        line = person.app.screen.query_one(KeyLine)
        assert line.render_line(0).text.startswith("? Help  q Quit  / Search")
        assert line.size.height == 1
