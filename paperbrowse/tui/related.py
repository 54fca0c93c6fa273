"""Searches that start from a paper: for papers like it, and for more by its authors."""

from __future__ import annotations

from paperbrowse.catalogue import Request
from paperbrowse.paper import Paper
from paperbrowse.text import plain


def related(paper: Paper) -> Request:
    """Papers like this one."""
    name = paper.arxiv.number if paper.arxiv else f'"{paper.doi or paper.url}"'
    return Request(f"related:{name}", entered=True)


def by_author(name: str) -> Request:
    """Papers by an author."""
    return Request(f'author:"{name}"', entered=True)


def authors(paper: Paper) -> list[str]:
    """The names of its authors, as they can be searched for; each once."""
    names = (plain(name).replace('"', "").strip() for name in paper.authors)
    return list(dict.fromkeys(filter(None, names)))
