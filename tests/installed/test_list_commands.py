"""The commands for lists, as installed: add, lists, update, remove, enrich."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal
from web import FakeClock, FakeServer, feed, serving

from .conftest import PROGRAM, Run

CATS = "- [Cats](https://arxiv.org/abs/2701.00001v1)\n"
DOGS = "- [Dogs](https://arxiv.org/abs/2701.00002v1)\n"
PAGE = [(f"2701.{n:05}v1", f"A Study of {n}") for n in range(1, 201)]


@pytest.fixture
def animals(tmp_path: Path) -> Path:
    path = tmp_path / "animals.md"
    path.write_text(CATS + DOGS, encoding="utf-8")
    return path


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with serving(FakeClock()) as running:
        yield running


def listed(run: Run) -> dict[str, int]:
    lines = run("lists", "--format", "jsonl").stdout.splitlines()
    return {known["name"]: known["count"] for known in map(json.loads, lines)}


def test_add_lists_update_and_remove(run: Run, animals: Path) -> None:
    added = run("add", str(animals))
    assert (added.returncode, added.stdout, added.stderr) == (0, "animals: 2 new\n", "")
    assert listed(run) == {"image-classification": 199, "animals": 2}
    assert str(animals) in run("lists").stdout
    assert run("search", "list:animals", "--format", "ids").stdout.splitlines() == [
        "2701.00001",
        "2701.00002",
    ]
    assert run("update").stdout == "animals: nothing new, 2 papers as before\n"
    animals.write_text(DOGS.replace("00002v1", "00002v2"), encoding="utf-8")
    assert run("update", "Animals").stdout == "animals: 1 updated, 1 left the list\n"
    assert run("lists", "rename", "animals", "Pets").stdout == "renamed animals to Pets\n"
    removed = run("remove", "pets")
    assert (removed.returncode, removed.stdout) == (0, "removed Pets and 1 of its papers\n")
    assert listed(run) == {"image-classification": 199}


def test_from_standard_input(run: Run) -> None:
    added = run("add", "-", "--name", "piped", stdin="2701.00001 and 2701.00002\n")
    assert added.stdout == "piped: 2 new\n"
    again = run("update", "piped")
    assert again.returncode == 1
    assert again.stderr == (
        "paperbrowse: “piped” was read from standard input: give it to paperbrowse add -"
        " --name 'piped' once more.\n"
    )
    assert run("update").returncode == 0


def test_the_shipped_list_goes_and_comes_back(run: Run) -> None:
    gone = run("remove", "image-classification")
    assert gone.stdout == "removed image-classification and 199 of its papers\n"
    assert gone.stderr == "paperbrowse: paperbrowse add bundled brings it back\n"
    assert run("list").stdout == ""
    assert run("add", "bundled").stdout == "bundled: 199 new\n"
    assert len(run("list").stdout.splitlines()) == 199


def test_rows_that_were_left_out(run: Run, tmp_path: Path) -> None:
    rows = ['{"id": 3, "title": "No number"}'] * 8 + ['{"id": "2701.00001", "title": "Cats"}']
    path = tmp_path / "snapshot.json"
    path.write_text("\n".join(rows), encoding="utf-8")
    short = run("add", str(path))
    assert short.stdout == "snapshot: 1 new, 8 rows left out\n"
    *rows, more = short.stderr.splitlines()
    assert [row.split(": ")[1] for row in rows] == [f"snapshot.json, line {n}" for n in range(1, 6)]
    assert more == "paperbrowse: more rows were left out: --verbose lists all of them"
    path.touch()
    os.utime(path, (1, 1))
    assert len(run("add", str(path), "--verbose").stderr.splitlines()) == 8


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "nowhere.md"], "There is no file or directory nowhere.md."),
        (["add", "arxiv:"], "There is no query after arxiv: such as in arxiv:cat:cs.CV."),
        (["add", "ftp://a.org/b"], "ftp://"),
        (["update", "nothing"], "There is no list “nothing”: there are image-classification"),
        (["remove", "image-clasification"], "did you mean “image-classification”?"),
        (["update", "image-classification"], "comes with paperbrowse and is updated with it"),
    ],
)
def test_one_clear_sentence(run: Run, words: list[str], said: str) -> None:
    result = run(*words)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("paperbrowse: ")
    assert said in line


def test_an_address_of_the_own_network_is_asked_about(
    run: Run, env: dict[str, str], server: FakeServer
) -> None:
    address = server.says("/animals.md", {"body": CATS.encode()})
    refused = run("add", address)
    assert refused.returncode == 1
    assert "--private allows it" in refused.stderr
    with Terminal([PROGRAM, "add", address], env) as terminal:
        terminal.wait_for("Read it? [y/N]")
        assert server.asked == []
        terminal.send("y\r")
        terminal.wait_for("animals: 1 new")
        assert terminal.wait_for_end() == 0
    assert run("update").stdout == "animals: 1 unchanged\n"


def test_a_query_is_remembered_with_its_limit(run: Run, server: FakeServer) -> None:
    base = server.says("/api", feed(PAGE[:50], 900))
    added = run("add", "arxiv:cat:cs.CV", "--max", "50", PAPERBROWSE_ARXIV=base)
    assert (added.stdout, added.stderr) == ("cat:cs.CV: 50 new\n", "")
    run("update", PAPERBROWSE_ARXIV=base)
    assert ["max_results=50" in asked.target for asked in server.asked] == [True, True]


def test_ctrl_c_keeps_what_was_read_and_update_goes_on(
    run: Run, env: dict[str, str], server: FakeServer
) -> None:
    base = server.says("/api", feed(PAGE, 400), {"raw": server.silent()})
    with Terminal([PROGRAM, "add", "arxiv:cat:cs.CV"], {**env, "PAPERBROWSE_ARXIV": base}) as shown:
        shown.wait_for("200 papers")
        os.kill(shown.process.pid, signal.SIGINT)
        shown.wait_for("stopped; 200 new; what was read is kept")
        assert shown.wait_for_end() == 130
    base = server.says("/api", feed([("2702.00001v1", "Another")], 201))
    assert run("update", PAPERBROWSE_ARXIV=base).stdout == "cat:cs.CV: 1 new\n"
    assert "start=200" in server.asked[-1].target
    assert listed(run)["cat:cs.CV"] == 201


def test_enrich(run: Run, server: FakeServer) -> None:
    run("add", "-", "--name", "bare", stdin="2701.00001\n2701.00002\n")
    base = server.says("/api", feed(PAGE[:2]))
    filled = run("enrich", "list:bare", PAPERBROWSE_ARXIV=base)
    assert (filled.stdout, filled.stderr) == ("arXiv: 2 updated\n", "")
    shown = run("show", "2701.00001").stdout
    assert "A Study of 1" in shown
    assert "Ada Lovelace" in shown


def test_an_update_that_fails_is_heard_even_when_quiet(run: Run, animals: Path) -> None:
    run("add", str(animals))
    assert run("update", "--quiet").stdout == ""
    animals.unlink()
    failed = run("update", "--quiet")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr == f"paperbrowse: animals: There is no file or directory {animals}.\n"
