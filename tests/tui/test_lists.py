"""The panel of the lists, and lists that are read while the screen goes on."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from person import browsing
from web import FakeClock, feed, serving

from paperbrowse.catalogue import Catalogue, Progress, Wish
from paperbrowse.tui.lists import age
from paperbrowse.tui.wording import reading_figures

SIZES = [(120, 36), (80, 24), (60, 20)]
PAGE = [(f"2701.{n:05}v1", f"A Study of {n}") for n in range(1, 201)]


@pytest.fixture
def animals(tmp_path: Path) -> Path:
    path = tmp_path / "animals.md"
    path.write_text("- [Cats](https://arxiv.org/abs/2701.00001v1)\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_is_added_shown_renamed_and_removed(
    catalogue: Catalogue, animals: Path, size: tuple[int, int]
) -> None:
    async with browsing(catalogue, size) as person:
        await person.press("L")
        await person.until(lambda: "shelf" in person.panel)
        assert "6 · now" in person.panel
        await person.press("plus")
        assert person.prompt == ""
        person.app.screen.focused.put(str(animals))  # type: ignore[union-attr]  # the prompt
        await person.press("enter")
        await person.until(lambda: "animals: 1 new" in person.notifications)
        await person.until(lambda: person.found == "7 papers")
        await person.until(lambda: "animals" in person.panel)
        await person.press("j", "enter")
        await person.until(lambda: person.found == "1 of 7")
        assert person.box.value == 'list:"animals"'
        if not person.panel:  # on a narrow screen the list stands in its place
            await person.press("L")
        await person.until(lambda: "animals" in person.panel)
        await person.press("G", "r")
        assert person.prompt == "animals"
        await person.press("ctrl+u")
        await person.type("pets")
        await person.press("enter")
        await person.until(lambda: "pets" in person.panel)
        await person.press("G", "d")
        assert "d again" in person.panel_remark
        await person.press("d")
        await person.until(lambda: "pets" not in person.panel)
        await person.press("escape", "escape")
        await person.until(lambda: person.found == "6 papers")


async def test_every_list_is_updated(catalogue: Catalogue, animals: Path) -> None:
    catalogue.lists.read(Wish(str(animals)), print, lambda: False)
    animals.write_text("- [Dogs](https://arxiv.org/abs/2701.00002v1)\n", encoding="utf-8")
    async with browsing(catalogue) as person:
        assert person.found == "7 papers"
        await person.press("U")
        await person.until(lambda: "1 new, 1 left the list" in person.notifications)
        await person.until(lambda: any("Dogs" in line for line in person.lines))
        assert not any("Cats" in line for line in person.lines if "2701" in line)
        await person.press("L")
        await person.until(lambda: "animals" in person.panel)
        await person.press("G", "u")
        await person.until(lambda: "nothing new" in person.notifications)


async def test_nothing_to_update(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("ctrl+c")
        assert "q quits" in person.notifications


async def test_reading_is_shown_and_stopped(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(FakeClock()) as server:
        base = server.says("/api", feed(PAGE, 400), {"raw": server.silent()})
        monkeypatch.setenv("PAPERBROWSE_ARXIV", base)
        async with browsing(catalogue) as person:
            await person.press("L", "plus")
            await person.type("arxiv:cat:cs.")
            person.app.screen.focused.put("CV")  # type: ignore[union-attr]  # the prompt
            await person.press("enter")
            await person.until(lambda: "200 papers" in person.progress)
            assert "cat:cs.CV" in person.progress
            await person.press("j", "k")  # the screen goes on
            await person.press("ctrl+c")
            await person.until(lambda: "stopped; 200 new" in person.notifications)
            await person.until(lambda: person.progress == "")
            await person.until(lambda: "unfinished" in person.panel)
            assert person.found == "206 papers"


async def test_an_address_of_the_own_network_is_asked_about(catalogue: Catalogue) -> None:
    with serving(FakeClock()) as server:
        page = b"- [Cats](https://arxiv.org/abs/2701.00001v1)\n"
        address = server.says("/animals.md", {"body": page})
        async with browsing(catalogue) as person:
            for answer, asked in (("n", 0), ("y", 1)):
                await person.press("L", "plus")
                person.app.screen.focused.put(address)  # type: ignore[union-attr]  # the prompt
                await person.press("enter")
                await person.until(lambda: person.prompt == "")
                await person.press(answer, "enter")
                if asked:
                    await person.until(lambda: "animals: 1 new" in person.notifications)
                assert len(server.asked) == asked
                await person.press("escape")


async def test_a_missing_file_is_said(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("L", "plus")
        await person.type("nowhere")
        await person.press("enter")
        await person.until(lambda: "There is no file or directory nowhere" in person.notifications)


async def test_what_was_left_out_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    rows = ['{"id": "2701.00001", "title": "Cats"}', *['{"id": 3, "title": "No number"}'] * 3]
    path = tmp_path / "snapshot.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    async with browsing(catalogue) as person:
        person.app.screen._updating.read([Wish(str(path))])  # type: ignore[attr-defined]
        await person.until(lambda: "1 new, 3 rows left out" in person.notifications)
        assert "Line 2: " in person.notifications
        assert "Line 4: " not in person.notifications


def test_figures() -> None:
    assert reading_figures(Progress("a"), 5) == "reading… Ctrl+C stops"
    assert reading_figures(Progress("a", 12000, 25, 100), 4) == (
        "12,000 papers · 3,000/s · 12 s left · Ctrl+C stops"
    )
    assert reading_figures(Progress("a", 1, 0, 0), 0.1) == "1 paper · Ctrl+C stops"


def test_ages() -> None:
    now = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)
    hours = {0: "now", 0.5: "30 min", 5: "5 h", 24: "1 d", 24 * 30: "30 d"}
    for before, told in hours.items():
        assert age(now - datetime.timedelta(hours=before), now) == told
    assert age(now - datetime.timedelta(days=40), now).startswith("2026-01-")
    assert age(now + datetime.timedelta(hours=1), now) == "now"
