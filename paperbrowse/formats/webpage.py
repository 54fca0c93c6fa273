"""Lists in HTML: saved and fetched pages, and the HTML that stands in Markdown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from paperbrowse.formats import entries
from paperbrowse.formats.nesting import pieces
from paperbrowse.formats.units import Kind, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

    from paperbrowse.formats import Skipped
    from paperbrowse.paper import Paper

NAME = "HTML"
ENDINGS = (".html", ".htm", ".xhtml")

_PAGE = re.compile(r"<!doctype (?:html|netscape)|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:table|ul|ol|dl|div|p|section|article|main|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(r"^\s{0,3}(?:#{1,6}\s|[-*+]\s\S|\|.*\|)|\]\(", re.MULTILINE)
_SILENT = frozenset(
    (
        *("script", "style", "head", "title", "template", "noscript", "svg", "math", "nav"),
        *("button", "form", "select", "iframe", "object"),
    )
)
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *(
            "div",
            "dl",
            "dt",
            "fieldset",
            "footer",
            "figcaption",
            "figure",
            "header",
            "hgroup",
            "hr",
        ),
        "html",
        *("li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MARKS = {"b": "**", "i": "*"}
# Lines are told by these.
_NUMBERED = frozenset(
    (
        *("tr", "li", "p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "summary", "div"),
        *("td", "th", "table", "a", "br"),
    )
)
# Lists nest no deeper than this, as far as their items are told apart.
_DEEPEST = 20


def recognises(head: str) -> bool:
    """Whether a text is a page, or a piece of one."""
    start = head[:2000]
    if _PAGE.search(start):
        return True
    return _FRAGMENT.match(head) is not None and _MARKDOWN.search(head) is None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of a page, and the rows of its tables that could not be read."""
    return entries.papers(_units(pieces(lines), 1, 0))


def units(source: str, line: int, depth: int) -> Iterator[Unit | Table]:
    """The units of HTML that begins on a line of its document, within so many lists."""
    return _units(pieces([source], line), line, depth)


def _units(pages: Iterable[str], line: int, depth: int) -> Iterator[Unit | Table]:
    from selectolax.lexbor import LexborHTMLParser

    walk = _Walk(line, depth)
    for page in pages:
        if (body := LexborHTMLParser(page).body) is not None:
            yield from walk.block(body)
            yield from walk.flush()


class _Walk:
    """Goes through the elements of a page in their order, collecting the text of each block."""

    def __init__(self, line: int, depth: int) -> None:
        self.line = line
        self.depth = depth
        self.text: list[str] = []
        self.kind = Kind.TEXT
        self.level = 0
        self.begun = line

    def flush(self) -> Iterator[Unit]:
        """What has been collected, as a unit."""
        text = "\n".join(
            filter(None, (" ".join(t.split()) for t in "".join(self.text).split("\n")))
        )
        self.text.clear()
        if text:
            yield Unit(self.kind, self.level or min(self.depth, _DEEPEST), text, self.begun)
            self.kind = Kind.TEXT
        self.begun = self.line

    def block(self, root: LexborNode) -> Iterator[Unit | Table]:
        """The units of an element; a stack rather than recursion, as pages nest deep."""
        stack: list[tuple[LexborNode | None, str]] = [(root, "")]
        while stack:
            node, closing = stack.pop()
            if node is None:
                yield from self.closed(closing)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self.text.append(re.sub(r"\s+", " ", node.text_content or ""))
                continue
            if tag.startswith("-") or tag in _SILENT:
                continue
            if tag == "footer" and not _is_of_an_entry(node):
                continue
            if tag in _NUMBERED and (number := _number(node, "data-line")):
                self.line = number
            if tag == "br":
                self.text.append("\n")
            elif tag == "table" and (table := _table(node)) is not None:
                yield from self.flush()
                yield table
            elif tag == "a":
                self.text.append(_link(node))
            else:
                yield from self.opened(tag)
                children = []
                child = node.child
                while child is not None:
                    children.append((child, ""))
                    child = child.next
                stack.append((None, tag))
                stack.extend(reversed(children))

    def opened(self, tag: str) -> Iterator[Unit]:
        if mark := _MARKS.get(tag):
            self.text.append(mark)
        elif tag in _BLOCKS or tag in _HEADINGS:
            yield from self.flush()
            if tag in ("ul", "ol", "dl"):
                self.depth += 1
            elif tag in ("li", "dt", "tr"):
                self.kind = Kind.ITEM
                self.depth = max(self.depth, 1)
            elif tag in _HEADINGS:
                self.kind, self.level = Kind.HEADING, int(tag[1])

    def closed(self, tag: str) -> Iterator[Unit]:
        if mark := _MARKS.get(tag):
            self.text.append(mark)
        elif tag in _BLOCKS or tag in _HEADINGS:
            yield from self.flush()
            if tag in ("ul", "ol", "dl"):
                self.depth -= 1
            elif tag in _HEADINGS:
                self.level = 0
            self.kind = Kind.TEXT


