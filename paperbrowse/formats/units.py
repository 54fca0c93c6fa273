"""What documents are made of, whatever their format: headings, items, paragraphs, tables."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from paperbrowse.formats.lettering import lettered

_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_STRONG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_EMPHASIS = re.compile(r"</?(?:i|em)>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?!a[\s>])[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
# [[address|text]] and [address text], as wikis write a link, and their //slanted// text.
_NAMED_WIKI = re.compile(r"\[\[(https?://[^\[\]\s|]+)\|\s*([^\[\]\n]{0,400}?)\s*\]\]")
_SLANTED = lettered(r"(?<![:/\w])//(?=\S)([^/\n]{2,600}?)(?<=\S)//(?![/\w])")
_WIKI = re.compile(r"(?<!\[)\[(https?://[^\s\[\]]+)\s+([^\[\]\n]{1,400})\](?!\()")


class Kind(enum.Enum):
    """What a unit is in its document."""

    HEADING = enum.auto()
    ITEM = enum.auto()
    TEXT = enum.auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading, the first paragraph of a list's item, or another paragraph.

    ``depth`` is the level of a heading (from 1), or the number of lists the unit stands in.
    ``text`` is in the inline notation of Markdown, with HTML's ``<a href>`` too; its lines are
    those of the source, beginning at ``line`` (from 1).
    """

    kind: Kind
    depth: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the cells of its header, and its rows with their lines (from 1), all raw."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def inline(text: str) -> str:
    """``text`` with HTML's bold, italics and line breaks in Markdown's notation, without the rest.

    Links stay as they are, but for those of wikis; comments go.
    """
    if "[http" in text:
        text = _WIKI.sub(r"[\2](\1)", _NAMED_WIKI.sub(r"[\2](\1)", text))
    if text.count("//") > text.count("://") + 1:
        text = _SLANTED.sub(r"*\1*", text)
    if "<" not in text:
        return text
    text = _EMPHASIS.sub("*", _STRONG.sub("**", _COMMENT.sub("", text)))
    return _TAG.sub("", _BREAK.sub("\n", text))
