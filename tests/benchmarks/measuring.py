"""What one process of the benchmark does: make a library, or measure one engine on it.

    python measuring.py make|whoosh|fts5|tantivy|ours DIRECTORY SIZE

Run by ``search.py``. Each result is a line of JSON on standard output.
"""

from __future__ import annotations

import gc
import json
import pickle
import random
import sys
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from baselines import FIRST, Baseline, Fts5, Tantivy, build_with_whoosh
from queries import KINDS, SEED, Query, keystrokes, queries

from paperbrowse.catalogue import Catalogue, Entry, Phase, Request, Results
from paperbrowse.catalogue.index import Index
from paperbrowse.config import Directories
from paperbrowse.library import Library
from paperbrowse.paper import Paper

ADDED = 100
"""How many papers are added to a library that is being searched."""


def say(**result: object) -> None:
    """Tell the parent."""
    print(json.dumps(result), flush=True)


def make(directories: Directories, size: int) -> None:
    """A library of generated papers, a fifth of them read, one in twenty bookmarked."""
    # Here, so that they are not in the memory of those who search.
    from papers import papers, text
    from vocabulary import growth, heaps

    written = list(papers(size + ADDED))
    kept, fresh = written[:size], written[size:]
    _fresh(directories).write_bytes(pickle.dumps(fresh))
    library = Library.open(directories.library)
    library.add("generated", "generated", kept)
    keys, rng = list(library.keys()), random.Random(SEED)
    marks = [library.bookmark(key, True) for key in rng.sample(keys, min(size // 20, 1000))]
    marks += [library.mark_read(key, True) for key in rng.sample(keys, min(size // 5, 5000))]
    for mark in marks:
        mark.result()
    library.close()
    points = growth(map(text, kept))
    say(words=points[-1][0], vocabulary=points[-1][1], heaps=heaps(points))


def whoosh(directories: Directories, size: int) -> None:
    """Build plain Whoosh's index."""
    library = Library.open(directories.library, read_only=True)
    begun = time.perf_counter()
    build_with_whoosh(_place(directories, "whoosh"), library.entries(library.keys()))
    _built(time.perf_counter() - begun, size, directories.cache / "whoosh")


def baseline(name: str, kind: type[Baseline], directories: Directories, size: int) -> None:
    """Build, search and add with one of the other engines."""
    library = Library.open(directories.library, read_only=True)
    place = _place(directories, name)
    try:
        engine = kind(place)
    except ImportError:
        say(missing=name)
        return
    begun = time.perf_counter()
    engine.add(library.entries(library.keys()))
    _built(time.perf_counter() - begun, size, place)
    _measure(library, engine.find)
    fresh: list[Paper] = pickle.loads(_fresh(directories).read_bytes())
    key, seen = max(library.keys()), library.entry(library.keys()[0])
    assert seen is not None
    entries = [
        Entry(key + place, paper, False, False, (), "", seen.first_seen, ())
        for place, paper in enumerate(fresh, 1)
    ]
    begun = time.perf_counter()
    engine.add(entries)
    say(added=time.perf_counter() - begun)


def ours(directories: Directories, size: int) -> None:
    """Build, search and add as the program does, with the garbage collector as it has it."""
    gc.disable()
    library = Library.open(directories.library)
    catalogue = Catalogue(library, Index(library, directories.index))
    gc.freeze()
    gc.enable()
    begun = time.perf_counter()
    catalogue.index.ensure().join()
    if catalogue.index.status.phase is not Phase.READY:
        raise SystemExit(catalogue.index.status.sentence)
    _built(time.perf_counter() - begun, size, directories.index)
    typed = _measure(
        library,
        lambda query: first(catalogue.results(Request(query.text, entered=query.entered))),
    )
    _add(catalogue, pickle.loads(_fresh(directories).read_bytes()), typed)
    catalogue.close()


def first(results: Results) -> tuple[list[int], int]:
    """The first keys in order and how many there are."""
    return list(results.keys[:FIRST]), len(results.keys)


def _add(catalogue: Catalogue, fresh: list[Paper], typed: list[Query]) -> None:
    """Add papers while somebody types, until the newest is found; then all must be."""

    def found(paper: Paper) -> bool:
        assert paper.arxiv is not None
        return first(catalogue.results(Request(paper.arxiv.number, entered=True)))[1] == 1

    keys = cycle(typed)
    begun = time.perf_counter()
    catalogue.library.add("fresh", "generated", fresh)
    while not found(fresh[-1]):
        catalogue.results(Request(next(keys).text))
        time.sleep(0.005)
    say(added=time.perf_counter() - begun)
    if not all(map(found, fresh)):
        raise SystemExit("papers were added that are not found")


def _measure(
    library: Library, find: Callable[[Query], tuple[list[int], int] | None]
) -> list[Query]:
    """Time every query once, from the call until the first keys and the total are known."""
    keys = sorted(library.keys())
    sample = random.Random(SEED).sample(keys, min(len(keys), 500))
    known = [entry.paper for entry in library.entries(sample)]
    typed = keystrokes(known, SEED)
    asked = {"keystroke": typed, **{kind: queries(kind, known, SEED) for kind in KINDS}}
    seen = {query.text for query in typed}
    for kind, mix in asked.items():
        if kind != "keystroke":  # a text may be of two kinds
            mix = [query for query in mix if query.text not in seen]
            seen.update(query.text for query in mix)
        times, totals = [], []
        for query in mix:
            begun = time.perf_counter()
            answer = find(query)
            times.append((time.perf_counter() - begun) * 1000)
            if answer is not None:
                totals.append(answer[1])
        say(kind=kind, milliseconds=times if totals else [], totals=totals)
    return typed


def _built(seconds: float, size: int, place: Path) -> None:
    files = [path for path in place.rglob("*") if path.is_file()]
    say(rate=size / seconds, bytes=sum(path.stat().st_size for path in files))


def _place(directories: Directories, name: str) -> Path:
    place = directories.cache / name
    place.mkdir(parents=True)
    return place


def _fresh(directories: Directories) -> Path:
    return directories.data / "fresh.pickle"


def main() -> None:
    """Do what the arguments say."""
    task, home, size = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    directories = Directories(data=home / "data", cache=home / "cache", log=home / "log")
    directories.data.mkdir(parents=True, exist_ok=True)
    if task == "make":
        make(directories, size)
    elif task == "whoosh":
        whoosh(directories, size)
    elif task == "ours":
        ours(directories, size)
    else:
        baselines: dict[str, type[Baseline]] = {"fts5": Fts5, "tantivy": Tantivy}
        baseline(task, baselines[task], directories, size)


if __name__ == "__main__":
    main()
