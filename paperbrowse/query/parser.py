"""From the text of the search box to a query. The parser is total: every string is a query.

    query  = group { "OR" group }                operators are written in capitals
    group  = term { [ "AND" ] term }             all of them must match
    term   = { "-" | "NOT" } [ field ":" [ "-" ] ] ( word | phrase | "(" query ")" )
    phrase = '"' words '"' [ "~" number ]
    word   = text [ "*" | "~" [ number ] ]

A group binds tighter than OR: ``cat dog OR bird`` finds papers with both cat and dog, and papers
with bird. What else stands in a word only separates: ``CIFAR-10`` is a run of two words. Brackets
need not match: one that is open is closed by the end, and one too many is passed over.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from paperbrowse.query import fields, identifiers
from paperbrowse.query.fields import Field
from paperbrowse.query.order import Order
from paperbrowse.query.query import Query, Word
from paperbrowse.query.terms import Meaning, Term, meaning, shown
from paperbrowse.query.tokens import OPERATORS, Kind, Token, straight, tokens
from paperbrowse.query.tree import EVERYTHING, All, AnyOf, Ending, Identifier, Node, Not, Run
from paperbrowse.text import printing

MOST_TERMS = 64
"""Words, identifiers and conditions that a query can hold; a word of a phrase is one."""

MOST_FUZZY = 6
"""Words with ``~`` that a query can hold: each is looked for among all words of the library."""

LONGEST = 10_000
"""Code points of a query that are read: more than its terms can fill."""

_TOO_FUZZY = f"only the first {MOST_FUZZY} words with ~ may be spelt otherwise"
_TOO_LONG = f"a long query: only its first {MOST_TERMS} terms are searched"


@lru_cache(maxsize=64)  # one key asks for its query in several places
def parsed(text: str, entered: bool, today: datetime.date) -> Query:
    """See ``query.parse``."""
    begun = text[: 2 * LONGEST]
    bare = printing(begun)
    if bare == begun:
        return _read(text, entered, today)
    query = _read(bare, entered, today)
    places = [place for place, sign in enumerate(begun) if printing(sign)]
    spelling = tuple(
        Word(word.text, places[word.start], places[word.end - 1] + 1) for word in query.spelling
    )
    return replace(query, text=text, spelling=spelling)


def _read(text: str, entered: bool, today: datetime.date) -> Query:
    read = straight(text)
    if numbers := identifiers.only(read, MOST_TERMS):
        tree = _joined(AnyOf, [Identifier(number) for number in numbers[:MOST_TERMS]])
        return Query(text, tree, problems=(_TOO_LONG,) if len(numbers) > MOST_TERMS else ())
    reader = _Reader(entered, today)
    if len(read) > LONGEST:
        read = read[:LONGEST] + " "
        reader.problems[_TOO_LONG] = None
    if read.strip() in OPERATORS:
        read = read.lower()  # alone, it is a word
    return reader.query(text, read)


@dataclass(slots=True)
class _Level:
    """A group whose bracket is open; the whole query is one."""

    of: Field | str | None = None
    """The field it is a value of: a name where there is no such field."""
    negated: bool = False
    hidden: bool = False
    """Whether it or a group around it is negated: what it finds is not shown."""
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])

    def tree(self) -> Node | None:
        groups = [_joined(All, nodes) for nodes in self.alternatives if nodes]
        return _joined(AnyOf, groups) if groups else None


@dataclass(slots=True)
class _Reader:
    """Reads tokens one after the other; a stack of groups stands for the open brackets."""

    entered: bool
    today: datetime.date
    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    negated: bool = False
    named: Field | str | None = None
    sort: Order | None = None
    problems: dict[str, None] = field(default_factory=dict)
    slips: list[Word] = field(default_factory=list)
    """The names of fields that were meant, where others stand."""
    spelling: list[Word] = field(default_factory=list)
    waits: bool = False
    room: int = MOST_TERMS
    fuzzy: int = MOST_FUZZY

    def query(self, text: str, read: str) -> Query:
        full = False
        token: Token | None = None
        for token in tokens(read):
            if token.kind in (Kind.WORD, Kind.QUOTED) and not self.room:
                full = True
                self.problems[_TOO_LONG] = None
                break
            self._take(token)
        if token is not None and token.kind is Kind.FIELD:
            self._valueless(token)
        while len(self.levels) > 1:
            self._close(finished=self.entered or full)
        return Query(
            text,
            self.levels[0].tree() or EVERYTHING,
            self.sort,
            tuple(self.problems),
            self.waits,
            self._mended(text),
            tuple(self.spelling),
        )

    def _take(self, token: Token) -> None:
        match token.kind:
            case Kind.NOT:
                self.negated = not self.negated
            case Kind.FIELD:
                self.named = fields.find(token.text) or token.text
                if self.named is token.text and (near := fields.meant(token.text)):
                    self.slips.append(Word(near.name, token.start, token.start + len(token.text)))
            case Kind.OPEN:
                hidden = self.levels[-1].hidden or self.negated
                self.levels.append(_Level(self._field(), self.negated, hidden))
            case Kind.CLOSE:
                self._close(finished=True)
            case Kind.OR:
                self.levels[-1].alternatives.append([])
            case Kind.WORD | Kind.QUOTED if token.text:
                self._term(token)
            case _:
                pass
        if token.kind not in (Kind.NOT, Kind.FIELD):
            self.negated, self.named = False, None

    def _mended(self, text: str) -> str:
        mended = text
        for name in reversed(self.slips):
            mended = mended[: name.start] + name.text + mended[name.end :]
        return mended if self.slips else ""

    def _field(self) -> Field | str | None:
        return self.named or self.levels[-1].of

    def _term(self, token: Token) -> None:
        about = self._field()
        if isinstance(about, str):
            self._misnamed(about)
            return
        hidden = self.negated or self.levels[-1].hidden
        unfinished = not self.entered and (token.last or not token.closed)
        found = meaning(
            Term(
                token.text,
                token.start,
                about,
                quoted=token.kind is Kind.QUOTED,
                slop=token.slop,
                typed=token.last and not hidden,
                begun=unfinished,
                room=self.room,
            ),
            self.today,
        )
        if found == Meaning():
            return
        self.room -= found.size
        if found.cut:
            self.problems[_TOO_LONG] = None
        if found.problem:
            self.problems[found.problem] = None
        if found.order is not None:
            self.sort = replace(found.order, reverse=self.negated)
        withheld = found.node is not None and unfinished and (self.negated or not token.closed)
        self.waits = self.waits or found.waits or withheld
        if found.node is not None and not withheld:
            self._add(self._sharp(found.node), self.negated)
            if not hidden:
                self.spelling.extend(found.spelling)

    def _sharp(self, node: Node) -> Node:
        """The node; a word with ``~`` too many is searched for as it is written."""
        if not isinstance(node, Run) or node.ending not in (Ending.ONE_EDIT, Ending.TWO_EDITS):
            return node
        self.fuzzy -= 1
        if self.fuzzy >= 0:
            return node
        self.problems[_TOO_FUZZY] = None
        return replace(node, ending=Ending.WORD)

    def _misnamed(self, name: str) -> None:
        self.room -= 1
        if near := fields.meant(name):
            self.problems[f"no field {shown(name)}: did you mean {near.name}?"] = None

    def _valueless(self, token: Token) -> None:
        """A name and a colon at the end of the text: the value is still to come, or never will."""
        if not self.entered:
            self.waits = True
            return
        self.named = None
        if self.room:
            self._term(Token(Kind.WORD, token.text, token.start, last=True))

    def _close(self, *, finished: bool) -> None:
        level = self.levels.pop()
        tree = level.tree()
        if tree is None:
            return
        if level.negated and not finished:
            self.waits = True
        else:
            self._add(tree, level.negated)

    def _add(self, node: Node, negated: bool) -> None:
        if negated:
            node = node.child if isinstance(node, Not) else Not(node)
        self.levels[-1].alternatives[-1].append(node)


def _joined(kind: type[All] | type[AnyOf], nodes: Iterable[Node]) -> Node:
    """The nodes as one, each once; what is joined the same way already is taken apart."""
    flat: dict[Node, None] = {}
    for node in nodes:
        flat.update(dict.fromkeys(node.children if isinstance(node, kind) else (node,)))
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))
