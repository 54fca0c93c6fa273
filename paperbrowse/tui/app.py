"""The Textual app: theme, palette, and what happens when something goes wrong."""

from __future__ import annotations

import asyncio
import os

from rich.console import RenderableType
from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget

from paperbrowse import terminal
from paperbrowse.catalogue import Catalogue
from paperbrowse.text import masked, safe
from paperbrowse.tui.background import BackgroundTold, is_light
from paperbrowse.tui.beside import happened
from paperbrowse.tui.commands import Command, Where, bindings_everywhere
from paperbrowse.tui.marking import COMMIT
from paperbrowse.tui.screens.browse import BrowseScreen
from paperbrowse.tui.screens.opened import Opened
from paperbrowse.tui.widgets.text_field import TextField

_DARK, _LIGHT = "textual-dark", "textual-light"


_CLICK = 0.5
"""Seconds at most that a key waits for the click before it."""


class PaperbrowseApp(App[None]):
    """Browses a catalogue."""

    TITLE = "paperbrowse"
    CSS_PATH = "paperbrowse.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings_everywhere()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._clicked: Widget | None = None
        self.failure: Exception | None = None
        """What ended the app against its will."""
        self._chosen = catalogue.setting("theme")
        light = self._chosen or _terminal_theme()
        self.theme = _LIGHT if light == "light" else _DARK

    def get_default_screen(self) -> Screen[None]:
        """The browser itself."""
        return BrowseScreen(self._catalogue)

    def get_driver_class(self) -> type[Driver]:
        """On Unix, a driver that loses no key; see ``driver``."""
        driver = super().get_driver_class()
        if driver.__name__ == "LinuxDriver":
            from paperbrowse.tui.driver import KeyboardDriver

            return KeyboardDriver
        return driver

    async def on_event(self, event: events.Event) -> None:
        """Handle a key or a paste in its own turn, before the next one is looked at.

        Textual sends a key through the queues of the focused widget and all its parents before it
        looks for a binding. Over a slow line, where keys come in bursts, "/cat" would by then have
        sent "cat" to the list. It is also twice as fast: the screen changes with the key.
        """
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            screen = self.screen
            if isinstance(screen, Opened):
                await screen.opened.wait()
            if self._clicked is not None:
                await self._click_handled(self._clicked)
            if isinstance(screen, BrowseScreen):
                await screen.caught_up(event)
            if await self._handled(event):
                return
        await super().on_event(event)
        if isinstance(event, events.MouseUp):
            self._clicked = self._mouse_down_widget

    async def _click_handled(self, clicked: Widget) -> None:
        """A click goes through queues: wait until what was clicked, and the screen, have had it."""
        self._clicked = None
        for pump in (clicked, self.screen):
            if pump.is_running:
                handled = asyncio.Event()
                pump.call_later(handled.set)
                await happened(handled, _CLICK)

    async def _handled(self, event: events.Key | events.Paste) -> bool:
        field = self.screen.focused
        if isinstance(event, events.Paste):
            if isinstance(self.screen, BrowseScreen):
                self.screen.take_paste(event.text)
            elif isinstance(field, TextField):
                field.paste(event.text)
            return True
        if event.key.startswith("alt+"):
            await self._check_bindings(event.key)
            return True  # Textual would type the letter
        if isinstance(field, TextField) and event.is_printable:
            field.put(event.character or "")
            return True
        return await self._check_bindings(event.key)

    async def action_palette(self) -> None:
        """Find a command by its name."""
        from paperbrowse.tui.screens.palette import PaletteScreen

        if isinstance(self.screen, BrowseScreen):
            await self.push_screen(PaletteScreen(self._perform))

    async def _perform(self, command: Command) -> None:
        homes = {Where.LIST: "#list", Where.PAPER: "#paper", Where.BOX: "#box"}
        home = homes.get(command.where)
        target = self.screen.query_one(home) if home else self.screen
        await self.run_action(command.action, default_namespace=target)

    def action_redraw(self) -> None:
        """Draw the whole screen anew, over whatever another program has written there."""
        self.refresh(layout=True)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something for a while. Names and errors of others are in it: it is never markup."""
        del markup
        told = "\n".join(masked(safe(line)) for line in message.split("\n"))
        super().notify(told, title=safe(title), severity=severity, timeout=timeout, markup=False)

    def action_help_quit(self) -> None:
        """Ctrl+C ends other programs; here it says what does."""
        self.notify("q quits, from the list or the paper.", timeout=3)

    async def action_quit(self) -> None:
        """Leave; ask first where a half-typed text would be lost, or changes wait."""
        browser = self.screen_stack[0]
        if isinstance(browser, BrowseScreen) and not browser.may_quit():
            return
        if self._catalogue.settled(COMMIT):
            self.exit()
        else:
            from paperbrowse.tui.leaving import LeavingScreen

            await self.push_screen(LeavingScreen(self._catalogue))

    def action_dark_or_light(self) -> None:
        """Change between dark and light, and remember it."""
        self.theme = _DARK if self.theme == _LIGHT else _LIGHT
        self._chosen = "light" if self.theme == _LIGHT else "dark"
        self._catalogue.remember("theme", self._chosen)

    @on(Driver.SignalResume)
    def _draw_again(self) -> None:
        """The terminal was somebody else's for a while."""
        self.refresh(layout=True)

    @on(BackgroundTold)
    def _background_told(self, told: BackgroundTold) -> None:
        if not self._chosen:
            self.theme = _LIGHT if told.light else _DARK

    def end(self, number: int) -> None:
        """End by a signal: nobody can be asked any more, so what is written of a note is kept."""
        try:
            for screen in self.screen_stack[:1]:
                if isinstance(screen, BrowseScreen):
                    screen.keep_note()
        finally:
            self.exit(return_code=128 + number)

    def panic(self, *renderables: RenderableType) -> None:
        """End the app; what would be printed is left to the command line, as is ``failure``."""
        self.failure = self._exception or RuntimeError(*map(str, renderables))
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        # Textual would print a traceback; the command line says one sentence and names the log.
        self.failure = self._exception
        self._close_messages_no_wait()


def _terminal_theme() -> str:
    """What the terminal says of itself: its answer, if that has come, or its environment.

    COLORFGBG ends in the number of the background colour.
    """
    light = is_light(terminal.look_ahead().decode("latin-1"))
    if light is not None:
        return "light" if light else "dark"
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in {"7", "15"} else "dark"


def run(catalogue: Catalogue) -> Exception | None:
    """Browse until the user quits; gives the exception that ended the app, if one did.

    Raises SystemExit with 128 and the number of the signal that ended it, where one did.
    """
    app = PaperbrowseApp(catalogue)
    app.run()
    if app.failure is None and app.return_code:
        raise SystemExit(app.return_code)
    return app.failure
