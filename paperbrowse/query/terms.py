"""What one term of a query means: a word, a phrase, or the value of a field."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import islice

from paperbrowse.query import dates, identifiers
from paperbrowse.query.fields import FIELDS, Field, either
from paperbrowse.query.nearest import nearest
from paperbrowse.query.order import Order, Sort
from paperbrowse.query.query import Word
from paperbrowse.query.tree import (
    LONGEST_WORD,
    AnyOf,
    Category,
    Ending,
    Identifier,
    Is,
    Listed,
    Node,
    Noted,
    Related,
    Run,
    State,
    Tagged,
    Text,
)
from paperbrowse.text import fold, safe, words

_LONGEST_TERM = 2_000
_LONGEST_VALUE = 300
_LONGEST_LINK = 600
_SHOWN = 40

_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)

_TEXTS = {text.value: text for text in Text}
_SPELT = frozenset({"", "title", "abstract", "author", "comment", "topic"})


@dataclass(frozen=True, slots=True)
class Term:
    """A term and the circumstances it stands in."""

    text: str
    start: int
    field: Field | None
    quoted: bool
    slop: int
    typed: bool
    """Whether its last word may be the beginning of one."""
    begun: bool
    """Whether a value may be the beginning of one: it is neither finished nor entered."""
    room: int
    """How many words may still be searched for; at least one."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term means. Where nothing is set, it holds nothing that could be searched."""

    node: Node | None = None
    order: Order | None = None
    problem: str = ""
    waits: bool = False
    spelling: tuple[Word, ...] = ()
    size: int = 1
    """How many words are searched for."""
    cut: bool = False
    """Whether there was no room for all of its words."""


def shown(text: str) -> str:
    """A piece of a query within a sentence: on one line, short, and quoted."""
    short = safe(text[:_LONGEST_VALUE])
    return f"'{short if len(short) <= _SHOWN else short[: _SHOWN - 1] + '…'}'"


def meaning(term: Term, today: datetime.date) -> Meaning:
    """What ``term`` means on that day."""
    name = term.field.name if term.field else ""
    value = " ".join(term.text[:_LONGEST_VALUE].split())
    match name:
        case "":
            return _words_or_identifier(term)
        case "id":
            return Meaning(_identifier(term, value))
        case "category":
            return Meaning(_category(term, value))
        case "tag":
            return Meaning(_tagged(term, value))
        case "related":
            return _related(term, value)
        case "date" | "year":
            return _date(term, fold(value), today)
        case "is" | "has" | "sort":
            return _choice(term, fold(value))
        case _:
            return _words(term, name)


def _words(term: Term, name: str) -> Meaning:
    """The run of the words, wherever the field searches it."""
    text, ending = term.text[:_LONGEST_TERM], Ending.TYPED if term.typed else Ending.WORD
    offset = term.start
    if name == "code" and (scheme := _SCHEME.match(text)):
        text, offset = text[scheme.end() :], offset + scheme.end()
    for bare, special in _endings(text, term.quoted):
        found = list(islice(words(bare), term.room + 1))
        if found and found[-1][2] == len(bare) and _can_end(found[-1][0], special):
            ending = special
            break
    else:
        found = list(islice(words(text), term.room + 1))
    cut = len(found) > term.room
    if cut:
        found, ending = found[: term.room], Ending.WORD
    if not found:
        return Meaning()
    known = found if ending in (Ending.WORD, Ending.TYPED) else found[:-1]
    spelling = tuple(
        Word(word, offset + start, offset + end)
        for word, start, end in known
        if name in _SPELT and len(word) <= LONGEST_WORD
    )
    run = Run(
        tuple(word[:LONGEST_WORD] for word, _, _ in found), ending, term.slop, _TEXTS.get(name)
    )
    node = Noted(run) if name == "note" else Listed(run) if name == "list" else run
    return Meaning(node, spelling=spelling, size=len(found), cut=cut)


