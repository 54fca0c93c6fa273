"""Markdown in the shape of the bundled list: topics as headings, tables of five columns.

Texts stay as they are; only what a reader of such tables would take for part of the table, or for
the markup around a text, is written otherwise, so that it reads (``text.plain``) as before.
"""

from __future__ import annotations

import html
import re
import tempfile
from array import array
from typing import TYPE_CHECKING
from urllib.parse import quote

from paperbrowse.exports.values import one_line, paragraphs
from paperbrowse.links import code, page
from paperbrowse.paper import ArxivId, Paper
from paperbrowse.text import plain

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from paperbrowse.exports.marked import Marked

_HEADER = (
    "| **Title** | **Date** | **Abstract** | **Comment** | **CodeRepository** |\n"
    "| --- | --- | --- | --- | --- |\n"
)
# Bytes of rows that are held in memory.
_HELD = 8 << 20
# Comments up to this length stand in their cell as they are.
_SHORT = 20
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->")
# With a space in it, it is the same tag, but none of those that this shape is made of.
_OWN_TAG = re.compile(r"<(/?(?:p|a|summary|details(?: open)?))>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|summary|details)(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"<(/?[a-z][^<>]*>)", re.IGNORECASE)
_EMPHASISED = re.compile(r"\*\*(?:(?!\*\*).)*\*\*|__(?:(?!__).)*__")
_BRACKET = re.compile(r"(?<!\\)([\[\]])")
_SIMPLE_TARGET = re.compile(r"(?:[^\s()]|\([^\s()]*\))*")
_UNFIT = re.compile(r"\s|[^\x21-\U0010ffff]|[\x7f-\xa0]")


def write(papers: Iterable[Marked], _title: str) -> Iterator[str]:
    """A table for each topic, and before them one for the papers that have none.

    A paper stands under each of its topics, and its earlier versions below it. All papers are
    read before the first line comes: where they are many, their rows wait in a temporary file.
    There is no heading but the topics: it would read as one.
    """
    tables: dict[str, array[int]] = {"": array("Q")}
    before: dict[str, dict[str, None]] = {"": {}}
    with tempfile.SpooledTemporaryFile(_HELD) as rows:
        for marked in papers:
            paper = marked.paper
            place = rows.tell()
            for row in (_row(paper), *_earlier(paper)):
                rows.write(row.encode("utf-8", "surrogatepass"))
            topics = list(dict.fromkeys(filter(None, map(_topic, paper.topics)))) or [""]
            for last, topic in zip(["", *topics], topics, strict=False):
                tables.setdefault(topic, array("Q")).extend((place, rows.tell() - place))
                before.setdefault(topic, {})[last] = None
        for topic in _in_order(before):
            table = tables[topic]
            if table:
                yield f"## {topic}\n\n{_HEADER}" if topic else _HEADER
                for place, size in zip(table[::2], table[1::2], strict=True):
                    rows.seek(place)
                    yield rows.read(size).decode("utf-8", "surrogatepass")
                yield "\n"


def _in_order(before: dict[str, dict[str, None]]) -> Iterator[str]:
    """The topics as they came, but behind those that stand before them in a paper's own order.

    So that each paper is read with its topics in that order. Where papers disagree, none counts.
    """
    begun: set[str] = set()
    for first in before:
        waiting = [] if first in begun else [(first, iter(before[first]))]
        while waiting:
            topic, others = waiting[-1]
            begun.add(topic)
            other = next((other for other in others if other not in begun), None)
            if other is not None:
                waiting.append((other, iter(before[other])))
            else:
                waiting.pop()
                yield topic


def _row(paper: Paper) -> str:
    repository = code(paper)
    return _cells(
        _linked(paper),
        paper.date,
        _details("Show", paragraphs(paper.abstract)),
        _comment(paragraphs(paper.comment)),
        f"[Code Link]({_target(repository)})" if repository else "None",
    )


def _earlier(paper: Paper) -> Iterator[str]:
    """Rows for the older versions; a paper is known by them only if it names its own version."""
    if paper.arxiv is None or paper.arxiv.version is None:
        return
    for version in paper.earlier:
        if version.number < paper.arxiv.version:
            arxiv = ArxivId(paper.arxiv.number, version.number)
            yield _cells(_linked(Paper(version.title, arxiv)), version.date, "", "", "None")


def _cells(
    title: str, date: datetime.date | None, abstract: str, comment: str, repository: str
) -> str:
    day = date.isoformat() if date else ""
    return f"| {title} | {day} | {abstract} | {comment} | {repository} |\n"


def _linked(paper: Paper) -> str:
    address = page(paper)
    label = str(paper.arxiv or ("DOI" if paper.doi else "Link"))
    said = _within_brackets(_text(one_line(paper.title)))
    bold = "" if "**" in said else "**"
    if address:
        return f"{bold}[{said or label}]({_target(address)}){bold}"
    return f"{bold}{said}{bold}" if said else ""


def _comment(parts: list[str]) -> str:
    if len(parts) == 1:
        text = _text(parts[0])
        if len(text) <= _SHORT and "<" not in text and not _EMPHASISED.fullmatch(text):
            return text
    summary = parts[0][:5].replace("<", "&lt;").replace("|", r"\|") if parts else ""
    return _details(f"{summary}...", parts)


def _details(summary: str, parts: list[str]) -> str:
    if not parts:
        return ""
    text = "</p><p>".join(map(_text, parts))
    return f"<details><summary>{summary}</summary><p>{text}</p></details>"


def _text(line: str) -> str:
    """A text as it stands in any cell. Comments, which show nothing, are left out."""
    if "<" in line:
        line = _COMMENT.sub("", line).replace("<!--", "&lt;!--")
        line = _OWN_TAG.sub(r"<\1 >", line).strip()
    return line.replace("|", r"\|")


def _within_brackets(text: str) -> str:
    """A title as it stands in a link: with no link, address, image, block or emphasis in it."""
    text = _BLOCK.sub(" ", text).strip().replace("://", "&#58;//")
    if "[" in text or "]" in text:
        text = _paired(text).replace("](", "]&#40;").replace("![", "&#33;[")
    if _EMPHASISED.fullmatch(text):
        text = f"&#{ord(text[0])};{text[1:]}"
    return f"{text[:-1]}&#92;" if text.endswith("\\") else text


def _paired(text: str) -> str:
    """The text with the brackets that have no other one written so that they are none."""
    parts = _BRACKET.split(text)
    opened: list[int] = []
    for place, part in enumerate(parts):
        if part == "[":
            opened.append(place)
        elif part == "]" and opened:
            opened.pop()
        elif part == "]":
            parts[place] = "&#93;"
    for place in opened:
        parts[place] = "&#91;"
    return "".join(parts)


def _topic(topic: str) -> str:
    """A topic as a heading says it: tags that are no markup, anchors and addresses are text."""
    text = " ".join(_within_brackets(_text(one_line(topic))).split())
    # A tag that is left stood around another one, and is text.
    text = _TAG.sub(r"&lt;\1", _TAG.sub(_tag, text)).strip()
    if text.endswith((":", "#")) or (text.endswith("}") and "{#" in text):
        text = f"{text[:-1]}&#{ord(text[-1])};"
    return text


def _tag(tag: re.Match[str]) -> str:
    """What a tag in a text is read as: nothing, a space, or what it says."""
    between = plain(f"a{tag[0]}b")[1:-1]
    return f"&lt;{tag[1]}" if between.strip() else between


def _target(address: str) -> str:
    """An address as a link's target: https://spec.commonmark.org/0.31.2/#link-destination."""
    target = _UNFIT.sub(lambda unfit: quote(unfit[0], errors="replace"), address)
    if html.unescape(target) != target:
        target = target.replace("&", "&amp;")
    target = target.replace("<", "&lt;").replace(">", "&gt;")
    target = target.replace("\\", "\\\\").replace("*", r"\*").replace("|", r"\|")
    return target if _SIMPLE_TARGET.fullmatch(target) else f"<{target}>"
