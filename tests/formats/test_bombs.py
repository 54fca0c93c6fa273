"""Texts made to take time or memory: what one record can become is bounded in every reader."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import bombs
import pytest
from fuzzing import SECONDS

from paperbrowse.formats import Skipped, bounds, read
from paperbrowse.paper import Paper

SIZE = 100_000
"""Characters for which a reader has SECONDS of the processor's time."""
LARGE = 1_500_000


def exploded(names: list[str], size: int) -> list[dict[str, Any]]:
    """Read these in processes of their own, which no memory over 1 GB is given."""
    seconds = int(SECONDS * max(size // SIZE, 1)) + 1
    wanted = [f"{name}={size}" for name in names]
    ran = subprocess.run(
        [sys.executable, str(Path(bombs.__file__)), str(seconds), *wanted],
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def hold(took: dict[str, Any]) -> None:
    assert "ended" not in took, took
    assert took["seconds"] < SECONDS * max(took["size"] / SIZE, 1), took
    assert took["megabytes"] < 600, took
    assert took["longest"] <= bounds.FIELD, took
    assert took["reason"] != "out of memory", took


def test_there_are_enough_over_every_reader() -> None:
    endings = {name.rpartition(".")[2] for name in bombs.BOMBS}
    assert len(bombs.BOMBS) >= 60
    assert endings >= {
        "bib",
        "html",
        "atom",
        "xml",
        "yaml",
        "json",
        "csv",
        "ris",
        "md",
        "rst",
        "eml",
        "txt",
        "gz",
    }


def test_a_sample_of_bombs() -> None:
    names = random.Random(11).sample(list(bombs.BOMBS), 6)
    for took in exploded([*names, "strings.bib", "deep.html", "text.txt.gz"], SIZE):
        hold(took)


@pytest.mark.full
@pytest.mark.parametrize("name", list(bombs.BOMBS))
def test_every_bomb_takes_time_as_it_grows_and_no_memory(name: str) -> None:
    (half,), (whole,) = exploded([name], LARGE // 2), exploded([name], LARGE)
    for took in (half, whole):
        hold(took)
    # What grows with the square takes four times as long.
    assert whole["seconds"] < 3 * half["seconds"] + 0.5, (half, whole)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "a.bib",
            "@string{a0 = {xxxxxxxxxx}}\n"
            + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 40))
            + "@misc{b, eprint={2401.00002}, title=a12}\n",
            "its strings become too long when they are put in.",
        ),
        ("a.bib", "@misc{b, title={" + "x\n" * 600_000, "longer than 1,000,000 characters"),
        (
            "a.json",
            '{"title": "B", "id": "2401.00001", "abstract": "' + "x" * 300_000 + '"}',
            "300,000",
        ),
        ("a.csv", "title,arxiv\n" + "x," * 600_000 + "\n", "longer than 131,072 characters"),
        ("a.ris", "TY  - JOUR\nTI  - A\nAB  - " + "x\n" * 600_000 + "ER  -\n", "longer than"),
        ("a.atom", "<entry><summary>" + "x\n" * 600_000 + "</summary></entry>", "longer than"),
        ("a.atom", "<entry>" + "<a>" * 2000, "too deep in one another"),
        (
            "a.yaml",
            f"- &a {{id: 2401.00001, title: T, x: {'y' * 1000}}}\n" + "- *a\n" * 2000,
            "its aliases say too much again.",
        ),
    ],
    ids=lambda value: value[:20],
)
def test_the_row_that_is_too_large_is_named_and_the_rest_is_kept(
    name: str, text: str, reason: str
) -> None:
    good = {
        "bib": "\n@misc{c, eprint={2401.00009}, title={A title}}\n",
        "json": '\n{"id": "2401.00009", "title": "A title"}\n',
        "csv": "A title,2401.00009\n",
        "ris": "TY  - JOUR\nTI  - A title\nUR  - arXiv:2401.00009\nER  -\n",
        "atom": " <entry><id>http://arxiv.org/abs/2401.00009</id><title>A title</title></entry>\n",
        "yaml": "- id: 2401.00009\n  title: A title\n",
    }
    first = good[name[2:]]
    before = "title,arxiv\n" if name == "a.csv" else ""
    rows = list(read(before + first + text.removeprefix(before) + "\n" * 40_000 + first, name))
    papers = [row.title for row in rows if isinstance(row, Paper)]
    said = [row.reason for row in rows if isinstance(row, Skipped)]
    assert papers.count("A title") == 2 or (name == "a.atom" and "A title" in papers), said
    assert any(reason in each for each in said), said


def test_a_pause_comes_between_the_pieces_of_a_text_that_is_zipped() -> None:
    class Enough(Exception):
        pass

    paused = 0

    def pause() -> None:
        nonlocal paused
        paused += 1
        if paused > 20:
            raise Enough

    _, content = bombs.packed("text.txt.gz", 100_000_000)
    assert len(content) < 200_000
    with pytest.raises(Enough):
        list(read(content, "text.txt.gz", pause))
