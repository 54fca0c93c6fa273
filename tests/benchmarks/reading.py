"""Reading a long list beside the Markdown library alone, and a snapshot of arXiv into a library.

    .venv/bin/pip install . && .venv/bin/python tests/benchmarks/reading.py [LIST] [COUNT …]

LIST is a Markdown list; without one, a list of 8,563 generated papers in a bot's layout is read.
It is read whole by our reader, and parsed into blocks by markdown-it-py as its own users would, in
turns; the ratio is that of the medians. COUNT is a number of papers, 10000 if none is given: so
many, generated, are written as JSON lines in the shape of arXiv's snapshot, and read into an empty
library by a process of its own. Papers a second and peak memory are of that process, its start
aside; the longest transaction is the longest time that it kept others from writing. A million
papers make a snapshot of 1.5 GB and a library of 2.5 GB, below the directory for temporary files,
which go when they are measured.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from papers import papers

from paperbrowse.formats import Skipped, read
from paperbrowse.library import Library, Origin
from paperbrowse.library.connections import Connections
from paperbrowse.paper import Paper

LISTED, COUNT = 8_563, 10_000
ROUNDS = 7
RATIO, RATE, HELD = 1.5, 5_000, 0.050
"""What is wanted: a ratio of times, papers a second, seconds."""


def markdown(count: int) -> str:
    """A list of generated papers as a bot writes it: topics, and a table below each."""
    topics: dict[str, list[str]] = {}
    for paper in papers(count):
        code = f"**[link]({paper.code})**" if paper.code else "null"
        row = (
            f"|**{paper.date}**|**{paper.title}**|{paper.authors[0]} et.al."
            f"|[{paper.arxiv}](http://arxiv.org/abs/{paper.arxiv})|{code}|\n"
        )
        topics.setdefault(paper.topics[0], []).append(row)
    head = "|Publish Date|Title|Authors|PDF|Code|\n|---|---|---|---|---|\n"
    return "".join(f"## {topic}\n\n{head}{''.join(rows)}\n" for topic, rows in topics.items())


def record(paper: Paper) -> dict[str, object]:
    """A paper as https://www.kaggle.com/datasets/Cornell-University/arxiv has it."""
    number = paper.arxiv.number if paper.arxiv else ""
    versions = range(1, (paper.version or 1) + 1)
    return {
        "id": number,
        "submitter": paper.authors[0],
        "authors": ", ".join(paper.authors),
        "title": paper.title,
        "comments": paper.comment or None,
        "journal-ref": f"Journal 1:{number}" if number.endswith("7") else None,
        "doi": f"10.1000/{number}" if number.endswith("7") else None,
        "report-no": None,
        "categories": "cs.CV cs.LG" if number.endswith(("1", "3", "5")) else "stat.ML",
        "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        "abstract": f"  {paper.abstract}\n",
        "versions": [
            {"version": f"v{n}", "created": f"{paper.published:%a, %d %b %Y} 19:18:42 GMT"}
            for n in versions
        ],
        "update_date": str(paper.updated),
        "authors_parsed": [[*name.split(" ", 1)[::-1], ""] for name in paper.authors],
    }


def seconds(task: Callable[[], object]) -> float:
    """How long a task takes, with no collection of garbage that another one left."""
    gc.collect()
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


def beside_the_parser(path: Path | None) -> str:
    """A line of the table: the time of our reader, that of the parser, and their ratio."""
    from markdown_it import MarkdownIt

    content = path.read_bytes() if path else markdown(LISTED).encode()
    text = content.decode()
    count = sum(isinstance(row, Paper) for row in read(content, "list.md"))

    def parse() -> object:
        parser = MarkdownIt("commonmark").enable("table")
        tokens: list[object] = []
        parser.block.parse(text, parser, {}, tokens)  # type: ignore[arg-type]  # its own Token
        return tokens

    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: list(read(content, "list.md"))))
        theirs.append(seconds(parse))
    read_in, parsed = statistics.median(ours), statistics.median(theirs)
    return (
        f"| {path.name if path else 'generated'} | {count:,} | {1000 * read_in:.0f}"
        f" | {1000 * parsed:.0f} | {read_in / parsed:.2f} | {RATIO} |"
    )


def imported(count: int) -> str:
    """A line of the table: how so many papers are read in."""
    with tempfile.TemporaryDirectory() as directory:
        snapshot = Path(directory, "snapshot.jsonl")
        with snapshot.open("w", encoding="utf-8") as file:
            for paper in papers(count):
                file.write(json.dumps(record(paper)) + "\n")
        command = [sys.executable, __file__, "import", str(snapshot), str(Path(directory, "home"))]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        size = snapshot.stat().st_size / 1e6
    assert told["papers"] == count, told
    return (
        f"| {count:,} | {size:,.0f} | {told['seconds']:.1f} | {count / told['seconds']:,.0f}"
        f" | {RATE:,} | {told['peak'] / 1024:.0f} | {1000 * told['held']:.0f} | {1000 * HELD:.0f} |"
    )


def read_in(snapshot: Path, home: Path) -> None:
    """Read a snapshot into a new library; say how it went as a line of JSON."""
    held = _timed()
    library = Library.open(home / "library.db")
    begun = time.perf_counter()
    with snapshot.open("rb") as file, library.importing(Origin("arXiv", str(snapshot))) as reading:
        rows = read(file, snapshot.name)
        reading.add(row for row in rows if not isinstance(row, Skipped))
        added = reading.finish()
    took = time.perf_counter() - begun
    library.close()
    # Not what getrusage says, which begins with the memory of the parent.
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0])
    print(json.dumps({"papers": added.new, "seconds": took, "peak": peak, "held": max(held)}))


def _timed() -> list[float]:
    """How long each change of this process keeps the library's file for itself, from now on."""
    times: list[float] = []
    transaction = Connections._transaction

    @contextlib.contextmanager
    def timed(self: Connections, begin: str, lent: object = None) -> Iterator[object]:
        with contextlib.ExitStack() as stack:
            connection = stack.enter_context(transaction(self, begin, lent))  # type: ignore[arg-type]  # as given
            begun = time.perf_counter()
            yield connection
            stack.close()  # commits
            if begin == "BEGIN IMMEDIATE":
                times.append(time.perf_counter() - begun)

    Connections._transaction = timed  # type: ignore[method-assign,assignment]  # only here
    return times


def main() -> None:
    """Print the two tables."""
    if sys.argv[1:2] == ["import"]:
        read_in(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    lists = [Path(word) for word in sys.argv[1:] if not word.isdecimal()]
    counts = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [COUNT]
    print(f"Load before: {os.getloadavg()[0]:.1f}\n")
    print("| list | papers | read, ms | parsed into blocks, ms | ratio | wanted |")
    print("|---|---|---|---|---|---|")
    for path in lists or (None,):
        print(beside_the_parser(path), flush=True)
    print(
        "\n| papers | MB | seconds | a second | wanted | peak RSS, MB | longest lock, ms | wanted |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for count in counts:
        print(imported(count), flush=True)


if __name__ == "__main__":
    main()
