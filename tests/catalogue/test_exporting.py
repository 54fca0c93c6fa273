"""What is asked for becomes text, a file, or more of a bibliography."""

from __future__ import annotations

import datetime
import tracemalloc
from pathlib import Path

import pytest
from shelf import paper

from paperbrowse.catalogue import Catalogue, Request
from paperbrowse.catalogue.exporting import (
    EXPORTS,
    AlreadyThere,
    NotWritten,
    Wanted,
    append,
    beginning,
    by_ending,
    save,
    shown,
    text,
)
from paperbrowse.formats import read
from paperbrowse.paper import Paper, merge

IDS, BIBTEX = EXPORTS["ids"], EXPORTS["bibtex"]


class Stop(Exception):
    """Enough."""


def keys(catalogue: Catalogue, query: str = "") -> list[int]:
    return list(catalogue.results(Request(query, entered=True)).keys)


def ids(catalogue: Catalogue, wanted: list[int]) -> list[str]:
    return "".join(text(catalogue, Wanted(wanted, IDS))).splitlines()


def test_papers_come_in_their_order_with_what_was_put_to_them(catalogue: Catalogue) -> None:
    found = keys(catalogue, "sort:-title")
    assert ids(catalogue, found) == [
        *("2601.00005v1", "hep-th/9901001v1", "2601.00001v1", "2601.00004v3", "2601.00003v2"),
        "2601.00002v1",
    ]
    assert ids(catalogue, [found[1], 999, found[0]]) == ["hep-th/9901001v1", "2601.00005v1"]
    catalogue.tag(found[1], "old", True).result()
    catalogue.note(found[1], "to read").result()
    catalogue.bookmark(found[1], True).result()
    line = "".join(text(catalogue, Wanted(keys(catalogue, "is:bookmarked"), EXPORTS["jsonl"])))
    assert '"tags": ["old"], "note": "to read", "bookmarked": true, "lists": ["shelf"]' in line
    assert line.count("\n") == 1


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_holds_the_text(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    wanted = Wanted(keys(catalogue), EXPORTS[name], "Mine")
    path = tmp_path / "mine"
    assert save(catalogue, wanted, path) == 6
    assert path.read_bytes() == "".join(text(catalogue, wanted)).encode("utf-8")
    with pytest.raises(AlreadyThere):
        save(catalogue, wanted, path)
    assert save(catalogue, Wanted(wanted.keys[:1], EXPORTS[name]), path, force=True) == 1


def test_the_shipped_list_is_given_back(shipped: Catalogue) -> None:
    wanted = keys(shipped)
    again: dict[str, Paper] = {}
    for found in read("".join(text(shipped, Wanted(wanted, EXPORTS["markdown"])))):
        assert isinstance(found, Paper)
        known = again.get(found.identity)
        again[found.identity] = merge(known, found) if known else found
    assert list(again.values()) == [entry.paper for entry in shipped.entries(wanted)]


def test_the_beginning_is_that_of_the_text(shipped: Catalogue) -> None:
    wanted = keys(shipped)
    for export in EXPORTS.values():
        lines = "".join(text(shipped, Wanted(wanted, export))).splitlines()
        assert beginning(shipped, Wanted(wanted, export), 12) == list(map(shown, lines[:12]))


def test_nothing_of_a_text_is_obeyed_by_a_terminal() -> None:
    assert shown("  a  =\x1b[31m{\x9b2Jb\u202e},\n") == "  a  ={b},\n"


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_the_ending_says_the_format(export: object) -> None:
    assert isinstance(export, type(IDS))
    assert by_ending(Path(f"a.b{export.ending.upper()}")) is export
    assert by_ending(Path("a.docx")) is None


# Appending


def test_only_what_is_not_there_is_added(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mine.bib"
    own = b"% M\xf6ller\r\n@misc{a,\r\n eprint = {2601.00003v1}}"
    path.write_bytes(own)
    done = append(catalogue, keys(catalogue), path)
    assert (done.added, done.known) == (5, 1)
    assert path.read_bytes().startswith(own + b"\r\n\r\n@misc{")
    before = path.stat()
    done = append(catalogue, keys(catalogue), path)
    assert (done.added, done.known) == (0, 6)
    assert path.stat() == before


def test_a_bibliography_is_begun(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "new.bib"
    assert append(catalogue, [], path).added == 0
    assert not path.exists()
    assert append(catalogue, keys(catalogue), path).added == 6
    assert path.read_text("utf-8") == "".join(text(catalogue, Wanted(keys(catalogue), BIBTEX)))[:-1]


@pytest.mark.parametrize(
    "existing", [b"", b"\xef\xbb\xbf\n", b"% mine\n  % own\n", b"@string{a=1}"]
)
def test_a_bibliography_may_have_no_entry_yet(
    catalogue: Catalogue, tmp_path: Path, existing: bytes
) -> None:
    path = tmp_path / "mine.bib"
    path.write_bytes(existing)
    assert append(catalogue, keys(catalogue), path).added == 6
    assert path.read_bytes().startswith(existing)


@pytest.mark.parametrize("existing", [b"root:x:0:0", "@misc{a}".encode("utf-16"), b"a@b(c"])
def test_nothing_is_added_to_other_files(
    catalogue: Catalogue, tmp_path: Path, existing: bytes
) -> None:
    path = tmp_path / "other"
    path.write_bytes(existing)
    with pytest.raises(NotWritten, match=r"other is not a BibTeX file\.$"):
        append(catalogue, keys(catalogue), path)
    assert path.read_bytes() == existing


@pytest.mark.parametrize("by_a_new_file", [True, False])
def test_what_an_editor_saves_meanwhile_is_kept(
    shipped: Catalogue, tmp_path: Path, by_a_new_file: bool
) -> None:
    path = tmp_path / "mine.bib"
    path.write_text("@misc{old, title = {Old}}\n")
    saved = path.read_text() + "\n@misc{own, eprint = {2504.04988}}\n"

    def tell(papers: int) -> None:
        if saved != path.read_text():  # it saves while the papers are read
            editors = tmp_path / "editor" if by_a_new_file else path
            editors.write_text(saved)
            editors.replace(path)

    done = append(shipped, keys(shipped), path, tell)
    assert (done.added, done.known) == (198, 1)
    assert path.read_text("utf-8").startswith(saved + "\n@misc{")


# Many papers


@pytest.fixture
def many(catalogue: Catalogue) -> Catalogue:
    """Four thousand papers of 2 KB, in forty topics."""
    day = datetime.date(2026, 1, 1)
    catalogue.library.add(
        "many",
        "test",
        [
            paper(f"2602.{n:05}", f"Title {n}", f"{n} " * 400, updated=day, topics=(f"T{n % 40}",))
            for n in range(4000)
        ],
    )
    return catalogue


@pytest.mark.parametrize("name", EXPORTS)
def test_papers_are_not_held_in_memory(
    many: Catalogue, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("paperbrowse.exports.markdown._HELD", 100_000)
    wanted = Wanted(keys(many), EXPORTS[name])
    "".join(text(many, Wanted(wanted.keys[:1], wanted.export)))  # what is loaded once
    tracemalloc.start()
    try:
        size = sum(map(len, text(many, wanted)))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 7_000_000 or name == "ids"
    assert most < 5_000_000


def test_it_is_told_how_far_it_is_and_can_be_stopped(many: Catalogue, tmp_path: Path) -> None:
    told: list[int] = []

    def tell(papers: int) -> None:
        told.append(papers)
        if papers == 300:
            raise Stop

    with pytest.raises(Stop):
        save(many, Wanted(keys(many), IDS), tmp_path / "mine", tell=tell)
    with pytest.raises(Stop):
        append(many, keys(many), tmp_path / "mine.bib", tell)
    assert told == [100, 200, 300] * 2
    assert [child.name for child in tmp_path.iterdir() if child.is_file()] == []
