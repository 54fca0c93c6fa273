"""What every screen of ours is: one that says when it can take keys."""

from __future__ import annotations

import asyncio

from textual.dom import DOMNode


class Opened(DOMNode):
    """A screen that is laid out when it has opened; its first widget has the focus, or another.

    Keys typed meanwhile wait for that: they belong to this screen. It stands before Textual's
    Screen among the bases.
    """

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        self.opened = asyncio.Event()
        """Set when the screen can take keys."""

    def on_mount(self) -> None:
        """Comes after the ``on_mount`` of the screen itself."""
        if self.screen.focused is None:
            self.screen.focus_next()
        # Not after the first frame, which comes a moment later, and not before a page has a height.
        signal = self.screen.screen_layout_refresh_signal
        signal.subscribe(self, lambda _: self.opened.set(), immediate=True)
