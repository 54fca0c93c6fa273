"""The index finds what reading every word of every paper finds: all kinds of queries, many times.

The papers are the generated ones of the benchmarks, with marks; the queries are made from their
texts, so that nearly all of them find something.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from papers import papers as generated
from scan import Marked, Scan
from shelf import SHELF, directories

from paperbrowse.catalogue import Catalogue, Request
from paperbrowse.library import Library
from paperbrowse.paper import Paper
from paperbrowse.query import EVERYTHING, State
from paperbrowse.text import plain, words

COUNT = 2_000

Shelves = tuple[Catalogue, dict[int, Scan]]

TAGS = ("baseline", "to read", "Baseline 2", "gan")
NOTES = ("Reproduce the table.", "Networks again; ask Ada.", "Worth a second reading")


@pytest.fixture(scope="module")
def shelves(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shelves]:
    """A library of 2,000 papers in two lists, some of them marked, and each paper to be read."""
    chooser = random.Random(7)
    places = directories(tmp_path_factory.mktemp("shelves"))
    library = Library.open(places.library)
    papers = [*generated(COUNT, 11), *SHELF]
    library.add("Image papers", "test", papers[:1500])
    library.visit().result()
    library.add("Other reading", "test", papers[1200:])
    newer = [replace(p, arxiv=replace(p.arxiv, version=9)) for p in papers[:50] if p.arxiv]
    library.add("Image papers", "test", [*newer, *papers[50:1500]])
    marked: dict[int, Marked] = {}
    for key, paper in library.papers(library.keys()):
        own = Marked(paper, new=key > 1500, updated=key <= 50)
        if chooser.random() < 0.2:
            own = replace(own, bookmarked=True)
            library.bookmark(key, True)
        if chooser.random() < 0.5:
            own = replace(own, read=True)
            library.mark_read(key, True)
        if chooser.random() < 0.2:
            tag = chooser.choice(TAGS)
            own = replace(own, tags=(tag,))
            library.tag(key, tag, True)
        if chooser.random() < 0.1:
            own = replace(own, note=chooser.choice(NOTES))
            library.note(key, own.note)
        marked[key] = own
    for name in ("Image papers", "Other reading"):
        for key in library.listing(name):
            marked[key] = replace(marked[key], lists=(*marked[key].lists, name))
    library.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
        catalogue = Catalogue.open(places)
    catalogue.index.ensure().join()
    yield catalogue, {key: Scan(own) for key, own in marked.items()}
    catalogue.close()


def finds(catalogue: Catalogue, text: str, entered: bool = True) -> set[int]:
    results = catalogue.results(Request(text, entered))
    found = list(results.keys)
    assert len(found) == results.total == len(set(found))
    return set() if results.partly else set(found)


class Writer:
    """Makes queries out of the papers' own words."""

    def __init__(self, papers: list[Paper], seed: str) -> None:
        self.rng = random.Random(seed)
        self.papers = papers

    def text(self, paper: Paper, part: str = "abstract") -> list[str]:
        values = getattr(paper, part)
        value = values if isinstance(values, str) else self.rng.choice(values or ("",))
        return [word for word, _, _ in words(plain(value))] or ["image"]

    def paper(self) -> Paper:
        return self.rng.choice(self.papers)

    def word(self) -> str:
        return self.rng.choice(self.text(self.paper()))

    def begun(self) -> str:
        word = self.word()
        return word[: self.rng.randint(1, len(word))]

    def typo(self) -> str:
        word = self.rng.choice([w for w in self.text(self.paper()) if len(w) > 3] or ["image"])
        at = self.rng.randrange(len(word) - 1)
        return self.rng.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + "x" + word[at:],
                word[:at] + "q" + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )

    def phrase(self, part: str = "abstract", size: int = 0) -> str:
        own = self.text(self.paper(), part)
        size = size or self.rng.randint(2, 3)
        at = self.rng.randrange(max(1, len(own) - size))
        return " ".join(own[at : at + size])

    def loose(self) -> str:
        own = self.text(self.paper())
        at = self.rng.randrange(max(1, len(own) - 6))
        chosen = [own[at], *own[at + 1 : at + 6 : self.rng.randint(1, 3)]][: self.rng.randint(2, 3)]
        return f'"{" ".join(chosen)}"~{self.rng.randint(1, 5)}'

    def day(self) -> str:
        date = self.paper().date
        assert date is not None
        return date.isoformat()

    def made(self, kind: str) -> str:
        """A query of a kind."""
        rng = self.rng
        if kind == "word":
            return f"{self.word()} "
        if kind == "words":
            return " ".join(rng.sample(self.text(self.paper()), 2)) + " "
        if kind == "typed":
            return f"{self.word()} {self.begun()}"
        if kind == "begun":
            return self.begun()
        if kind == "hyphen":
            own = self.phrase(size=2).split()
            return f"{own[0]}-{own[-1][: rng.randint(1, 4)]}"
        if kind == "phrase":
            return f'"{self.phrase()}"'
        if kind == "slop":
            return self.loose()
        if kind == "or":
            return f"{self.word()} {self.word()} OR {self.word()} "
        if kind == "not":
            return rng.choice(
                (f"{self.word()} -{self.word()} ", f"{self.word()} NOT {self.word()} ")
            )
        if kind == "brackets":
            return f"({self.word()} OR {self.phrase()}) -({self.word()} {self.begun()}*) "
        if kind == "prefix":
            return f"{self.begun()}* "
        if kind == "fuzzy":
            return f"{self.typo()}~ "
        if kind == "fuzzy2":
            return f"{self.typo()}~2 "
        if kind == "fuzzy run":
            own = self.phrase(size=2).split()
            return f"{own[0]}-{own[-1]}~ "
        if kind in {"title", "abstract", "comment", "author", "topic"}:
            part = {"author": "authors", "topic": "topics"}.get(kind, kind)
            value = rng.choice(
                (
                    rng.choice(self.text(self.paper(), part)),
                    f'"{self.phrase(part)}"',
                    f"{rng.choice(self.text(self.paper(), part))[: rng.randint(1, 5)]}*",
                    f"({rng.choice(self.text(self.paper(), part))} OR {self.word()})",
                    f"{rng.choice(self.text(self.paper(), part))}~",
                )
            )
            return f"{kind}:{value} "
        if kind == "id":
            arxiv = self.paper().arxiv
            number = arxiv.number if arxiv else "2601"
            return rng.choice((f"id:{number} ", f"id:{number[: rng.randint(2, 9)]} ", number))
        if kind == "code":
            paper = rng.choice([p for p in self.papers if p.code])
            parts = paper.code.partition("://")[2].split("/")
            return f"code:{rng.choice((parts[0], '/'.join(parts), parts[-1][:4] + '*'))} "
        if kind == "venue":
            return (
                rng.choice(("venue:cvpr", 'venue:"NeurIPS 2026"', "venue:2025", "venue:i*")) + " "
            )
        if kind == "journal":
            own = rng.choice([p.journal for p in self.papers if p.journal]).split()
            about = rng.choice((f'"{own[0]} {own[1]}"', own[0], f"{own[1]} {own[-1]}"))
            return f"{rng.choice(('', 'comment:'))}{about} "
        if kind == "category":
            category = rng.choice(self.paper().categories or ("cs.CV",))
            begun = category[: rng.randint(1, len(category))]
            names = (category, f'"{category.upper()}"', f"{begun}*", category.partition(".")[0])
            return f"{rng.choice(('', '-'))}category:{rng.choice(names)} "
        if kind == "date":
            one, other = sorted((self.day(), self.day()))
            days = (one[:7], one, f"{one}..{other}", f">={one[:7]}", f"<{one[:4]}", f"<={one}")
            return f"date:{rng.choice(days)} "
        if kind == "year":
            return f"year:{self.day()[:4]} "
        if kind == "state":
            return rng.choice(("", "-")) + rng.choice(list(State)).value + " "
        if kind == "marks":
            forms = ("tag:gan", 'tag:"to read"', "tag:base*", "note:network", "note:repro*")
            return rng.choice((*forms, "list:image", 'list:"other reading"', "-list:image")) + " "
        assert kind == "mixed"
        some = rng.sample([k for k in KINDS if k not in {"mixed", "or", "begun", "typed"}], 2)
        return f"{self.made(some[0])} {self.made(some[1])}"


