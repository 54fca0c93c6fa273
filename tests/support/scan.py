"""Searching by reading every word of every paper: what the index must agree with.

It shares with the index only what a word and its stem are, and what text a paper has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from paperbrowse.links import code
from paperbrowse.paper import Paper
from paperbrowse.query import (
    All,
    AnyOf,
    Category,
    Dated,
    Ending,
    Identifier,
    Is,
    Listed,
    Node,
    Not,
    Noted,
    Run,
    State,
    Tagged,
    Text,
)
from paperbrowse.search.analysis import stem
from paperbrowse.text import fold, plain, words
from paperbrowse.venues import venues

Placed = list[tuple[int, str]]
"""The words of a text, each with its place in it."""


@dataclass(frozen=True)
class Marked:
    """A paper with what its reader made of it."""

    paper: Paper
    bookmarked: bool = False
    read: bool = False
    new: bool = False
    updated: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    lists: tuple[str, ...] = ()


def distance(one: str, other: str) -> int:
    """Levenshtein's distance, by the textbook."""
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, own in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != own)))
        above = row
    return above[-1]


@cache
def within(one: str, other: str, edits: int) -> bool:
    """Whether two words are no more than so many edits apart."""
    return abs(len(one) - len(other)) <= edits and distance(one, other) <= edits


def swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters are all that differs."""
    return sorted(one) == sorted(other) and any(
        one[:i] + one[i + 1] + one[i] + one[i + 2 :] == other for i in range(len(one) - 1)
    )


class Scan:
    """The words of one paper, and whether a query finds it."""

    def __init__(self, marked: Marked) -> None:
        paper = marked.paper
        self._marked = marked
        self._number = paper.arxiv.number if paper.arxiv else ""
        address = code(paper).partition("://")[2].removeprefix("www.")
        comment, journal = plain(paper.comment), plain(paper.journal)
        self._texts: Mapping[Text | str, Placed] = {
            Text.TITLE: _placed([plain(paper.title)]),
            Text.ABSTRACT: _placed([plain(paper.abstract)]),
            Text.COMMENT: _placed([comment, journal]),
            Text.TOPIC: _placed(map(plain, paper.topics)),
            Text.AUTHOR: _placed(map(plain, paper.authors)),
            "earlier": _placed(plain(version.title) for version in paper.earlier),
            "number": _placed([self._number]),
            Text.CODE: _placed([address]),
            Text.VENUE: _placed(dict.fromkeys((*venues(comment), *venues(journal)))),
        }

    def holds(self, node: Node) -> bool:
        """Whether the paper is one that a tree asks for."""
        if isinstance(node, All):
            return all(map(self.holds, node.children))
        if isinstance(node, AnyOf):
            return any(map(self.holds, node.children))
        if isinstance(node, Not):
            return not self.holds(node.child)
        if isinstance(node, Run):
            return self._has(node)
        if isinstance(node, Category):
            own = map(str.lower, self._marked.paper.categories)
            return any(
                name.startswith(node.name)
                if node.typed
                else name == node.name or name.startswith(f"{node.name}.")
                for name in own
            )
        if isinstance(node, Identifier):
            number = self._number.lower()
            return number.startswith(node.number) if node.typed else number == node.number
        return self._meets(node)

    def _meets(self, node: Node) -> bool:
        marked, paper = self._marked, self._marked.paper
        if isinstance(node, Dated):
            day = paper.date
            return day is not None and (
                (node.first is None or day >= node.first)
                and (node.last is None or day <= node.last)
            )
        if isinstance(node, Is):
            return {
                State.BOOKMARKED: marked.bookmarked,
                State.READ: marked.read,
                State.UNREAD: not marked.read,
                State.NEW: marked.new,
                State.UPDATED: marked.updated,
                State.CODE: bool(paper.code),
                State.COMMENT: bool(paper.comment),
                State.NOTE: bool(marked.note),
                State.TAG: bool(marked.tags),
            }[node.state]
        if isinstance(node, Tagged):
            names = map(fold, marked.tags)
            return any(n.startswith(node.name) if node.typed else n == node.name for n in names)
        if isinstance(node, Noted):
            return _stands(node.run, _placed([marked.note]), stems=True)
        if isinstance(node, Listed):
            return any(_stands(node.run, _placed([name]), stems=True) for name in marked.lists)
        raise AssertionError(node)

    def _has(self, run: Run) -> bool:
        if run.within is not None:
            stems = run.within not in (Text.CODE, Text.VENUE)
            return _stands(run, self._texts[run.within], stems)
        return any(
            _stands(run, placed, stems=True)
            for name, placed in self._texts.items()
            if name not in (Text.CODE, Text.VENUE)
        )


def _placed(values: Iterable[str]) -> Placed:
    placed: Placed = []
    place = 0
    for value in values:
        for word, _, _ in words(value):
            placed.append((place, word))
            place += 1
        place += 1  # no run of words reaches from one value into the next
    return placed


def _stands(run: Run, placed: Placed, stems: bool) -> bool:
    """Whether the words of a run stand in a text, one after another."""
    by_place = dict(placed)

    def same(own: str, word: str) -> bool:
        return stem(own) == stem(word) if stems else own == word

    def ends(own: str, word: str) -> bool:
        if run.ending is Ending.WORD:
            return same(own, word)
        if run.ending is Ending.TYPED:
            return same(own, word) or own.startswith(word)
        if run.ending is Ending.BEGINNING:
            return own.startswith(word)
        if run.ending is Ending.ONE_EDIT:
            return within(own, word, 1) or swapped(own, word)
        return within(own, word, 2)

    def goes_on(place: int, index: int, gaps: int) -> bool:
        """Whether the run can go on with its word ``index`` behind a place."""
        if index == len(run.words):
            return True
        matches = ends if index == len(run.words) - 1 else same
        return any(
            matches(by_place[ahead], run.words[index]) and goes_on(ahead, index + 1, gaps - gap)
            for gap, ahead in enumerate(range(place + 1, place + gaps + 2))
            if ahead in by_place
        )

    first = ends if len(run.words) == 1 else same
    return any(first(own, run.words[0]) and goes_on(place, 1, run.slop) for place, own in placed)
