"""The fields of the index, their weights, and the document that stands for a paper."""

from __future__ import annotations

from typing import Any

from whoosh.fields import STORED, TEXT, Schema

from paperbrowse.paper import Paper
from paperbrowse.search.analysis import Beginnings, WordsAndStems
from paperbrowse.text import plain

WEIGHTS = {
    "title": 3.0,
    "abstract": 1.0,
    "comment": 1.0,
    "author": 1.0,
    "topic": 0.5,
    "earlier": 2.0,
    "id": 1.0,
}
"""The fields that words are looked for in, and how much an occurrence counts there (BM25F)."""

STARTS = {"title_starts": WEIGHTS["title"], "starts": 1.0}
"""The fields that hold beginnings of words: those of the title, those of all texts together."""


def whoosh_schema() -> Schema:
    """The schema a new index is made with."""
    text = {name: TEXT(WordsAndStems(identifier=name == "id")) for name in WEIGHTS}
    starts = {name: TEXT(Beginnings(), phrase=False) for name in STARTS}
    return Schema(key=STORED, **text, **starts)


def document(key: int, paper: Paper) -> dict[str, Any]:
    """The fields of one paper. Texts are made plain here, once; the library keeps the originals."""
    fields = {
        "title": plain(paper.title),
        "abstract": plain(paper.abstract),
        "comment": plain(paper.comment),
        "author": " ; ".join(plain(author) for author in paper.authors),
        "topic": " ; ".join(plain(topic) for topic in paper.topics),
        "earlier": " ; ".join(plain(version.title) for version in paper.earlier),
        "id": paper.arxiv.number if paper.arxiv else "",
    }
    everything = " ".join(fields.values())
    present = {name: value for name, value in fields.items() if value}
    return {"key": key, "title_starts": fields["title"], "starts": everything, **present}
