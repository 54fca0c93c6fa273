"""Words within a few edits of one: the sorted terms walked as a trie, dead ends skipped.

An edit puts a letter in, takes one out or exchanges one (Levenshtein's distance). The state is one
row of bits for each number of edits, as in Wu and Manber, Fast Text Searching Allowing Errors,
Communications of the ACM 35(10), 1992: bit i of row k is set when the letters read so far are
within k edits of the first i letters of the word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def near(terms: Sequence[str], word: str, edits: int) -> list[int]:
    """The places, among sorted ``terms``, of those within so many edits (1 or 2) of ``word``.

    One edit includes two neighbouring letters that were swapped.
    """
    found = _walk(terms, word, edits)
    if edits == 1:
        for i in range(len(word) - 1):
            swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            place = bisect_left(terms, swapped)
            if place < len(terms) and terms[place] == swapped:
                found.append(place)
        found = sorted(set(found))
    return found


def _walk(terms: Sequence[str], word: str, edits: int) -> list[int]:
    letters: dict[str, int] = {}
    for index, letter in enumerate(word):
        letters[letter] = letters.get(letter, 0) | 2 << index
    whole, two = 1 << len(word), edits == 2
    mask_of = letters.get
    found = []
    # The rows after each letter of the term before; with none read, k letters are k edits away.
    rows = [(0b1, 0b11, 0b111)]
    place, last, total = 0, "", len(terms)
    while place < total:
        text = terms[place]
        depth, most = 0, min(len(rows) - 1, len(text))
        while depth < most and text[depth] == last[depth]:
            depth += 1
        del rows[depth + 1 :]
        none, one, more = rows[-1]
        for letter in text[depth:]:
            mask = mask_of(letter, 0)
            # In each row: matched; put in; exchanged; taken out.
            next_none = none << 1 & mask
            next_one = one << 1 & mask | none | (none | next_none) << 1
            if two:
                more = more << 1 & mask | one | (one | next_one) << 1
            none, one = next_none, next_one
            if not (more if two else one):
                place = _behind(terms, place, text[: len(rows)])
                break
            rows.append((none, one, more))
        else:
            if (more if two else one) & whole:
                found.append(place)
            place += 1
        last = text
    return found


def _behind(terms: Sequence[str], place: int, prefix: str) -> int:
    """The first place behind the terms that begin so, of which ``place`` is one."""
    step = 1
    while place + step < len(terms) and terms[place + step].startswith(prefix):
        step *= 2
    # No letter stands behind the last one of Unicode.
    low, high = place + step // 2, min(place + step, len(terms))
    return bisect_left(terms, prefix + "\U0010ffff", low, high)
