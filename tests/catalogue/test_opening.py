from __future__ import annotations

import bz2
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from shipped import SHIPPED

from paperbrowse.catalogue import Catalogue, Outcome, Request, Wish, sheet
from paperbrowse.catalogue.sheet import Kind
from paperbrowse.config import Directories
from paperbrowse.formats import read
from paperbrowse.library import Added
from paperbrowse.paper import Paper
from paperbrowse.sources import Source, bundled


def ships(monkeypatch: pytest.MonkeyPatch, text: str, name: str = "image-classification") -> None:
    """From now on this list is the one that is shipped."""

    def other() -> Iterator[Source]:
        yield Source(name, f"bundled:{name}", bz2.compress(text.encode()))

    monkeypatch.setattr("paperbrowse.catalogue.opening.bundled", other)


def titles(catalogue: Catalogue) -> list[str]:
    keys = catalogue.results(Request()).keys
    rows = catalogue.rows(keys)
    return [rows[key].title for key in keys]


def test_first_launch_has_the_shipped_list(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    assert len(titles(catalogue)) == 199
    assert catalogue.notices == []
    rows = catalogue.rows(catalogue.results(Request()).keys)
    dates = [rows[key].date for key in catalogue.results(Request()).keys]
    assert dates == sorted(dates, reverse=True)
    assert sum(row.code for row in rows.values()) == 36
    catalogue.close()


def test_the_same_list_again_changes_nothing(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    papers = [paper for paper in read(SHIPPED) if isinstance(paper, Paper)]
    stamp = catalogue.library.stamp()
    assert catalogue.library.add("image-classification", "test", papers) == Added(0, 0, 199)
    assert catalogue.library.stamp() == stamp
    catalogue.close()


def test_two_versions_are_one_paper(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    entry = catalogue.named("https://arxiv.org/abs/2512.24162v1")
    assert entry is not None
    assert str(entry.paper.arxiv) == "2512.24162v2"
    (earlier,) = [part.text for part in sheet(entry) if part.kind is Kind.EARLIER]
    assert earlier.startswith("v1, 2025-12-30: Bayesian Self-Distillation")
    catalogue.close()


def test_another_shipped_list_changes_what_is_shown(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalogue.open(places).close()
    row = SHIPPED.splitlines()[4]
    ships(monkeypatch, SHIPPED.rstrip() + "\n" + row.replace("2506.03914v3", "2602.99999v1") + "\n")
    catalogue = Catalogue.open(places)
    assert len(titles(catalogue)) == 200
    catalogue.close()


def test_what_leaves_a_shipped_list_leaves_the_program(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalogue.open(places).close()
    ships(monkeypatch, "\n".join(SHIPPED.splitlines()[:14]))
    catalogue = Catalogue.open(places)
    assert 0 < len(titles(catalogue)) <= 10
    catalogue.close()


def test_a_renamed_list_keeps_its_name_and_a_removed_one_stays_away(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    catalogue.lists.rename("image-classification", "Images")
    catalogue.close()
    catalogue = Catalogue.open(places)
    assert [known.name for known in catalogue.lists.all()] == ["Images"]
    key = catalogue.results(Request()).keys[0]
    catalogue.bookmark(key, True).result()
    assert catalogue.lists.remove("images") == 198
    catalogue.close()
    catalogue = Catalogue.open(places)
    assert catalogue.lists.all() == []
    assert list(catalogue.results(Request()).keys) == [key]
    report = catalogue.lists.read(Wish("bundled"), print, lambda: False)
    assert (report.outcome, report.new) == (Outcome.READ, 198)
    assert [known.name for known in catalogue.lists.all()] == ["image-classification"]
    catalogue.close()


def test_columns_in_any_order_give_the_same_library(
    places: Directories, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    order = [3, 1, 4, 0, 2]
    random.Random(7).shuffle(order)
    lines = []
    for line in SHIPPED.splitlines():
        cells = line.strip("|").split(" | ") if line.startswith("|") else []
        lines.append(
            f"| {' | '.join(cells[n].strip() for n in order)} |" if len(cells) == 5 else line
        )
    Catalogue.open(places).close()
    catalogue = Catalogue.open(places)
    expected = titles(catalogue)
    catalogue.close()
    ships(monkeypatch, "\n".join(lines))
    home = tmp_path_factory.mktemp("shuffled")
    shuffled = Catalogue.open(Directories(home / "d", home / "c", home / "l"))
    assert titles(shuffled) == expected
    shuffled.close()


def test_rows_that_cannot_be_read_are_said_and_the_rest_kept(
    places: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = SHIPPED.splitlines()
    lines.insert(6, "|  | 2026-01-01 |  |  | None |")
    ships(monkeypatch, "\n".join(lines))
    catalogue = Catalogue.open(places)
    (notice,) = catalogue.notices
    assert "line 7" in notice
    assert len(titles(catalogue)) == 199
    catalogue.close()


def test_a_damaged_library_is_set_aside_and_said(places: Directories) -> None:
    places.data.mkdir(parents=True)
    places.library.write_bytes(b"garbage" * 1000)
    catalogue = Catalogue.open(places)
    assert "set aside" in catalogue.notices[0]
    assert len(titles(catalogue)) == 199
    (aside,) = [path for path in places.data.iterdir() if ".damaged-" in path.name]
    assert aside.read_bytes() == b"garbage" * 1000
    catalogue.close()


def test_a_time_that_is_none_of_the_calendar_is_mended(places: Directories) -> None:
    catalogue = Catalogue.open(places)
    key = catalogue.library.keys()[0]
    catalogue.bookmark(key, True).result()
    catalogue.begin_visit()
    catalogue.close()
    with closing(sqlite3.connect(places.library)) as connection:
        connection.execute("UPDATE visit SET at = '2026-00-01T00:00:00.000000+00:00'")
        connection.commit()
    catalogue = Catalogue.open(places)
    assert "1 bookmark and 199 papers were read from it" in catalogue.notices[0]
    assert list(catalogue.library.keys(bookmarked=True)) == [key]
    catalogue.close()


def test_where_nothing_can_be_written_it_can_be_read(places: Directories) -> None:
    places.data.parent.mkdir(exist_ok=True)
    places.data.touch()
    catalogue = Catalogue.open(places)
    assert "marks can't be kept" in catalogue.notices[0]
    key = catalogue.results(Request()).keys[0]
    assert catalogue.bookmark(key, True).exception() is not None
    catalogue.index.ensure().join()
    assert len(catalogue.results(Request("lieaug")).keys) == 1
    catalogue.close()


def test_the_shipped_files_are_the_bundled_lists() -> None:
    (source,) = bundled()
    assert source.name == "image-classification"
    assert source.text.count("\n| **[") == 200


@pytest.mark.parametrize("name", ["", "nonsense", "9999.99999", "doi:10.1/none", "\0", "\ud800"])
def test_a_name_that_names_nothing(catalogue: Catalogue, name: str) -> None:
    assert catalogue.named(name) is None


def test_an_empty_file_in_the_place_of_a_library_is_told(places: Directories) -> None:
    Catalogue.open(places).close()
    places.library.write_bytes(b"")
    catalogue = Catalogue.open(places)
    assert catalogue.library.count() == 199
    (notice,) = catalogue.notices
    assert "was an empty file" in notice
    catalogue.close()
    catalogue = Catalogue.open(places)
    assert catalogue.notices == []
    catalogue.close()
