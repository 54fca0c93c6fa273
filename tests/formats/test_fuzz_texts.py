"""No text, however mutated, makes a reader of texts raise, invent rows or take long.

How many inputs: see ``fuzzing``. By default a sample is run, with a fixed seed.
"""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from fuzzing import COUNT, LENGTH, SAMPLE, check

from paperbrowse.formats import Skipped, mailing, markdown, plain, restructured, webpage

LISTS = Path(__file__).parent / "lists"
READER = {"rst": restructured, "html": webpage, "md": markdown, "org": plain, "tex": plain}
MAILING = "d14-mailing.txt"
SIGNS = (
    "[ ]( | < <!-- --> ` * ** _ ( 《 “ <a href= <div> </div> <table><tr><td> <ul><li> "
    "https://arxiv.org/abs/2401.00001 arXiv:2401.00001 et~al. (2024) [x] &lt; [a]: .. "
    "``` ~~~ +---+ ==== <details> </details> <br> hep-th/9901001 10.1000/x "
)
PIECES = (
    *SIGNS.split(),
    *("\n", "\n\n", "\r\n", "    ", "\t", "- ", "1. ", "# ", "> ", ". ", "\0", "\u2028", "é", '"'),
    "\\\\\n",
)


def seeds(reader: ModuleType) -> list[bytes]:
    """Lists that the reader is for."""
    if reader is mailing:
        return [(LISTS / MAILING).read_bytes()]
    endings = [f".{ending}" for ending, module in READER.items() if module is reader]
    endings += [".txt", ".adoc"] if reader is plain else []
    return [path.read_bytes() for path in sorted(LISTS.iterdir()) if path.suffix in endings]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A part of ``content`` with pieces cut, doubled, moved or spoilt, as files come to harm."""
    start = chance.choice((0, chance.randrange(len(content))))
    data = bytearray(content[start : start + chance.randint(1, 4000)])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                del data[at : at + chance.randint(1, 200)]
            case 1:
                data[at:at] = chance.choice(PIECES).encode() * chance.choice((1, 1, 2, 30))
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                data[at:at] = data[: chance.randint(1, 300)]
    return bytes(data)


def fuzz(reader: ModuleType, count: int, seed: int) -> None:
    chance = random.Random(seed)
    sources = seeds(reader)
    for _ in range(count):
        check(reader, mutated(chance.choice(sources), chance).decode("utf-8", "replace"))


READERS = pytest.mark.parametrize(
    "reader",
    [markdown, webpage, restructured, mailing, plain],
    ids=lambda reader: reader.NAME,
)


@READERS
def test_a_sample_of_mutations(reader: ModuleType) -> None:
    fuzz(reader, SAMPLE, 1)


@pytest.mark.full
@READERS
@pytest.mark.parametrize("count", [COUNT])
def test_many_mutations(reader: ModuleType, count: int) -> None:
    fuzz(reader, count, 2)


LINK = "https://arxiv.org/abs/2401.00001"
TRAPS = (
    *PIECES,
    *(
        "{",
        "}",
        "$",
        "$a$ ",
        "\\",
        "&amp;",
        "&",
        "'",
        "''",
        "“",
        "”",
        "(a) ",
        "[a] ",
        "__",
        "~",
        "=",
    ),
    *("<a ", "<a href='b'>", "<p>", "<b>", "<table>", "<li>", "<td rowspan=9>", "</", "<summary>"),
    *(
        "- - ",
        "> > ",
        "1. 1. ",
        "  - a\n",
        "- a\n  ",
        "* a\n",
        "| a ",
        "|a|b|\n",
        "|-|-|\n",
        "+-+\n",
    ),
    *("[a](b) ", "[a][b] ", "[[a]](b) ", "![a](b)", "[a](", "](b)", "[[a|b]] ", "//a// ", ":x: "),
    *("Deep Learning of Things. ", "Doe, J., ", "Jane Doe, ", "Doe, J. / ", "A. B, ", "et al., "),
    *(
        "by Jane Doe ",
        "a by A ",
        "in CVPR 2024, ",
        "2024 ",
        "May 1, 2024 ",
        "12:00 <a> ",
        "#a ",
        "🔥",
    ),
    *("Title: A\n", "Date: x\n", "## Title:\n", "# a\n\nb\n\n", f"{LINK} ", f"[A b c]({LINK}) "),
    *(
        f"- A b ({LINK})\n",
        f"A title of it\n{LINK}\n\n",
        "arXiv:2401.00001 ",
        "2401.00001 ",
        "论文",
        "论文：",
    ),
    *(
        "\\emph{",
        "\\bibitem{a} ",
        "\\href{a}{b}",
        "\\\\ ",
        "~a ",
        "* TODO [#A] a :b:\n",
        "a_ ",
        "`a`_ ",
    ),
)
SHELLS = {
    "alone": "¤",
    "before a link": f"- ¤ [paper]({LINK})\n",
    "behind a link": f"- **A title of a paper** [paper]({LINK}) ¤\n",
    "as a link": f"* [¤]({LINK})\n",
    "in a heading": f"# ¤\n\n[paper]({LINK})\n",
    "in a paragraph": f"¤\n\n{LINK}\n",
    "in a cell": f"| Title | Link |\n|---|---|\n| ¤ | {LINK} |\n| a | ¤ |\n",
    "in a page": f"<html><body><p>¤<a href='{LINK}'>pdf</a></p><table><tr><td>¤</td></tr></table>",
    "in a mailing": "\\\\\narXiv:2401.00001\nTitle: ¤\nAuthors: ¤\n\\\\\n  ¤\n\\\\\n",
}


# Again and again in one text, each time with some hundred characters of a trap.
ROWS = {
    "in items": f"- ¤ [paper]({LINK})\n",
    "in headings": f"## ¤\n\n[paper]({LINK})\n\n",
    "in paragraphs": f"¤\n\n{LINK}\n\n",
    "in links": f"* [¤]({LINK}) ¤\n",
    "in blocks": f"<li>¤ <a href='{LINK}'>pdf</a></li>\n",
}


def spring(reader: ModuleType, shell: str, trap: str) -> None:
    """Read one piece again and again, alone or where something of a paper stands."""
    if shell in ROWS:
        row = ROWS[shell].replace("¤", trap * (500 // len(trap)))
        check(reader, row * (LENGTH // len(row)))
    else:
        pieces = LENGTH // len(trap) // SHELLS[shell].count("¤")
        check(reader, SHELLS[shell].replace("¤", trap * pieces))


@READERS
def test_some_traps(reader: ModuleType) -> None:
    for shell, trap in random.Random(5).sample([*product((*SHELLS, *ROWS), TRAPS)], 15):
        spring(reader, shell, trap)


@pytest.mark.full
@READERS
@pytest.mark.parametrize("shell", [*SHELLS, *ROWS])
def test_all_traps(reader: ModuleType, shell: str) -> None:
    for trap in TRAPS:
        spring(reader, shell, trap)


def test_rows_are_counted_as_lines_are() -> None:
    """U+2028 is no end of a line, though Python splits lines there."""
    rows = "<tr><td>A title of it</td><td>nothing</td></tr>"
    link = f"<tr><td>Another title</td><td>{LINK}</td></tr>"
    head = "<tr><th>Title</th><th>Link</th></tr>"
    text = f"<html><body>\u2028\u2028\u2028\n<table>{head}\n{link}\n{rows}</table></body></html>"
    check(webpage, text)
    (skipped,) = [row for row in webpage.read([text]) if isinstance(row, Skipped)]
    assert skipped.line == 4


@pytest.mark.parametrize("piece", ["\t", "\u2028", "https://arxiv.org/abs/2401.00001"])
def test_outlines_and_glued_addresses(piece: str) -> None:
    check(plain, f"* [{piece * (LENGTH // len(piece))}]({LINK})\n")


@pytest.mark.parametrize("piece", ["May 1, 2024 ", "in CVPR 2024, ", "Doe, J., ", "et al., "])
def test_headings_of_any_length(piece: str) -> None:
    check(markdown, f"# {piece * (LENGTH // len(piece))}\n\n[paper]({LINK})\n")
