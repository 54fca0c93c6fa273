"""Lists in Markdown: the block rules of markdown-it-py find headings, items, paragraphs, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperbrowse.formats import cells, entries
from paperbrowse.formats.units import Kind, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from paperbrowse.formats import Skipped
    from paperbrowse.paper import Paper

NAME = "Markdown"
ENDINGS = (".md", ".markdown", ".mdx", ".qmd", ".rmd")

_SIGNS = re.compile(
    r"^ {0,3}(?:#{1,6}\s|[-*+]\s+\S|\d{1,4}[.)]\s+\S|>\s|```|\|.*\||<(?:details|summary|!--))"
    r"|^[^|\n]+\|.*\n[\s|:-]*-+[\s|:-]*$|\]\(\s*<?https?:|\*\*\S|^.+\n(?:={3,}|-{3,})\s*$|^\[[^\]\n]+\]:\s",
    re.MULTILINE,
)
# BibTeX, in whose texts such signs may stand.
_ENTRY = re.compile(r"\s*(?:%.*\s*)*@[a-z]+\s*[{(]", re.IGNORECASE)
# A text is read in parts of this many characters, parted where a part of the document ends.
_PART = 250_000
_HEADING = re.compile(r"#{1,6}\s")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_DELIMITERS = re.compile(r"\s*\|?[\s:]*-[\s|:-]*$")
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*<?(https?://[^\s<>]+)>?", re.MULTILINE
)
_REFERENCE = re.compile(r"(?<!\])\[([^\[\]\n]{1,400})\](?:\[([^\[\]\n]{0,200})\](?!\()|(?![\[(:]))")
_BLOCK = re.compile(r"<(table|ul|ol|dl)\b", re.IGNORECASE)
_SAYS = re.compile(r"https?://|href|>[^<>]*\w|^[^<>]*\w")


def recognises(head: str) -> bool:
    """Whether a text has headings, items, tables, links or bold text in Markdown's notation."""
    return _SIGNS.search(head) is not None and _ENTRY.match(head) is None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of a Markdown text, and the rows of its tables that could not be read."""
    return entries.papers(_units(lines))


def _units(lines: Iterable[str]) -> Iterator[Unit | Table]:
    # Late, as it takes as long to import as the bundled list takes to read.
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table").disable("reference")
    ruler = markdown.block.ruler
    ruler.at("table", _keep_rows, {"alt": ["paragraph", "reference"]})
    ruler.before("html_block", "whole", _keep_whole, {"alt": ["paragraph", "blockquote"]})
    definitions: dict[str, str] = {}
    for first, text in _in_parts(lines):
        if "]: " in text or "]:<" in text:
            definitions |= {m[1].lower(): m[2] for m in _DEFINITION.finditer(text)}
        for unit in _of_part(markdown, text, first):
            if definitions and isinstance(unit, Unit) and "[" in unit.text:
                unit = Unit(unit.kind, unit.depth, _resolved(unit.text, definitions), unit.line)
            yield unit


def _resolved(text: str, definitions: dict[str, str]) -> str:
    """``text`` with links in place of references to them."""

    def link(found: re.Match[str]) -> str:
        target = definitions.get((found[2] or found[1]).lower())
        return f"[{found[1]}]({target})" if target else found[0]

    return _REFERENCE.sub(link, text)


def _of_part(markdown: MarkdownIt, text: str, first: int) -> Iterator[Unit | Table]:
    from paperbrowse.formats import webpage

    tokens: list[Token] = []
    # No inline pass: it changes what cells hold (`4.7\%` becomes `4.7%`) and takes as long again.
    markdown.block.parse(text, markdown, {}, tokens)
    depth = level = 0
    begun = False
    before = ""
    depths: list[int] = []
    lines: list[str] = []
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depths.append(depth)
                # Below "10." people indent by three, which is one too few for Markdown.
                beneath = before == "ordered_list_close" and token.type[0] == "b"
                if beneath and _is_indented(lines, text, token):
                    depth += 1
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth = depths.pop()
            case "list_item_open":
                begun = True
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "inline":
                kind = Kind.HEADING if level else Kind.ITEM if begun and depth else Kind.TEXT
                begun = False
                yield Unit(kind, level or depth, token.content, first + (token.map or [0])[0])
            case "table":
                begun = False
                rows = [(first + line, cells.split(row)) for line, row in token.meta["rows"]]
                yield Table(cells.split(token.content), rows)
            case "html_block" if _SAYS.search(token.content):
                line = first + (token.map or [0])[0]
                yield from webpage.units(token.content, line, depth)
        before = token.type


def _is_indented(lines: list[str], text: str, token: Token) -> bool:
    """Whether what a token is for is indented in ``text``, whose lines are kept in ``lines``."""
    if not lines:
        lines += text.split("\n")
    return lines[(token.map or [0])[0]].startswith(" ")


def _in_parts(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The text in parts, each with the number of its first line; a table's part has its header."""
    part: list[str] = []
    size, first, number = 0, 1, 0
    fence = ""
    comment = False
    header: list[str] = []
    before = ""
    for number, line in enumerate(lines, 1):
        if fence or (line.lstrip()[:3] in ("```", "~~~") and not comment):
            found = _FENCE.match(line)
            if found and (not fence or found[1] == fence):
                fence = "" if fence else found[1]
        elif "<!--" in line or comment:
            comment = (
                line.rfind("-->") < line.rfind("<!--") if "<!--" in line else "-->" not in line
            )
        elif "|" in line:
            if "-" in line and "|" in before and not header and _DELIMITERS.match(line):
                header = [before, line]
        else:
            header = []
        inside = bool(fence or comment)
        row = bool(header) and "|" in line and line is not header[1]
        if size > _PART and not inside and (_ends(line, before) or row):
            yield first, "".join(part)
            part, size, first = [], 0, number
            if row:
                part, first = list(header), number - 2
        # What is left open for too long never ends: a document, not a fence or a comment.
        if size > 16 * _PART:
            yield first, "".join(part)
            part, size, first = [], 0, number
        part.append(line)
        size += len(line)
        before = line
    yield first, "".join(part)


