"""What the text of the search box could go on with: a field's name, a value, a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from paperbrowse.query import fields
from paperbrowse.query.fields import FIELDS, Field
from paperbrowse.query.tokens import Kind, Token, straight, tokens
from paperbrowse.text import fold, safe
from paperbrowse.text.classes import is_letters

_LONGEST = 1_000
_LEAST_NAME = 2
_LEAST_WORD = 3

# What can be typed as a value without quotes.
_UNQUOTED = re.compile(r'[^\s"()*~-][^\s"()*~]*')


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on with a text."""

    shown: str
    """What would follow the text."""
    text: str
    """The whole text once it is taken: with quotes around a value that needs them."""


def completion(text: str, values: Callable[[str, str], Sequence[str]]) -> Completion | None:
    """How ``text``, with the cursor at its end, could go on; None where nothing offers itself.

    ``values`` gives what a field (or, for the empty name, the library) holds that begins with a
    text, best first; what does not begin so, in any case and without accents, is passed over.
    """
    if len(text) > _LONGEST:
        return None
    token, field = _last(straight(text))
    if token is None:
        return None
    begun = text[token.start :] if token.kind is not Kind.FIELD else ""
    if field is None:
        return _bare(text, begun, values) if token.kind is Kind.WORD else None
    if isinstance(field, str):
        return None
    for value in field.values or values(field.name, begun):
        rest = _rest(begun, value)
        if not rest or '"' in value:
            continue
        if token.kind is Kind.QUOTED:
            return Completion(rest, f'{text}{rest}"')
        if _UNQUOTED.fullmatch(value):
            return Completion(rest, text + rest)
        return Completion(rest, f'{text[: len(text) - len(begun)]}"{begun}{rest}"')
    return None


def _bare(text: str, begun: str, values: Callable[[str, str], Sequence[str]]) -> Completion | None:
    if not is_letters(begun):
        return None
    if len(begun) >= _LEAST_NAME:
        for field in FIELDS:
            if field.name.startswith(begun.lower()):
                rest = field.name[len(begun) :] + ":"
                return Completion(rest, text + rest)
    if len(begun) >= _LEAST_WORD:
        for value in values("", begun):
            rest = _rest(begun, value)
            if rest and _UNQUOTED.fullmatch(value):
                return Completion(rest, text + rest)
    return None


def _last(text: str) -> tuple[Token | None, Field | str | None]:
    """The token that is being typed, if any, and the field whose value it is."""
    token: Token | None = None
    groups: list[Field | str | None] = [None]
    named: Field | str | None = None
    field: Field | str | None = None
    for token in tokens(text):
        field = named or groups[-1]
        match token.kind:
            case Kind.FIELD:
                field = named = fields.find(token.text) or token.text
                continue
            case Kind.NOT:
                continue
            case Kind.OPEN:
                groups.append(field)
            case Kind.CLOSE:
                groups.pop()
            case _:
                pass
        named = None
    if token is None:
        return None, None
    if token.kind is Kind.FIELD and text.endswith(":"):
        return token, field
    return (token if token.last or not token.closed else None), field


def _rest(begun: str, value: str) -> str:
    """What is missing of ``value`` behind ``begun``; nothing where it does not begin so."""
    wanted = fold(begun)
    if value != safe(value) or not fold(value).startswith(wanted):
        return ""
    # Folding makes more than one letter of some, so the place is not always len(begun).
    ends: Iterable[int] = (len(begun), *range(len(value) + 1))
    return next((value[end:] for end in ends if fold(value[:end]) == wanted), "")
