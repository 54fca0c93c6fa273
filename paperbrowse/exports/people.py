"""Authors: which part of a name is the family's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperbrowse.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_GROUP = re.compile(
    r"\b(?:collaborations?|team|consortium|group|initiative|project|committee|university"
    r"|institute|laboratory|network)\b|^the\s",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
# Han, kana and hangul: the family name comes first, and what is it shows no space.
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts; one that has none (of a group, in Han) is all ``family``.

    ``particle`` is the van or de la before the family name, ``suffix`` the Jr. or III.
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is not parted."""
        return not (self.given or self.particle or self.suffix)

    @property
    def inverted(self) -> str:
        """As catalogues have it: ``van der Berg, Johan, Jr.``."""
        family = f"{self.particle} {self.family}".strip()
        return ", ".join(filter(None, (family, self.given, self.suffix)))


def people(authors: Iterable[str]) -> list[Name]:
    """The names of authors in their parts."""
    return [_name(text) for text in map(plain, authors) if text]


def _name(text: str) -> Name:
    if _GROUP.search(text) or _FAMILY_FIRST.search(text):
        return Name(text)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 3 or not all(parts):
        return Name(text)
    if len(parts) > 1 and not _SUFFIX.fullmatch(parts[1]):
        particle, family = _particle(parts[0].split())
        return Name(family, parts[1], particle, *parts[2:])
    words = parts[0].split()
    suffix = ", ".join(parts[1:])
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    # The particles are the words in small letters before the last word.
    start = len(words) - 1
    while start > 1 and words[start - 1][0].islower():
        start -= 1
    return Name(words[-1], " ".join(words[:start]), " ".join(words[start:-1]), suffix)


def _particle(words: list[str]) -> tuple[str, str]:
    start = 0
    while start < len(words) - 1 and words[start][0].islower():
        start += 1
    return " ".join(words[:start]), " ".join(words[start:])
