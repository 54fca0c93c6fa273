"""The export: what is offered, what is shown, and what is written."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person, browsing

from paperbrowse.catalogue import Catalogue
from paperbrowse.catalogue import exporting as catalogue_exporting
from paperbrowse.library import LibraryError
from paperbrowse.tui.exporting import default_file, named, short, with_ending
from paperbrowse.tui.screens.export import ExportScreen

SIZES = [(120, 36), (80, 24), (60, 20)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of whoever exports, in which they start the program."""
    path = tmp_path / "home"
    path.mkdir()
    monkeypatch.setenv("HOME", str(path))
    monkeypatch.chdir(path)
    return path


def shown(person: Person, name: str) -> str:
    """What a part of the export shows."""
    return str(person.app.screen.query_one(f"#{name}").render()).rstrip()


def file(person: Person) -> str:
    return str(person.app.screen.query_one("#file").value)  # type: ignore[attr-defined]  # an Input


def exporting(person: Person) -> bool:
    return isinstance(person.app.screen, ExportScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_from_the_key_to_the_file(
    catalogue: Catalogue, home: Path, size: tuple[int, int]
) -> None:
    async with browsing(catalogue, size) as person:
        await person.press("space", "space", "x")
        await person.until(lambda: "@misc{anonymous2026networks," in shown(person, "preview"))
        assert "[2 selected]" in shown(person, "papers")
        assert "[BibTeX]" in shown(person, "format")
        assert file(person) == "~/papers.bib"
        await person.press("enter")
        await person.until(lambda: not exporting(person))
        assert "2 papers written to ~/papers.bib." in person.notifications
        assert (home / "papers.bib").read_text("utf-8").count("@misc{") == 2
        assert person.papers.has_focus
        assert "2 selected" in person.status


async def test_what_can_be_exported(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("x")
        assert shown(person, "papers").split(maxsplit=2)[2] == "[this paper] all 6 papers"
        await person.press("escape", "b", "j", "b", "x")
        await person.until(lambda: "2 bookmarks" in shown(person, "papers"))
        await person.press("left")  # the last one
        assert "[2 bookmarks]" in shown(person, "papers")
        await person.press("escape", "B")
        await person.until(lambda: person.found == "2 bookmarks")
        await person.press("x")
        assert shown(person, "papers").split(maxsplit=2)[2] == "[this paper] all 2 bookmarks"
        await person.press("escape", "B")
        await person.type("/cats")
        await person.until(lambda: person.found == "1 of 6")
        await person.press("enter", "x", "right")
        assert "this paper [1 found] 2 bookmarks" in " ".join(shown(person, "papers").split())


async def test_nothing_to_export(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/zebra")
        await person.until(lambda: person.found == "0 of 6")
        await person.press("enter", "x")
        assert not exporting(person)
        assert "nothing to export" in person.notifications


async def test_the_preview_follows_papers_and_format(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("x")
        await person.until(lambda: shown(person, "preview").count("@misc{") == 1)
        await person.press("l")
        await person.until(lambda: shown(person, "preview").count("@misc{") == 6)
        await person.press("down", "h", "h")
        await person.until(lambda: '{"title": "Networks of Cats"' in shown(person, "preview"))
        assert file(person) == "~/papers.jsonl"
        assert "one object a line" in shown(person, "about")
        await person.press("h")
        await person.until(lambda: shown(person, "preview").startswith("## Vision"))
        assert file(person) == "~/papers.md"
        await person.press("j", "ctrl+u")
        await person.type("mine.txt")
        await person.press("up", "h")
        await person.until(lambda: shown(person, "preview").startswith("2601.00001v1"))
        await person.press("h")
        assert file(person) == "mine.atom"


async def test_a_file_that_is_there_is_asked_about(catalogue: Catalogue, home: Path) -> None:
    mine = home / "papers.bib"
    mine.write_text("@misc{a, eprint = {2601.00001}}\n")
    before = mine.read_bytes()
    async with browsing(catalogue) as person:
        await person.press("x", "right", "o", "a", "enter")  # nothing was asked yet
        await person.until(lambda: "o writes over it, a adds" in shown(person, "said"))
        assert mine.read_bytes() == before
        await person.press("escape")
        assert exporting(person)
        assert shown(person, "said") == ""
        assert person.app.focused is person.app.screen.query_one("#file")
        await person.press("enter")
        await person.until(lambda: shown(person, "said") != "")
        await person.press("a")
        await person.until(lambda: not exporting(person))
        assert "5 papers added to ~/papers.bib; 1 paper stood there already." in (
            person.notifications
        )
        assert mine.read_bytes().startswith(before)
        await person.press("x", "enter")
        await person.until(lambda: shown(person, "said") != "")
        await person.press("o")
        await person.until(lambda: not exporting(person))
        assert mine.read_text("utf-8").startswith("@misc{anonymous2026networks,")


async def test_only_a_bibliography_is_added_to(catalogue: Catalogue, home: Path) -> None:
    (home / "papers.csv").write_text("mine")
    async with browsing(catalogue) as person:
        await person.press("x", "down", "left", "enter")
        await person.until(lambda: "o writes over it, Escape" in shown(person, "said"))
        await person.press("a")
        assert exporting(person)
        assert (home / "papers.csv").read_text() == "mine"
        await person.press("right")  # another format, another file: nothing is asked any more
        assert shown(person, "said") == ""


async def test_what_is_wrong_is_said_and_can_be_mended(catalogue: Catalogue, home: Path) -> None:
    async with browsing(catalogue) as person:
        await person.press("x", "up", "ctrl+u", "enter")
        assert shown(person, "said") == "The file needs a name."
        await person.type("no/mine.bib")
        await person.press("enter")
        await person.until(lambda: shown(person, "said") == "There is no directory no.")
        await person.press("ctrl+u")
        assert shown(person, "said") == ""
        await person.type("x and o.bib")  # letters are letters here
        await person.press("enter")
        await person.until(lambda: not exporting(person))
        assert (home / "x and o.bib").exists()


async def test_the_format_is_remembered(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("x", "down", "right", "enter")
        await person.until(lambda: not exporting(person))
        await person.press("x")
        assert "[RIS]" in shown(person, "format")
        await person.press("escape")
    catalogue.remember("export", "docx").result()
    async with browsing(catalogue) as person:
        await person.press("x")
        assert "[BibTeX]" in shown(person, "format")


async def test_writing_can_be_stopped(
    catalogue: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    entries = catalogue.entries

    def slow(keys: object) -> Iterator[object]:
        for number, entry in enumerate(entries(keys)):  # type: ignore[arg-type]
            if number == 2 and threading.current_thread().name.startswith("beside"):
                go_on.wait(10)
            yield entry

    async with browsing(catalogue) as person:
        await person.press("x", "right")
        await person.until(lambda: shown(person, "preview").count("@misc{") == 6)
        monkeypatch.setattr(catalogue_exporting, "_EVERY", 1)
        monkeypatch.setattr(catalogue, "entries", slow)
        await person.press("enter")
        await person.until(lambda: "2 of 6 papers written" in shown(person, "said"))
        await person.press("left", "enter", "escape")
        go_on.set()
        await person.until(lambda: "Stopped: nothing was written." in shown(person, "said"))
        assert [child.name for child in home.iterdir()] == []
        await person.press("enter")
        await person.until(lambda: not exporting(person))
        assert "6 papers written" in person.notifications


async def test_a_library_that_cannot_be_read(
    catalogue: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: object) -> Iterator[object]:
        raise LibraryError("The library is damaged.")

    async with browsing(catalogue) as person:
        monkeypatch.setattr(catalogue, "entries", damaged)
        await person.press("x")
        await person.until(lambda: "no preview: The library is" in shown(person, "said"))
        await person.press("enter")
        await person.until(lambda: shown(person, "said") == "The library is damaged.")
        assert list(home.iterdir()) == []


async def test_the_mouse_chooses(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("x")
        line = shown(person, "format")
        await person.pilot.click("#format", offset=(line.index("RIS"), 0))
        assert "[RIS]" in shown(person, "format")
        await person.pilot.click("#format", offset=(3, 0))
        await person.pilot.click("#format", offset=(len(line) + 3, 0))
        assert "[RIS]" in shown(person, "format")


# File names


def test_file_names(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_file(".bib") == "~/papers.bib"
    monkeypatch.chdir(tmp_path)
    assert default_file(".md") == str(tmp_path / "papers.md")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert default_file(".md") == "~/papers.md"
    assert named(" ~/a.bib ") == home / "a.bib"
    assert named("~nobodyofthatname/a") == Path("~nobodyofthatname/a")
    assert short(Path("/a/b")) == "/a/b"
    assert with_ending("~/a.b.bib", ".md") == "~/a.b.md"
    assert with_ending("notes", ".md") == "notes"
    assert with_ending("a.docx", ".md") == "a.docx"


def test_a_working_directory_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert default_file(".md") == "papers.md"
