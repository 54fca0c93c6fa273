"""``paperbrowse export`` as people use it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from terminal import Terminal

from paperbrowse.library import Library

from .conftest import PROGRAM

Result = subprocess.CompletedProcess[bytes]
Run = Callable[..., Result]
FORMATS = {
    "markdown": ".md",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "bibtex": ".bib",
    "ris": ".ris",
    "csl-json": ".json",
    "atom": ".atom",
    "ids": ".txt",
}


@pytest.fixture
def run(env: dict[str, str], tmp_path: Path) -> Run:
    def command(*words: str, stdin: bytes = b"", **more: str) -> Result:
        return subprocess.run(
            [PROGRAM, *words],
            env={**env, **more},
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )

    return command


def said(result: Result) -> str:
    return result.stderr.decode("utf-8").removeprefix("paperbrowse: ")


@pytest.mark.parametrize("name", FORMATS)
def test_printed_and_written_are_the_same(run: Run, tmp_path: Path, name: str) -> None:
    # Bytes of a file, whatever the terminal's encoding is.
    printed = run("export", "medical", "--format", name, LANG="C", PYTHONCOERCECLOCALE="0")
    assert (printed.returncode, printed.stderr) == (0, b"")
    file = f"mine{FORMATS[name]}"
    written = run("export", "medical", "-o", file)
    count = len(run("search", "medical", "--format", "ids").stdout.splitlines())
    assert said(written) == f"{count} papers written to {file}\n"
    assert (written.returncode, written.stdout) == (0, b"")
    assert (tmp_path / file).read_bytes() == printed.stdout
    assert run("export", "medical", "--format", name, "-o", "-").stdout == printed.stdout


def test_all_papers_in_the_order_of_the_list(run: Run) -> None:
    listed = run("list", "--format", "ids").stdout.decode().split()
    numbers = run("export", "--format", "ids").stdout.decode().split()
    assert [number.split("v")[0] for number in numbers] == listed
    oldest = run("export", "--format", "ids", "--sort", "-date", "--limit", "2").stdout
    asked = run("export", "sort:-date", "--format", "ids").stdout
    assert oldest.splitlines() == asked.splitlines()[:2]


def test_words_left_out_and_queries_from_standard_input(run: Run) -> None:
    without = run("export", "medical", "-segmentation", "--format", "ids").stdout
    assert without
    assert without == run("export", "--format", "ids", "-", stdin=b"medical -segmentation").stdout
    assert without != run("export", "medical", "--format", "ids").stdout


def test_a_file_is_written_over_only_with_force(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.bib").write_text("precious")
    refused = run("export", "medical", "-o", "mine.bib")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert said(refused) == "mine.bib is there already. --force writes over it.\n"
    assert (tmp_path / "mine.bib").read_text() == "precious"
    assert run("export", "medical", "-o", "mine.bib", "--force").returncode == 0
    assert (tmp_path / "mine.bib").read_text("utf-8").startswith("@misc{")


def test_appending_twice_adds_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "thesis.bib"
    file.write_text("@misc{a, eprint = {2512.24162}}\n")
    added = run("export", "bayesian self-dist", "--append", "thesis.bib")
    assert said(added) == "0 papers added to thesis.bib; 1 paper stood there already\n"
    added = run("export", "cat", "--limit", "3", "--append", "thesis.bib")
    assert said(added) == "3 papers added to thesis.bib\n"
    before = file.read_bytes()
    again = run("export", "cat", "--limit=3", "--append", "thesis.bib", "--format", "bibtex")
    assert said(again) == "0 papers added to thesis.bib; 3 papers stood there already\n"
    assert file.read_bytes() == before
    library = parse_string(file.read_text("utf-8"))
    assert not library.failed_blocks
    assert len(library.entries) == 4


def test_a_title_for_the_feed(run: Run) -> None:
    feed = run("export", "cat", "--format", "atom", "--title", "Cats & <dogs>").stdout
    assert b"<title>Cats &amp; &lt;dogs&gt;</title>" in feed
    assert b"<title>cat</title>" in run("export", "cat", "--format", "atom").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["zebracrossing", "-o", "mine.bib"], "nothing found"),
        (["cat", "-o", "no/mine.bib"], "There is no directory no."),
        (["cat", "-o", "mine", "--format", "csv"], "mine is a directory."),
        (["cat", "--append", "other"], "other is not a BibTeX file."),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, tmp_path: Path, words: list[str], sentence: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "other").write_text("other")
    before = set(tmp_path.iterdir())
    refused = run("export", *words)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert said(refused) == f"{sentence}\n"
    assert {child.name for child in set(tmp_path.iterdir()) - before} <= {".local", ".cache"}


def test_a_full_disk(run: Run, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        return
    full = run("export", "cat", "--format", "csv", "-o", "/dev/full")
    assert (full.returncode, said(full)) == (1, "There is no room on the disk for /dev/full.\n")


@pytest.mark.parametrize(
    "words",
    [
        ["cat"],
        ["cat", "-o", "mine.docx"],
        ["cat", "--format", "docx"],
        ["cat", "-o"],
        ["cat", "-o", "-x.bib"],
        ["cat", "--append", "a.bib", "-o", "b.bib"],
        ["cat", "--append", "a.bib", "--format", "csv"],
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, words: list[str]) -> None:
    wrong = run("export", *words)
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b"usage: paperbrowse export" in wrong.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_help_has_the_formats_and_an_example(run: Run) -> None:
    told = run("export", "--help").stdout.decode("utf-8")
    for name in (*FORMATS, "--append", "paperbrowse export is:bookmarked"):
        assert name in told


def test_nothing_of_a_paper_is_obeyed_by_the_terminal(
    run: Run, env: dict[str, str], tmp_path: Path
) -> None:
    run("list", "--limit", "0")
    library = Library.open(tmp_path / ".local/share/paperbrowse/library.db")
    key = library.find("arxiv:2512.24162")
    assert key is not None
    library.note(key, "a\x9b2Jb\u202e").result()
    library.close()
    words = ["export", "has:note", "--format", "jsonl"]
    with Terminal([PROGRAM, *words], env) as terminal:
        assert terminal.wait_for_end() == 0
        assert b'"note": "ab"' in terminal.output
    assert json.loads(run(*words).stdout)["note"] == "a\x9b2Jb\u202e"


def test_a_closed_pipe_is_no_error(env: dict[str, str]) -> None:
    with subprocess.Popen(
        [PROGRAM, "export", "--format", "jsonl"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0
