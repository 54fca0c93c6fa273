from __future__ import annotations

import pytest

from paperbrowse.tui.background import is_light


@pytest.mark.parametrize(
    ("colour", "light"),
    [
        ("rgb:ffff/ffff/ffff", True),
        ("rgb:fdfd/f6f6/e3e3", True),  # Solarized Light
        ("rgb:0000/2b2b/3636", False),  # Solarized Dark
        ("rgb:ff/ff/ff", True),
        ("rgb:1/2/3", False),
        ("rgb:0000/ffff/0000", True),
        ("rgb:0000/0000/ffff", False),
        ("rgba:ffff/ffff/ffff/0000", True),
        ("#fdf6e3", True),
        ("#000", False),
        ("rgb:ffff/ffff", None),
        ("rgb://", None),
        ("#f", None),
        ("white", None),
    ],
)
def test_the_colour_that_a_terminal_answers(colour: str, light: bool | None) -> None:
    assert is_light(f"jk\x1b]11;{colour}\x1b\\") is light
