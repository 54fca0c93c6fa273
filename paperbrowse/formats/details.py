"""What stands around the title of a paper: authors, abstract, comment, dates, code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperbrowse.formats import cells
from paperbrowse.formats.categories import categories, journal
from paperbrowse.formats.labels import is_names
from paperbrowse.formats.lettering import lettered
from paperbrowse.formats.links import links, unlinked, without_images
from paperbrowse.formats.units import inline
from paperbrowse.paper import ArxivId, Paper

if TYPE_CHECKING:
    import datetime

_CALLED = re.compile(
    r"\W*(?:(?P<authors>authors?|作者|著者|저자)|(?P<abstract>abstract|summary|摘要|概要|초록)"
    r"|(?P<categories>(?:arxiv )?categor(?:y|ies)|subjects?|分类|类别)"
    r"|(?P<journal>journal(?:[ -]ref(?:erence)?)?|期刊)"
    r"|(?P<comment>comments?|notes?|备注)|(?P<code>code|github|代码)"
    r"|(?P<updated>updated?|last updated?|更新日期)"
    r"|(?P<published>(?:publish(?:ed)?|submitted|publication)(?:\s(?:on|date))?|date|发布日期|日期))"
    r"[*_\s]*[:：][*_\s]*",
    re.IGNORECASE,
)
_ONLY_ABSTRACT = re.compile(r"\W*(?:abstract|summary|摘要|show|click to expand)\W*", re.IGNORECASE)
_ITALIC = lettered(r"(?<![\w*])[*_](?=[^\s*_])([^*\n]{3,2000}?)(?<=[^\s*_])[*_](?![\w*])")
_DAY = re.compile(r"\b(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}\b")
_LONG = 250


@dataclass(slots=True)
class Details:
    """What is known of a paper besides its title and its identifiers."""

    authors: tuple[str, ...] = ()
    abstract: str = ""
    comment: str = ""
    code: str = ""
    categories: tuple[str, ...] = ()
    journal: str = ""
    published: datetime.date | None = None
    updated: datetime.date | None = None
    abstract_follows: bool = False

    def read(self, text: str, *, of_the_paper: bool = False) -> None:
        """Take what a unit says: the one of the title itself (``of_the_paper``), or one below."""
        text = without_images(inline(text))
        if not self.code:
            self.code = next((link.target for link in links(text) if link.is_code), "")
        if of_the_paper:
            self._beside(text)
            return
        if _ONLY_ABSTRACT.fullmatch(text):
            self.abstract_follows = True
            return
        for line in text.split("\n"):
            called = _CALLED.match(line)
            if called:
                self._called(str(called.lastgroup), line[called.end() :].strip(" *_"), line)
            elif not self.authors and is_names(said := unlinked(line).strip(" *_")):
                self.authors = cells.authors(said)
        if (
            not self.abstract
            and (self.abstract_follows or len(text) > _LONG)
            and not _CALLED.match(text)
        ):
            self.abstract = " ".join(text.split())
        self.abstract_follows = False

    def _beside(self, text: str) -> None:
        for line in text.split("\n"):
            called = _CALLED.match(line)
            if called and called.lastgroup != "code":
                self._called(str(called.lastgroup), line[called.end() :].strip(" *_"), line)
        if not self.authors:
            for match in _ITALIC.finditer(text[:4000]):
                if is_names(match[1]):
                    self.authors = cells.authors(match[1])
                    break
        if self.published is None and (day := _DAY.search(unlinked(text[:2000]))):
            self.published = cells.date(day[0])

    def _called(self, name: str, said: str, line: str) -> None:
        if name == "code":
            self.code = self.code or next((link.target for link in links(line) if link.is_web), "")
        elif name == "authors":
            self.authors = self.authors or cells.authors(said)
        elif name == "categories":
            self.categories = self.categories or categories(said)
        elif name == "journal":
            self.journal = self.journal or journal(unlinked(said))
        elif name in ("published", "updated"):
            if getattr(self, name) is None:
                setattr(self, name, cells.date(said))
        elif said and not getattr(self, name):
            setattr(self, name, unlinked(said).strip())
        elif not said and name == "abstract":
            self.abstract_follows = True

    def paper(self, title: str, arxiv: ArxivId | None, doi: str, url: str, topic: str) -> Paper:
        """The paper of a title and its places, with all that is known."""
        return Paper(
            title=title,
            arxiv=arxiv,
            doi=doi,
            url=url,
            published=self.published,
            updated=self.updated,
            authors=self.authors,
            abstract=self.abstract,
            comment=self.comment,
            code=self.code,
            topics=(topic,) if topic else (),
            categories=self.categories,
            journal=self.journal,
        )
