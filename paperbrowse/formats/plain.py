"""Plain text: identifiers or links, one or more a line, and any text in which they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperbrowse.formats import entries
from paperbrowse.formats.lettering import lettered
from paperbrowse.formats.units import Kind, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.formats import Skipped
    from paperbrowse.paper import Paper

NAME = "plain text"
ENDINGS = (".org", ".adoc", ".asciidoc", ".tex")

_ITEM = re.compile(r"(?:[-*+•·–—▪●○◦]|\(?\d{1,4}[.)]|\[\d{1,4}\])\s+(?=\S)")
_LINES = 400
# Links as Org, AsciiDoc and LaTeX write them.
_ORG = re.compile(r"\[\[(https?://[^\[\]\s]+)\](?:\[([^\[\]]*)\])?\]")
# * TODO [#A] A title    :tag:another:
_OUTLINED = re.compile(
    r"(?:(?:TODO|NEXT|DONE|WAITING|CANCELLED|READ|READING)\s+)?(?:\[#[A-Z]\]\s+)?"
)
_TAGGED = 200  # characters that tags at the end of a line may take
_TAGS = lettered(r"\s+(?::[\w@#%]+)+:\s*$")
_ASCIIDOC = re.compile(
    r"(?:link:)?(?<![(\[\"'])(https?://[^\s\[\]<>\"']{1,500})\[([^\[\]\n]{0,400})\]"
)
_BIBITEM = re.compile(r"\\bibitem(?:\[[^\[\]]*\])?\{[^{}]*\}\s*")
_LATEX_STYLE = re.compile(r"\\(?:(emph|textit|textsl)|textbf|(url|texttt))\s*\{([^{}]*)\}")
_LATEX = re.compile(r"\\href\{([^{}\s]+)\}\{([^{}]*)\}")
_UNDERLINE = re.compile(r"[=~^-]{3,}\s*$")


def recognises(head: str) -> bool:  # noqa: ARG001  (every text is a text)
    """Always: what no other reader knows may still hold links."""
    return True


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of a text."""
    return entries.papers(_units(lines))


def _units(lines: Iterable[str]) -> Iterator[Unit]:
    """Each item, and each paragraph, as a unit; a paragraph of very many lines in several."""
    begun: list[str] = []
    kind, depth, first = Kind.TEXT, 0, 1
    number = 0

    def unit() -> Unit:
        return Unit(kind, depth, _noted("\n".join(begun)), first)

    for number, line in enumerate(lines, 1):
        said = line.strip().lstrip(">").strip() if line.startswith(">") else line.strip()
        if not said or (_UNDERLINE.match(said) and begun):
            if begun and said and len(begun) == 1:
                kind, depth = Kind.HEADING, 2
            if begun:
                yield unit()
            begun, kind, depth = [], Kind.TEXT, 0
            continue
        starts = _ITEM.match(said)
        stars = re.match(r"\*+\s", line) if line.startswith("*") else None
        if starts or stars or len(begun) >= _LINES:
            if begun:
                yield unit()
            begun = []
            indent = len(line) - len(line.lstrip())
            kind, depth = (
                (Kind.ITEM, 1 + min(indent, 40) // 2) if starts or stars else (Kind.TEXT, depth)
            )
            said = said[starts.end() :] if starts and kind is Kind.ITEM else said.lstrip("* ")
            if stars:
                said = _OUTLINED.sub("", said, count=1)
                if said.endswith(":"):
                    said = said[:-_TAGGED] + _TAGS.sub("", said[-_TAGGED:])
        if not begun:
            first = number
        begun.append(said)
    if begun:
        yield unit()


def _noted(text: str) -> str:
    """``text`` with its links in Markdown's notation."""
    if "[" in text and "http" in text:
        text = _ORG.sub(lambda m: f"[{m[2] or ''}]({m[1]})", text)
        text = _ASCIIDOC.sub(r"[\2](\1)", text)
    if "\\" in text and _BIBITEM.match(text):
        text = _BIBITEM.sub("", text).replace("~", " ").replace("\\newblock", "")
    if "\\emph" in text or "\\text" in text or "\\url" in text:
        text = _LATEX_STYLE.sub(_styled, text)
    return _LATEX.sub(r"[\2](\1)", text) if "\\href" in text else text


def _styled(found: re.Match[str]) -> str:
    """What LaTeX sets in a style, in Markdown's notation."""
    mark = "*" if found[1] else "" if found[2] else "**"
    return f"{mark}{found[3]}{mark}"
