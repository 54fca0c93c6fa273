"""The keys as people read them: in the last line, in the help and in the README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paperbrowse.tui.commands import COMMANDS, Group, Where

_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "plus": "+",
    "down": "↓",
    "up": "↑",
    "right": "→",
    "left": "←",
    "pagedown": "PageDown",
    "pageup": "PageUp",
}


def shown(keys: tuple[str, ...]) -> str:
    """Keys as people write them: ``j ↓``, ``Ctrl+D``."""
    return " ".join(_shown(key) for key in keys)


def _shown(key: str) -> str:
    if key in _SHOWN:
        return _SHOWN[key]
    if len(key) == 1:
        return key
    return "+".join(part.capitalize() for part in key.split("+"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the key table."""

    keys: str
    help: str
    where: Where


_NUMBERED = {
    Group.PANEL: Line("1–9", "Choose the row with that number.", Where.PANEL),
    Group.OPEN: Line("1–9", "Open the link with that number in the browser.", Where.ANYWHERE),
}


def key_table() -> Iterator[tuple[Group, list[Line]]]:
    """Every command under its heading; nine numbered ones share a line."""
    for group in Group:
        lines = [
            Line(shown(command.keys) or "(palette)", command.help, command.where)
            for command in COMMANDS
            if command.group is group and not "".join(command.keys).isdigit()
        ]
        if group in _NUMBERED:
            lines.append(_NUMBERED[group])
        yield group, lines


def markdown_table() -> str:
    """The key table as the README has it."""
    rows = ["| keys | in | what |", "|---|---|---|"]
    for _, lines in key_table():
        for line in lines:
            keys = " ".join(f"`{key}`" for key in line.keys.split(" "))
            where = "" if line.where is Where.ANYWHERE else line.where.value
            rows.append(f"| {keys} | {where} | {line.help} |")
    return "\n".join(rows)
