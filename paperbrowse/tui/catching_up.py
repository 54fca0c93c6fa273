"""Keys that wait for what the keys before them look for, however fast they come.

A key behind Enter acts on what Enter finds, one in a panel on rows that have come, and Tab takes
what completes the text before it. Text that is typed waits for nothing, and no key for long.
"""

from __future__ import annotations

import asyncio
import time

from paperbrowse.catalogue import Index, Phase
from paperbrowse.tui.beside import happened
from paperbrowse.tui.commands import Where
from paperbrowse.tui.completing import Completing
from paperbrowse.tui.panels import Panels
from paperbrowse.tui.searching import Searching

_PATIENCE = 4.0
"""Seconds that keys wait in all for one search, one panel, or the index after the start."""

_AT_ONCE = {"escape", "ctrl+c", "slash"}
"""Keys that wait for no search: they begin another, or end one."""

_COMPLETED = {"tab", "right", "escape"}
"""Keys of the search box whose meaning depends on whether a completion is offered."""

_TEXT = {Where.BOX, Where.PROMPT, Where.NOTE}


class CatchingUp:
    """Waits until what is shown is what was asked for."""

    def __init__(
        self, index: Index, searching: Searching, completing: Completing, panels: Panels
    ) -> None:
        self._index = index
        self._searching = searching
        self._completing = completing
        self._panels = panels
        self._until = time.monotonic() + _PATIENCE
        self._told = asyncio.Event()

    def index_changed(self) -> None:
        """The index has another status."""
        self._told.set()

    async def wait(self, key: str, where: Where) -> None:
        """Wait before a key that goes somewhere; a paste has no name."""
        if where is Where.BOX and key in _COMPLETED:
            await self._index_opened()
            await self._completing.known()
        elif where not in _TEXT and key not in _AT_ONCE:
            await self._searching.answered(_PATIENCE)
            if where is Where.PANEL:
                await self._index_opened()
                await self._panels.counted(key, _PATIENCE)

    async def _index_opened(self) -> None:
        """Wait until the index answers, in the first moments of the program."""
        while self._opening and (left := self._until - time.monotonic()) > 0:
            self._index.ensure()
            self._told.clear()
            await happened(self._told, left)
        self._completing.again()

    @property
    def _opening(self) -> bool:
        status = self._index.status
        return status.phase in (Phase.OPENING, Phase.BUILDING) and not status.answers
