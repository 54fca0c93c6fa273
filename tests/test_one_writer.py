"""What commands print goes through ``cli.output``, which no text passes uncleaned."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import paperbrowse
from paperbrowse.text import is_line, masked, visible

CLI = Path(paperbrowse.__file__).parent / "cli"
# Of these, one says how far it is, in numbers; one writes an export as it is, into a pipe alone.
OTHERS = {"output.py", "asking.py"}


@pytest.mark.parametrize("path", sorted(CLI.glob("*.py")), ids=lambda path: path.name)
def test_nothing_else_prints(path: Path) -> None:
    if path.name in OTHERS:
        return
    called = [
        node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
    ]
    assert "print" not in [name.id for name in called if isinstance(name, ast.Name)]


def test_visible_text_keeps_its_spaces() -> None:
    assert visible("a  b\tc\x1b[31m  d\n") == "a  b c  d "
    assert visible("  -  x") == "  -  x"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://u:pw@a.org/x", "https://u:***@a.org/x"),
        ("at http://u:p@w@a.org and ftp://v:q@b", "at http://u:***@a.org and ftp://v:***@b"),
        ("https://u@a.org:80/x@y and a@b:c", "https://u@a.org:80/x@y and a@b:c"),
        ("https://a.org:8080/@x", "https://a.org:8080/@x"),
    ],
)
def test_passwords_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_names_are_lines() -> None:
    assert is_line("Namen 健康 👩‍🔬")
    assert not any(map(is_line, ["", " ", "\u200b", "a\nb", "a\x1b", "a\u202e", "a\x85b"]))
