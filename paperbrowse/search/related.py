"""Papers like a given one: those that hold the most telling of its words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from paperbrowse.search import lanes
from paperbrowse.search.analysis import EMPTY, stem
from paperbrowse.search.engine import Model
from paperbrowse.search.postings import Leaf, Postings
from paperbrowse.text import words

_TERMS = 16
"""Words of the model that are looked for."""

_AT_LEAST = 3
"""Of these words, how many a paper must share; fewer where the model has fewer."""

_IN_TITLE = 3.0
"""What an occurrence in the model's title counts, beside one in its abstract."""

_SATURATED = 3.0
"""How soon further occurrences in the model stop counting."""

_COMMON = 0.2
"""Words in more than this share of the papers tell nothing."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The documents like a model, what makes up their scores, and the words they share."""

    documents: int
    parts: tuple[lanes.Part, ...]
    terms: tuple[tuple[str, bytes], ...]
    """The model's words, most telling first, each with the amounts of the documents."""

    @classmethod
    def to(cls, model: Model, postings: Postings) -> Likeness:
        """The likeness to a model."""
        chosen = _telling(model, postings)
        leaves: list[tuple[str, Leaf]] = [(word, postings.stem(root)) for word, root in chosen]
        counts = sum(leaf.found for _, leaf in leaves)
        needed = max(1, min(_AT_LEAST, len(leaves) - 1))
        return cls(
            documents=lanes.at_least(counts, needed, postings.size),
            parts=tuple(part for _, leaf in leaves for part in leaf.parts),
            terms=tuple((word, part.amounts) for word, leaf in leaves for part in leaf.parts),
        )

    def shared(self, document: int) -> Sequence[str]:
        """The words that a document shares with the model, most telling first."""
        return [word for word, amounts in self.terms if amounts[document]]


def _telling(model: Model, postings: Postings) -> list[tuple[str, str]]:
    """The model's most telling words with their stems: frequent in it, rare in the library."""
    counts: dict[str, float] = {}
    forms: dict[str, str] = {}
    for text, weight in ((model.title, _IN_TITLE), (model.abstract, 1.0)):
        for word, _, _ in words(text):
            root = stem(word)
            if len(word) > 1 and not word.isdigit() and word not in EMPTY:
                counts[root] = counts.get(root, 0.0) + weight
                forms.setdefault(root, word)
    # What the paper is about it says in the title, or more than once.
    repeated = {root: count for root, count in counts.items() if count > 1}
    rated = []
    for root, count in (repeated if len(repeated) >= _AT_LEAST else counts).items():
        holding = postings.frequency(root)
        # In the model alone it finds nothing; in a small library few words are rare.
        if 1 < holding <= max(10, _COMMON * postings.documents):
            rarity = math.log(1 + postings.documents / holding)
            rated.append((count / (count + _SATURATED) * rarity, forms[root], root))
    rated.sort(key=lambda item: (-item[0], item[1]))
    return [(word, root) for _, word, root in rated[:_TERMS]]
