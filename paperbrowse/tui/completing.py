"""How the text of the search box could go on: worked out beside the screen, for the newest text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from paperbrowse.tui.beside import Beside, FromThread, happened

if TYPE_CHECKING:
    from paperbrowse.query.completing import Completion

_PATIENCE = 0.004
"""Seconds a key waits for a completion; the first of a field may take longer."""

_KNOWN = 0.5
"""Seconds that a key waits whose meaning depends on whether there is a completion."""


class Completing:
    """Completes texts as they are typed."""

    def __init__(
        self,
        complete: Callable[[str], Completion | None],
        suggest: Callable[[str, Completion | None], None],
        hurried: Callable[[], bool],
        from_thread: FromThread,
    ) -> None:
        """``complete`` gives the completion of a text; ``suggest`` hears both.

        ``hurried`` says whether more keys wait: then none of them waits for its completion.
        """
        self._complete = complete
        self._suggest = suggest
        self._hurried = hurried
        self._beside = Beside(from_thread, _PATIENCE)
        self._text = ""
        self._asked = True
        self._ready = False
        self._known = asyncio.Event()
        self._known.set()

    def typed(self, text: str) -> None:
        """Complete a text, in place of the one before."""
        self._text, self._asked = text, False
        self._known.clear()
        if not self._hurried():
            self._ask()

    async def known(self) -> None:
        """Wait until the completion of what was typed is known, for a moment at most."""
        if self._known.is_set():
            return
        if not self._asked:
            self._ask()
        await happened(self._known, _KNOWN)

    def again(self) -> None:
        """The index has opened: what was not completed may be now."""
        if not self._ready:
            self._ready = True
            self._known.clear()
            self._asked = False

    def close(self) -> None:
        """Complete no more."""
        self._beside.close()

    def _ask(self) -> None:
        text, self._asked = self._text, True

        def answered(done: Future[Completion | None]) -> None:
            if text == self._text:
                if done.exception() is None:
                    self._suggest(text, done.result())
                self._known.set()

        self._beside.ask(lambda: self._complete(text), answered)
