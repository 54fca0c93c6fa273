"""Keys that somebody typed: what must come of them however a line splits, joins and delays them."""

from __future__ import annotations

import random
from collections.abc import Iterator

DOWN, UP, PAGE_DOWN, END = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[F"
ENTER, ESC, TAB, BACK, CTRL_O, CTRL_P, CTRL_U = "\r", "\x1b", "\t", "\x7f", "\x0f", "\x10", "\x15"


def pasted(text: str) -> str:
    """What a terminal sends for a paste."""
    return f"\x1b[200~{text}\x1b[201~"


def click(column: int, line: int) -> str:
    """What a terminal sends for a click on a cell, both counted from 1."""
    return f"\x1b[<0;{column};{line}M\x1b[<0;{column};{line}m"


RECORDINGS: dict[str, list[str]] = {
    "search and bookmark": [*"/graph", ENTER, *"jjb"],
    "arrows": [DOWN, DOWN, "b", UP, "b", PAGE_DOWN, "b", END, "b"],
    "tags, one paper after the other": [*"tfirst", ENTER, *"jtsecond", ENTER, *"jtthird", ENTER],
    "a note that is pasted": ["j", "e", pasted("a note"), *" and more", ENTER, *"jb"],
    "tags that are pasted": ["j", "t", pasted("alpha"), *", more", ENTER, *"jb"],
    "a query that is pasted": ["/", pasted("domain shift"), ENTER, *"jb", ESC, *"jb"],
    "a slip": ["/", pasted("autor:x graph "), ENTER, *"b"],
    "facets": ["f", *"jjj", ENTER, ESC, *"jb"],
    "facets, then the box": ["f", *"/medical ", ENTER, "b", ESC, ESC, "b"],
    "saved searches": [*"/medical", ENTER, *"w+mine", ENTER, "j", ESC, *"jb"],
    "lists": ["L", "j", "k", ESC, *"jb", "L", ENTER, *"jb"],
    "the palette": [CTRL_P, *"bookm", ENTER, "j", CTRL_P, *"sort", ENTER, *"jb"],
    "help": ["?", *"jj", ESC, *"j?", "q", *"jb"],
    "an export that is left": ["x", DOWN, "l", ESC, *"jb", "x", ESC, "b"],
    "selecting": [*"  jv", DOWN, DOWN, "v", "b", ESC, *"jb"],
    "sorting": [*"ssjb", *"Sjb"],
    "related, and back": [*"jR", *"jb", CTRL_O, *"jb", "R", CTRL_O, "b"],
    "a completion": [*"/self-sup", TAB, ENTER, *"jb", ESC, *"/robus", TAB, *" b", ENTER, "b"],
    "completions": [
        *"/net",
        TAB,
        ENTER,
        *"jb",
        ESC,
        *"/transf",
        ESC,
        ESC,
        *"jb",
        *"/net",
        TAB,
        "x",
    ],
    "typing and taking back": [*"/grapg", BACK, "h", ENTER, "b", "/", CTRL_U, *"noise", DOWN, "b"],
    "the mouse": [click(30, 6), "b", click(30, 9), click(30, 9), "b", ESC, *"jb"],
    "in and out of the paper": [ENTER, *"jj", ESC, *"jb", TAB, "b", TAB, *"jb", "B", "j", "b"],
    "early ends": [*"/sparse", ESC, *"jb", "/", *"vision", ESC, ESC, *"jb", *"B", ESC],
}


def played(recording: list[str], chance: random.Random) -> Iterator[tuple[float, bytes]]:
    """Writes that send a recording, each with the seconds to let pass before it.

    Keys are joined at will, and between two of them up to a fifth of a second passes. Within one,
    that is at most half of the time after which Escape is a key of its own.
    """
    waiting = b""
    delay = 0.0
    for key in recording:
        data = key.encode()
        while len(data) > 1 and chance.random() < 0.3:
            split = chance.randrange(1, len(data))
            yield delay, waiting + data[:split]
            waiting, data, delay = b"", data[split:], chance.uniform(0, 0.05)
        waiting += data
        if waiting == b"\x1b" or chance.random() < 0.4:
            yield delay, waiting
            waiting = b""
            # Escape, and then [ or O, would be another key if they came together.
            delay = chance.choice((0.0, 0.001, 0.01, chance.uniform(0, 0.2)))
    yield delay, waiting
