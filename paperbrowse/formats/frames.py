"""What links stand below: the headings, items and paragraphs that may be the title of a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paperbrowse.formats import speech
from paperbrowse.formats.cells import content
from paperbrowse.formats.details import Details
from paperbrowse.formats.labels import is_field, is_names
from paperbrowse.formats.lettering import lettered
from paperbrowse.formats.links import links, unlinked, without_images
from paperbrowse.formats.titles import title_in
from paperbrowse.formats.trimming import is_title, trim, words
from paperbrowse.formats.units import Kind, inline

if TYPE_CHECKING:
    from paperbrowse.formats.mentions import Mention
    from paperbrowse.formats.units import Unit
    from paperbrowse.paper import ArxivId, Paper

# "Updated on 2026.06.29" says when, not what about.
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d\d(?::\d\d)?")
_WHEN = {"last", "latest", "update", "updated", "on", "at", "date", "utc"}
# Links back to the top, {#anchors} and <a name="anchors">.
_ANCHOR = re.compile(r"(?:\[[^\[\]]*\]\(#[^()]*\)|\{#[^{}]*\})$|</?[a-z][^<>]*>", re.IGNORECASE)
_CALLED = re.compile(
    r"[\W\d]{0,6}(?:paper\s+)?(?:title|标题|题目|论文标题)\W{0,4}[:：]", re.IGNORECASE
)
_FIELD = lettered(r"\W{0,10}([^\W\d_][\w /]{0,20}?)[\s*_]{0,4}[:：]")
_BARE_FIELD = lettered(r"[\W\d]{0,9}([^\W\d_][\w /]{0,20}?)[\s*_]{0,4}[:：]\s*")
# A paragraph that is bold or quoted as a whole.
_MARKED = re.compile(
    r"[^\w*\"“]{0,9}(?:\d+[.)]\s*)?(?:\*\*.+\*\*|__.+__|[\"“「《].+[\"”」》])\W*", re.S
)
# A bold title, and behind it in few words whose it is.
_LED = re.compile(r"[^\w*]{0,9}\*\*[^*]{8,300}\*\*\s*[–—,(|-][^.]{0,80}\.?")
_LONGEST = 600
_PROSE = 300


@dataclass(eq=False, slots=True)
class Entry:
    """A paper as far as it is known."""

    mention: Mention
    title: str
    topic: str
    rank: int
    """How deep the unit with its link, or with its title, stands."""
    listed: bool = True
    closed: bool = False
    """Whether nothing more can be said of it."""
    fresh: bool = True
    """Whether nothing stood behind its link so far."""
    details: Details = field(default_factory=Details)
    arxiv: ArxivId | None = None
    doi: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        self.add(self.mention)

    def is_of(self, mention: Mention) -> bool:
        """Whether a link leads to the same arXiv paper."""
        found = mention.link.arxiv
        return bool(found and self.arxiv and self.arxiv.number == found.number)

    def add(self, mention: Mention) -> None:
        """Take a link as one to this paper."""
        found = mention.link.arxiv
        if found:
            if self.arxiv is None or (found.version or 0) > (self.arxiv.version or 0):
                self.arxiv = found
        elif mention.link.doi:
            self.doi = self.doi or mention.link.doi
        else:
            self.url = self.url or mention.link.target

    def paper(self) -> Paper | None:
        """The paper; None where there is neither an identifier nor a title."""
        if not (self.arxiv or self.doi or self.title):
            return None
        return self.details.paper(self.title, self.arxiv, self.doi, self.url, self.topic)


@dataclass(eq=False, slots=True)
class Frame:
    """A unit that others stand below: what it would be called, and the paper it is or names."""

    unit: Unit
    entry: Entry | None = None
    names: bool = False
    """Whether the title of ``entry`` is this unit's text, and its link stands further below."""
    several: bool = False
    """Whether several papers stand below, so that its text is the title of none."""
    _title: str | None = None

    @property
    def rank(self) -> int:
        """What it ends: every unit before it of the same rank or a higher one."""
        unit = self.unit
        if unit.kind is Kind.HEADING:
            return min(unit.depth, 7)
        return 9 + 2 * unit.depth + (unit.kind is Kind.TEXT)

    @property
    def title(self) -> str:
        """What its text would be as a title; empty where it cannot be one."""
        if self._title is None:
            self._title = self._read()
        return self._title

    def _read(self) -> str:
        text = without_images(inline(self.unit.text))
        if len(text) > _LONGEST:
            return ""
        if self.unit.kind is Kind.HEADING:
            if is_names(text):
                return ""
            said = trim(unlinked(_ANCHOR.sub("", text)) or topic(self.unit.text))
            return said if is_title(said) else ""
        if text.rstrip(" *_").endswith((":", "：")) or self.is_field:
            return ""
        return title_in(unlinked(text))

    @property
    def is_field(self) -> bool:
        """Whether its text says what it tells of a paper, but for its title: ``Authors: …``."""
        found = _FIELD.match(self.unit.text)
        return found is not None and is_field(found[1]) and not self.is_called

    @property
    def is_bare_field(self) -> bool:
        """Whether it is a heading that only says what stands below it: ``Authors:``."""
        found = _BARE_FIELD.fullmatch(self.unit.text)
        return self.unit.kind is Kind.HEADING and found is not None and is_field(found[1])

    @property
    def is_called(self) -> bool:
        """Whether its text says of itself that it is a title: ``Title: …``."""
        return _CALLED.match(self.unit.text) is not None

    @property
    def is_marked(self) -> bool:
        """Whether it is a paragraph set in bold or in quotes, as titles are."""
        return (
            self.unit.kind is Kind.TEXT
            and len(self.unit.text) < _LONGEST
            and (_MARKED.fullmatch(text := self.unit.text.strip()) or _LED.fullmatch(text))
            is not None
        )

    @property
    def is_prose(self) -> bool:
        """Whether it is running text, which is no title of what stands below."""
        text = self.unit.text
        return self.unit.kind is Kind.TEXT and (
            len(text) > _PROSE or (text.count(". ") > 1 and speech.tells(text))
        )

    @property
    def is_sentence(self) -> bool:
        """Whether it is a remark in one sentence rather than a title."""
        text = self.unit.text.strip()
        return (
            self.unit.kind is Kind.TEXT
            and "\n" not in text
            and text.endswith((".", "!", "。", "！"))
            and speech.capitals(text) < 0.5
        )

    def suits(self, mention: Mention) -> bool:
        """Whether it may name the paper of a link below it that has no title of its own."""
        if not self.title or self.is_prose:
            return False
        if self.unit.kind is Kind.HEADING:
            labelled = bool(mention.label) and not self.title.isupper()
            return words(self.title) > (1 if labelled else 3) or ":" in self.title
        return True


def topic(heading: str) -> str:
    """What a heading says, without links back and anchors; empty where it says only a date."""
    said = _ANCHOR.sub("", without_images(heading)).strip() or heading
    found = links(said)
    said = " ".join((unlinked(said) or " ".join(link.text for link in found)).split())
    said_words = set(re.findall(r"\w+", _DAY.sub("", said.lower())))
    return "" if said_words <= _WHEN else content(said).rstrip(":")
