from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from paperbrowse.library import Library
from paperbrowse.query.examples import EXAMPLES

from .conftest import PROGRAM, Result, Run

JSON = ("--format", "jsonl")


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def ids(result: Result) -> list[str]:
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def library(home: Path) -> Library:
    return Library.open(home / ".local/share/paperbrowse/library.db")


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
        *("id", "version", "title", "date", "authors", "et_al", "abstract", "comment", "code"),
        *(
            "url",
            "pdf",
            "doi",
            "journal",
            "categories",
            "topics",
            "lists",
            "tags",
            "bookmarked",
            "score",
        ),
    ]
    assert (paper["id"], paper["version"]) == ("2512.24162", 2)
    assert paper["url"] == "https://arxiv.org/abs/2512.24162v2"
    assert paper["score"] > 0
    assert "2512.24162v2" in run("search", "bayesian", "self-dist").stdout


def test_the_last_word_counts_as_being_typed_unless_a_space_follows(run: Run) -> None:
    assert len(records(run("search", "classificatio", "--format", "jsonl"))) > 0
    nothing = run("search", "classificatio ", "--format", "jsonl")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert nothing.stderr.endswith("paperbrowse: nothing found\n")


def test_words_left_out(run: Run) -> None:
    with_all = len(run("search", "medical").stdout.splitlines())
    without = run("search", "medical", "-segmentation")
    assert 0 < len(without.stdout.splitlines()) < with_all
    assert without.stdout == run("search", "medical -segmentation").stdout
    assert without.stdout == run("--color", "never", "search", "medical", "-segmentation").stdout


def test_identifiers(run: Run) -> None:
    found = ids(run("search", "bayesian self-dist", "--format", "ids"))
    assert found == ["2512.24162"]


def test_orders(run: Run) -> None:
    def search(*words: str) -> list[str]:
        return ids(run("search", "medical", *words, "--format", "ids"))

    newest, best = search("--sort", "date"), search()
    assert sorted(newest) == sorted(best)
    assert newest != best
    assert search("--sort=-relevance") == best[::-1]
    listed = ids(run("list", "--format", "ids"))
    assert newest == [name for name in listed if name in newest]
    oldest = search("--sort", "-date")
    assert oldest[0] in newest[-2:]
    assert oldest == search("--sort=-date") == search("sort:-date", "--sort", "title")
    titles = [paper["title"] for paper in records(run("list", "--sort", "title", *JSON))]
    assert titles == sorted(titles, key=str.casefold)


def test_scores_are_of_an_order_by_relevance(run: Run) -> None:
    def scores(*words: str) -> list[float | None]:
        return [paper["score"] for paper in records(run("search", "medical", *words, *JSON))]

    assert all(scores())
    assert set(scores("sort:date")) == {None}


def test_a_query_from_standard_input(run: Run) -> None:
    asked = run("search", "medical -segmentation")
    assert run("search", "-", stdin="medical\n-segmentation\n").stdout == asked.stdout
    assert run("search", "-").stdout == run("list").stdout
    assert run("search", "-", stdin="classificatio \n").returncode == 1


def test_papers_with_most_of_the_words(run: Run) -> None:
    partly = run("search", "zebra hospital quantum medical")
    assert len(ids(partly)) == 3
    assert partly.stderr == "paperbrowse: 0 with all words, 3 with two of four\n"


def test_another_spelling_is_offered(run: Run) -> None:
    meant = run("search", "convolutionl netwrok")
    assert meant.stderr.splitlines()[0] == "paperbrowse: did you mean: convolutional network"


def test_what_is_wrong_with_a_query_is_said_and_the_rest_searches(run: Run) -> None:
    slip = run("search", "autor:hinton", "date:foo", "medical")
    assert slip.stdout == run("search", "medical").stdout
    first, second = slip.stderr.splitlines()
    assert first == "paperbrowse: no field 'autor': did you mean author?"
    assert second.startswith("paperbrowse: 'foo' is no date")
    assert slip.returncode == 0


def test_related_papers_and_what_they_share(run: Run) -> None:
    papers = records(run("search", "related:2512.24162", "--limit", "3", *JSON))
    assert len(papers) == 3
    assert all(paper["id"] != "2512.24162" and paper["shared"] for paper in papers)


