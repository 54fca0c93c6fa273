"""Keys that come all at once do what they do one after another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from person import Person, browsing, names
from shelf import SHELF, directories

from paperbrowse.catalogue import Catalogue, Request
from paperbrowse.config import Directories
from paperbrowse.library import Library
from paperbrowse.tui.commands import COMMANDS, Where
from paperbrowse.tui.screens.browse import BrowseScreen

LEAVE = {"app.quit", "app.suspend_process"}
"""What ends or stops the program is no key to compare."""

TYPED = {"tags": [*names("second"), "enter"], "note": [*names("noted"), "enter"]}
"""What is typed where a command asks for a text."""

KEYS = {
    f"{command.action} {key}": ("j", key, *TYPED.get(command.action, ()))
    for command in COMMANDS
    if command.where in {Where.ANYWHERE, Where.LIST} and command.action not in LEAVE
    for key in command.keys
}
"""Each command by each of its keys, right behind a movement."""


@contextmanager
def shelved(home: Path) -> Iterator[Catalogue]:
    """The shelf, each paper with an author and code of its own."""
    places = directories(home)
    library = Library.open(places.library)
    papers = [
        replace(paper, authors=(f"Author {number}",), code=f"https://github.com/a/code{number}")
        for number, paper in enumerate(SHELF)
    ]
    library.add("shelf", "test", papers, digest="1")
    library.close()
    catalogue = Catalogue.open(places)
    catalogue.index.ensure().join()
    yield catalogue
    catalogue.close()


def state(person: Person, catalogue: Catalogue, opened: list[str]) -> dict[str, Any]:
    """What can be seen of the program, but for its layout, and what it has kept."""
    screen = person.app.screen
    entries = map(catalogue.entry, sorted(catalogue.results(Request()).keys))
    return {
        "screen": type(screen).__name__,
        "focus": screen.focused and screen.focused.id,
        "papers": list(person.papers.keys),
        "highlighted": person.papers.key,
        "selected": list(person.papers.selection),
        "page": "".join(person.page.split()),
        "top": person.paper.top,
        "panel": person.panel,
        "box": person.box.value,
        "prompt": person.prompt,
        "found": person.found,
        "opened": list(opened),
        "marks": [(e.bookmarked, e.read, e.tags, e.note) for e in entries if e],
    }


def answered(person: Person) -> bool:
    """Whether nothing is looked for or counted any more."""
    searching = person.browser._searching
    return searching.results.request == searching.request and person.panel_remark != "counting…"


async def states(
    catalogue: Catalogue, opened: list[str], *, together: bool
) -> dict[str, dict[str, Any]]:
    """What comes of each command."""
    found = {}
    async with browsing(catalogue, (120, 14)) as person:
        for name, keys in KEYS.items():
            for burst in [keys] if together else [(key,) for key in keys]:
                await person.burst(*burst)
            await person.until(lambda: answered(person))
            await person.settle()
            found[name] = state(person, catalogue, opened)
            while not isinstance(person.app.screen, BrowseScreen):
                await person.burst("escape")
            for key in (*["escape"] * 4, "g"):
                await person.burst(key)
    return found


async def test_every_command_acts_on_the_paper_moved_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
    monkeypatch.setattr("paperbrowse.tui.reading._READING_TIME", 1e6)
    opened: list[str] = []
    monkeypatch.setattr(
        "paperbrowse.tui.screens.paper.open_link", lambda _, url: opened.append(url)
    )
    with shelved(tmp_path / "slow") as catalogue:
        slow = await states(catalogue, opened, together=False)
    opened.clear()
    with shelved(tmp_path / "fast") as catalogue:
        fast = await states(catalogue, opened, together=True)
    differing = {
        name: [(part, was, fast[name][part]) for part, was in of.items() if fast[name][part] != was]
        for name, of in slow.items()
    }
    assert {name: parts for name, parts in differing.items() if parts} == {}


async def test_a_mark_is_turned_from_what_was_seen(
    catalogue: Catalogue, places: Directories
) -> None:
    async with browsing(catalogue) as person:
        first, second = person.papers.keys[:2]
        other = Catalogue.open(places)
        other.bookmark(second, True).result()
        other.close()
        await person.burst("j", "b")  # no star was to be seen: one was wanted
        assert [key for key in (first, second) if catalogue.rows([key])[key].bookmarked] == [second]
        await person.burst("b")  # now it was
        assert not catalogue.rows([second])[second].bookmarked


async def test_a_paper_marked_unread_at_once_stays_so(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperbrowse.tui.reading._READING_TIME", 0.001)
    async with browsing(catalogue) as person:
        await person.burst("j", "r", "r")
        key = person.papers.key
        assert key is not None
        await person.press()
        assert not catalogue.rows([key])[key].read


async def test_a_completion_is_taken_or_closed_however_fast(shipped: Catalogue) -> None:
    async with browsing(shipped) as person:
        await person.burst("slash", *"net", "tab", "enter", "j")
        assert person.box.value == "networks"
        assert person.papers.has_focus
        await person.burst("escape", "slash", *"net", "escape", "j")  # the completion alone goes
        assert person.box.value == "netj"
