"""Typing a query: what is marked, said, completed and remembered."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from person import Person, browsing
from shelf import paper
from textual.events import Paste

from paperbrowse.catalogue import Catalogue

LONG = "Nothing is said here of what is looked for. " * 30


def says(person: Person, status: str) -> bool:
    return person.status == status


def add(catalogue: Catalogue, *papers: object) -> None:
    catalogue.library.add("more", "test", papers)  # type: ignore[arg-type]  # Papers, as made here
    catalogue.index.ensure().join()


# Matches


async def test_matches_are_marked_where_the_query_looks(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/networks")
        await person.until(lambda: person.found == "2 of 6")
        assert person.marked(person.papers) == ["Networks", "Networked"]
        assert person.marked(person.paper) == ["Networks", "network"]
        await person.press("ctrl+u")
        await person.type("title:networks ")
        await person.until(lambda: person.found == "2 of 6")
        assert person.marked(person.paper) == ["Networks"]
        await person.press("ctrl+u")
        await person.type("author:ada")
        await person.until(lambda: person.found == "1 of 6")
        assert "Ada" in person.marked(person.paper)


async def test_n_goes_from_match_to_match_round_and_round(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/cats")
        await person.until(lambda: person.found == "1 of 6")
        await person.press("enter")
        assert person.marked(person.paper) == ["Cats", "Cats"]
        assert person.current == "Cats"
        lines = person.page.splitlines()
        standing = []
        for key in ("n", "n", "N"):
            await person.press(key)
            rows = [
                y
                for y in range(len(lines))
                if any(s.style and s.style.reverse for s in person.paper.render_line(y))
            ]
            standing.append(lines[rows[0]])
        assert ["of Cats" in line for line in standing] == [True, False, True]
        assert person.papers.key == person.papers.keys[0]


async def test_without_marked_words_n_goes_to_unread_papers(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("j", "r", "k", "n")
        assert person.papers.key == person.papers.keys[2]
        await person.press("N")
        assert person.papers.key == person.papers.keys[0]
        await person.type("/is:unread ")
        await person.until(lambda: person.found == "5 of 6")
        await person.press("enter", "n")
        assert person.papers.key == person.papers.keys[1]


async def test_a_paper_opens_at_its_first_match(catalogue: Catalogue) -> None:
    add(catalogue, paper("2601.00009v1", "A zebra", LONG + "Then a zebra comes.", topics=()))
    async with browsing(catalogue, (80, 24)) as person:
        await person.type("/zebra")
        await person.until(lambda: person.found == "1 of 7")
        assert person.paper.scroll_offset.y > 0
        assert person.current == "zebra"
        await person.press("enter", "n")
        assert person.paper.scroll_offset.y == 0
        await person.press("escape")
        await person.type("/title:zebra ")
        await person.press("ctrl+u")
        await person.type("title:zebra ")
        await person.until(lambda: person.found == "1 of 7")
        assert person.paper.scroll_offset.y == 0


async def test_on_a_narrow_screen_n_goes_into_the_paper(catalogue: Catalogue) -> None:
    add(catalogue, paper("2601.00009v1", "A zebra", LONG + "Then a zebra comes.", topics=()))
    async with browsing(catalogue, (60, 20)) as person:
        await person.type("/zebra")
        await person.until(lambda: person.found == "1 of 7")
        await person.press("enter", "n")
        await person.until(lambda: person.paper.display and person.current == "zebra")
        assert person.paper.scroll_offset.y > 0


# What is said


async def test_problems_are_said_while_the_rest_still_searches(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        assert person.notice == ""
        top = person.papers.region.y
        await person.type("/autor:x cats")
        await person.until(lambda: person.found == "1 of 6")
        assert person.notice == "no field 'autor': did you mean author? · Ctrl+Y takes it"
        await person.until(lambda: person.papers.region.y == top + 1)
        await person.press("ctrl+u")
        assert person.notice == ""
        await person.until(lambda: person.papers.region.y == top)


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
async def test_what_was_meant_is_taken_with_a_key(
    catalogue: Catalogue, size: tuple[int, int]
) -> None:
    async with browsing(catalogue, size) as person:
        for leave in ((), ("enter",)):
            await person.type("/clasification ")
            await person.press(*leave)
            await person.until(lambda: "Ctrl+Y takes it" in person.notice)
            assert person.notice.startswith("did you mean classification")
            await person.press("ctrl+y")
            await person.until(lambda: person.found == "1 of 6")
            assert person.box.value.strip() == "classification"
            assert person.notice == ""
            await person.press("ctrl+y")  # there is nothing to take
            assert person.box.value.strip() == "classification"
            await person.press("escape")


async def test_partial_matches_are_counted_as_such(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/cats network zebra ")
        await person.until(lambda: person.found == "0 with all words, 1 with two of three")


# Order


async def test_s_sorts_and_keeps_the_paper(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        assert person.status == "6 papers · by date"
        await person.press("j", "j", "s")
        await person.until(lambda: person.status == "6 papers · by title")
        key = person.papers.key
        titles = [line[17:].strip() for line in person.lines[:6]]
        assert titles == sorted(titles)
        assert "Birds" in person.page
        await person.press("S")
        await person.until(lambda: person.status == "6 papers · by title, from Z to A")
        assert [line[17:].strip() for line in person.lines[:6]] == titles[::-1]
        await person.press("s", "s")
        await person.until(lambda: person.status == "6 papers · by date")
        await person.type("/cats OR dog")
        await person.press("enter")
        await person.until(lambda: person.found == "2 of 6")
        for order in ("by title", "by date added", "by relevance", "by date"):
            await person.press("s")
            await person.until(partial(says, person, f"2 of 6 · {order}"))
        assert key is not None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("cats sort:title", "cats"),
        ("-sort:title cats", "cats"),
        ("sort:-title", ""),
        ('"sort:title cats" OR dog sort:date', '"sort:title cats" OR dog'),
    ],
)
async def test_an_order_in_the_text_gives_way_to_a_key(
    catalogue: Catalogue, text: str, rest: str
) -> None:
    async with browsing(catalogue) as person:
        await person.type(f"/{text}")
        await person.press("enter", "S")
        assert person.box.value == rest
        await person.press("escape")


# Completing


async def test_a_completion_is_taken_with_right_or_tab(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/auth")
        await person.until(lambda: person.dimmed == "or:")
        await person.press("right")
        assert person.box.value == "author:"
        await person.type("ada")
        await person.until(lambda: person.dimmed == " lovelace" or person.dimmed == " Lovelace")
        await person.press("tab")
        assert person.box.value.lower() == 'author:"ada lovelace"'
        await person.until(lambda: person.found == "1 of 6")
        assert person.box.has_focus
        assert person.dimmed == ""
        await person.press("tab")
        assert person.papers.has_focus


async def test_a_completion_is_shown_at_the_end_of_the_text_only(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/auth")
        await person.until(lambda: person.dimmed == "or:")
        await person.press("left")
        assert person.dimmed == ""
        await person.press("right")
        assert (person.box.value, person.dimmed) == ("auth", "or:")
        await person.press("escape")
        assert (person.box.value, person.dimmed) == ("auth", "")
        await person.press("right")
        assert person.box.value == "auth"
        await person.press("escape")
        assert person.box.value == ""


async def test_a_slow_completion_does_not_hold_up_the_key(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = threading.Event()
    complete = catalogue.completion

    def slow(text: str) -> object:
        known.wait(10)
        return complete(text)

    monkeypatch.setattr(catalogue, "completion", slow)
    async with browsing(catalogue) as person:
        await person.type("/auth")
        assert person.dimmed == ""
        known.set()
        await person.until(lambda: person.dimmed == "or:")


# History


async def test_up_goes_through_the_history(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("slash", "up", "down")  # there is none: down goes into the list
        assert person.papers.has_focus
        for text in ("cats", "birds", "   "):
            await person.press("slash", "ctrl+u")
            await person.type(text)
            await person.press("enter")
    async with browsing(catalogue) as person:
        await person.type("/do")
        texts = []
        for key in ("up", "up", "up", "down", "down"):
            await person.press(key)
            texts.append(person.box.value)
        assert texts == ["birds", "cats", "cats", "birds", "do"]
        assert person.box.has_focus
        await person.press("down")
        assert person.papers.has_focus
        await person.until(lambda: person.found == "1 of 6")
        await person.press("slash", "up", "up")
        await person.until(lambda: person.box.value == "cats" and person.found == "1 of 6")
        await person.press("enter", "slash", "down")
        assert person.papers.has_focus
    assert catalogue.history() == ["cats", "do", "birds"]


# Keys that come fast, and an index that is not there


async def test_a_burst_of_keys_goes_where_it_should(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        keys = ["slash", *"cats", "enter", "t", *"one", "enter", "w", "plus", *"mine", "enter"]
        await person.press(*keys)
        await person.until(lambda: "mine" in person.panel)
        assert "tags one" in person.page
        assert catalogue.library.saved()[0].query == "cats"


@pytest.fixture
def unready(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """A catalogue whose index is not ready before ``monkeypatch.undo()`` and ``index.ensure()``."""
    idle = threading.Thread(target=lambda: None)
    catalogue.index._drop()
    monkeypatch.setattr(catalogue.index, "ensure", lambda: idle)
    return catalogue


async def test_what_needs_the_index_waits_for_it(
    unready: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    unready.save_search("mine", "birds").result()
    async with browsing(unready) as person:
        await person.type("/autor:x cats")
        assert person.notice.startswith("no field 'autor'")
        assert person.found == "6 papers"
        await person.press("enter", "f")
        await person.until(lambda: "when the index is ready" in person.panel_remark)
        await person.press("w")
        await person.until(lambda: "when the index is ready" in person.panel_remark)
        assert "mine" in person.panel
        monkeypatch.undo()
        unready.index.ensure()
        await person.until(lambda: person.found == "1 of 6")
        await person.until(lambda: person.panel.split() == ["1", "mine", "1"])


async def test_a_slip_of_a_field_is_taken_with_the_same_key(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/titel:birds ")
        await person.press("ctrl+y")
        await person.until(lambda: person.found == "1 of 6")
        assert person.box.value.strip() == "title:birds"


async def test_lines_that_are_pasted_become_one(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.press("slash")
        person.box.post_message(Paste("Networks\n  of\tCats\n"))
        await person.until(lambda: person.found == "1 of 6")
        assert person.box.value == "Networks of Cats"


async def test_clearing_goes_back_to_the_usual_order(catalogue: Catalogue) -> None:
    async with browsing(catalogue) as person:
        await person.type("/vision ")
        await person.press("enter", "s", "s")
        await person.until(lambda: "by title" in person.status)
        await person.press("escape")
        await person.until(lambda: person.status == "6 papers · by date")
