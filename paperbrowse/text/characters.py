"""Characters: what may be shown on a terminal line, how words are folded, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from paperbrowse.text.classes import FILLERS, JOINERS, MARKS, NEEDLESS_JOINER, SELECTORS, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MARKS = 4
"""Combining marks that one character keeps; more would climb over the lines around it."""

# ECMA-48: control strings (OSC, DCS, SOS, PM, APC) up to their terminator, control sequences (CSI),
# then the short escapes. No body reaches past a control character, so each is read once.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # the other controls are spaces
_UNSEEN = re.compile(f"[{_CONTROLS}{UNSEEN}]+")
_INVISIBLE = f"[{JOINERS}{UNSEEN}]+"  # compiled by the first text that is not ASCII
_NO_CHARACTER = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that terminals obey: controls, ends of lines, directions."""

_WORD = re.compile("[^ ]+")
_LINE_ENDS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# Marks are neither letters nor ASCII; arrows and the like that run as long are let through.
_CROWD = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
# Printable by Unicode's word, yet unseen or of no settled width.
_NEEDS_CARE = re.compile(f"[{SELECTORS}{FILLERS}]|{_CROWD.pattern}")

# Han, kana and their half-width forms are written without spaces: each is a word.
_UNSPACED = "\u3005-\u3007\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
_UNSPACED += "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U000323af"

# Letters with a stroke or a joint, which Unicode does not take apart.
_TAKEN_APART = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "þ": "th", "ı": "i"}
)


def safe(text: str, *, joiners: bool = False) -> str:
    """``text`` on one line, with nothing in it that a terminal obeys or draws at an unsure width.

    Escape sequences, controls, soft hyphens, and direction, zero-width and variation characters go;
    what is no character becomes U+FFFD; white space of any kind becomes one space. The zero-width
    non-joiner stays between letters that need it, and with ``joiners`` the joiner (U+200D) too: of
    what it joins, terminals and rich count different cells. The result is NFC
    (https://unicode.org/reports/tr15/), with at most MOST_MARKS combining marks in a row.
    """
    if text.isprintable() and "  " not in text and (text.isascii() or _is_plain(text)):
        return text.strip(" ")
    text = _UNSEEN.sub("", _ESCAPE_SEQUENCE.sub("", text))
    if not joiners:
        text = text.replace("\u200d", "")
    if "\u200c" in text or "\u200d" in text:
        text = re.sub(NEEDLESS_JOINER, "", text)
    text = unicodedata.normalize("NFC", _NO_CHARACTER.sub("\ufffd", text))
    return " ".join(_CROWD.sub(_thinned, text).split())


def visible(text: str) -> str:
    """``text`` on one line as ``safe`` makes it, but with its spaces where they stand."""
    return _WORD.sub(lambda word: safe(word[0]), _LINE_ENDS.sub(" ", text))


def is_line(text: str) -> bool:
    """Whether ``text`` is one line of visible text: it says something, and a terminal obeys none.

    A name that is kept has to be one.
    """
    return bool(safe(text)) and OBEYED.search(text) is None


def _is_plain(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and _NEEDS_CARE.search(text) is None


def _thinned(crowd: re.Match[str]) -> str:
    kept = []
    marks = 0
    for character in crowd[0]:
        if character not in JOINERS:
            marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def printing(text: str) -> str:
    """``text`` without what prints nothing, control characters apart: it reads the same."""
    return text if text.isascii() else re.sub(_INVISIBLE, "", text)


def fold(text: str) -> str:
    """``text`` for matching: no case, no accents, one form of each letter and digit.

    ``É``, ``e`` and ``ℯ`` are one, as are ``ß`` and ``ss``, ``ø`` and ``o``, ``²`` and ``2``. What
    prints nothing goes: soft hyphens, joiners, selectors. Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower()
    text = printing(unicodedata.normalize("NFKD", text))
    letters = (c for c in text if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(letters).casefold().translate(_TAKEN_APART))


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of ``text`` in order: each folded, with its start and end in code points.

    A word is a run of letters and digits with their marks, and with what prints nothing among them;
    everything else separates. Han and kana are a word each. Folded words hold letters, digits and
    marks alone, and are never empty.
    """
    for match in _word().finditer(text):
        word = match[0]
        folded = word.lower() if word.isascii() else _folded(word)
        if folded:
            start, end = match.span()
            yield folded, start, end


def folded_words(text: str) -> list[str]:
    """The words of ``text`` as ``words`` folds them, without their places: for many texts."""
    if text.isascii():
        return _word().findall(text.lower())
    return [word for word, _, _ in words(text)]


@cache
def _word() -> re.Pattern[str]:
    # Its classes take 4 ms to compile, which need not be spent before the first word is asked for.
    return re.compile(
        f"[^\\W_{_UNSPACED}]+(?:[{MARKS}{JOINERS}{UNSEEN}]+[^\\W_{_UNSPACED}]*)*"
        f"|[{_UNSPACED}][{MARKS}{JOINERS}{UNSEEN}]*"
    )


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    # Folding takes some letters apart into more than letters: ⑴ into (1), ½ into 1⁄2.
    return "".join(c for c in fold(word) if c.isalnum() or unicodedata.category(c).startswith("M"))
