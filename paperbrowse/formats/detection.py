"""Which reader a list is for: told by the look of its first characters; the name only helps."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from paperbrowse.formats import Skipped
from paperbrowse.formats.lettering import lettered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.paper import Paper

# A mapping of YAML has each key once: more of them are records in plain text.
_KEY = lettered(r"^([^\W\d_][\w -]{0,30}):(?:\s|$)|^(---)", re.MULTILINE)


class Reader(Protocol):
    """A module that reads one family of lists."""

    NAME: str
    """What the family is called."""

    ENDINGS: tuple[str, ...]
    """How names of its files often end: ``(".bib",)``."""

    def recognises(self, head: str) -> bool:
        """Whether a text that begins with ``head`` looks like one of the family."""

    def read(self, lines: Iterable[str]) -> Iterator[Paper | Skipped]:
        """The papers of a text given in lines, and its rows that could not be read."""


READERS = (
    "json_text",
    "oai",
    "feeds",
    "ris",
    "mailing",
    "webpage",
    "restructured",
    "csv_text",
    "yaml_text",
    "markdown",
    "bibtex",
    "plain",
)
"""The modules of the readers, the most particular first: the first that recognises a text has it.

The last one recognises every text.
"""


def choose(head: str, name: str = "") -> Reader:
    """The reader for a text that begins with ``head`` and comes from ``name``."""
    path = name.lower().partition("?")[0].removesuffix(".gz")
    readers = [_reader(module) for module in READERS]
    # Where two can read it, the one has it that the name speaks for.
    readers.sort(key=lambda reader: not path.endswith(reader.ENDINGS))
    return next(reader for reader in readers if reader.recognises(head) and _may(reader, head))


def _may(reader: Reader, head: str) -> bool:
    """Whether what looks like YAML is no plain text with colons in it."""
    if reader.NAME != "YAML":
        return True
    lines = head.splitlines(keepends=True)[: 200 if len(head) > 10_000 else None]
    return not _repeats_keys(head) and not any(
        isinstance(found, Skipped) for found in reader.read(lines)
    )


def _repeats_keys(head: str) -> bool:
    keys = Counter(match[1] or match[2] for match in _KEY.finditer(head))
    return keys["---"] < 2 and any(count > 1 for key, count in keys.items() if key != "---")


def _reader(module: str) -> Reader:
    return cast("Reader", import_module(f"paperbrowse.formats.{module}"))
