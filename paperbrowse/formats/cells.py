"""What one cell of a table says: a text, a title, a date, authors. The source's text stays raw."""

from __future__ import annotations

import datetime
import re

from paperbrowse.formats.labels import is_citation, is_label, is_names, is_surnames, is_venue
from paperbrowse.formats.links import Link, links, unlinked, without_images
from paperbrowse.formats.titles import title_in
from paperbrowse.formats.trimming import words

_NOTHING = frozenset({"", "none", "null", "nan", "n/a", "na", "-", "--", "–", "—"})
_DATE = re.compile(r"\W{0,3}(\d{4})(?:([-/.])(\d{1,2})\2|年(\d{1,2})月)(\d{1,2})(?!\d)")
_PIPE = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->")
_SUMMARY = re.compile(r"<summary>(?:(?!<summary>).)*?</summary>", re.IGNORECASE)
# Without attributes, as the makers of lists write them: `1<p<2 and q>3` is mathematics.
_PARAGRAPH = re.compile(r"</?p>|<details(?: open)?>|</details>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=\S)(.+?)\*\*")
# Brackets at either end that held nothing but labels.
_EMPTIED = re.compile(r"^(?:[\[(][\s,;|/&]*[\])]\s?){1,9}|(?:\s?[\[(][\s,;|/&]*[\])]){1,9}$")
_PLACE = re.compile(r"\s*[\[(]([^\[\]()]{3,50}(?:\d\d|\bet\.? ?al)[^\[\]()]{0,20})[\])]$")
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+(?=\D)")
# Jane Doe, John Roe. *A title*.
_CITED = re.compile(r"([^*]{3,1000}?)[.,:]\s*[*_]([^*]{4,400})[*_][\s.,]*")
_SEPARATORS = " \t,;|/&–—-"
_AUTHORS = re.compile(r"[,、](?!\s*et\.? ?al)\s*(?:and\s+)?|\sand\s|\s&\s")
_ET_AL = re.compile(r"\bet\.? ?al\b")


def split(row: str) -> list[str]:
    r"""The cells between the pipes of a table row, untrimmed, with ``\|`` as it stands.

    The outer pipes may be missing: https://github.github.com/gfm/#tables-extension-.
    """
    row = row.strip()
    cells = _PIPE.split(row) if "\\|" in row else row.split("|")
    if len(cells) > 1 and not cells[0]:
        del cells[0]
    if len(cells) > 1 and not cells[-1]:
        del cells[-1]
    return cells


def content(cell: str) -> str:
    r"""What a cell says: a pipe for ``\|``, no comments, no bold around it; empty for ``None``."""
    cell = cell.replace("\\|", "|")
    if "<!--" in cell:
        cell = _COMMENT.sub("", cell)
    cell = _unbold(cell.strip())
    return "" if cell.lower() in _NOTHING else cell


def linked(cell: str) -> str:
    """The content of a cell as ``links`` and ``title`` take it: without images."""
    return without_images(content(cell))


def prose(text: str) -> str:
    """The text in ``<details>`` and ``<p>``, without the ``<summary>``; other text as it is.

    Several paragraphs or blocks (an abstract in two languages) are parted by an empty line.
    """
    if "<details" not in text and not text.startswith("<p>"):
        return text
    parts = (part.strip() for part in _PARAGRAPH.split(_SUMMARY.sub("", text)))
    text = "\n\n".join(part for part in parts if part)
    return "" if text.lower() in _NOTHING else text


def title(text: str) -> str:
    """The title in a cell: what its first line with words says beside labels such as [PDF]."""
    found = links(text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
        said = _unbold(found[0].text)
        return "" if is_label(said) else said
    if len(found) == 1 and _is_said_first(text, found[0]):
        return _unbold(found[0].text)
    for line in _BREAK.split(unlinked(text)):
        said = _EMPTIED.sub("", line.strip()).strip(_SEPARATORS) if found else line
        said = _NUMBER.sub("", said)
        if "**" in said and words(_BOLD.sub("", said)):
            marked = title_in(said, marked_only=True)
            if words(marked) > 1:
                return marked
        if (cited := _CITED.fullmatch(said)) and is_names(cited[1]):
            return cited[2].strip()
        said = _unslanted(_BOLD.sub(r"\1", said).strip())
        if not is_label(said):
            return _unplaced(said)
    return ""


def date(text: str) -> datetime.date | None:
    """The day a cell begins with, as 2026-02-12, 2026/2/12, 2026.02.12 or 2026年2月12日."""
    match = _DATE.match(text)
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), int(match[3] or match[4]), int(match[5]))
    except ValueError:
        return None


def authors(text: str) -> tuple[str, ...]:
    """The names in a cell, parted at commas, semicolons, ``and`` and ``&``; as given otherwise."""
    said = _BREAK.sub(", ", unlinked(prose(text)))
    names = said.split(";") if ";" in said else _AUTHORS.split(said)
    return tuple(name for name in (name.strip(" \t*_,") for name in names) if name)


def is_authors(text: str) -> bool:
    """Whether a cell looks like names: ``… et al.``, or several short capitalised parts."""
    names = authors(text)
    return bool(_ET_AL.search(text)) or (
        len(names) > 1 and all(name[0].isupper() and len(name.split()) < 5 for name in names)
    )


def _is_said_first(text: str, link: Link) -> bool:
    """Whether a cell is the link of a title, with authors before it or a venue behind it."""
    before, after = text[: link.start].strip(), text[link.end :].lstrip()
    apart = not before or (before[-1] in ":：,–—-" and is_surnames(before))
    return (
        apart
        and (after[:1] in ("(", ",", "[", ".") or (before != "" and not after))
        and words(link.text) > 2
        and not is_label(link.text)
    )


def _unplaced(text: str) -> str:
    """A title without the venue or the authors in brackets behind it: ``A title (CVPR 2024)``."""
    if not text.endswith((")", "]")):
        return text
    found = _PLACE.search(text)
    if found and found.start() and (is_venue(found[1]) or is_citation(found[1])):
        return text[: found.start()]
    return text


def _unslanted(text: str) -> str:
    mark = text[:1]
    if mark in ("*", "_") and len(text) > 2 and text.endswith(mark) and mark not in text[1:-1]:
        return text[1:-1].strip()
    return text


def _unbold(text: str) -> str:
    mark = text[:2]
    if mark in ("**", "__") and len(text) > 4 and text.endswith(mark) and mark not in text[2:-2]:
        return text[2:-2].strip()
    return text
