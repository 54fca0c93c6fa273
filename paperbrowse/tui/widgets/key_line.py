"""The last line: what some keys do where the focus is.

Textual's footer makes a widget of every key, which is a tenth of the launch; this is one line.
"""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from paperbrowse.tui.commands import COMMANDS, Command, Where
from paperbrowse.tui.key_table import shown


class KeyLine(Widget):
    """Keys and their labels, cut where there is no room; a click does what the key does."""

    COMPONENT_CLASSES = {"key-line--key"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._commands = told(Where.LIST)

    def show(self, where: Where, focused: Widget | None) -> None:
        """Show the keys of the place that has the focus.

        Of the focused widget's own those that can be used.
        """
        commands = [
            command
            for command in told(where)
            if focused is None
            or command.where is Where.ANYWHERE
            or focused.check_action(command.action, ())
        ]
        if commands != self._commands:
            self._commands = commands
            self.refresh()

    def render(self) -> Text:
        """The line."""
        key = self.get_component_rich_style("key-line--key", partial=True)
        line = Text(no_wrap=True, overflow="ellipsis", end="")
        for index, command in enumerate(self._commands):
            target = Style(meta={"command": index})
            line.append(shown(command.keys[:1]), key + target)
            line.append(f" {command.label}", target)
            line.append("  ")
        return line

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        index = event.style.meta.get("command")
        if index is not None:
            command = self._commands[index]
            focused = self.screen.focused
            home = focused if focused and command.where is not Where.ANYWHERE else self.screen
            await self.app.run_action(command.action, default_namespace=home)


def told(where: Where) -> list[Command]:
    """The commands whose keys are told in a place: its own, then those that work anywhere."""
    own = [c for c in COMMANDS if c.footer and c.where is where]
    typing = where in {Where.BOX, Where.PROMPT, Where.NOTE}  # letters are text there
    anywhere = [] if typing else [Where.ANYWHERE]
    return own + [c for c in COMMANDS if c.footer and c.where in anywhere]
