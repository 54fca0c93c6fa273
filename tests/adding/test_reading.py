"""Lists from their sources into the library: whole, again, broken off, going on, refused."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from web import feed

from paperbrowse.adding import Outcome, Progress, Report, Wish
from paperbrowse.adding.reading import USUAL, add

if TYPE_CHECKING:
    from web import Answer, FakeServer

    from tests.adding.conftest import Shelves

CATS = "- [Cats](https://arxiv.org/abs/2601.00001v1)\n"
DOGS = "- [Dogs](https://arxiv.org/abs/2601.00002v1)\n"
BIRDS = "- [Birds](https://arxiv.org/abs/2601.00003v1)\n"
PAGE = [(f"2601.{n:05}v1", f"A Study of {n}") for n in range(1, 451)]


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file(shelves: Shelves, tmp_path: Path) -> None:
    path = written(tmp_path / "animals.md", CATS + DOGS)
    assert shelves.add(path) == Report("animals", Outcome.READ, new=2)
    (known,) = shelves.library.lists()
    assert (known.name, known.origin.source, known.count) == ("animals", str(path), 2)
    size = path.stat().st_size
    assert shelves.progress[-1] == Progress("animals", 2, size, size)


def test_what_did_not_change_is_not_read_again(shelves: Shelves, tmp_path: Path) -> None:
    path = written(tmp_path / "animals.md", CATS + DOGS)
    shelves.add(path)
    shelves.steps.clear()
    assert shelves.add(path) == Report("animals", Outcome.SAME, unchanged=2)
    assert shelves.steps == []


def test_a_rolling_list(shelves: Shelves, tmp_path: Path) -> None:
    path = written(tmp_path / "animals.md", CATS + DOGS)
    shelves.add(path)
    library = shelves.library
    key = library.find("arxiv:2601.00001")
    assert key is not None
    library.bookmark(key, True).result()
    newer = "- [Dogs and Wolves](https://arxiv.org/abs/2601.00002v2)\n"
    written(path, newer + BIRDS)
    assert shelves.add(path) == Report("animals", Outcome.READ, 1, 1, 0, removed=1)
    assert shelves.titles("animals") == ["Dogs and Wolves", "Birds"]
    assert library.find("arxiv:2601.00001") == key
    written(path, BIRDS)
    assert shelves.add(path).removed == 1
    assert library.find("arxiv:2601.00002") is None


def test_names(shelves: Shelves, tmp_path: Path) -> None:
    one = written(tmp_path / "one" / "README.md", CATS)
    two = written(tmp_path / "two" / "one.md", DOGS)
    assert [shelves.add(one).name, shelves.add(two).name] == ["one", "one 2"]
    assert shelves.add(one, "mine").name == "mine"
    refused = shelves.add(two, "mine")
    assert refused.outcome is Outcome.FAILED
    assert refused.problem == (
        f"There is a list “mine” already, which comes from {one}:"
        " give this one another --name, or remove that one first."
    )
    assert shelves.titles("mine") == ["Cats"]


def test_a_path_however_it_is_written(
    shelves: Shelves, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "animals.md", CATS)
    monkeypatch.chdir(tmp_path)
    shelves.add("animals.md")
    shelves.add(tmp_path / "animals.md")
    assert shelves.add("./animals.md").unchanged == 1
    assert [known.count for known in shelves.library.lists()] == [1]


def test_rows_that_were_left_out_are_told(shelves: Shelves, tmp_path: Path) -> None:
    good = json.dumps({"id": "2601.00001", "title": "Cats"})
    bad = '{"id": 3, "title": [}'
    path = written(tmp_path / "snapshot.json", f"{good}\n{bad}\n{good}\n")
    report = shelves.add(path)
    assert (report.outcome, report.papers, report.left_out) == (Outcome.READ, 1, 1)
    (left,) = shelves.left_out
    assert (left.where, left.line) == ("snapshot.json", 2)
    assert left.reason.endswith(".")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "No paper was found in"),
        (b"Nothing to see here.\n", "No paper was found in"),
        (b"%PDF-1.7 and more", "list.md was not read. This is no text but a PDF."),
    ],
)
def test_what_is_no_list(shelves: Shelves, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "list.md"
    path.write_bytes(content)
    report = shelves.add(path)
    assert report.outcome is Outcome.FAILED
    assert report.problem.startswith(said)
    assert shelves.library.lists() == []


def test_a_list_that_became_empty_stays_as_it_was(shelves: Shelves, tmp_path: Path) -> None:
    path = written(tmp_path / "animals.md", CATS + DOGS)
    shelves.add(path)
    written(path, "<html>Please log in</html>")
    report = shelves.add(path)
    assert report.outcome is Outcome.FAILED
    assert report.problem.endswith("The list “animals” was left as it was.")
    assert shelves.titles("animals") == ["Cats", "Dogs"]


def test_a_missing_file(shelves: Shelves, tmp_path: Path) -> None:
    report = shelves.add(tmp_path / "nowhere.md")
    assert report.outcome is Outcome.FAILED
    assert report.problem == f"There is no file or directory {tmp_path / 'nowhere.md'}."


def test_a_directory(shelves: Shelves, tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    written(lists / "a.md", CATS)
    written(lists / "b.bib", "@article{dogs, title={Dogs}, eprint={2601.00002}}")
    (lists / "c.pdf").write_bytes(b"%PDF-1.7")
    report = shelves.add(lists)
    assert report == Report(
        "lists", Outcome.READ, 2, notes=("c.pdf was not read. This is no text but a PDF.",)
    )
    (lists / "a.md").unlink()
    assert shelves.add(lists).removed == 1


def test_an_address(shelves: Shelves, server: FakeServer) -> None:
    tagged: Answer = {"body": CATS.encode(), "headers": {"ETag": '"one"'}}
    address = server.says("/animals.md", tagged, {"status": 304})
    asked = shelves.add(address)
    assert (asked.outcome, asked.problem) == (Outcome.ASKING, address)
    assert server.asked == []
    assert shelves.add(address, private=True) == Report("animals", Outcome.READ, 1)
    # Allowed once, it is not asked about again.
    assert shelves.add(address) == Report("animals", Outcome.SAME, unchanged=1)
    assert server.asked[-1].headers["If-None-Match"] == '"one"'


def test_a_page_that_breaks_off(shelves: Shelves, server: FakeServer) -> None:
    page = (CATS + DOGS).encode()
    headers = f"HTTP/1.1 200 OK\r\nContent-Length: {len(page) + 9}\r\n\r\n".encode()
    address = server.says("/animals.md", {"raw": [headers + page]})
    report = shelves.add(address, private=True)
    assert report.outcome is Outcome.FAILED
    assert "127.0.0.1" in report.problem
    assert all(known.origin.digest == "" for known in shelves.library.lists())


def test_a_query(shelves: Shelves, server: FakeServer) -> None:
    shelves.arxiv = server.says("/api", feed(PAGE[:200], 450), feed(PAGE[200:400], 450))
    server.says("/api", feed(PAGE[:200], 450), feed(PAGE[200:400], 450), feed(PAGE[400:], 450))
    report = shelves.add("arxiv:cat:cs.CV")
    assert report == Report("cat:cs.CV", Outcome.READ, 450)
    assert [asked.time - 1000 for asked in server.asked] == pytest.approx([0, 3, 6])
    assert shelves.progress[-1] == Progress("cat:cs.CV", 450, 450, 450)
    (known,) = shelves.library.lists()
    assert (known.origin.source, known.origin.most, known.resume) == ("arxiv:cat:cs.CV", 0, 0)
    assert USUAL == 1000


def test_a_query_that_stops_short_goes_on(shelves: Shelves, server: FakeServer) -> None:
    shelves.arxiv = server.says("/api", feed(PAGE[:200], 300), {"status": 404})
    report = shelves.add("arxiv:cat:cs.CV", most=300)
    assert (report.outcome, report.new) == (Outcome.FAILED, 200)
    assert report.problem.endswith("The 200 papers before that are kept.")
    (known,) = shelves.library.lists()
    assert (known.resume, known.count, known.origin.most) == (200, 200, 300)
    server.says("/api", feed(PAGE[200:300], 300))
    report = shelves.add("arxiv:cat:cs.CV")
    assert (report.outcome, report.new, report.removed) == (Outcome.READ, 100, 0)
    assert "start=200&max_results=100" in server.asked[-1].target
    assert shelves.library.lists()[0].resume == 0
    # And then from the beginning again, as many as were asked for at first.
    server.says("/api", feed(PAGE[:200], 200))
    assert shelves.add("arxiv:cat:cs.CV").removed == 100
    assert "start=0&max_results=200" in server.asked[-1].target


def test_a_query_that_finds_nothing(shelves: Shelves, server: FakeServer) -> None:
    shelves.arxiv = server.says("/api", feed([], 0))
    report = shelves.add("arxiv:cat:cs.XX")
    assert report.problem == "arXiv finds no paper for arxiv:cat:cs.XX."
    assert shelves.library.lists() == []


def test_what_was_read_before_it_was_stopped_is_kept(shelves: Shelves, server: FakeServer) -> None:
    shelves.arxiv = server.says("/api", feed(PAGE[:200], 400), feed(PAGE[200:400], 400))
    shelves.stop_after = 0
    report = shelves.add("arxiv:cat:cs.CV")
    assert report.outcome is Outcome.STOPPED
    assert 0 < report.new == shelves.library.count() < 400


def test_a_long_text_in_a_small_gzip_can_be_stopped(shelves: Shelves, tmp_path: Path) -> None:
    path = tmp_path / "words.txt.gz"
    path.write_bytes(gzip.compress(b"word word\n" * 2_000_000))
    looks = iter(range(30))
    way = replace(shelves.way, cancelled=lambda: next(looks, None) is None)
    report = add(shelves.library, Wish(str(path)), way)
    assert report.outcome is Outcome.STOPPED


@pytest.mark.parametrize("name", ["\n", " ", "a\x1b[31mb", "a\u202eb", "two\nlines"])
def test_a_name_is_one_line_of_visible_text(shelves: Shelves, tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "animals.md", CATS)
    report = shelves.add(path, name=name)
    assert report.outcome is Outcome.FAILED
    assert "one line of text" in report.problem
    assert shelves.library.lists() == []


@pytest.mark.parametrize(
    "address",
    [
        "http://u:pa:ss@127.0.0.1/x",
        "ftp://u:pa:ss@a.org",
        "https://u:pa:ss@a b/",
        "https:u:pa:ss@a.org",
    ],
)
def test_a_password_in_an_address_is_said_nowhere(shelves: Shelves, address: str) -> None:
    report = shelves.add(address)
    assert report.outcome is Outcome.FAILED
    assert "pa:ss" not in f"{report} {shelves.steps}"
    assert shelves.library.lists() == []