def _endings(text: str, quoted: bool) -> list[tuple[str, Ending]]:
    """The text before a sign at its end, and how the sign lets the last word match, if any."""
    bare = text.rstrip("*")
    if bare != text:
        return [(bare, Ending.BEGINNING)]
    bare, tilde, number = text.rpartition("~")
    if quoted or not tilde or (number and not (number.isascii() and number.isdigit())):
        return []
    edits = number.lstrip("0") if number else "1"
    if not edits:
        return [(bare, Ending.WORD)]
    return [(bare, Ending.ONE_EDIT if edits == "1" else Ending.TWO_EDITS)]


def _can_end(word: str, ending: Ending) -> bool:
    # In a shorter word every letter could be another; "z~2" means about two.
    return ending is Ending.BEGINNING or len(word) >= 3


def _words_or_identifier(term: Term) -> Meaning:
    found = _words(term, "")
    text = term.text[:_LONGEST_LINK]
    if term.quoted or found.node is None:
        return found
    number = identifiers.named(text)
    begun = identifiers.beginning(text) if term.typed else ""
    if number and not (begun and identifiers.may_go_on(number)):
        # A text may also mention the paper, as in "encompasses results of arXiv:2410.09771".
        mention = Run(tuple(word for word, _, _ in words(number)))
        return Meaning(AnyOf((Identifier(number), mention)))
    if begun:
        return Meaning(AnyOf((Identifier(begun, typed=True), found.node)))
    return found


def _identifier(term: Term, value: str) -> Identifier | None:
    number = identifiers.named(value)
    if number and not (term.typed and identifiers.may_go_on(number)):
        return Identifier(number)
    begun = identifiers.anything(value)
    return Identifier(begun, typed=True) if begun else None


def _related(term: Term, value: str) -> Meaning:
    number = identifiers.named(value)
    name = number or safe(value)
    if term.begun and (not number or identifiers.may_go_on(number)):
        return Meaning(waits=bool(name))
    return Meaning(Related(name) if name else None)


def _category(term: Term, value: str) -> Category | None:
    name, typed = _begun(term, value)
    return Category(name[:LONGEST_WORD], typed) if name else None


def _tagged(term: Term, value: str) -> Tagged | None:
    name, typed = _begun(term, value)
    return Tagged(name, typed) if name else None


def _begun(term: Term, value: str) -> tuple[str, bool]:
    """A folded value, and whether it may be the beginning of one."""
    begun = not term.quoted and (term.begun or value.endswith("*"))
    return fold(value if term.quoted else value.rstrip("*")), begun


def _date(term: Term, value: str, today: datetime.date) -> Meaning:
    years = term.field is not None and term.field.name == "year"
    allowed = not years or dates.only_years(value)
    found = dates.dated(value, today) if allowed else None
    if found is None:
        if not value or (term.begun and allowed and dates.begins(value, today)):
            return Meaning(waits=term.begun)
        if years:
            return Meaning(problem=f"{shown(value)} is no year: try 2025, 2024..2026 or >=2025")
        hint = "try 2026-01, 2026-01-10..2026-02-01, >=2026-01 or last-week"
        return Meaning(problem=f"{shown(value)} is no date: {hint}")
    if found.first is not None and found.last is not None and found.first > found.last:
        begin, _, end = value.partition("..")
        return Meaning(problem=f"{shown(value)} ends before it begins: try {end}..{begin}")
    return Meaning(found)


def _choice(term: Term, value: str) -> Meaning:
    """A state or an order: one of a closed set of words."""
    assert term.field is not None
    name, values = term.field.name, term.field.values
    if value in values:
        if name == "sort":
            return Meaning(order=Order(Sort(value)))
        return Meaning(Is(State(f"{name}:{value}")))
    if not value or (term.begun and any(word.startswith(value) for word in values)):
        return Meaning(waits=term.begun)
    # A word of the other field of states was meant for that field.
    alike = [f for f in FIELDS if f.name == name or {f.name, name} == {"is", "has"}]
    fields = {word: f.name for f in alike for word in f.values}
    begun = (word for word in (value, *values) if word in fields and word.startswith(value))
    near = next(begun, None) or nearest(value, fields)
    if near is None:
        return Meaning(problem=f"{name}: takes {either(values)}")
    noun = "order" if name == "sort" else "state"
    return Meaning(problem=f"no {noun} {shown(value)}: did you mean {fields[near]}:{near}?")
