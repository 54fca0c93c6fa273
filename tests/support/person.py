"""Somebody who uses the screen: presses keys through Textual's Pilot, and reads what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from paperbrowse.catalogue import Catalogue
from paperbrowse.tui.app import PaperbrowseApp
from paperbrowse.tui.widgets.detail import Detail
from paperbrowse.tui.widgets.paper_list import PaperList
from paperbrowse.tui.widgets.search_box import SearchBox
from paperbrowse.tui.widgets.status import StatusLine


class Person:
    """Somebody at the keyboard, who reads the screen."""

    def __init__(self, app: PaperbrowseApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def papers(self) -> PaperList:
        return self.app.screen_stack[0].query_one(PaperList)

    @property
    def box(self) -> SearchBox:
        return self.app.screen_stack[0].query_one(SearchBox)

    @property
    def paper(self) -> Detail:
        return self.app.screen_stack[0].query_one(Detail)

    @property
    def status(self) -> str:
        return self.app.screen_stack[0].query_one(StatusLine).render().plain

    @property
    def page(self) -> str:
        return self.paper.text

    @property
    def lines(self) -> list[str]:
        return [self.papers.render_line(y).text for y in range(self.papers.size.height)]

    @property
    def notifications(self) -> str:
        return " ".join(note.message for note in self.app._notifications)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        await self.press(*(_KEY_NAMES.get(letter, letter) for letter in text))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the program go on until something holds; fails after ten seconds."""

        async def wait() -> None:
            while not holds():
                await self.pilot.pause()

        await asyncio.wait_for(wait(), timeout=10)


_KEY_NAMES = {" ": "space", "-": "minus", '"': "quotation_mark", ".": "full_stop", "/": "slash"}


@asynccontextmanager
async def browsing(
    catalogue: Catalogue, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Person]:
    app = PaperbrowseApp(catalogue)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Person(app, pilot)
