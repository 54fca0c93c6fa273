"""Whether the terminal is light or dark, by what it says of its background."""

from __future__ import annotations

import re

from textual.message import Message

QUESTION_ANSWERED = "\x1b]11;"
"""How the terminal's answer to ``terminal.ask`` begins."""

_COLOUR = re.compile(r"\x1b\]11;(?:rgba?:([\dA-Fa-f/]+)|#([\dA-Fa-f]+))")


class BackgroundTold(Message):
    """The terminal has said whether it is light."""

    def __init__(self, light: bool) -> None:
        super().__init__()
        self.light = light


def is_light(answer: str) -> bool | None:
    """Whether an answer tells of a light background; None where it tells nothing.

    Light is what has a luma of more than a half, by the weights of ITU-R BT.601 (0.299 red, 0.587
    green, 0.114 blue), as editors decide it. The answer is looked for in all of the text.
    """
    found = _COLOUR.search(answer)
    if found is None:
        return None
    slashed, plain = found.groups()
    third = len(plain or "") // 3
    parts = slashed.split("/") if slashed else [plain[i * third :][:third] for i in range(3)]
    if len(parts) < 3 or not all(parts[:3]):
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts[:3])
    luma: float = 0.299 * red + 0.587 * green + 0.114 * blue
    return luma > 0.5
