"""The authors that a value of a record names: a text, a list, objects with parts of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperbrowse.formats import cells
from paperbrowse.formats.keys import NOTHING
from paperbrowse.text.others import ET_AL, cut

if TYPE_CHECKING:
    from collections.abc import Iterable

# Most names that are taken from one value; the longest author lists of arXiv have some 5,000.
_MOST = 10_000
_APART = re.compile(r",? and | ?; ?| ?, ?")
_BRACKETED = re.compile(r" ?\([^()]*\)")
# "Doe, Jane" and "van der Berg, Jan", in scripts that write names with spaces.
_ONE = re.compile(r"(?:[^\W\u2e80-\uffff][^\s\u2e80-\uffff]*|[a-z][^,]*),\s[^\u2e80-\uffff]*")
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]*){1,4}")
# "Roe, Jr." and "Roe, III" are one name, as is what "et al." follows.
_SUFFIX = re.compile(r",\s*((?:Jr|Sr)\.?|I{1,3}|IV|et\.? ?al\.?)(?=\s*(?:,|;|$|\sand\s))")
_JUNIOR = re.compile(r"(?:jr|sr|i{1,3}|iv)\.?", re.IGNORECASE)
_WHOLE = ("name", "displayname", "fullname", "literal", "text", "raw", "#text", "value", "author")
_GIVEN = ("given", "forenames", "firstname", "givenname", "first")
_FAMILY = ("family", "keyname", "lastname", "familyname", "last", "surname")


def authors(value: object) -> tuple[str, ...]:
    """The names in ``value``, each as ``First Last``.

    Taken are ``A; B``, ``A and B``, ``A, B, C``, ``Last, First and Last, First``, lists of such
    names, of ``[last, first, suffix]``, and of objects with a name or its parts.
    """
    if isinstance(value, str):
        return listed(value)
    if isinstance(value, dict):
        name = _named(value)
        if name:
            return (name,)
        return next((found for item in value.values() if (found := authors_in(item))), ())
    return authors_in(value)


def authors_in(value: object) -> tuple[str, ...]:
    """The names in a list of them; one alone may be a text of several."""
    if not isinstance(value, list):
        return listed(value) if isinstance(value, str) else ()
    if len(value) == 1 and isinstance(value[0], str):
        return listed(value[0])
    names = (_name(item) for item in value[:_MOST])
    return tuple(name for name in names if name)


def listed(text: str) -> tuple[str, ...]:
    """The names in a text that lists them; "et al." behind them is one more."""
    text, others = cut(" ".join(text.split()))
    return (*_listed(text), ET_AL) if others else tuple(_listed(text))


def _listed(text: str) -> Iterable[str]:
    if text.lower() in NOTHING or not any(map(str.isalpha, text)):
        return ()
    if "<" in text or "](" in text or "*" in text or "、" in text or "&" in text:
        return map(turned, cells.authors(text))
    if "(" in text:
        # Affiliations; within one another they are at most these deep.
        for _ in range(3):
            text = _BRACKETED.sub("", text)
    if ";" in text:
        parts = text.split(";")
    else:
        text = _SUFFIX.sub(r" \1", text)
        parts = text.split(" and ")
        if any(part.count(",") != 1 for part in parts) or (
            len(parts) == 1 and not _ONE.fullmatch(text)
        ):
            parts = _paired(_APART.split(text))
    return filter(None, (turned(part) for part in parts[:_MOST]))


def turned(name: str) -> str:
    """``Last, First`` as ``First Last``; any other name in one line as it is."""
    name = " ".join(name.split()).strip(",")
    if name.startswith("{") and name.find("}") == len(name) - 1:
        return name[1:-1]
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts) and not _JUNIOR.fullmatch(parts[1]):
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and all(parts):  # BibTeX has the suffix in the middle, RIS at the end.
        last, middle, end = parts
        return f"{middle} {last}, {end}" if _JUNIOR.fullmatch(end) else f"{end} {last}, {middle}"
    return name


def _paired(parts: list[str]) -> list[str]:
    """``Doe, J., Roe, A. B.`` as two names; other parts as they are."""
    given = parts[1::2]
    if len(parts) > 1 and len(parts) == 2 * len(given) and all(map(_INITIALS.fullmatch, given)):
        return [f"{first} {last}" for last, first in zip(parts[::2], given, strict=True)]
    return parts


def _name(item: object) -> str:
    """The one name that an item of a list is."""
    if isinstance(item, str):
        return turned(item)
    if isinstance(item, list):
        parts = [part.strip() for part in item[:3] if isinstance(part, str)]
        return " ".join(" ".join((*parts[1:2], *parts[:1], *parts[2:])).split())
    return _named(item) if isinstance(item, dict) else ""


def _named(person: dict[str, object]) -> str:
    """The name of a person given as an object, or nothing."""
    for _ in range(3):  # OpenAlex has it within "author".
        parts = {
            re.sub(r"[\s_-]", "", key.lower()): value
            for key, value in list(person.items())[:50]
            if isinstance(key, str)
        }
        given, family = (
            next((parts[key] for key in keys if parts.get(key)), "") for keys in (_GIVEN, _FAMILY)
        )
        if isinstance(family, str) and family:
            suffix = parts.get("suffix")
            names = (given, parts.get("nondroppingparticle"), family, suffix)
            return " ".join(" ".join(name for name in names if isinstance(name, str)).split())
        whole = next((parts[key] for key in _WHOLE if parts.get(key)), None)
        if isinstance(whole, str):
            return turned(whole)
        if not isinstance(whole, dict):
            return ""
        person = whole
    return ""
