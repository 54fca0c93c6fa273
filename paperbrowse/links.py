"""The links of a paper: its pages, its code, and every address its texts name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paperbrowse.paper import Paper
from paperbrowse.text import address, safe

# Addresses with a scheme, and those of the hosts that authors write without one.
_ADDRESS = re.compile(
    r"(?:https?://|(?<![\w./@-])(?:www\.|(?:github|gitlab)\.com/|huggingface\.co/))"
    r"[^\s<>\"{}|\\^`\[\]]+",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([_%&#~$-])")
_SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open, always http or https, and what it leads to."""

    label: str
    url: str


def links(paper: Paper) -> tuple[Link, ...]:
    """Every link of the paper, each address once: arXiv page, PDF, HTML, code, then the others."""
    found: dict[str, Link] = {}
    for link in _all(paper):
        url = address(safe(link.url))
        if url.lower().startswith(_SCHEMES):
            found.setdefault(_same(url), Link(link.label, url))
    return tuple(found.values())


def page(paper: Paper) -> str:
    """The address of the paper's own page: on arXiv, else by its DOI, else where it was found."""
    candidates = links(Paper("", arxiv=paper.arxiv, doi=paper.doi, url=paper.url))
    return candidates[0].url if candidates else ""


def pdf(paper: Paper) -> str:
    """The address of the paper's PDF, or nothing where none is known."""
    return paper.arxiv.pdf if paper.arxiv else ""


def code(paper: Paper) -> str:
    """The address of the paper's code, or nothing where it has none that can be opened."""
    return paper.code if paper.code.lower().startswith(_SCHEMES) else ""


def _all(paper: Paper) -> Iterator[Link]:
    if paper.arxiv is not None:
        yield Link("arXiv page", paper.arxiv.page)
        yield Link("PDF", paper.arxiv.pdf)
        yield Link("HTML version", paper.arxiv.html)
    if paper.doi:
        yield Link("DOI", f"https://doi.org/{paper.doi}")
    if paper.url:
        yield Link("Source", paper.url)
    if paper.code:
        yield Link("Code", paper.code)
    for label, text in (("In the abstract", paper.abstract), ("In the comment", paper.comment)):
        for url in addresses(text):
            yield Link(label, url)


def addresses(text: str) -> Iterator[str]:
    """The addresses that a text names, as written in Markdown, HTML or LaTeX, in their order."""
    if "/" not in text and "www." not in text.lower():
        return
    if "&" in text:
        import html

        text = html.unescape(text)
    for match in _ADDRESS.finditer(_ESCAPED.sub(r"\1", text)):
        url = _trimmed(match[0])
        yield url if url.lower().startswith(_SCHEMES) else f"https://{url}"


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence around it; a bracket stays with its opening one."""
    while url:
        last = url[-1]
        if last in ".,;:!?'\"*_~$" or (last == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url


def _same(url: str) -> str:
    """What two spellings of one address share."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.lower())
    return bare.rstrip("/").removesuffix(".git")
