"""BibTeX and BibLaTeX: pybtex reads each entry, with the strings that were defined before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperbrowse.formats import Skipped, bounds, objects, people
from paperbrowse.paper import Paper

if TYPE_CHECKING:
    from paperbrowse.formats.bibtex_parser import Strings

NAME = "BibTeX"
ENDINGS = (".bib", ".bibtex", ".biblatex")

_BLOCK = re.compile(r"\s*@\s*([A-Za-z]+)\s*[{(]")
_LOOK = re.compile(
    r"^[ \t]*@[ \t]*(?!comment|preamble|string)[A-Za-z]+\s*[{(]\s*[^\s,{}()=]*\s*,",
    re.MULTILINE | re.IGNORECASE,
)
# What a comment may hold before it is taken for one that somebody forgot to close.
_LONGEST_COMMENT = 200_000
_URL = re.compile(r"\\(?:url|nolinkurl)\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\{?\\([_%&#~$])\}?(?:\{\})?")
_ADDRESSES = ("url", "doi", "howpublished", "pdf", "code", "eprint", "link")


def recognises(head: str) -> bool:
    """Whether a line of the text begins an entry."""
    return _LOOK.search(head) is not None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of the entries, one by one, and the entries that could not be read.

    An entry ends at the latest where a line begins the next one, so that a broken one costs no
    other.
    """
    # Late: it takes as long to import as many entries take to read.
    from paperbrowse.formats.bibtex_parser import Strings

    strings = Strings()
    for line, text in _blocks(lines):
        if len(text) > bounds.RECORD:
            yield Skipped(line, bounds.TOO_LONG)
        else:
            yield from _entries(line, text, strings)


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The text from each line that begins an entry to the next such, with the number of that line.

    Entries within a comment are left out. Of one that is too long, the rest is.
    """
    held: list[str] = []
    begin, depth, size = 0, 0, 0
    for number, line in enumerate(lines, 1):
        block = _BLOCK.match(line)
        if block and depth <= 0:
            if begin:
                yield begin, "".join(held)
            held, begin, depth, size = [], number, 0, 0
            is_comment = block[1].lower() == "comment"
            if is_comment:
                begin, depth = 0, 0
        elif not begin and depth <= 0:
            continue
        if not begin:
            size += len(line)
            depth += line.count("{") - line.count("}")
            if size > _LONGEST_COMMENT:
                depth = 0
        elif size <= bounds.RECORD:
            size += len(line)
            held.append(line)
    if begin:
        yield begin, "".join(held)


def _entries(line: int, text: str, strings: Strings) -> Iterator[Paper | Skipped]:
    from paperbrowse.formats.bibtex_parser import Parser

    parser = Parser(text, strings)
    at = 0
    for kind, content in parser:
        reason = parser.broken.get(parser.command_start)
        if kind.lower() in ("string", "preamble") and not reason:
            continue
        line, at = line + text.count("\n", at, parser.command_start), parser.command_start
        if reason:
            yield Skipped(line, f"The entry is broken: {reason}.")
            continue
        _, fields = content
        record = _record({key.lower(): "".join(value) for key, value in fields})
        yield objects.row(record, line)


def _record(fields: dict[str, str]) -> dict[str, object]:
    """An entry's fields by the names that mean the same in every record."""
    record: dict[str, object] = {
        key: value if key == "abstract" else " ".join(value.split())
        for key, value in fields.items()
    }
    for key in _ADDRESSES:
        if key in fields:
            record[key] = _ESCAPED.sub(r"\1", _URL.sub(r"\1", fields[key])).strip("{}<> \n")
    howpublished = str(record.get("howpublished", ""))
    if howpublished.startswith("http"):
        record["link"] = howpublished
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    if archive.strip("{} ").lower() != "arxiv":
        record.pop("eprint", None)
    if "author" in fields:
        record["author"] = list(_names(fields["author"]))
    if "date" in fields:
        record["issued"] = record.pop("date")
    elif "year" in fields:
        record["issued"] = {"year": record["year"], "month": record.get("month")}
    return record


def _names(text: str) -> Iterator[str]:
    """The names in a field of them, as ``First Last``; ``and`` within braces is part of one."""
    held: list[str] = []
    depth = 0
    for part in " ".join(text.split()).split(" and "):
        held.append(part)
        depth += part.count("{") - part.count("}")
        if depth <= 0:
            yield people.turned(" and ".join(held))
            held, depth = [], 0
    if held:
        yield people.turned(" and ".join(held))
