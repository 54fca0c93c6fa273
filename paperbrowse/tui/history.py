"""Walking through the queries that were entered before, from the search box."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class History:
    """A walk back through entered queries and forward again to what was being typed."""

    def __init__(self, read: Callable[[], Sequence[str]]) -> None:
        """``read`` gives the queries, newest first; it is asked where a walk begins."""
        self._read = read
        self._texts: Sequence[str] = ()
        self._steps = 0
        self._typed = ""

    def older(self, text: str) -> str | None:
        """The query before the one that is shown, which is ``text``; None where there is none."""
        if not self._steps:
            self._typed = text
            self._texts = [known for known in self._read() if known != text.strip()]
        if self._steps == len(self._texts):
            return None
        self._steps += 1
        return self._texts[self._steps - 1]

    def newer(self) -> str | None:
        """The query after the one that is shown, at last what was typed; None outside a walk."""
        if not self._steps:
            return None
        self._steps -= 1
        return self._texts[self._steps - 1] if self._steps else self._typed

    def leave(self) -> None:
        """The walk is over: something else is typed or entered."""
        self._steps = 0
