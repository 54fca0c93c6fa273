"""Authors that a list does not name: how "et al." is said, which is no part of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ET_AL = "et al."
"""What stands behind the names where there are others."""

_MOST = 200
# Behind a name or alone: in Latin, English, German, Russian, Chinese, Japanese, Korean; or BibTeX's
# "others". A macro or a sign may set it apart.
_OTHERS = (  # compiled by the first list of authors
    r"(?:^|[\s,;(&+{])(?:\\[a-z]+\s*)?[{*_~]*"
    r"(?:(?i:et\.?\s+al(?:ii|ia)?|et\.al|et\.?\s+coll|(?:and|&)\s+(?:\d+\s+)?others?"
    r"|(?:and|&|\+)\s*\d+\s+more|\d+\s+(?:others|more))(?:\s+authors)?"
    r"|etal|u\.\s?a|und andere|и др|他|외(?:\s?\d+[인명])?)[\s.,;:)}*_\]]*$"
    r"|(?:^|\s|(?<=[\u3040-\u30ff\u4e00-\u9fff]))(?:等人?|ほか)[\s.。]*$"
    r"|^(?i:others)[\s.]*$"
)


def cut(text: str) -> tuple[str, bool]:
    """A text that ends in a name or in names, without "et al." behind them, and whether it was."""
    begin = max(0, len(text) - _MOST)
    found = re.compile(_OTHERS).search(text, begin)
    if found is None:
        return text, False
    before = text[: found.start()].rstrip(" \t\n,;&({")
    return "" if before == "and" else before.removesuffix(" and").rstrip(" ,;"), True


def named(authors: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The authors that are named, and whether a list of them says that there are others."""
    if not authors:
        return (), False
    *before, last = authors
    last, others = cut(last)
    names = (*before, last) if last else tuple(before)
    return names, others and bool(names)
