"""Somebody who uses the screen: presses keys through Textual's Pilot, and reads what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widget import Widget

from paperbrowse.catalogue import Catalogue
from paperbrowse.tui.app import PaperbrowseApp
from paperbrowse.tui.screens.browse import BrowseScreen
from paperbrowse.tui.widgets.detail import Detail
from paperbrowse.tui.widgets.notice import Notice
from paperbrowse.tui.widgets.panel import Panel
from paperbrowse.tui.widgets.paper_list import PaperList
from paperbrowse.tui.widgets.progress_line import ProgressLine
from paperbrowse.tui.widgets.prompt import Prompt
from paperbrowse.tui.widgets.search_box import SearchBox
from paperbrowse.tui.widgets.status import StatusLine
from paperbrowse.tui.widgets.text_field import TextField

W = TypeVar("W", bound=Widget)


class Person:
    """Somebody at the keyboard, who reads the screen."""

    def __init__(self, app: PaperbrowseApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def browser(self) -> BrowseScreen:
        """The main screen, in front or not."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, BrowseScreen)
        return screen

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
    def panel(self) -> str:
        """What the open panel shows; nothing where none is open."""
        return next((panel.text for panel in self._shown(Panel)), "")

    @property
    def panel_remark(self) -> str:
        return next((str(panel.border_subtitle) for panel in self._shown(Panel)), "")

    @property
    def prompt(self) -> str | None:
        """What stands in the prompt; None where nothing is asked."""
        return next((prompt.value for prompt in self._shown(Prompt)), None)

    @property
    def note(self) -> str | None:
        """What stands in the editor of a note; None where none is edited."""
        editor = self.browser._noting.editor
        return editor.text if editor is not None and editor.display else None

    @property
    def asked(self) -> str:
        """What the editor says of itself, or asks."""
        return str(self.browser.query_one("#editor").border_title)

    @property
    def typed(self) -> str:
        """What stands where text is typed: in the box, the prompt or the editor of a note."""
        field = self.app.screen.focused
        assert isinstance(field, TextField)
        return field.typed

    @property
    def notice(self) -> str:
        """What is said under the search box."""
        return next((notice.text for notice in self._shown(Notice)), "")

    @property
    def progress(self) -> str:
        """How far a list has been read; nothing where none is."""
        return next((line.render().plain for line in self._shown(ProgressLine)), "")

    @property
    def dimmed(self) -> str:
        """The completion behind the text of the search box."""
        return self.box._suggestion.removeprefix(self.box.value)

    def marked(self, widget: PaperList | Detail) -> list[str]:
        """The parts of list or paper that are marked as matches."""
        lines = [widget.render_line(y) for y in range(widget.size.height)]
        return [
            s.text for line in lines for s in line if s.style and s.style.underline and s.style.bold
        ]

    @property
    def current(self) -> str:
        """The match of the page that stands out."""
        lines = [self.paper.render_line(y) for y in range(self.paper.size.height)]
        return "".join(s.text for line in lines for s in line if s.style and s.style.reverse)

    def _shown(self, kind: type[W]) -> list[W]:
        return [widget for widget in self.app.screen_stack[0].query(kind) if widget.display]

    @property
    def status(self) -> str:
        return self.app.screen_stack[0].query_one(StatusLine).render().plain

    @property
    def found(self) -> str:
        """How many papers are shown, without their order."""
        return self.status.split(" · by ")[0]

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

    async def burst(self, *keys: str) -> None:
        """Press keys so fast that they have all come before the first of them is handled."""
        for key in keys:
            self.app.post_message(events.Key(key, key_to_character(key)))
        await self.settle()

    async def settle(self) -> None:
        """Let all messages be handled, and those that they bring about."""
        for _ in range(4):
            await self.pilot.pause(0)

    async def type(self, text: str) -> None:
        await self.press(*names(text))

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal does it."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the program go on until something holds; fails after ten seconds."""

        async def wait() -> None:
            while not holds():
                await self.pilot.pause()

        await asyncio.wait_for(wait(), timeout=10)


def names(text: str) -> list[str]:
    """The keys that type a text, by Textual's names."""
    return [_KEY_NAMES.get(letter, letter) for letter in text]


_KEY_NAMES = {
    " ": "space",
    "-": "minus",
    '"': "quotation_mark",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ",": "comma",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "+": "plus",
    "?": "question_mark",
    "~": "tilde",
    "\n": "ctrl+j",
}


@asynccontextmanager
async def browsing(
    catalogue: Catalogue, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Person]:
    app = PaperbrowseApp(catalogue)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Person(app, pilot)
