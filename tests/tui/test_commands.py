from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from paperbrowse.query.examples import EXAMPLES
from paperbrowse.tui.app import PaperbrowseApp
from paperbrowse.tui.commands import COMMANDS, Command, Where
from paperbrowse.tui.key_table import key_table, markdown_table
from paperbrowse.tui.screens.browse import BrowseScreen
from paperbrowse.tui.screens.export import ExportScreen
from paperbrowse.tui.widgets.detail import Detail
from paperbrowse.tui.widgets.note_editor import NoteEditor
from paperbrowse.tui.widgets.panel import Panel
from paperbrowse.tui.widgets.paper_list import PaperList
from paperbrowse.tui.widgets.prompt import Prompt
from paperbrowse.tui.widgets.search_box import SearchBox

HOMES = {
    Where.ANYWHERE: BrowseScreen,
    Where.LIST: PaperList,
    Where.PAPER: Detail,
    Where.BOX: SearchBox,
    Where.PANEL: Panel,
    Where.PROMPT: Prompt,
    Where.NOTE: NoteEditor,
    Where.EXPORT: ExportScreen,
}
README = Path(__file__).parent.parent.parent / "README.md"


def between(start: str) -> str:
    match = re.search(
        rf"<!-- {start}:.*?-->(.*?)<!-- /{start} -->", README.read_text("utf-8"), re.DOTALL
    )
    assert match is not None
    return match[1].strip()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.action)
def test_every_command_has_an_action_where_its_keys_are(command: Command) -> None:
    name = command.action.split("(")[0]
    home: type = HOMES[command.where]
    if name.startswith("app."):
        home, name = PaperbrowseApp, name.removeprefix("app.")
    assert callable(getattr(home, f"action_{name}"))
    assert command.help.endswith(".")


def test_no_key_means_two_things_in_one_place() -> None:
    keys = Counter((command.where, key) for command in COMMANDS for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_table_has_every_key() -> None:
    told = " ".join(line.keys for _, lines in key_table() for line in lines)
    for key in ("j ↓", "PageDown", "Ctrl+D", "/", "Escape", "b", "B", "1–9", "?", "q", "Shift+Tab"):
        assert key in told


def test_the_readme_has_the_tables_that_the_program_makes() -> None:
    assert between("keys") == markdown_table()
    searches = "\n".join(f"| `{query}` | {meaning} |" for query, meaning in EXAMPLES)
    assert between("searches") == f"| search | finds |\n|---|---|\n{searches}"