KINDS = (
    *("word", "words", "typed", "begun", "hyphen", "phrase", "slop", "or", "not", "brackets"),
    *("prefix", "fuzzy", "fuzzy2", "fuzzy run", "title", "abstract", "comment", "author"),
    *(
        "topic",
        "id",
        "code",
        "venue",
        "category",
        "journal",
        "date",
        "year",
        "state",
        "marks",
        "mixed",
    ),
)


@pytest.mark.parametrize("kind", KINDS)
def test_found_is_what_a_scan_finds(shelves: Shelves, kind: str) -> None:
    compare(shelves, kind, 12)


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_found_is_what_a_scan_finds_at_length(shelves: Shelves, kind: str) -> None:
    compare(shelves, kind, 120)


def compare(shelves: Shelves, kind: str, count: int) -> None:
    catalogue, scans = shelves
    writer = Writer([entry.paper for entry in catalogue.entries(list(scans))], f"{kind} {count}")
    found_some = 0
    for _ in range(count):
        text = writer.made(kind)
        request = Request(text, entered=not kind.startswith(("begun", "typed", "hyphen")))
        tree = request.query.tree
        assert tree != EVERYTHING, text
        expected = {key for key, scan in scans.items() if scan.holds(tree)}
        assert finds(catalogue, text, request.entered) == expected, text
        found_some += bool(expected)
    assert found_some >= count // 4, f"hardly any query of the kind {kind} finds anything"


def test_an_index_brought_up_to_date_finds_the_same(tmp_path: Path) -> None:
    """After additions, changes and many small segments, as after a build from nothing."""
    places = directories(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paperbrowse.catalogue.opening.bundled", lambda: iter(()))
        catalogue = Catalogue.open(places)
    papers = list(generated(300, 3))
    steps = [papers[:100], papers[:150], papers[:151], papers[40:260], papers]
    try:
        for step in steps:
            changed = [replace(step[0], title=f"Entirely new {len(step)}"), *step[1:]]
            catalogue.library.add("list", "test", changed)
            catalogue.index.ensure().join()
        scans = {e.key: Scan(Marked(e.paper)) for e in catalogue.entries(catalogue.library.keys())}
        writer = Writer(papers, "updates")
        texts = [writer.made(kind) for kind in ("word", "phrase", "title", "begun", "fuzzy") * 8]
        for text in (*texts, "entirely ", "title:entirely ", "-image "):
            tree = Request(text, True).query.tree
            assert finds(catalogue, text) == {k for k, s in scans.items() if s.holds(tree)}, text
        listed = list(catalogue.library.keys())
        assert list(catalogue.results(Request("-zzzz ", True)).keys) == listed
    finally:
        catalogue.close()
