"""Lists in reStructuredText: simple tables, grid tables, list tables, items, headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperbrowse.formats import bounds, entries
from paperbrowse.formats.lettering import lettered
from paperbrowse.formats.units import Kind, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.formats import Skipped
    from paperbrowse.paper import Paper

NAME = "reStructuredText"
ENDINGS = (".rst", ".rest")

_SIGNS = re.compile(
    r"^={2,}(?: +={2,})+\s*$|^\+(?:-{3,}\+)+\s*$|`[^`\n]+<https?://[^`<>\s]+>`__?"
    r"|^\.\. (?:[a-z-]+::|_[^:\n]+:|\[[^\[\]\n]+\])|^:[A-Za-z]+: ",
    re.MULTILINE,
)
_SIMPLE = re.compile(r"\s*={2,}(?: +={2,})+\s*$")
_INNER = re.compile(r"\s*-{2,}(?: +-{2,})*\s*$")
_GRID = re.compile(r"\s*\+(?:[-=]{1,}\+)+\s*$")
_UNDERLINE = re.compile(r"([=\-~^\"'#*+.:_`])\1{2,}\s*$")
_ITEM = re.compile(r"(?:[-*+•]|\(?(?:\d{1,4}|#)[.)])\s+(?=\S)")
_EMBEDDED = re.compile(r"`([^`<>]*?)\s*<(https?://[^`<>\s]+)>`__?")
_NAMED = lettered(r"`([^`<>]{1,400})`_(?!_)|(?<![\w`])([\w][\w.-]{0,80})_(?![\w_])")
_TARGET = re.compile(r"\.\. _`?([^:`\n]+?)`?:\s+(https?://\S+)")
_CITATION = re.compile(r"\.\. \[[^\[\]]+\]\s+")
_LITERAL = re.compile(r"``([^`]+)``")
_ROLE = re.compile(r":[a-z]+:`([^`]+)`")
_ARXIV_ROLE = re.compile(r":arxiv:`([^`]+)`", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Whether a text has tables, links or directives as reStructuredText writes them."""
    return _SIGNS.search(head) is not None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of a text, and the rows of its tables that could not be read."""
    beginning = bounds.Beginning(lines)
    yield from entries.papers(_units([line.rstrip("\n").expandtabs() for line in beginning]))
    yield from beginning.rest()


def _units(lines: list[str]) -> Iterator[Unit | Table]:
    targets = {
        m[1].lower(): m[2]
        for line in lines
        if line.lstrip().startswith(".. _") and (m := _TARGET.match(line.lstrip()))
    }
    levels: list[str] = []
    indents: list[int] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        said = line.strip()
        if not said:
            at += 1
        elif table := _bordered(lines, at, targets):
            at, found = table
            yield found
        elif said.startswith(".. list-table::"):
            at, rows = _list_table(lines, at, targets)
            if rows:
                yield Table(rows[0][1], rows[1:])
        elif cited := _CITATION.match(said):
            end = _skipped(lines, at)
            text = "\n".join([said[cited.end() :], *(more.strip() for more in lines[at + 1 : end])])
            yield Unit(Kind.ITEM, 1, _noted(text.strip(), targets), at + 1)
            at = end
        elif said.startswith(".. ") or said == "..":
            at = _skipped(lines, at)
        elif _UNDERLINE.match(said):
            at += 1
        elif (
            at + 1 < len(lines)
            and _UNDERLINE.match(lines[at + 1].strip())
            and not _SIMPLE.match(lines[at + 1])
        ):
            sign = lines[at + 1].strip()[0]
            if sign not in levels:
                levels.append(sign)
            yield Unit(Kind.HEADING, levels.index(sign) + 1, _noted(said, targets), at + 1)
            indents.clear()
            at += 2
        else:
            indent = len(line) - len(line.lstrip())
            starts = _ITEM.match(said)
            while indents and (indents[-1] > indent or (starts and indents[-1] == indent)):
                indents.pop()
            if starts:
                indents.append(indent)
                said = said[starts.end() :]
            elif indents and indents[-1] == indent:
                indents.pop()
            first, paragraph = at, [said]
            at += 1
            while (
                at < len(lines)
                and (more := lines[at].strip())
                and not _ITEM.match(more)
                and not _SIMPLE.match(lines[at])
                and not _GRID.match(lines[at])
                and not more.startswith(".. ")
                and not (at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1].strip()))
            ):
                paragraph.append(more.lstrip("| ") if more.startswith("| ") else more)
                at += 1
            yield Unit(
                Kind.ITEM if starts else Kind.TEXT,
                len(indents),
                _noted("\n".join(paragraph), targets),
                first + 1,
            )


def _bordered(lines: list[str], at: int, targets: dict[str, str]) -> tuple[int, Table] | None:
    """The table whose upper border is at ``at``, and where what follows it begins."""
    if _SIMPLE.match(lines[at]):
        return _simple(lines, at, targets)
    return _grid(lines, at, targets) if _GRID.match(lines[at]) else None


def _noted(text: str, targets: dict[str, str]) -> str:
    """``text`` with its links in Markdown's notation."""
    if "`" in text:
        text = _EMBEDDED.sub(lambda m: f"[{' '.join(m[1].split())}]({m[2]})", text)
        text = _ARXIV_ROLE.sub(r"arXiv:\1", text)
    if targets and "_" in text:

        def link(found: re.Match[str]) -> str:
            name = " ".join((found[1] or found[2]).split())
            target = targets.get(name.lower())
            return f"[{name}]({target})" if target else found[0]

        text = _NAMED.sub(link, text)
    if "`" in text:
        text = _ROLE.sub(r"\1", _LITERAL.sub(r"\1", text))
    return text


