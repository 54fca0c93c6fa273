"""Running text: sentences that tell of papers, in which a link is a citation and no entry."""

from __future__ import annotations

import re

from paperbrowse.text.classes import MARKS

# How it begins.
_OPENING = re.compile(
    r"\W*(?:our|we|i|these|please|if|see|thanks?|welcome|check|cite|accompan\w+|based on|like"
    r"|this (?:repo\w*|list|page|work|paper|survey|is|project|collection|code|readme|article|post"
    r"|library|package)|you(?:r)? (?:can|may|are|find)|here (?:is|are)|inspired by|feel free"
    r"|for (?:more|details|an?|the|further|example)|note(?: that)?|note:|in this|it is"
    r"|the (?:paper|code|survey|list|following|official|original) .{0,60}\b(?:is|are|was|can)"
    r"|as (?:described|in)|contributions?|pull requests?|there (?:is|are)"
    r"|a (?:curated|collection|list|continually|comprehensive (?:list|collection))"
    r"|本仓库|本项目|我们|如果|欢迎|感谢|请|这里|本文|更多|更新)\b",
    re.IGNORECASE,
)
# What it cannot end after.
_DANGLING = re.compile(
    r"(?:^|\s)(?:a|an|also|and|are|as|at|by|called|cite|cites|citing|described|extends|following"
    r"|for|from|her|his|in|into|introduced|is|like|of|on|our|paper|proposed|read|see|survey|than"
    r"|that|the|their|this|to|under|us|uses|via|was|were|with|work|以及|参考|在|于|和|的|见)"
    r"\s*[\"“*_(\[]*$"
)
# Words that tell of a paper, and hardly stand in titles.
_TELLING = re.compile(
    r"\b(?:is|are|was|were|has|have|had|we|they|their|it|its|this|these|those|which|who|us|our|you"
    r"|i|shows?|propose[sd]?|presents?|introduces?|here|he|she|there|will|would|can)\b",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(rf"(?:[^\W\d_][{MARKS}]*){{4,}}")


def opens(text: str) -> bool:
    """Whether ``text``, or its last sentence, begins as people speak and not as titles do."""
    last = re.split(r"[.!?]\s+", text)[-1]
    return any(_OPENING.match(part) and not _is_capitalised(part) for part in (text, last))


def dangles(text: str) -> bool:
    """Whether ``text`` breaks off in the middle of a sentence."""
    return _DANGLING.search(text[-80:]) is not None


def tells(text: str) -> bool:
    """Whether ``text`` reads as a sentence about something rather than as a title."""
    told = _TELLING.findall(text[:1000])
    return (len(told) > 1 or _TELLING.match(text) is not None) and capitals(text) < 0.4


def capitals(text: str) -> float:
    """The share of its longer words that begin with a capital; 0 where it has none."""
    long = _LONG_WORD.findall(text)
    return len([word for word in long if word[0].isupper()]) / max(len(long), 1)


def _is_capitalised(text: str) -> bool:
    return len(_LONG_WORD.findall(text)) > 2 and capitals(text) >= 0.7