def test_a_saved_search_from_beginning_to_end(run: Run) -> None:
    nothing = run("searches")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "no saved searches yet" in nothing.stderr
    added = run("searches", "add", "health", "medical", "-segmentation")
    assert added.stdout == "saved health: medical -segmentation\n"
    found = run("search", "medical -segmentation")
    assert run("searches", "run", "health").stdout == found.stdout
    options = ("--sort", "-date", "--limit", "1", "--format", "ids")
    oldest = ids(run("searches", "run", "health", *options))
    assert oldest == ids(run("search", "medical -segmentation", *options))
    again = run("searches", "add", "health", "-", stdin="autor:x medical\n")
    assert again.stdout == "replaced health: autor:x medical (it was medical -segmentation)\n"
    assert again.stderr == "paperbrowse: no field 'autor': did you mean author?\n"
    assert run("searches", "rename", "health", "Namen 健康").returncode == 0
    count = len(ids(run("search", "medical", "--format", "ids")))
    assert run("searches").stdout.split() == ["Namen", "健康", f"{count}", "autor:x", "medical"]
    assert run("searches", "remove", "Namen 健康").returncode == 0
    assert run("searches").returncode == 1


def test_what_is_new_in_a_saved_search_until_it_is_run(run: Run, tmp_path: Path) -> None:
    empty = library(tmp_path)
    empty.save_search("health", "medical").result()
    empty.close()
    (kept,) = records(run("searches", *JSON))
    assert list(kept) == ["name", "query", "count", "new", "seen"]
    assert kept["new"] == kept["count"] > 0
    assert f"{kept['new']} new" in run("searches").stdout
    run("searches", "run", "health", "--limit", "1")
    assert records(run("searches", *JSON))[0]["new"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "heatlh"], "no saved search 'heatlh': did you mean health?"),
        (["remove", "x"], "no saved search 'x': there are health, days"),
        (["rename", "x", "y"], "no saved search 'x': there are health, days"),
        (["rename", "health", "days"], "There is a saved search “days” already."),
        (["add", " ", "medical"], "The name of a search is one line of text, and not empty."),
    ],
)
def test_names_that_a_saved_search_cannot_go_by(
    run: Run, tmp_path: Path, words: list[str], said: str
) -> None:
    shelf = library(tmp_path)
    shelf.save_search("health", "medical").result()
    shelf.save_search("days", "sort:date").result()
    shelf.close()
    wrong = run("searches", *words)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr == f"paperbrowse: {said}\n"


def test_searches_cannot_be_saved_where_nothing_can_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    refused = run("searches", "add", "health", "medical", XDG_DATA_HOME=str(tmp_path / "data"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith("paperbrowse: The library can only be read.\n")


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


def test_the_page_of_a_paper_has_its_tags_and_note(run: Run, tmp_path: Path) -> None:
    run("list", "--limit", "0")
    shelf = library(tmp_path)
    key = shelf.find("arxiv:2512.24162")
    assert key is not None
    shelf.tag(key, "baseline", True).result()
    shelf.note(key, "compare\nwith ours").result()
    shelf.close()
    said = "unread\ntags: baseline\n\nnote: compare\nwith ours\n\n"
    assert said in run("show", "2512.24162").stdout


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
    [
        *(
            ["nonsense"],
            ["search"],
            ["show"],
            ["list", "--limit", "x"],
            ["list", "--format", "pdf"],
        ),
        *(["list", "--sort", "size"], ["searches", "--format", "ids"], ["searches", "add", "name"]),
    ],
)
def test_wrong_usage(run: Run, words: list[str]) -> None:
    wrong = run(*words)
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert "usage: paperbrowse" in wrong.stderr


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.startswith("paperbrowse ")
    assert "examples:" in run("--help").stdout
    for words in (["--help"], ["search", "--help"]):
        told = run(*words).stdout
        # As a shell takes them, the meanings one below the other.
        places = {
            told.index(f"  {about}\n") - told.index(f"  {shlex.quote(query)} ")
            for query, about in EXAMPLES
        }
        assert len(places) == 1


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
