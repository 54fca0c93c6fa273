"""arXiv identifiers in a query: whole, in a list, or as far as they have been typed."""

from __future__ import annotations

import re

from paperbrowse.paper import ArxivId

# The subject and date behind the identifier on the first page of every arXiv PDF.
_STAMP = re.compile(
    r"\s+\[[a-z-]+(?:\.[a-z-]{2,})?\](?:\s+\d{1,2}\s+\w{3}\s+\d{4})?\s*$", re.IGNORECASE
)
_LONGEST_STAMP = 300

# The beginning of an identifier, as far as it has been typed: enough of it to be no other word.
_BEGINNING = re.compile(
    r"(?:arxiv:)?(\d{2}(?:0[1-9]|1[0-2])\.\d{0,5}|[a-z-]+(?:\.[a-z-]{2})?/\d{2,7})(?:v\d*)?",
    re.IGNORECASE | re.ASCII,
)
_FOUR_DIGITS = re.compile(r"[0-9]+\.[0-9]{4}")
_SUBJECT = re.compile(r"\.[a-z-]{2}(?=/)")


def named(text: str) -> str:
    """The number of the identifier that ``text`` is or holds, or nothing."""
    arxiv = ArxivId.parse(text)
    if arxiv is None and ("/" in text or ":" in text):  # else a search would be for nothing
        arxiv = ArxivId.within(text)
    return arxiv.number if arxiv else ""


def beginning(text: str) -> str:
    """The number whose beginning ``text`` is, or nothing."""
    match = _BEGINNING.fullmatch(text)
    return _without_subject(match[1]) if match else ""


def anything(text: str) -> str:
    """What ``text`` says where it is to be the beginning of a number, however little it is."""
    return beginning(text) or _without_subject(text.rstrip("*")).removeprefix("arxiv:")


def may_go_on(number: str) -> bool:
    """Whether a number has four digits behind the point: it is from before 2015, or unfinished."""
    return _FOUR_DIGITS.fullmatch(number) is not None


def only(text: str, most: int) -> list[str]:
    """The numbers where ``text`` is more than one word and says nothing else; else none.

    As in ``arXiv: 2512.24162``, the stamp ``arXiv:2512.24162v2 [cs.CV] 5 Feb 2026``, and in a list
    of identifiers, of which ``most`` and one more are read.
    """
    parts = text.split()
    if len(parts) < 2:
        return []
    stripped = text.strip()
    if len(stripped) <= _LONGEST_STAMP:
        whole = ArxivId.parse(_STAMP.sub("", stripped))
        if whole is not None:
            return [whole.number]
    numbers: list[str] = []
    for part in parts[: most + 1]:
        arxiv = ArxivId.parse(part)
        if arxiv is None:
            return []
        numbers.append(arxiv.number)
    return numbers


def _without_subject(number: str) -> str:
    return _SUBJECT.sub("", number.lower())
