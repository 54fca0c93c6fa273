"""The signs of a query: words, quotations, brackets, operators, field names. Every string has some.

A bracket is an operator where a term begins (behind a space, another bracket, a minus sign or a
field's colon), and a closing one where such a bracket is open; inside a word it only separates,
as in ``f(x)``. So do those more than DEEPEST levels deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from paperbrowse.query import fields

DEEPEST = 50
"""Levels of brackets that mean something."""

SLOPPIEST = 50
"""The most other words that may stand among those of a phrase."""


class Kind(Enum):
    """What a sign is."""

    WORD = auto()
    QUOTED = auto()
    FIELD = auto()
    NOT = auto()
    AND = auto()
    OR = auto()
    OPEN = auto()
    CLOSE = auto()


OPERATORS = {kind.name: kind for kind in (Kind.NOT, Kind.AND, Kind.OR)}
"""The operators, as they are written."""


class Token(NamedTuple):
    """A sign and where its text (within the quotes, before the colon) stands, in code points."""

    kind: Kind
    text: str
    start: int
    closed: bool = True
    """False for a quotation whose closing quote has not come yet."""
    slop: int = 0
    last: bool = False
    """True for a word at the end of the text, which may not be finished."""


# What stands for a straight quote or a minus sign where a text was set or typed on a telephone.
_SIGNS = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("−–", "-")})

_OPERATOR = re.compile(r'(NOT|AND|OR)(?=[\s()"]|\Z)')
# Behind its colon a field has a value, or the end of the text: "CLIP: learning" is text.
_FIELD = re.compile(r"([A-Za-z]{2,12}):(?=-*(?:[^\s)-]|\Z))")
_QUOTED = re.compile(r'"([^"]*)(?:(")(?:~([0-9]*))?)?')
_PLAIN = re.compile(r'[^\s"()]+')


def straight(text: str) -> str:
    """``text`` with straight quotes and plain minus signs, each where it stood."""
    return text.translate(_SIGNS)


def tokens(text: str) -> Iterator[Token]:
    """The signs of a ``straight`` text, in order. A FIELD stands directly before its value."""
    position = depth = 0
    bound = named = False  # whether a minus sign or a name, and whether a name, stands before
    while position < len(text):
        sign = text[position]
        if sign.isspace():
            position += 1
        elif sign == "-":
            start = position
            while text[position : position + 1] == "-":
                position += 1
            if position < len(text) and not text[position].isspace():
                bound = True
                yield Token(Kind.NOT, sign, start)
            continue
        elif sign == "(":
            depth, position = depth + 1, position + 1
            if depth <= DEEPEST:
                yield Token(Kind.OPEN, sign, position - 1)
        elif sign == ")":
            if 0 < depth <= DEEPEST:
                yield Token(Kind.CLOSE, sign, position)
            depth, position = max(depth - 1, 0), position + 1
        elif quoted := _QUOTED.match(text, position):
            position = quoted.end()
            slop = min(int((quoted[3] or "").lstrip("0")[:3] or 0), SLOPPIEST)
            yield Token(Kind.QUOTED, quoted[1], quoted.start(1), quoted[2] is not None, slop)
        elif not bound and (operator := _OPERATOR.match(text, position)):
            position = operator.end()
            yield Token(OPERATORS[operator[1]], operator[1], operator.start())
        elif not named and (field := _FIELD.match(text, position)) and _is_field(field[1]):
            position = field.end()
            bound = named = True
            yield Token(Kind.FIELD, field[1], field.start())
            continue
        else:
            end = _end_of_word(text, position, depth)
            yield Token(Kind.WORD, text[position:end], position, last=end == len(text))
            position = end
        bound = named = False


def _is_field(name: str) -> bool:
    return fields.find(name) is not None or fields.meant(name) is not None


def _end_of_word(text: str, position: int, depth: int) -> int:
    """Where the word ends that begins at ``position``: before a bracket that closes a group."""
    inside = 0
    while position < len(text):
        if plain := _PLAIN.match(text, position):
            position = plain.end()
            continue
        if text[position] == "(":
            inside += 1
        elif text[position] == ")" and (inside or not depth):
            inside = max(inside - 1, 0)
        else:
            break
        position += 1
    return position
