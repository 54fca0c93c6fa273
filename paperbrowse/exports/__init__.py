"""Giving papers back: in every format of which others can make use, papers in and text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from paperbrowse.exports import atom, bibtex, csl, markdown, records, ris
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
    writer: _Writer


def _export(
    name: str, ending: str, label: str, help: str, fields: str, marks: str, writer: _Writer
) -> Export:
    return Export(name, ending, label, help, tuple(fields.split()), tuple(marks.split()), writer)


_CITED = "title arxiv doi url published authors abstract comment topics categories journal"
_ALL = f"{_CITED} updated code"
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
            markdown.write,
        ),
        _export(
            "jsonl",
            ".jsonl",
            "JSON lines",
            "one object a line with all that is known",
            f"{_ALL} earlier",
            _MARKS,
            records.jsonl,
        ),
        _export(
            "csv",
            ".csv",
            "CSV",
            "a table for spreadsheets and data frames",
            _ALL,
            _MARKS,
            records.table,
        ),
        _export(
            "bibtex",
            ".bib",
            "BibTeX",
            "a bibliography for LaTeX, with arXiv's eprint fields",
            _CITED,
            "tags note",
            bibtex.write,
        ),
        _export(
            "ris",
            ".ris",
            "RIS",
            "for Zotero, EndNote, Mendeley and other reference managers",
            _CITED,
            "tags note",
            ris.write,
        ),
        _export(
            "csl-json",
            ".json",
            "CSL-JSON",
            "for pandoc and other citation processors",
            _CITED,
            "tags note",
            csl.write,
        ),
        _export("atom", ".atom", "Atom", "a feed, as arXiv's own are", _ALL, "", atom.write),
        _export(
            "ids", ".txt", "Identifiers", "one identifier a line", "arxiv doi url", "", records.ids
        ),
    )
}
"""The formats, in the order in which they are offered, by name."""


def write(name: str, papers: Iterable[Marked], title: str) -> Iterator[str]:
    """The text of an export in pieces, each of whole lines; ``title`` is what a feed is called.

    Raises KeyError for a name that is none of EXPORTS. Any text can be written: lone surrogates
    become U+FFFD. All formats but markdown, which sorts them by topic, take one paper at a time;
    none holds them in memory. Raises OSError where there is no room for markdown's temporary file.
    """
    for piece in EXPORTS[name].writer(papers, title):
        yield _LONE_SURROGATE.sub("\ufffd", piece)


def append_bibtex(existing: str, papers: Iterable[Marked]) -> str:
    """``existing`` as it is, and behind it entries for those papers that it does not have yet.

    An entry is a paper's if it gives its arXiv number, of whatever version, or its DOI; or its
    address, where the paper has nothing else. New keys are none of those that are there, and line
    ends are those of ``existing``, in which bytes may stand as ``surrogateescape`` decodes them.
    """
    added = bibtex.append(existing, papers)[len(existing) :]
    return existing + _LONE_SURROGATE.sub("\ufffd", added)
