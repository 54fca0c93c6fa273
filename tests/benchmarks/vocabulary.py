"""A vocabulary without end: words by frequency rank, the shipped list's first, then coined ones.

Ranks follow the law of Zipf and Mandelbrot, p(r) ~ (r + b)^-a, in its continuous form (a Lomax
distribution), so that the number of different words grows as a power of the length of the text,
as it does in natural text (Heaps' law; https://en.wikipedia.org/wiki/Heaps%27_law). The most
frequent words, which do not follow that law, are drawn apart, with the frequencies of the list.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from paperbrowse.formats import read
from paperbrowse.paper import Paper
from paperbrowse.sources import bundled
from paperbrowse.text import plain, words

EXPONENT = 1.63
OFFSET = 260.0
"""a and b of the law; together they give the Heaps exponent that ``papers.py`` prints."""

COMMON = 160
"""How many of the most frequent words are drawn apart."""

_SUFFIXES = "s s s ed ed ing ing er ation al ity ly ness able ization ized ive ism ist ic"
_PREFIXES = "re un pre multi non over sub hyper inter meta semi auto co de super trans"
_VOWELS = "aeiou"
_ENDED = re.compile(r"(?:s|ed|ing|ly|ity|ion|al|er|ive|ism|ist|able|[^e]{3}ize)$")
"""Words with an ending do not take another."""


class Vocabulary:
    """Words by rank. A rank past the shipped list's words is coined when it is first drawn."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        listed, self.pairs = _of_shipped_list()
        frequent = listed.most_common()
        self.common = [word for word, _ in frequent[:COMMON]]
        self.common_counts = [count for _, count in frequent[:COMMON]]
        content = [word for word, _ in frequent[COMMON:] if word.isalpha() and len(word) > 2]
        self._words = dict(enumerate(content))
        self._known = set(listed)
        self._bases = [word for word in content if _takes_endings(word)]
        self._chain = _letters(listed)
        self._prefixes, self._suffixes = _PREFIXES.split(), _SUFFIXES.split()

    def word(self, rank: int) -> str:
        """The word of this rank, most frequent first from 0."""
        return self._words.get(rank) or self._coined(rank)

    def rank(self) -> int:
        """A rank drawn by the law."""
        return int(OFFSET * ((1.0 - self._rng.random()) ** (-1.0 / (EXPONENT - 1.0)) - 1.0))

    def name(self) -> str:
        """A made-up word that may have been used before, as for a user or a repository."""
        return _follow(self._chain, self._rng)

    def _coined(self, rank: int) -> str:
        while True:
            word = self._coin()
            folded = word.lower()
            if folded not in self._known:
                break
        self._known.add(folded)
        self._words[rank] = word
        return word

    def _coin(self) -> str:
        """An inflection of a word, a new one, one with a prefix, or the name of a method."""
        kind, rng = self._rng.random(), self._rng
        if kind < 0.45:
            return _inflected(rng.choice(self._bases), rng.choice(self._suffixes))
        if kind < 0.53:
            return rng.choice(self._prefixes) + rng.choice(self._bases)
        word = _follow(self._chain, rng)
        if kind < 0.90:
            if _takes_endings(word):
                self._bases.append(word)
            return word
        if kind < 0.95:
            return word[: rng.randint(3, 5)].upper() + rng.choice(["", "", "2", "3", "v2"])
        return word[: rng.randint(3, 6)].capitalize() + rng.choice(
            ["Net", "Former", "GAN", "CLIP", "LM", "Bench", "Seg", "Diff", "Mamba", "VAE"]
        )


def _of_shipped_list() -> tuple[Counter[str], list[tuple[str, str]]]:
    """How often each word stands in the shipped lists, and pairs that often stand together."""
    listed: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    for source in bundled():
        for paper in read(source.text):
            if isinstance(paper, Paper):
                text = [
                    word for word, _, _ in words(f"{plain(paper.title)}. {plain(paper.abstract)}")
                ]
                listed.update(text)
                beside.update(pairwise(text))
    pairs = [
        pair
        for pair, count in beside.most_common()
        if count > 4 and all(len(word) > 4 and word.isalpha() for word in pair)
    ]
    return listed, pairs


def _letters(listed: Counter[str]) -> dict[str, str]:
    """Which letters follow each three in the words of the list, as often as they do."""
    chain: dict[str, list[str]] = {}
    for word, count in listed.items():
        if len(word) > 3 and word.isascii() and word.isalpha():
            padded = f"^^^{word}$"
            for place in range(len(padded) - 3):
                following = chain.setdefault(padded[place : place + 3], [])
                following += padded[place + 3] * (1 + int(math.log2(count)))
    return {context: "".join(following) for context, following in chain.items()}


def _follow(chain: dict[str, str], rng: random.Random) -> str:
    while True:
        context, word = "^^^", ""
        while len(word) < 15:
            letter = rng.choice(chain[context])
            if letter == "$":
                break
            word += letter
            context = context[1:] + letter
        if 4 <= len(word) < 15:
            return word


def _takes_endings(word: str) -> bool:
    return 3 < len(word) < 11 and word.isascii() and not _ENDED.search(word)


def _inflected(base: str, suffix: str) -> str:
    if suffix[0] in _VOWELS and base[-1] in _VOWELS and base[-2] not in _VOWELS:
        return base[:-1] + suffix
    return base + suffix


def growth(texts: Iterator[str]) -> list[tuple[int, int]]:
    """Words read and different words among them, at lengths a fifth apart and at the end."""
    seen: set[str] = set()
    tokens, points, mark = 0, [], 2000.0
    for text in texts:
        found = [word for word, _, _ in words(text)]
        tokens += len(found)
        seen.update(found)
        if tokens >= mark:
            points.append((tokens, len(seen)))
            mark = tokens * 1.2
    return [*points, (tokens, len(seen))]


def heaps(counts: list[tuple[int, int]]) -> float:
    """The exponent of Heaps' law, vocabulary ~ tokens^exponent: least squares on logarithms."""
    xs = [math.log(tokens) for tokens, _ in counts]
    ys = [math.log(vocabulary) for _, vocabulary in counts]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - x_mean) ** 2 for x in xs)
