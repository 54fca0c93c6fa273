"""What the index knows of a text: each word, its stem, and for short prefixes its beginnings.

A term is a kind of mark followed by letters. Words stand bare (``classes``), stems behind ``=``
(``=class``), identifiers whole behind ``#``; folded words hold letters and digits only, so the
kinds cannot meet. A word and its stem share one position, so phrases can be matched by either.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis.acore import Composable, Token
from whoosh.lang.porter import stem as porter

from paperbrowse.text import words

LONGEST = 64
"""Words are cut to this many code points, in the index and in a query alike."""

BEGINNING = 3
"""Beginnings of up to this many letters are terms of their own; longer ones walk the words."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word, by Porter's algorithm (https://tartarus.org/martin/PorterStemmer/).

    Its rules are for English letters; other words are their own stems.
    """
    word = word[:LONGEST]
    return str(porter(word)) if word.isascii() and word.isalpha() else word


def stem_term(word: str) -> str:
    """The term under which every word with the stem of ``word`` is found."""
    return "=" + stem(word)


def identifier_term(number: str) -> str:
    """The term of an arXiv number, whole."""
    return "#" + number.lower()


class WordsAndStems(Composable):
    """Yields two tokens a word at one position: the word and its stem.

    With ``identifier``, the value is an arXiv number, which is a term as a whole too.
    The index holds a pickle of this class by its name: a rename needs a new schema number.
    """

    def __init__(self, identifier: bool = False) -> None:
        self.identifier = identifier

    def __call__(self, value: str, **_options: Any) -> Iterator[Token]:
        """The tokens of a text. Whoosh takes each before asking for the next: one is enough."""
        token = Token(positions=True)
        token.boost = 1.0
        token.stopped = False
        token.pos = 0
        if self.identifier:
            token.text = identifier_term(value)
            yield token
        for position, (word, _, _) in enumerate(words(value)):
            token.pos = position
            token.text = word[:LONGEST]
            yield token
            token.text = stem_term(word)
            yield token


class Beginnings(Composable):
    """Yields the first one to three letters of every word, each beginning once a text."""

    def __call__(self, value: str, **_options: Any) -> Iterator[Token]:
        """The tokens of a text."""
        token = Token()
        token.boost = 1.0
        token.stopped = False
        found = {word[:n] for word, _, _ in words(value) for n in range(1, BEGINNING + 1)}
        for token.text in sorted(found):
            yield token
