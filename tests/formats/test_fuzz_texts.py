"""No text, however mutated, makes a reader of texts raise, invent rows or take long."""

from __future__ import annotations

import contextlib
import random
import time
from pathlib import Path

import pytest

from paperbrowse.formats import Skipped, Unreadable, read
from paperbrowse.paper import Paper

LISTS = Path(__file__).parent / "lists"
SOURCES = sorted(path for path in LISTS.iterdir() if path.suffix != ".json")
SIGNS = (
    "[ ]( | < <!-- --> ` * ** _ ( 《 “ <a href= <div> </div> <table><tr><td> <ul><li> "
    "https://arxiv.org/abs/2401.00001 arXiv:2401.00001 et~al. (2024) [x] &lt; [a]: .. "
    "``` ~~~ +---+ ==== <details> </details> <br> hep-th/9901001 10.1000/x "
)
PIECES = (
    *SIGNS.split(),
    *("\n", "\n\n", "\r\n", "    ", "\t", "- ", "1. ", "# ", "> ", ". ", "\0", "\u2028", "é", '"'),
    "\\\\\n",
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """``content`` with some parts cut, doubled, moved or spoilt, as files come to harm."""
    data = bytearray(content[: chance.randint(1, 4000)])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                del data[at : at + chance.randint(1, 200)]
            case 1:
                data[at:at] = chance.choice(PIECES).encode() * chance.choice((1, 1, 2, 30))
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                data[at:at] = data[: chance.randint(1, 300)]
    return bytes(data)


def check(content: bytes, name: str) -> None:
    found: list[Paper | Skipped] = []
    with contextlib.suppress(Unreadable):
        found += read(content, name)
    for row in found:
        if isinstance(row, Skipped):
            assert row.line >= 1
            assert row.reason.endswith(".")
        else:
            assert row.identity != "url:"


def fuzz(count: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        path = chance.choice(SOURCES)
        check(mutated(path.read_bytes(), chance), chance.choice((path.name, "", "x.md", "x.rst")))


def test_mutated_lists() -> None:
    fuzz(300, 1)


@pytest.mark.full
def test_very_many_mutated_lists() -> None:
    fuzz(20_000, 2)


@pytest.mark.full
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("name", ["x.md", "x.html", "x.rst", "x.txt"])
def test_long_repetitions_take_their_share(piece: str, name: str) -> None:
    begun = time.process_time()
    check((piece * (100_000 // len(piece))).encode(), name)
    assert time.process_time() - begun < 1
