"""How often a query finds the paper that is meant, first or among the first five, beside FTS5.

    .venv/bin/pip install . && .venv/bin/python tests/benchmarks/relevance.py

Each line of ``relevance.jsonl`` has a ``query``, the ``papers`` (arXiv numbers) that answer it,
whether it is made of words of the ``title``, and ``why`` those papers are meant. The queries are
asked of the shipped list: by the program's own search, as entered in the search box, and by SQLite
FTS5's bm25 (porter stems; the same weights for the texts) with all of the words (AND), and where no
paper has them all, with any (OR).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baselines import FIRST, Fts5
from queries import Query, Term

from paperbrowse.catalogue import Catalogue, Phase, Request
from paperbrowse.config import Directories
from paperbrowse.text import plain, words

PAIRS = Path(__file__).with_name("relevance.jsonl")


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and the papers that are meant."""

    query: str
    papers: tuple[str, ...]
    title: bool
    why: str

    @classmethod
    def of(cls, line: str) -> Pair:
        """The pair on a line of JSON."""
        told: dict[str, Any] = json.loads(line)
        return cls(told["query"], tuple(told["papers"]), told["title"], told["why"])


Ask = Callable[[str], Sequence[int]]
"""From a query to the keys of papers, best first."""


def fts5(catalogue: Catalogue, directory: Path) -> tuple[Ask, Ask]:
    """FTS5 on the same texts, asked for all of the words; and then, if none has them, for any."""
    engine = Fts5(directory)
    engine.add(catalogue.entries(catalogue.library.keys()))

    def find(*groups: tuple[Term, ...]) -> Sequence[int]:
        answer = engine.find(Query("word", "", groups)) if groups and all(groups) else None
        return answer[0] if answer else ()

    def every(text: str) -> Sequence[int]:
        return find(*((term,) for term in _terms(text)))

    def some(text: str) -> Sequence[int]:
        return every(text) or find(_terms(text))

    return every, some


def _terms(text: str) -> tuple[Term, ...]:
    return tuple(Term((word,)) for word in dict.fromkeys(word for word, _, _ in words(text)))


def place(keys: Sequence[int], meant: set[int]) -> int:
    """Where the first of the papers that are meant stands, counted from 1; 0 where none does."""
    return next((at for at, key in enumerate(keys, 1) if key in meant), 0)


def scores(places: Sequence[int]) -> str:
    """Success at one and at five, and the mean of one over the place."""
    if not places:
        return "none"
    count = len(places)
    first = sum(at == 1 for at in places) / count
    five = sum(0 < at <= 5 for at in places) / count
    return f"{first:.3f} / {five:.3f} / {sum(1 / at for at in places if at) / count:.3f}"


def run(catalogue: Catalogue, pairs: Sequence[Pair], directory: Path) -> None:
    """Ask everything and print."""

    def ours(text: str) -> Sequence[int]:
        return catalogue.results(Request(text, entered=True)).keys[:FIRST]

    keys = {
        entry.paper.arxiv.number: entry.key
        for entry in catalogue.entries(catalogue.library.keys())
        if entry.paper.arxiv
    }
    meant = [{keys[number] for number in pair.papers} for pair in pairs]
    every, some = fts5(catalogue, directory)
    engines = {"ours": ours, "FTS5, AND": every, "FTS5, AND then OR": some}
    found = {
        name: [place(ask(pair.query), want) for pair, want in zip(pairs, meant, strict=True)]
        for name, ask in engines.items()
    }
    print("success@1 / success@5 / MRR")
    halves = {"all": (True, False), "words of the title": (True,), "other words": (False,)}
    for half, kinds in halves.items():
        chosen = [number for number, pair in enumerate(pairs) if pair.title in kinds]
        print(f"\n{half} ({len(chosen)} queries)")
        for name, places in found.items():
            print(f"  {name:<20}{scores([places[number] for number in chosen])}")
    print("\nnot first with ours:")
    for pair, want, at in zip(pairs, meant, found["ours"], strict=True):
        if at != 1:
            top = list(ours(pair.query)[:3])
            shown = catalogue.rows([*top, *want])
            print(f"\n{pair.query!r}, found at {at or 'no place'}; {pair.why}")
            for key in want:
                print(f"  meant: {plain(shown[key].title)}")
            for number, key in enumerate(top, 1):
                print(f"  {number}. {plain(shown[key].title)}")


def main() -> None:
    """Read the pairs, build the index of the shipped list and compare."""
    pairs = [Pair.of(line) for line in PAIRS.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        catalogue = Catalogue.open(Directories(home / "data", home / "cache", home / "log"))
        catalogue.index.ensure().join()
        if catalogue.index.status.phase is not Phase.READY:
            raise SystemExit(catalogue.index.status.sentence)
        run(catalogue, pairs, home)
        catalogue.close()


if __name__ == "__main__":
    main()