def _is_of_an_entry(footer: LexborNode) -> bool:
    """Whether a footer belongs to an article or an item rather than to the page."""
    parent = footer.parent
    return parent is not None and parent.tag in ("article", "li", "section", "blockquote")


def _link(node: LexborNode) -> str:
    """A link in the notation that ``links`` reads, or its text where it leads nowhere."""
    said = " ".join((node.text(separator=" ") or "").split())
    target = (node.attributes.get("href") or "").strip()
    if not target.lower().startswith(("http://", "https://", "//")):
        return said
    target = f"https:{target}" if target.startswith("//") else target
    said = said.replace("<", "&lt;").replace(">", "&gt;")
    return f'<a href="{html.escape(target)}">{said}</a>'


def _table(node: LexborNode) -> Table | None:
    """A table of data; None for one that only lays out a page."""
    if node.css_first("table table, h1, h2, h3, ul, ol") is not None:
        return None
    rows: list[tuple[int, list[str]]] = []
    head = False
    # What the cells over several rows say, by their columns, and for how many rows more.
    spanning: dict[int, tuple[int, str]] = {}
    for row in node.css("tr"):
        found = row.css("td, th")
        if not found:
            continue
        wide = len(found) < 3 and any(cell.attributes.get("colspan") for cell in found)
        if wide and not any(_leads(cell) for cell in found):
            continue  # Something about the row above, or a day off, over all columns.
        number = _number(row, "data-line") or _number(found[0], "data-line")
        if not rows:
            head = all(cell.tag == "th" for cell in found)
        cells = [_cell(cell) for cell in found]
        for index, (left, text) in sorted(spanning.items()):
            cells.insert(index, text)
            spanning[index] = (left - 1, text)
        spanning = {index: (left, text) for index, (left, text) in spanning.items() if left}
        for index, cell in enumerate(found):
            if 1 < (rowspan := _number(cell, "rowspan")) < 1000:
                spanning[index] = (rowspan - 1, cells[index])
        rows.append((number, cells))
    if not rows or max(len(row) for _, row in rows) < 2:
        return None
    if head or _is_header(rows[0][1]):
        return Table(rows[0][1], rows[1:])
    return Table([""] * len(rows[0][1]), rows)


def _number(cell: LexborNode, name: str) -> int:
    said = cell.attributes.get(name) or ""
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _leads(cell: LexborNode) -> bool:
    return cell.css_first("a[href*='arxiv.org'], a[href*='doi.org']") is not None


def _is_header(row: list[str]) -> bool:
    return all("<a " not in cell and len(cell) < 40 for cell in row) and any(row)


def _cell(node: LexborNode) -> str:
    walk = _Walk(0, 0)
    parts = []
    for unit in (*walk.block(node), *walk.flush()):
        if isinstance(unit, Unit):
            parts.append(unit.text.replace("\n", "<br>"))
    return "<br>".join(parts)
