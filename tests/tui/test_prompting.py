from __future__ import annotations

from pathlib import Path

import pytest

from paperbrowse.tui.prompting import completed_path, completed_tag


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("papers", "papers/old", "pictures", "only"):
        (tmp_path / folder).mkdir()
    for file in ("papers/list one.md", "papers/.hidden", "only/one.md"):
        (tmp_path / file).touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("~", "~/"),
        ("~/pap", "~/papers/"),
        ("~/p", "~/p"),
        ("~/papers/l", "~/papers/list one.md"),
        ("papers/.", "papers/.hidden"),
        ("papers/", "papers/"),
        ("only/", "only/one.md"),
        ("./pi", "./pictures/"),
        ("nowhere/x", "nowhere/x"),
        ("~nobody-of-that-name", "~nobody-of-that-name"),
        ("https://example.org/pap", "https://example.org/pap"),
        ("arxiv:cat:cs.CV", "arxiv:cat:cs.CV"),
        ("a\0", "a\0"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_path(text: str, completed: str) -> None:
    assert completed_path(text) == completed


def test_an_absolute_path(home: Path) -> None:
    assert completed_path(f"{home}/pap") == f"{home}/papers/"


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("", ""),
        ("g", "gan"),
        ("GA", "gan"),
        ("x,g", "x, gan"),
        ("gan, g", "gan, g"),
        ("m", "m"),
        ("Me", "medical"),
        ("nothing", "nothing"),
    ],
)
def test_a_tag(text: str, completed: str) -> None:
    assert completed_tag(text, ["gan", "medical", "Mine"]) == completed
