"""Widgets that are not there from the start, which is the faster for it."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

Place = Callable[[Widget], object]
"""Puts a widget where it belongs on the screen."""


def appear(widget: Widget, place: Place) -> None:
    """Show a widget, which is put on the screen the first time."""
    if not widget.is_attached:
        place(widget)
    widget.display = True