def _simple(lines: list[str], start: int, targets: dict[str, str]) -> tuple[int, Table] | None:
    """The simple table whose upper border is at ``start``, and where what follows it begins.

    https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#simple-tables
    """
    spans = [(m.start(), m.end()) for m in re.finditer(r"=+", lines[start])]
    borders = [start]
    at = start + 1
    while at < len(lines) and len(borders) < 3:
        if _SIMPLE.match(lines[at]):
            borders.append(at)
            if len(borders) == 2 and (at + 1 >= len(lines) or not lines[at + 1].strip()):
                break
        at += 1
    if len(borders) < 2:
        return None
    end = borders[-1]
    head = lines[start + 1 : borders[1]] if len(borders) == 3 else []
    body = range((borders[1] if len(borders) == 3 else start) + 1, end)

    def cut(line: str) -> list[str]:
        return [
            line[first : (spans[i + 1][0] if i + 1 < len(spans) else None)].strip()
            for i, (first, _) in enumerate(spans)
        ]

    rows: list[tuple[int, list[str]]] = []
    for number in body:
        line = lines[number]
        if not line.strip() or _INNER.match(line):
            continue
        cells = cut(line)
        if cells[0] or not rows:
            rows.append((number + 1, cells))
        else:
            known = rows[-1][1]
            known[:] = [f"{a} {b}".strip() if b else a for a, b in zip(known, cells, strict=True)]
    header = (
        [" ".join(filter(None, column)) for column in zip(*map(cut, head), strict=True)]
        if head
        else [""] * len(spans)
    )
    return end + 1, _table(header, rows, targets)


def _grid(lines: list[str], start: int, targets: dict[str, str]) -> tuple[int, Table]:
    """The grid table whose upper border is at ``start``, and where what follows it begins."""
    rows: list[tuple[int, list[str]]] = []
    header: list[str] = []
    current: list[str] | None = None
    at = start
    while at < len(lines) and lines[at].strip()[:1] in ("+", "|"):
        line = lines[at].strip()
        if _GRID.match(line):
            if "=" in line and rows and not header:
                header = rows.pop()[1]
            current = None
        else:
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if current is None:
                current = cells
                rows.append((at + 1, current))
            elif len(cells) == len(current):
                current[:] = [f"{a} {b}".strip() for a, b in zip(current, cells, strict=True)]
        at += 1
    return at, _table(header or [""] * len(rows[0][1] if rows else ()), rows, targets)


def _list_table(
    lines: list[str], start: int, targets: dict[str, str]
) -> tuple[int, list[tuple[int, list[str]]]]:
    """The rows of a list-table, and where what follows it begins."""
    end = _skipped(lines, start)
    rows: list[tuple[int, list[str]]] = []
    for number in range(start + 1, end):
        said = lines[number].strip()
        if re.match(r"[*-]\s+[*-](?:\s|$)", said):
            rows.append((number + 1, [said[1:].strip()[1:].strip()]))
        elif rows and re.match(r"[*-](?:\s|$)", said):
            rows[-1][1].append(said[1:].strip())
        elif rows and said:
            rows[-1][1][-1] += f" {said}"
    return end, [(number, [_noted(cell, targets) for cell in row]) for number, row in rows]


def _table(header: list[str], rows: list[tuple[int, list[str]]], targets: dict[str, str]) -> Table:
    return Table(
        header, [(number, [_noted(cell, targets) for cell in row]) for number, row in rows]
    )


def _skipped(lines: list[str], start: int) -> int:
    """Where the directive or comment that begins at ``start`` ends."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    at = start + 1
    while at < len(lines) and (
        not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip()) > indent
    ):
        at += 1
    return at
