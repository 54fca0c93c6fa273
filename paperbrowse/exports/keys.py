"""Citation keys: authorYearWord, as lovelace2026networks; the same paper has the same key."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from paperbrowse.exports.people import people
from paperbrowse.exports.values import issued
from paperbrowse.text import fold, plain, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.paper import Paper

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NOT_OF_KEYS = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[a-z][a-z0-9]{1,29}")
# Words that titles begin with and that say nothing about the paper.
_PASSED_OVER = re.compile(
    "an?|the|of|on|in|for|to|with|and|or|not|from|by|at|is|are|be|do|does|how|what|why|when|where"
    "|can|towards?|via|using|as|its|your|you|we|all"
)


class Keys:
    """Hands out the keys of one bibliography, each once, in whatever case it is written."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {key.lower() for key in taken}
        self._suffixes: dict[str, Iterator[str]] = {}

    def take(self, paper: Paper) -> str:
        """The key of a paper; behind one that is taken stands a, b … z, aa and so on."""
        stem = _stem(paper)
        suffixes = self._suffixes.setdefault(stem, _suffixes())
        key = next(key for suffix in suffixes if (key := stem + suffix) not in self._taken)
        self._taken.add(key)
        return key


def _stem(paper: Paper) -> str:
    names = people(paper.authors[:1])
    author = _NOT_OF_KEYS.sub("", fold(names[0].family))[:30] if names else ""
    year = str(issued(paper)[0]) if issued(paper) else ""
    said = [word for word, _, _ in words(plain(paper.title)) if _WORD.fullmatch(word)]
    word = next((word for word in said if not _PASSED_OVER.fullmatch(word)), "".join(said[:1]))
    return (author or "anonymous") + year + word


def _suffixes() -> Iterator[str]:
    yield ""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(_LETTERS, repeat=length))