def _ends(line: str, before: str) -> bool:
    """Whether what came before ``line`` can be parted from it."""
    return _HEADING.match(line) is not None or (not before.strip() and line[:1] not in " \t\n")


def _keep_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rule for tables, but keeping each row as the line it is.

    Its own rule makes three tokens of every cell, drops surplus cells, and ends the table at a
    row that is commented out.
    """
    from markdown_it.rules_block import table

    # Most lines are not followed by the row of dashes: a look at one sign is quicker than the rule.
    if start + 2 > end or not state.src.startswith(
        ("|", "-", ":"), state.bMarks[start + 1] + state.tShift[start + 1]
    ):
        return False
    if not table(state, start, end, True):
        return False
    if silent:
        return True

    def text(line: int) -> str:
        return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]

    terminators = state.md.block.ruler.getRules("blockquote")
    rows: list[tuple[int, str]] = []
    line = start + 2
    while (
        line < end
        and not state.isEmpty(line)
        and state.sCount[line] >= state.blkIndent
        and not state.is_code_block(line)
    ):
        row = text(line)
        if row.startswith("<!--"):
            while line + 1 < end and "-->" not in text(line):
                line += 1
        elif row[0] != "|" and any(rule(state, line, end, True) for rule in terminators):
            break
        elif "|" in row:
            rows.append((line, row))
        line += 1
    token = state.push("table", "table", 0)
    token.map = [start, line]
    token.content = text(start)
    token.meta["rows"] = rows
    state.line = line
    return True


def _keep_whole(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table or list in HTML as one block, also where blank lines stand in it."""
    first = state.bMarks[start] + state.tShift[start]
    found = _BLOCK.match(state.src, first, state.eMarks[start])
    if not found or state.env.get("open"):
        return False
    tags = re.compile(rf"<(/?){found[1]}\b", re.IGNORECASE)
    depth = 0
    for line in range(start, end):
        for tag in tags.finditer(state.src, state.bMarks[line], state.eMarks[line]):
            depth += -1 if tag[1] else 1
        if depth <= 0:
            break
    else:
        # Never closed, and nor is what comes behind it: no need to look again.
        state.env["open"] = True
        return False
    if silent:
        return True
    token = state.push("html_block", "", 0)
    token.map = [start, line + 1]
    token.content = state.getLines(start, line + 1, state.blkIndent, True)
    state.line = line + 1
    return True
