"""RIS: two letters, a hyphen and a value on each line, as reference managers write it.

https://en.wikipedia.org/wiki/RIS_(file_format), whose tags differ from program to program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paperbrowse.formats import Skipped, bounds, objects, people
from paperbrowse.paper import Paper

NAME = "RIS"
ENDINGS = (".ris",)

_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{1,2}- ?(.*)", re.DOTALL)
_LOOK = re.compile(r"^\ufeff?TY  ?- ?[A-Z]{2,8}\s*$", re.MULTILINE)
# Tags and the names that mean the same in every record.
_NAMES = {
    **dict.fromkeys(("TI", "T1", "CT"), "title"),
    **dict.fromkeys(("AU", "A1"), "authors"),
    **dict.fromkeys(("AB", "N2"), "abstract"),
    **dict.fromkeys(("UR", "L1", "L2", "L3", "LK"), "links"),
    **dict.fromkeys(("JO", "JF", "JA", "J1", "J2", "T2"), "journal"),
    **dict.fromkeys(("DA", "Y1", "PY"), "issued"),
    "DO": "doi",
    "ID": "id",
    "N1": "note",
    "M1": "number",
    "M3": "howpublished",
    "VL": "volume",
    "AN": "identifier",
    "C7": "eprint",
}
_DAY = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})?")
# A record that has grown to so many lines is one that nobody closed.
_LONGEST = 20_000


def recognises(head: str) -> bool:
    """Whether a line of the text says the type of a reference."""
    return _LOOK.search(head) is not None


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers of the references, one by one, and those that could not be read."""
    held: list[tuple[str, str]] = []
    begin = size = 0
    for number, line in enumerate(lines, 1):
        match = _TAG.match(line)
        if match is None:
            size += len(line)
            if held and size <= bounds.RECORD and line.strip():  # A value that goes on.
                tag, value = held[-1]
                held[-1] = (tag, f"{value}\n{line.strip()}") if len(value) < _LONGEST else held[-1]
            continue
        tag, value = match[1], match[2].strip()
        if tag in ("TY", "ER"):
            if held:
                yield _paper(held, begin, size)
            held, begin, size = [], number, 0
        begin = begin or number
        size += len(line)
        if tag != "ER" and len(held) < _LONGEST and size <= bounds.RECORD:
            held.append((tag, value))
    if held:
        yield _paper(held, begin, size)


def _paper(tagged: list[tuple[str, str]], line: int, size: int) -> Paper | Skipped:
    if size > bounds.RECORD:
        return Skipped(line, bounds.TOO_LONG)
    said: dict[str, list[str]] = {}
    for tag, value in tagged:
        if tag in _NAMES and value:
            said.setdefault(_NAMES[tag], []).append(value)
    record: dict[str, object] = {
        name: values[0] if name in ("title", "abstract", "note") else list(values)
        for name, values in said.items()
    }
    record["authors"] = [people.turned(name) for name in said.get("authors", ())]
    record["issued"] = next(
        (
            f"{day[1]}-{day[2]}-{day[3] or 1}"
            for day in map(_DAY.match, said.get("issued", ()))
            if day
        ),
        next(iter(said.get("issued", ())), ""),
    )
    return objects.row(record, line)
