"""The help: every key, and how to search."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from paperbrowse.query.examples import EXAMPLES
from paperbrowse.tui.commands import Where
from paperbrowse.tui.key_table import Line, key_table
from paperbrowse.tui.screens.opened import Opened


class HelpScreen(Opened, ModalScreen[None]):
    """Shows what each key does until it is closed."""

    CSS_PATH = "help.tcss"  # read when it is opened

    BINDINGS = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "Close"),
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
            yield Static(_text())

    def action_scroll(self, lines: int) -> None:
        """Scroll this many lines down."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)


def _text() -> Group:
    sections: list[tuple[str, Iterable[tuple[str, str]]]] = [
        (group.value, [(line.keys, line.help + _place(line)) for line in lines])
        for group, lines in key_table()
    ]
    sections.append(("What can be searched for", EXAMPLES))
    return Group(
        Text("Keys  (Escape closes this page)", "bold"),
        *(part for title, rows in sections for part in (Text(f"\n{title}", "bold"), _table(rows))),
    )


def _place(line: Line) -> str:
    return "" if line.where is Where.ANYWHERE else f"  (in {line.where.value})"


def _table(rows: Iterable[tuple[str, str]]) -> Table:
    """Two columns: the left one as wide as it must be, the right one wrapped within itself."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for left, right in rows:
        table.add_row(Text(left, "bold"), Text(right))
    return table
