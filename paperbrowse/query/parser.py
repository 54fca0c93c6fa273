"""From the text of the search box to a tree. The parser is total: every string is a query.

    query  = group { "OR" group }        the operator is written in capitals
    group  = term { term }               all of them must match
    term   = [ "-" ] ( word | '"' words '"' )

A group binds tighter than OR: ``cat dog OR bird`` finds papers with both cat and dog, and papers
with bird. What stands in a word besides letters and digits only separates: ``CIFAR-10`` is a run
of two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from paperbrowse.paper import ArxivId
from paperbrowse.query.tree import EVERYTHING, All, AnyOf, Identifier, Node, Not, Run
from paperbrowse.text import words

# A term: minus signs, then a quotation up to its closing quote (or the end), or a word.
_TERM = re.compile(r'(?P<minus>-*)(?:"(?P<quoted>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))|-+')

# What stands for a straight quote or a minus sign where a text was set or typed on a telephone.
_TYPED = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("−–", "-")})

# The subject and date behind the identifier on the first page of every arXiv PDF.
_STAMP = re.compile(
    r"\s+\[[a-z-]+(?:\.[a-z-]{2,})?\](?:\s+\d{1,2}\s+\w{3}\s+\d{4})?\s*$", re.IGNORECASE
)

# The beginning of an identifier, as far as it has been typed: enough of it to be no other word.
_BEGINNING = re.compile(
    r"(?:arxiv:)?(\d{2}(?:0[1-9]|1[0-2])\.\d{0,5}|[a-z-]+(?:\.[a-z-]{2})?/\d{2,7})(?:v\d*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    negated: bool
    quoted: bool
    closed: bool
    """False for a quotation whose closing quote has not come yet."""
    last: bool
    """True for the one at the end of the text, with no space after it."""

    @property
    def is_or(self) -> bool:
        return self.text == "OR" and not self.negated and not self.quoted


@lru_cache(maxsize=64)  # one key asks for its tree in several places
def parse(text: str, *, entered: bool = False) -> Node:
    """The tree that ``text`` asks for; ``EVERYTHING`` where it asks for nothing.

    The last word counts as being typed unless a space follows it. A term that is negated or whose
    quotation is open takes effect when it is finished: by a space or a quote, or because the
    whole text was ``entered`` (Enter in the search box, or a query on the command line).
    Raises nothing.
    """
    text = text.translate(_TYPED)
    whole = ArxivId.parse(_STAMP.sub("", text))
    if whole is not None and len(text.split()) > 1:  # as in "arXiv: 2512.24162"
        return Identifier(whole.number)
    terms = list(_terms(text))
    numbers = [None if term.negated else ArxivId.parse(term.text) for term in terms]
    if len(terms) > 1 and all(numbers):  # a list of papers, not one paper with two numbers
        return AnyOf(tuple(Identifier(number.number) for number in numbers if number))
    if len(terms) > 1 and terms[-1].is_or:
        terms.pop()  # its right side is still to come
    alternatives: list[list[Node]] = [[]]
    for term in terms:
        if term.is_or and len(terms) > 1:
            alternatives.append([])
            continue
        unfinished = not term.closed or (term.last and term.negated)
        if unfinished and not entered:
            continue
        node = _node(term)
        if node is not None:
            alternatives[-1].append(Not(node) if term.negated else node)
    groups = [_all(nodes) for nodes in alternatives if nodes]
    if not groups:
        return EVERYTHING
    return groups[0] if len(groups) == 1 else AnyOf(tuple(dict.fromkeys(groups)))


def _terms(text: str) -> Iterator[_Term]:
    for match in _TERM.finditer(text):
        quoted = match["quoted"] is not None
        yield _Term(
            text=(match["quoted"] if quoted else match["word"]) or "",
            negated=bool(match["minus"]),
            quoted=quoted,
            closed=not quoted or bool(match["closed"]),
            last=match.end() == len(text) and not match["closed"],
        )


def _node(term: _Term) -> Node | None:
    """The node of one term, or None where it holds nothing that could be searched."""
    found = tuple(word for word, _, _ in words(term.text))
    if not found:
        return None
    typed = term.last and not term.quoted and not term.negated
    run = Run(found, typed)
    if term.quoted:
        return run
    arxiv = ArxivId.parse(term.text) or ArxivId.within(term.text)
    beginning = _BEGINNING.fullmatch(term.text) if typed else None
    # Four digits behind the point are an identifier before 2015, or the beginning of a later one.
    if arxiv is not None and (beginning is None or not re.fullmatch(r"\d+\.\d{4}", beginning[1])):
        # A text may also mention the paper, as in "encompasses results of arXiv:2410.09771".
        mention = Run(tuple(word for word, _, _ in words(arxiv.number)))
        return AnyOf((Identifier(arxiv.number), mention))
    if beginning is not None:
        return AnyOf((Identifier(beginning[1].lower(), typed=True), run))
    return run


def _all(nodes: list[Node]) -> Node:
    unique = tuple(dict.fromkeys(nodes))
    return unique[0] if len(unique) == 1 else All(unique)
