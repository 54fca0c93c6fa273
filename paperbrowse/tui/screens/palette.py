"""The palette: a command is found by its name, and run."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from paperbrowse.text import fold
from paperbrowse.tui.commands import COMMANDS, Command
from paperbrowse.tui.key_table import shown
from paperbrowse.tui.screens.opened import Opened
from paperbrowse.tui.widgets.line_input import LineInput
from paperbrowse.tui.widgets.rows import Rows, fitted

_LABEL = 16
"""Cells for the name of a command."""


class CommandRows(Rows):
    """The commands found: name, what it does, and its keys."""

    COMPONENT_CLASSES = {"command-rows--cursor", "command-rows--help"}

    def __init__(self, chosen: Callable[[], object], id: str) -> None:
        """``chosen`` hears that the highlighted command was clicked."""
        super().__init__(id=id)
        self._chosen = chosen
        self._commands: Sequence[Command] = ()

    def show(self, commands: Sequence[Command]) -> None:
        """Show these commands, the first one highlighted."""
        self._commands, self._cursor = commands, 0
        self.set_length(len(commands))
        self.jump_to(0)

    @property
    def command(self) -> Command | None:
        """The highlighted command."""
        return self._commands[self._cursor] if self._commands else None

    @property
    def count(self) -> int:
        """How many commands were found."""
        return len(self._commands)

    def highlight(self, index: int) -> None:
        """Highlight the command at an index, or the nearest one there is."""
        self._cursor = max(0, min(index, self.count - 1))
        if self._cursor < self.top:
            self.jump_to(self._cursor)
        elif self._cursor >= self.top + self.size.height:
            self.jump_to(self._cursor - self.size.height + 1)
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the highlight by so many rows."""
        self.highlight(self._cursor + rows)

    def draw_line(self, index: int) -> Strip:
        """A command, or nothing below the last."""
        width, base = self.line_width, self.rich_style
        if index >= self.count:
            text = "No command has these words." if not self._commands and index == 0 else ""
            return Strip([Segment(f" {text}", base)]).adjust_cell_length(width, base)
        command = self._commands[index]
        if index == self._cursor:
            base += self.look("command-rows--cursor")
        keys = shown(command.keys)
        room = max(0, width - _LABEL - cell_len(keys) - 4)
        segments = [
            Segment(f" {set_cell_size(fitted(command.label, _LABEL), _LABEL)} ", base),
            Segment(
                set_cell_size(fitted(command.help, room), room),
                base + self.look("command-rows--help"),
            ),
            Segment(f" {keys} ", base),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Run the command that was clicked."""
        index = event.y + self.top
        if index < self.count:
            self.highlight(index)
            self._chosen()

    def on_resize(self) -> None:
        """Keep the lines as wide as the pane, and the highlight in sight."""
        self.set_length(self.count)
        self.highlight(self._cursor)


class PaletteScreen(Opened, ModalScreen[None]):
    """Finds a command by words of its name or of what it does."""

    CSS_PATH = "palette.tcss"  # read when it is opened

    BINDINGS = [
        Binding("escape,ctrl+p", "dismiss", "Close"),
        Binding("enter", "run", "Run"),
        Binding("down,ctrl+n,tab", "move(1)", "Down"),
        Binding("up,shift+tab", "move(-1)", "Up"),
        Binding("pagedown", "page(1)", "Page down"),
        Binding("pageup", "page(-1)", "Page up"),
    ]

    def __init__(self, run: Callable[[Command], Awaitable[None]]) -> None:
        """``run`` runs the command that was chosen, when the palette is gone."""
        super().__init__()
        self._run = run
        self._line = LineInput(
            "Find a command by its name", compact=True, entered=self.action_run, id="words"
        )
        self._rows = CommandRows(self._clicked, id="commands")

    def compose(self) -> ComposeResult:
        """A line to type in, and the commands below it."""
        with Vertical(id="palette") as box:
            box.border_title = Content("Commands")
            box.border_subtitle = Content("↓ ↑ Choose  Enter Run  Escape Close")
            yield self._line
            yield self._rows

    def on_mount(self) -> None:
        """Begin with all commands."""
        self._rows.show(found(""))
        self.set_focus(self._line)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._rows.show(found(self._line.value))

    def action_move(self, step: int) -> None:
        """Highlight the next command in a direction (1 or -1)."""
        self._rows.move(step)

    def action_page(self, direction: int) -> None:
        """Move a page in a direction (1 or -1)."""
        self.action_move(direction * self._rows.size.height)

    async def action_run(self) -> None:
        """Close the palette and run the highlighted command."""
        # What was typed may not have come to the rows yet.
        commands = found(self._line.value)
        command = self._rows.command
        if command not in commands:
            command = commands[0] if commands else None
        if command is not None:
            self.dismiss()
            await self._run(command)

    def _clicked(self) -> None:
        self.run_worker(self.action_run())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def found(text: str) -> list[Command]:
    """The commands in whose name or help each word begins a word.

    Those found by name come before those found by help, and those of the footer first.
    """
    wanted = _words(text)

    def missing(command: Command) -> int | None:
        """How many words the name lacks; None where the help lacks them too."""
        label = _words(command.label)
        both = label + _words(command.help)
        if not all(any(own.startswith(word) for own in both) for word in wanted):
            return None
        return sum(not any(own.startswith(word) for own in label) for word in wanted)

    ranked = [(missing(command), command) for command in COMMANDS if command.palette]
    fitting = [(lacking, command) for lacking, command in ranked if lacking is not None]
    return [command for _, command in sorted(fitting, key=_order)]


def _order(fitting: tuple[int, Command]) -> tuple[int, bool]:
    lacking, command = fitting
    return lacking, not command.footer
