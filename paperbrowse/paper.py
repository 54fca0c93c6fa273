"""The records everything else passes around: a paper, its versions and its arXiv identifier."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

# Identifiers since 2007 (YYMM.NNNNN) and before (archive.XX/YYMMNNN), with an optional version.
# https://info.arxiv.org/help/arxiv_identifier.html
_NUMBER = (
    r"(?:(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})"
    r"|(?P<archive>[a-z][a-z-]+)(?:\.[A-Za-z-]{2,})?/"
    r"(?P<old>(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3}))"
    r"(?:v(?P<version>[1-9]\d{0,2}))?"
)
# What may stand before it: arXiv and its mirrors, the HTML5 and discussion sites, the DOI of arXiv.
_PREFIX = (
    r"(?:(?:https?://)?(?:"
    r"(?:[a-z0-9-]+\.)*arxiv\.org/(?:abs|pdf|html|format|ps|e-print|src|list)/"
    r"|(?:www\.)?ar5iv\.org/(?:abs|html|pdf)/"
    r"|(?:www\.)?alphaxiv\.org/(?:[a-z]+/)?"
    r"|(?:www\.)?huggingface\.co/papers/"
    r"|(?:dx\.)?doi\.org/10\.48550/arxiv\."
    r")|(?:doi:\s*)?10\.48550/arxiv\.|arxiv[:.\s]\s*)"
)
_SUFFIX = r"(?:\.pdf)?/?(?:[?#]\S*)?"
_WHOLE = re.compile(rf"{_PREFIX}?{_NUMBER}{_SUFFIX}", re.IGNORECASE | re.ASCII)
_NAMED = re.compile(rf"{_PREFIX}{_NUMBER}(?!\d)", re.IGNORECASE | re.ASCII)
_AROUND = " \t\r\n<>()[]{}\"'`,;.!*"


@dataclass(frozen=True, slots=True)
class ArxivId:
    """An arXiv identifier: its number, and the version where one is named.

    The number has no version and no subject class: ``2512.24162``, ``hep-th/9901001``,
    ``math/0309136`` (for ``math.GT/0309136``, which names the same paper).
    """

    number: str
    version: int | None = None

    @classmethod
    def parse(cls, text: str) -> ArxivId | None:
        """The identifier that the whole of ``text`` is, in any of its written forms, else None.

        Forms are the bare number, ``arXiv:…``, a link on any arXiv host (abs, pdf, html …), ar5iv,
        alphaXiv and Hugging Face links, and the DOI 10.48550/arXiv.…, with or without a version.
        """
        # Longer texts are none; the bound keeps a pasted page out of the regular expression.
        if len(text) > 300:
            return None
        return cls._of(_WHOLE.fullmatch(text.strip(_AROUND)))

    @classmethod
    def within(cls, text: str) -> ArxivId | None:
        """The first identifier in ``text`` that says what it is (``arXiv:…``, a link), else None.

        As in ``[paper](https://arxiv.org/abs/2512.24162)``.
        """
        return cls._of(_NAMED.search(text[:2000]))

    @classmethod
    def _of(cls, match: re.Match[str] | None) -> ArxivId | None:
        if match is None:
            return None
        number = match["new"] or f"{match['archive'].lower()}/{match['old']}"
        return cls(number, int(match["version"]) if match["version"] else None)

    def __str__(self) -> str:
        return self.number if self.version is None else f"{self.number}v{self.version}"

    @property
    def page(self) -> str:
        """Address of the abstract page, of the named version where there is one."""
        return f"https://arxiv.org/abs/{self}"

    @property
    def pdf(self) -> str:
        """Address of the PDF."""
        return f"https://arxiv.org/pdf/{self}"

    @property
    def html(self) -> str:
        """Address of the HTML version, which arXiv has for most papers since December 2023."""
        return f"https://arxiv.org/html/{self}"


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of a paper: its number, and the title and date it had."""

    number: int
    title: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as a list gives it.

    Texts are the source's own (LaTeX, HTML entities and all); ``text.plain`` makes them readable.
    ``published`` and ``updated`` are the dates of the first and of this version, where known.
    ``topics`` are the headings it stood under; ``earlier`` its older versions, newest first.
    ``others`` says that there are more authors than are named.
    ``categories`` are arXiv's (``cs.CV``), the primary one first; ``journal`` is the reference to
    where it was published.
    """

    title: str
    arxiv: ArxivId | None = None
    doi: str = ""
    url: str = ""
    published: datetime.date | None = None
    updated: datetime.date | None = None
    authors: tuple[str, ...] = ()
    abstract: str = ""
    comment: str = ""
    code: str = ""
    topics: tuple[str, ...] = ()
    earlier: tuple[Version, ...] = ()
    categories: tuple[str, ...] = ()
    journal: str = ""
    others: bool = False

    @property
    def identity(self) -> str:
        """What makes two rows the same paper: arXiv number, else DOI, else address."""
        if self.arxiv is not None:
            return f"arxiv:{self.arxiv.number}"
        return f"doi:{self.doi.lower()}" if self.doi else f"url:{self.url}"

    @property
    def date(self) -> datetime.date | None:
        """The date a list shows and sorts by: updated, else published."""
        return self.updated or self.published

    @property
    def version(self) -> int | None:
        """The version number, where the source names one."""
        return self.arxiv.version if self.arxiv else None


def merge(known: Paper, found: Paper) -> Paper:
    """One paper out of two rows that name the same one: the newest version, the fullest text.

    Where neither is newer, ``found`` wins, but for texts that are fuller in the other. Fields that
    the winner lacks come from the other row, topics are joined, and the other row's version, title
    and date are kept in ``earlier``.
    """
    newest, other = (known, found) if _age(known) > _age(found) else (found, known)
    same = newest.version == other.version or None in (newest.version, other.version)
    # The date of the first version is that of publication.
    first = other.updated if other.version == 1 != newest.version else None
    named = max(newest, other, key=lambda paper: len(paper.authors))
    versions = {version.number: version for version in (*known.earlier, *found.earlier)}
    if other.version is not None and other.version != newest.version:
        versions[other.version] = Version(other.version, other.title, other.date)
    return replace(
        newest,
        title=_title(newest.title, other.title),
        arxiv=newest.arxiv or other.arxiv,
        doi=newest.doi or other.doi,
        url=newest.url or other.url,
        published=newest.published or other.published or first,
        updated=newest.updated or (other.updated if same else None),
        authors=named.authors,
        others=named.others,
        abstract=_fullest(newest.abstract, other.abstract, same),
        comment=_fullest(newest.comment, other.comment, same),
        code=newest.code or other.code,
        topics=tuple(dict.fromkeys((*known.topics, *found.topics))),
        earlier=tuple(
            versions[number]
            for number in sorted(versions, reverse=True)
            if number != newest.version
        ),
        categories=max(newest.categories, other.categories, key=len),
        journal=newest.journal or other.journal,
    )


def _title(newest: str, other: str) -> str:
    """The newest title, unless it is one that was cut short for a table."""
    begun = newest.removesuffix("…").removesuffix("...").rstrip()
    return (
        other
        if len(other) > len(newest) and begun != newest and begun in other
        else (newest or other)
    )


def _fullest(newest: str, other: str, same: bool) -> str:
    """The longer text of one version; of two versions the newer's."""
    return other if not newest or (same and len(other) > len(newest)) else newest


def _age(paper: Paper) -> int:
    return paper.version or 0
