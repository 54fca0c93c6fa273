"""Marks made while another program writes to the library, and leaving while they wait."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

import pytest
from person import Person, browsing

from paperbrowse.catalogue import Catalogue
from paperbrowse.config import Directories
from paperbrowse.library import writer
from paperbrowse.tui.leaving import LeavingScreen


@pytest.fixture
def other(
    catalogue: Catalogue, places: Directories, monkeypatch: pytest.MonkeyPatch
) -> Iterator[sqlite3.Connection]:
    """Another program that is writing to the library."""
    monkeypatch.setattr(writer, "SOON", 0.1)
    with contextlib.closing(sqlite3.connect(places.library)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def asked(person: Person) -> bool:
    return isinstance(person.app.screen, LeavingScreen)


async def test_marks_wait_and_are_shown_when_they_are_written(
    catalogue: Catalogue, other: sqlite3.Connection
) -> None:
    async with browsing(catalogue, (160, 36)) as person:
        await person.press("b", "j", "b")
        await person.until(lambda: "another program is writing" in person.status)
        assert "2 changes wait" in person.status
        assert "★" not in " ".join(person.lines)
        await person.press("t")
        await person.type("later")
        await person.press("enter")
        await person.until(lambda: "3 changes wait" in person.status)
        other.rollback()
        await person.until(lambda: " ".join(person.lines).count("★") == 2)
        await person.until(lambda: "wait" not in person.status)
        assert catalogue.library.tags() == [("later", 1)]


async def test_q_waits_until_they_are_written(
    catalogue: Catalogue, other: sqlite3.Connection
) -> None:
    async with browsing(catalogue) as person:
        await person.press("b", "q")
        await person.until(lambda: asked(person))
        await person.press("escape")
        await person.until(lambda: not asked(person))
        await person.press("q")
        await person.until(lambda: asked(person))
        assert person.app.is_running
        other.rollback()
        await person.until(lambda: person.app._exit)
    assert len(catalogue.library.keys(bookmarked=True)) == 1
    assert catalogue.close() == ""


async def test_leaving_at_once_keeps_them_aside(
    catalogue: Catalogue, other: sqlite3.Connection, places: Directories
) -> None:
    async with browsing(catalogue) as person:
        await person.press("b", "j", "b", "q")
        await person.until(lambda: asked(person))
        await person.press("l")
        await person.until(lambda: person.app._exit)
    assert "2 changes" in catalogue.close()
    other.rollback()
    catalogue = Catalogue.open(places)
    assert "2 changes" in catalogue.notices[0]
    assert len(catalogue.library.keys(bookmarked=True)) == 2
    catalogue.close()


async def test_what_waited_from_an_earlier_session_is_shown_when_it_is_written(
    catalogue: Catalogue, other: sqlite3.Connection, places: Directories
) -> None:
    key = catalogue.library.keys()[0]
    catalogue.wait_for_others(lambda _: None)
    catalogue.bookmark(key, True)
    catalogue.close()
    catalogue = Catalogue.open(places)
    assert catalogue.notices == []
    async with browsing(catalogue, (160, 36)) as person:
        await person.until(lambda: "1 change waits" in person.status)
        other.rollback()
        await person.until(lambda: "★" in " ".join(person.lines))
        assert "★" in person.page or "bookmarked" in person.page
    catalogue.close()
