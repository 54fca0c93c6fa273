"""Whether two rows speak of one paper: names can be wrong, or made up, and then texts disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paperbrowse.paper import merge
from paperbrowse.text import folded_words, plain

if TYPE_CHECKING:
    from paperbrowse.paper import Paper

_NO_FAMILY = frozenset(("et", "al", "others"))


def full(paper: Paper) -> bool:
    """Whether it is a whole record: there are a title, authors and an abstract."""
    return bool(paper.title and paper.authors and paper.abstract)


def agree(one: Paper, other: Paper) -> bool:
    """Whether the titles or the authors of two rows agree; what is missing agrees with nothing.

    Titles do that are the same but for a word in five, or of which one begins with the other's
    three words or more; authors where half of the fewer are among the others, by family name.
    """
    if one.title == other.title != "":
        return True
    titles = folded_words(plain(one.title)), folded_words(plain(other.title))
    short, long = sorted(titles, key=len)
    if long[: len(short)] == short and len(short) >= min(3, max(1, len(long))):
        return True
    if short and 5 * len({*short} & {*long}) >= 4 * len(long):
        return True
    few, many = sorted((_families(one), _families(other)), key=len)
    return bool(few) and 2 * len({*few} & {*many}) >= len(few)


def joined(known: Paper, found: Paper, *, sure: bool) -> Paper:
    """What is known of a paper with what another list says of it (``merge``).

    A whole record keeps what it says before one that disagrees, whatever version that claims to be,
    and takes topics and a code link alone. One is ``sure`` that comes from arXiv itself.
    """
    if sure or not full(known) or agree(known, found):
        return merge(known, found)
    topics = tuple(dict.fromkeys((*known.topics, *found.topics)))
    return replace(known, topics=topics, code=known.code or found.code)


def _families(paper: Paper) -> list[str]:
    """The folded names of the authors' families, each once."""
    found: dict[str, None] = {}
    for author in paper.authors:
        words = folded_words(plain(author).partition(",")[0])
        families = [word for word in words if word not in _NO_FAMILY]
        found.update(dict.fromkeys(families[-1:]))
    return list(found)
