"""An index of which any one bit was turned is found out, and finds what a sound one finds."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from paperbrowse.catalogue import Catalogue, Phase, Request
from paperbrowse.config import Directories

QUERIES = (
    *("networ", '"vision transformer"', "title:cat", "-dog", "netwrok~", "cat OR dog", "2512"),
    *("topic:vision", "date:2026", "is:unread", "author:a"),
)

Found = list[list[int]]


def found(catalogue: Catalogue) -> Found:
    return [list(catalogue.results(Request(query, entered=True)).keys) for query in QUERIES]


def turn_a_bit(index: Path, chance: random.Random) -> str:
    """Turn one bit of the index; says which."""
    files = sorted(path for path in index.rglob("*") if path.is_file() and path.stat().st_size)
    # Every file is as likely as another, whatever its size.
    path = chance.choice(files)
    place, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.unlink()  # segments are linked from one build to the next
    path.write_bytes(content)
    return f"{path.name}, byte {place}, bit {bit}"


def turn_bits(catalogue: Catalogue, places: Directories, home: Path, times: int, seed: int) -> None:
    wanted, chance = found(catalogue), random.Random(seed)
    catalogue.close()
    for number in range(times):
        cache = home / f"cache{number}"
        shutil.copytree(places.cache, cache)
        turned = turn_a_bit(cache / "index", chance)
        opened = Catalogue.open(Directories(places.data, cache, places.log))
        opened.index.ensure().join()
        assert opened.index.status.phase is Phase.READY, turned
        assert found(opened) == wanted, turned
        opened.close()
        shutil.rmtree(cache)


def test_some_turned_bits(catalogue: Catalogue, places: Directories, tmp_path: Path) -> None:
    turn_bits(catalogue, places, tmp_path, times=6, seed=1)


@pytest.mark.full
def test_two_hundred_turned_bits(shipped: Catalogue, places: Directories, tmp_path: Path) -> None:
    turn_bits(shipped, places, tmp_path, times=200, seed=2)
