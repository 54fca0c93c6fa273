"""Classes of characters, as what stands between the brackets of a regular expression's class."""

from __future__ import annotations

import unicodedata

MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5"
    "\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0711-\u07f3\u07fd\u0816-\u082d\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3"
    "\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83"
    "\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd"
    "\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6\u102b-\u103e"
    "\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u1773\u17b6-\u17d3\u17dd\u1885-\u193b"
    "\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37"
    "\u1cd0-\u1cd2\u1cd4-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f"
    "\u3099-\u309a\ua66f-\ua672\ua674-\ua67d\ua69e-\ua6f1\ua802-\ua827\ua82c\ua880-\ua8c5"
    "\ua8e0-\ua8f1\ua8ff-\ua92d\ua947-\ua953\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1"
    "\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e\ufe20-\ufe2f"
    "\U00010a01-\U00010a3f\U00010d24-\U00010eac\U00011000-\U00011046\U00011070-\U000110ba"
    "\U00011100-\U00011134\U00011145-\U00011173\U00011180-\U000111c0\U0001122c-\U00011237"
    "\U000112df-\U00011446\U0001145e-\U000114c3\U000115af-\U000115c0\U000115dc-\U00011640"
    "\U000116ab-\U000116b7\U0001171d-\U0001172b\U0001182c-\U0001183a\U00011930-\U00011943"
    "\U000119d1-\U000119e0\U00011a47-\U00011a99\U00011c92-\U00011ef6\U00016b30-\U00016b36"
    "\U0001e8d0-\U0001e94a"
)
"""Accents, vowel signs and tone marks: parts of the letter before them, which ``\\w`` is not.

Letters and numbers that stand among them are in some ranges, no other characters. The marks of
notes and of scripts that nobody writes any more are left out.
"""

SELECTORS = "\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Marks that show nothing of their own, and choose between forms of the letter before them."""

FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that show nothing."""

JOINERS = "\u200c\u200d"
"""The zero-width non-joiner and joiner, which some spellings need."""

UNSEEN = (
    f"{SELECTORS}{FILLERS}"
    "\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # hyphens, directions, joints
    "\ufff9-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags
)
"""What else prints nothing, controls apart: a word is the same with it and without it."""

_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua87f\ua8e0-\ua8ff"
_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
NEEDLESS_JOINER = (
    f"(?<![{_JOINED}])[{JOINERS}]|\u200c(?!(?=\\w)[{_JOINED}])"
    f"|(?<![{_VIRAMAS}])\u200d(?!(?=\\w)[{_JOINED}]|[{_VIRAMAS}])"
)
"""A pattern of the joiners that no spelling needs.

In Arabic and Indic scripts they stand between letters; the joiner also beside the sign that takes a
letter's vowel away, as in a letter that ends a word.
"""


def is_mark(character: str) -> bool:
    """Whether a character is a part of the letter before it: an accent, a vowel sign, a joiner."""
    if character in JOINERS:
        return True
    # Those that choose how a letter is drawn stand behind pictures as well.
    return unicodedata.category(character) in ("Mn", "Mc") and not "\ufe00" <= character <= "\ufe0f"


def is_letters(text: str) -> bool:
    """Whether ``text`` is letters with their marks, and at least one."""
    return text != "" and all(character.isalpha() or is_mark(character) for character in text)
