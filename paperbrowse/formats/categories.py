"""The categories of arXiv that a value names, and where a paper was published: its journal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# The archives of arXiv, those that were closed too: https://arxiv.org/category_taxonomy.
_ARCHIVES = (
    "astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|nlin|nucl-(?:ex|th)"
    "|physics|q-bio|q-fin|quant-ph|stat|acc-phys|adap-org|alg-geom|ao-sci|atom-ph|bayes-an"
    "|chao-dyn|chem-ph|cmp-lg|comp-gas|dg-ga|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg|solv-int"
    "|supr-con"
)
_CATEGORY = re.compile(rf"(?:{_ARCHIVES})(?:\.[A-Za-z-]+)?")
_APART = re.compile(r"[\s,;|/·()\[\]{}<>\"'`*]+")
_LONGEST, _MOST, _DEEPEST = 1000, 50, 3
# Where an object holds its text, as the terms of Atom.
_KEYS = ("term", "@term", "id", "name", "value", "category")
# What is written for a journal where a paper is on arXiv alone.
_NO_JOURNAL = re.compile(
    r"arxiv\b|e-?prints?\b|preprints?\b|corr(?:$|[\s,:]+(?:abs/|vol|\d|\())"
    r"|computing research repository|https?://|10\.48550/",
    re.IGNORECASE,
)


def categories(*values: object) -> tuple[str, ...]:
    """The categories of arXiv in ``values``, each once, in their order: ``("cs.CV", "stat.ML")``.

    Taken are texts with separators of any sort, also among the words of their full names
    (``Machine Learning (cs.LG)``), lists of texts, and objects with a ``term``. What is no
    category of arXiv is left out; ``math`` and ``cs`` alone count where nothing else stands there.
    """
    return tuple(dict.fromkeys(one for value in values for one in _within(value, 0)))


def journal(text: str) -> str:
    """The reference to a journal that ``text`` is; empty where it only names arXiv."""
    said = " ".join(text.split())
    return "" if _NO_JOURNAL.match(said.lstrip("{\"'*[(")) else said


def _within(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield from _of_text(value[:_LONGEST])
    elif depth < _DEEPEST and isinstance(value, list):
        for item in value[:_MOST]:
            yield from _within(item, depth + 1)
    elif depth < _DEEPEST and isinstance(value, dict):
        yield from _within(next((value[key] for key in _KEYS if value.get(key)), ""), depth + 1)


@lru_cache(maxsize=4096)
def _of_text(text: str) -> tuple[str, ...]:
    words = [word for word in _APART.split(text) if word]
    found = [word for word in words if is_category(word)]
    if len(found) < len(words):
        found = [word for word in found if not word.isalpha()]
    return tuple(found)


def is_category(text: str) -> bool:
    """Whether ``text`` is a category of arXiv: ``cs.CV``, ``hep-th``."""
    return _CATEGORY.fullmatch(text) is not None
