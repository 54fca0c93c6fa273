"""Lists as Markdown tables: the block rules of markdown-it-py find the headings and the tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperbrowse.formats import Skipped, cells
from paperbrowse.formats.columns import Column, recognise
from paperbrowse.formats.links import links, unlinked, without_images
from paperbrowse.formats.rows import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from paperbrowse.paper import Paper

# "Updated on 2026.06.29" says when, not what about.
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d\d(?::\d\d)?")
_WHEN = {"last", "latest", "update", "updated", "on", "at", "date", "utc"}
# Links back to the top, {#anchors} and <a name="anchors">.
_ANCHOR = re.compile(r"(?:\[[^\[\]]*\]\(#[^()]*\)|\{#[^{}]*\})$|</?[a-z][^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as it stands: the topic above, the header, the rows with their lines (from 1)."""

    topic: str
    header: str
    rows: list[tuple[int, str]]


def read(source: str) -> Iterator[Paper | Skipped]:
    """The papers of all tables in ``source``, in its order, and the rows that could not be read."""
    for table in _tables(source):
        header = cells.split(table.header)
        rows = [(line, cells.split(text)) for line, text in table.rows]
        columns = recognise(header, [row for _, row in rows if len(row) == len(header)])
        if Column.TITLE not in columns and Column.LINK not in columns:
            continue
        for line, row in rows:
            found = paper(row, columns, table.topic)
            if not isinstance(found, str):
                yield found
            elif Column.TITLE in columns:  # Without one, rows with no paper are to be expected.
                yield Skipped(line, found)


def _tables(source: str) -> Iterator[_Table]:
    """The tables of a Markdown text."""
    # Late, as it takes as long to import as the bundled list takes to read.
    from markdown_it import MarkdownIt

    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    markdown = MarkdownIt("commonmark").enable("table").disable("reference")
    markdown.block.ruler.at("table", _keep_rows, {"alt": ["paragraph", "reference"]})
    tokens: list[Token] = []
    # No inline pass: it changes what cells hold (`4.7\%` becomes `4.7%`) and takes as long again.
    markdown.block.parse(source, markdown, {}, tokens)
    topic = ""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            topic = _topic(tokens[index + 1].content) or topic
        elif token.type == "table":
            yield _Table(topic, token.content, token.meta["rows"])


def _keep_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rule for tables, but keeping each row as the line it is.

    Its own rule makes three tokens of every cell, drops surplus cells, and ends the table at a
    row that is commented out.
    """
    from markdown_it.rules_block import table

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
            rows.append((line + 1, row))
        line += 1
    token = state.push("table", "table", 0)
    token.map = [start, line]
    token.content = text(start)
    token.meta["rows"] = rows
    state.line = line
    return True


def _topic(heading: str) -> str:
    """What a heading says, without links back and anchors; empty where it says only a date."""
    said = _ANCHOR.sub("", without_images(heading)).strip() or heading
    found = links(said)
    said = " ".join((unlinked(said) or " ".join(link.text for link in found)).split())
    words = set(re.findall(r"\w+", _DAY.sub("", said.lower())))
    return "" if words <= _WHEN else cells.content(said).rstrip(":")
