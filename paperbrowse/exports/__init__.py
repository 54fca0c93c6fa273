"""Giving papers back: in every format of which others can make use, papers in and text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from paperbrowse.exports.marked import Marked

__all__ = ["EXPORTS", "Export", "Marked", "append_bibtex", "write"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_Writer = Callable[[Iterable[Marked], str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Export:
    """A format: its name in commands, the ending of its files, and how it is called and told.

    ``fields`` are the fields of ``Paper`` that it carries, ``marks`` those of ``Marked``.
    """

    name: str
    ending: str
    label: str
    help: str
    fields: tuple[str, ...]
    marks: tuple[str, ...]


def _export(name: str, ending: str, label: str, help: str, fields: str, marks: str) -> Export:
    return Export(name, ending, label, help, tuple(fields.split()), tuple(marks.split()))


# In RIS and CSL-JSON categories are keywords, of which readers do not know whose they are.
_CITED = "title arxiv doi url published authors abstract comment topics journal"
_ALL = f"{_CITED} updated code categories"
_MARKS = "tags note bookmarked lists"

EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        _export(
            "markdown",
            ".md",
            "Markdown",
            "tables under their topics, as the bundled list has them",
            "title arxiv doi url updated abstract comment code topics earlier",
            "",
        ),
        _export(
            "jsonl",
            ".jsonl",
            "JSON lines",
            "one object a line with all that is known",
            f"{_ALL} earlier",
            _MARKS,
        ),
        _export(
            "csv",
            ".csv",
            "CSV",
            "a table for spreadsheets and data frames",
            _ALL,
            _MARKS,
        ),
        _export(
            "bibtex",
            ".bib",
            "BibTeX",
            "a bibliography for LaTeX, with arXiv's eprint fields",
            f"{_CITED} categories",
            "tags note",
        ),
        _export(
            "ris",
            ".ris",
            "RIS",
            "for Zotero, EndNote, Mendeley and other reference managers",
            _CITED,
            "tags note",
        ),
        _export(
            "csl-json",
            ".json",
            "CSL-JSON",
            "for pandoc and other citation processors",
            _CITED,
            "tags note",
        ),
        _export("atom", ".atom", "Atom", "a feed, as arXiv's own are", _ALL, ""),
        _export("ids", ".txt", "Identifiers", "one identifier a line", "arxiv doi url", ""),
    )
}
"""The formats, in the order in which they are offered, by name."""


def write(name: str, papers: Iterable[Marked], title: str) -> Iterator[str]:
    """The text of an export in pieces, each of whole lines; ``title`` is what a feed is called.

    Raises KeyError for a name that is none of EXPORTS. Any text can be written: lone surrogates
    become U+FFFD. All formats but markdown, which sorts them by topic, take one paper at a time;
    none holds them in memory. Raises OSError where there is no room for markdown's temporary file.
    """
    for piece in _writers()[name](papers, title):
        yield _LONE_SURROGATE.sub("\ufffd", piece)


def _writers() -> dict[str, _Writer]:
    """What writes each format; loaded by whoever writes, not by whoever asks what there is."""
    from paperbrowse.exports import atom, bibtex, csl, markdown, records, ris

    return {
        "markdown": markdown.write,
        "jsonl": records.jsonl,
        "csv": records.table,
        "bibtex": bibtex.write,
        "ris": ris.write,
        "csl-json": csl.write,
        "atom": atom.write,
        "ids": records.ids,
    }


def append_bibtex(existing: str, papers: Iterable[Marked]) -> Iterator[str]:
    """What to put behind a bibliography: one entry for each paper that it does not have yet.

    An entry is a paper's if it gives its arXiv number, of whatever version, or its DOI; or its
    address, where the paper has nothing else. New keys are none of those that are there, and line
    ends are those of ``existing``, in which bytes may stand as ``surrogateescape`` decodes them.
    """
    from paperbrowse.exports import bibtex

    for entry in bibtex.append(existing, papers):
        yield _LONE_SURROGATE.sub("\ufffd", entry)
