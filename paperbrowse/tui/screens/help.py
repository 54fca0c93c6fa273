"""The help: every key, and how to search."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from paperbrowse.query import EXAMPLES
from paperbrowse.tui.commands import Where, key_table

_KEYS = 15
"""Cells for the keys; what they do stands beside them."""


class HelpScreen(ModalScreen[None]):
    """Shows what each key does until it is closed."""

    BINDINGS = [
        Binding("escape,question_mark,q,enter", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,pagedown,ctrl+d", "scroll(12)", "Page down", show=False),
        Binding("pageup,ctrl+u", "scroll(-12)", "Page up", show=False),
        Binding("g,home", "scroll(-9999)", "Start", show=False),
        Binding("G,end", "scroll(9999)", "End", show=False),
    ]

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="help"):
            yield Static(Content("\n").join(_lines()))

    def action_scroll(self, lines: int) -> None:
        """Scroll this many lines down."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)


def _lines() -> Iterator[Content]:
    yield Content.styled("Keys  (Escape closes this page)", "bold")
    for group, lines in key_table():
        yield Content("")
        yield Content.styled(group.value, "bold $text-accent")
        for line in lines:
            where = "" if line.where is Where.ANYWHERE else f"  (in {line.where.value})"
            yield _line(line.keys, line.help + where)
    yield Content("")
    yield Content.styled("What can be searched for", "bold $text-accent")
    for example, meaning in EXAMPLES:
        yield _line(example, meaning)


def _line(left: str, right: str) -> Content:
    return Content.assemble((f"{left:<{_KEYS}} ", "bold"), right)
