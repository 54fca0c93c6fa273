from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import PROGRAM

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


@pytest.fixture
def run(env: dict[str, str]) -> Run:
    def command(*words: str, **more: str) -> Result:
        return subprocess.run(
            [PROGRAM, *words],
            env={**env, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )

    return command


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_alone_into_a_pipe_it_prints_the_list(run: Run) -> None:
    alone, listed = run(), run("list")
    assert alone.returncode == 0
    assert alone.stdout == listed.stdout
    assert len(alone.stdout.splitlines()) == 199
    assert "\x1b" not in alone.stdout
    assert alone.stderr == ""


def test_search_and_its_formats(run: Run) -> None:
    found = run("search", "bayesian self-dist", "--format", "jsonl")
    assert found.returncode == 0
    (paper,) = records(found)
    assert list(paper) == [
        *("id", "version", "title", "date", "authors", "abstract", "comment", "code", "url"),
        *("pdf", "topics", "bookmarked", "score"),
    ]
    assert (paper["id"], paper["version"]) == ("2512.24162", 2)
    assert paper["url"] == "https://arxiv.org/abs/2512.24162v2"
    assert paper["score"] > 0
    assert "2512.24162v2" in run("search", "bayesian", "self-dist").stdout


def test_the_last_word_counts_as_being_typed_unless_a_space_follows(run: Run) -> None:
    assert len(records(run("search", "classificatio", "--format", "jsonl"))) > 0
    nothing = run("search", "classificatio ", "--format", "jsonl")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert nothing.stderr == "paperbrowse: nothing found\n"


def test_words_left_out(run: Run) -> None:
    with_all = len(run("search", "medical").stdout.splitlines())
    without = run("search", "medical", "-segmentation")
    assert 0 < len(without.stdout.splitlines()) < with_all
    assert without.stdout == run("search", "medical -segmentation").stdout


def test_limits(run: Run) -> None:
    assert len(run("list", "--limit", "3").stdout.splitlines()) == 3
    assert len(run("search", "image", "--limit", "2").stdout.splitlines()) == 2
    assert records(run("list", "--limit", "1", "--format", "jsonl"))[0]["date"] == "2026-02-12"


def test_one_paper(run: Run) -> None:
    for name in ("2512.24162", "arXiv:2512.24162v1", "https://arxiv.org/pdf/2512.24162v2.pdf"):
        shown = run("show", name)
        assert shown.returncode == 0
        assert shown.stdout.startswith("Deep Probabilistic Supervision for Image Classification\n")
        assert "v1, 2025-12-30: Bayesian Self-Distillation" in shown.stdout
        assert "1 arXiv page  https://arxiv.org/abs/2512.24162v2" in shown.stdout
    missing = run("show", "1234.56789")
    assert missing.returncode == 1
    assert missing.stdout == ""
    assert missing.stderr == "paperbrowse: no paper 1234.56789 in the library\n"


def test_doctor(run: Run) -> None:
    healthy = run("doctor")
    assert healthy.returncode == 0, healthy.stdout
    for words in ("whoosh3", "textual", "199", "sound", "problems\n  none"):
        assert words in healthy.stdout


def test_doctor_says_what_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    ill = run("doctor", XDG_DATA_HOME=str(tmp_path / "data"))
    assert ill.returncode == 1
    assert "cannot be written" in ill.stdout


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["search"], ["show"], ["list", "--limit", "x"], ["list", "--format", "pdf"]],
)
def test_wrong_usage(run: Run, words: list[str]) -> None:
    wrong = run(*words)
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert "usage: paperbrowse" in wrong.stderr


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.startswith("paperbrowse ")
    assert "examples:" in run("--help").stdout
    assert run("search", "--help").returncode == 0


def test_colours_only_when_asked_for(run: Run) -> None:
    assert "\x1b[" in run("--color=always", "list").stdout
    assert "\x1b[" in run("list", "--color=always").stdout
    assert "\x1b[" not in run("show", "2512.24162").stdout


@pytest.mark.parametrize("words", [["list"], ["search", "image"], ["list", "--format", "jsonl"]])
def test_a_closed_pipe_is_no_error(env: dict[str, str], words: list[str]) -> None:
    with subprocess.Popen(
        [PROGRAM, *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_it_runs_as_a_module(env: dict[str, str], tmp_path: Path) -> None:
    # The working directory may hold anything; none of it is imported.
    (tmp_path / "textual.py").write_text("raise SystemExit('imported from the working directory')")
    found = subprocess.run(
        [sys.executable, "-m", "paperbrowse", "search", "lieaug"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0
    assert "LieAugmenter" in found.stdout
