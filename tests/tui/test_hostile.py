"""Text is data: nothing in a list can style, move or run anything in the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from person import browsing
from rich.cells import cell_len
from shelf import paper

from paperbrowse.catalogue import Catalogue
from paperbrowse.config import Directories
from paperbrowse.library import Library
from paperbrowse.tui.app import PaperbrowseApp
from paperbrowse.tui.widgets.detail import Detail
from paperbrowse.tui.widgets.panel import Panel
from paperbrowse.tui.widgets.paper_list import PaperList

HOSTILE = [
    "Clear \x1b[2J\x1b[H the screen",
    "Title \x1b]0;owned\x07 of the window",
    "Right \u202eto left\u202c and \u2066isolated",
    "[bold red]Markup[/] [@click=app.quit]quit[/] [link=x]y",
    "C1 \x9b31m and \x90dcs\x9c",
    "北京大学的图像分类研究 with a long tail that has to be cut somewhere here",
    "한국어 제목 e\u0301 and Z\u0301\u0300\u0302\u0303\u0304\u0305\u0306\u0307a\u0308lgo",
    "👩‍🔬 Family 👨‍👩‍👧 emoji \ufe0f flags 🇩🇪",
    "Tabs\tand\nnewlines\r\nand\0NUL \u2028line\u2029paragraph",
]


@pytest.fixture
def hostile(places: Directories, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    library = Library.open(places.library)
    papers = [
        paper(f"2601.{n:05}v1", text, text, comment=text, topics=(text,), authors=(text,))
        for n, text in enumerate(HOSTILE, 1)
    ]
    library.add("hostile", "test", papers)
    library.close()
    catalogue = Catalogue.open(places)
    yield catalogue
    catalogue.close()


@pytest.mark.parametrize("width", [120, 80, 61])
async def test_the_panes_stay_straight(hostile: Catalogue, width: int) -> None:
    app = PaperbrowseApp(hostile)
    async with app.run_test(size=(width, 30)) as pilot:
        papers, page = app.screen.query_one(PaperList), app.screen.query_one(Detail)
        for index in range(len(HOSTILE)):
            strips = [papers.render_line(y) for y in range(papers.size.height)]
            if page.display:
                strips += [page.render_line(y) for y in range(page.size.height)]
            for strip in strips:
                assert strip.cell_length == cell_len(strip.text)
                assert not {unicodedata.category(c) for c in strip.text} & {"Cc", "Cf", "Cs", "Zl"}
            assert {papers.render_line(y).cell_length for y in range(5)} == {papers.size.width}
            assert papers.key == papers.keys[index]
            await pilot.press("j")


@pytest.mark.parametrize("width", [120, 80, 61])
async def test_the_panel_stays_straight(hostile: Catalogue, width: int) -> None:
    hostile.index.ensure().join()
    async with browsing(hostile, (width, 30)) as person:
        await person.press("f")
        await person.until(lambda: "Topics" in person.panel and "Authors" in person.panel)
        panel = person.app.screen.query_one(Panel)
        for strip in map(panel.render_line, range(panel.size.height)):
            assert strip.cell_length == cell_len(strip.text) == panel.size.width
            assert not {unicodedata.category(c) for c in strip.text} & {"Cc", "Cf", "Cs", "Zl"}


async def test_markup_is_text(hostile: Catalogue) -> None:
    app = PaperbrowseApp(hostile)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("j", "j", "j")
        assert "[bold red]Markup[/] [@click=app.quit]quit[/]" in app.screen.query_one(Detail).text
        line = app.screen.query_one(PaperList).render_line(3)
        assert "[bold red]Markup[/]" in line.text
