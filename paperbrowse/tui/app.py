"""The Textual app: theme, palette, and what happens when something goes wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from typing import Any

from textual import events
from textual.app import App, SystemCommand
from textual.notifications import SeverityLevel
from textual.screen import Screen

from paperbrowse.catalogue import Catalogue
from paperbrowse.text import masked, safe
from paperbrowse.tui.commands import COMMANDS, Command, Where
from paperbrowse.tui.screens.browse import BrowseScreen
from paperbrowse.tui.widgets.line_input import LineInput

_DARK, _LIGHT = "textual-dark", "textual-light"


class PaperbrowseApp(App[None]):
    """Browses a catalogue."""

    TITLE = "paperbrowse"
    CSS_PATH = "paperbrowse.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.failure: Exception | None = None
        """What ended the app against its will."""
        light = catalogue.setting("theme") or _terminal_theme()
        self.theme = _LIGHT if light == "light" else _DARK

    def get_default_screen(self) -> Screen[None]:
        """The browser itself."""
        return BrowseScreen(self._catalogue)

    async def on_event(self, event: events.Event) -> None:
        """Handle a key of the browser in its own turn, before the next key is looked at.

        Textual sends a key through the queues of the focused widget and all its parents before it
        looks for a binding. Over a slow line, where keys come in bursts, "/cat" would by then have
        sent "cat" to the list. It is also twice as fast: the screen changes with the key.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and await self._handled(event):
            return
        await super().on_event(event)

    async def _handled(self, event: events.Key) -> bool:
        screen = self.screen
        if not isinstance(screen, BrowseScreen):
            return False
        if event.key.startswith("alt+"):
            await self._check_bindings(event.key)
            return True  # Textual would type the letter
        if isinstance(screen.focused, LineInput) and event.is_printable:
            screen.focused.put(event.character or "")
            return True
        return await self._check_bindings(event.key)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette offers exactly our commands, on the main screen alone."""
        if not isinstance(screen, BrowseScreen):
            return
        for command in COMMANDS:
            if command.palette:
                yield SystemCommand(command.label, command.help, partial(self._perform, command))

    async def _perform(self, command: Command) -> None:
        homes = {Where.LIST: "#list", Where.PAPER: "#paper", Where.BOX: "#box"}
        home = homes.get(command.where)
        target = self.screen.query_one(home) if home else self.screen
        await self.run_action(command.action, default_namespace=target)

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

    def action_dark_or_light(self) -> None:
        """Change between dark and light, and remember it."""
        self.theme = _DARK if self.theme == _LIGHT else _LIGHT
        self._catalogue.remember("theme", "light" if self.theme == _LIGHT else "dark")

    def _fatal_error(self) -> None:
        # Textual would print a traceback; the command line says one sentence and names the log.
        self.failure = self._exception
        self._close_messages_no_wait()


def _terminal_theme() -> str:
    """What the terminal says of itself: COLORFGBG ends in the number of the background colour."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in {"7", "15"} else "dark"


def run(catalogue: Catalogue) -> Exception | None:
    """Browse until the user quits; gives the exception that ended the app, if one did."""
    app = PaperbrowseApp(catalogue)
    app.run()
    return app.failure
