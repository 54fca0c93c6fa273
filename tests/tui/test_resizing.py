"""A resize takes neither the focus nor what was typed, whatever it hides."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from person import Person, browsing, names

from paperbrowse.catalogue import Catalogue

TYPED = "qdd b"
"""What would leave the program, remove a list and more, were it taken for keys."""

FIELDS: dict[str, tuple[str, ...]] = {
    "box": ("slash",),
    "box beside a panel": ("f", "slash"),
    "box from the paper": ("enter", "slash"),
    "tags": ("t",),
    "tags from the paper": ("enter", "t"),
    "note": ("e",),
    "note from the paper": ("enter", "e"),
    "note beside a panel": ("w", "tab", "e"),
    "a search to save": ("slash", "c", "enter", "w", "plus"),
    "a list to add": ("L", "plus"),
    "a list to rename": ("L", "j", "r"),
}
"""How one comes to where text is typed."""

PANES: dict[str, tuple[str, ...]] = {
    "list": (),
    "paper": ("enter",),
    "panel": ("f",),
    "list beside a panel": ("f", "tab"),
    "paper beside a panel": ("f", "tab", "tab"),
    "paper before a panel": ("enter", "f"),
}


def sizes(seed: object, count: int) -> list[tuple[int, int]]:
    """Sizes at random: most near the widths where the panes change."""
    chance = random.Random(str(seed))
    widths: list[Callable[[], int]] = [
        lambda: chance.randint(20, 160),
        lambda: chance.choice((77, 78, 99, 100)),
        lambda: 70,
    ]
    return [(chance.choice(widths)(), chance.randint(3, 40)) for _ in range(count)]


async def resized(person: Person, size: tuple[int, int]) -> None:
    await person.pilot.resize_terminal(*size)
    await person.settle()


def focused(person: Person) -> str | None:
    focused = person.app.screen.focused
    return focused.id if focused else None


async def typed_through(catalogue: Catalogue, keys: tuple[str, ...], seed: object) -> None:
    begin, *others = sizes(seed, len(TYPED) + 2)
    async with browsing(catalogue, begin) as person:
        await person.press(*keys)
        field = focused(person)
        assert field in {"box", "prompt", "editor"}
        before = person.typed
        await resized(person, others[0])
        for letter, size in zip(names(TYPED), others[1:], strict=True):
            await person.burst(letter)
            await resized(person, size)
            assert focused(person) == field, size
        assert person.typed == before + TYPED


@pytest.mark.parametrize("field", FIELDS)
async def test_typed_text_stays_text(catalogue: Catalogue, field: str) -> None:
    await typed_through(catalogue, FIELDS[field], field)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("field", FIELDS)
async def test_typed_text_stays_text_through_any_sizes(
    catalogue: Catalogue, field: str, seed: int
) -> None:
    await typed_through(catalogue, FIELDS[field], f"{field} {seed}")


@pytest.mark.parametrize("pane", PANES)
async def test_the_focus_is_on_what_is_seen(catalogue: Catalogue, pane: str) -> None:
    begin, *others = sizes(pane, 8)
    async with browsing(catalogue, begin) as person:
        await person.press(*PANES[pane])
        for size in others:
            await resized(person, size)
            widget = person.app.screen.focused
            assert widget is not None, size
            assert widget.region, size


async def test_one_row_less_is_no_reason_to_leave_the_box(catalogue: Catalogue) -> None:
    async with browsing(catalogue, (70, 30)) as person:
        await person.press("f", "slash")
        await resized(person, (70, 29))
        assert focused(person) == "box"
        await person.press("q")
        assert person.box.value == "q"
