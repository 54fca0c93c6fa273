"""What stands on the line of a title and is no part of it: signs, dates, tags, venues, names."""

from __future__ import annotations

import re
import unicodedata

from paperbrowse.formats.labels import (
    WHEN,
    is_field,
    is_label,
    is_name,
    is_names,
    is_tag,
    is_venue,
    is_when,
)
from paperbrowse.formats.lettering import lettered
from paperbrowse.text.classes import is_mark

_SIGNS = re.compile(
    r"(?:[^\w\s\"'“”‘’«»「『《\[\](){}<>【】（）`*$\\~#@|:-]|[#@]+(?!\d)|\ufe0f|\u200d"
    r"|:[a-z_0-9+-]{2,40}:|\\[*#+-](?=\s))+\s*"
)
_NUMBER = re.compile(
    r"(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}\s+|\d{1,2}:\d\d(?:\s?[–-]\s?\d{1,2}:\d\d)?\s+"
    r"|\d{1,3}/\d{0,3}\s|\(?\d{1,4}[.)、](?!\d)|\[\d{1,4}\]|#\d{1,5}\b[.:)]?|No\.\s?\d+[.:]?)\s*"
)
_BOX = re.compile(r"\[[ xX✓✔]?\](?:\s+|$)")
_BRACKETS = re.compile(
    r"(?:\[([^\[\]]{0,60})\]|\(([^()]{0,60})\)|【([^【】]{0,60})】|（([^（）]{0,60})）"
    r"|\*\*([^*]{1,60})\*\*|`([^`]{0,60})`|\*([^*\s][^*]{0,60})\*|_([^_\s][^_]{0,60})_)"
    r"\s*[:：|,.–—-]?\s*"
)
_LEAD = re.compile(
    rf"(?P<lead>{WHEN}|[A-Z][\w'’./ -]{{1,30}}?\s?['’]?(?:(?:19|20)\d\d|\d\d)"
    r"(?:\s(?:Oral|Spotlight|Poster|Highlight|Workshops?))?)"
    r"(?:\s*[:：|,]\s*|\s+[–—-]+\s+|\s+(?=[\[\"“*(])|\s*-\s+|\.\s+)",
    re.IGNORECASE,
)
_FIELD = lettered(r"[\W_]{0,10}([^\W\d_][\w /]{0,20}?)[\s*_\])]{0,4}[:：](?!//)")
_CALLED = re.compile(
    r"(?:(?:paper\s+)?(?:title|标题|题目|论文标题|제목|タイトル|titre|título|titel)\s*\**\s*[:：]"
    r"|(?:(?:new\s+)?paper|article|论文|論文|논문|artículo)\s*\**\s*[:：](?!\s*\**\s*(?:http|\[|$)))\s*",
    re.IGNORECASE,
)
BOLD = lettered(r"(?:\*\*|(?<![\w])__)(?=[^\s*])((?:[^*_]|\*(?!\*)|_(?!_))+?)(?:\*\*|__(?![\w]))")
"""What is set in bold."""

_END = re.compile(
    r"\s*(?:\[([^\[\]]{0,200})\]|\(([^()]{0,200})\)|【([^【】]{0,80})】|（([^（）]{0,80})）"
    r"|`([^`]{0,60})`)\s*$"
)
_YEAR_LAST = re.compile(r"\b(?:19|20)\d\d$")
_HASHTAGS = lettered(r"(?:\s+#[^\W\d][\w/-]*)+$")
_AFTER_COMMA = re.compile(r"\s*[,，|]\s*([^,，|]{0,80})$")
# "USENIX Security 2021", and a venue behind a question.
_NAMED_YEAR = re.compile(r"[A-Z][\w&-]*(?:\s[A-Z&][\w-]*){0,3}\s['’]?(?:19|20)\d\d")
_AFTER_QUESTION = re.compile(r"[?!]\s+(\S[^?!]{1,60})$")
_BY = re.compile(r".*\S(\s+by:?\s+([^a-z].{2,300}))$", re.DOTALL)
_IN = re.compile(r"[\s,]+(?:in|at|@):?\s+(?:the\s+)?(.{3,80})$", re.IGNORECASE)
_LAST = re.compile(r"\s+((?:\S+\s+){0,2}\S+)$")
ENDING = re.compile(
    r"(?:[,;|(\[–—-]\s*|\.\s*|\s)(?:\w+\s)?(?:(?:arxiv(?: preprint)?|available at"
    r"|disponible (?:en|sur)|verfügbar unter|论文|链接)"
    r"\s*(?:[:：]|at|@)?|(?:paper|pdf|link|code|url|see)\s*(?:[:：]|at|@))\s*$"
    r"|[,;|(\[–—.-]\s*(?:\w+\s)?(?:paper|pdf|link|code|url|see)\s*$",
    re.IGNORECASE,
)
"""What announces a link behind a title: ``, paper:``."""

AROUND = " \t\n.,;:：，、|–—-/>\\&+"
"""What may stand around a title, and at either end of none."""

_ESCAPED = re.compile(r"\\([\[\]*_#|<>~\"'-])")
STRONG = re.compile(r"\*{3,}")
"""Bold and italics at once."""

_WORDS = lettered(r"[^\W\d_][\w'’-]*")
_UNSPACED = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
# Thai, Lao, Burmese and Khmer have no spaces either, and longer words.
_RUN_ON = re.compile("[\u0e01-\u0edf\u1000-\u109f\u1780-\u17d3]")
_LONGEST = 500
# So much of a text is looked at: a title and the names behind it.
_MOST = 1500


def words(text: str) -> int:
    """How many words ``text`` has; of a text without spaces, how many a reader would count."""
    count = len(_WORDS.findall(text))
    if text.isascii():
        return count
    return max(count, len(_UNSPACED.findall(text)) // 2, len(_RUN_ON.findall(text)) // 5)


def is_other_field(line: str) -> bool:
    """Whether a line says of itself that it tells something else than a title: ``Date: …``."""
    found = _FIELD.match(line)
    return found is not None and is_field(found[1]) and not _CALLED.match(line.lstrip("*_- "))


def is_title(text: str) -> bool:
    """Whether ``text`` may be a title: words that are no label, venue, date or names."""
    return (
        (sum(map(str.isalpha, text)) > 1 or _is_marked_letter(text))
        and len(text) <= _LONGEST
        and not is_tag(text)
        and not is_names(text)
    )


def _is_marked_letter(text: str) -> bool:
    text = unicodedata.normalize("NFC", text)
    return any(map(str.isalpha, text)) and any(map(is_mark, text))


def undecorated(text: str) -> str:
    """``text`` without what stands before titles: signs, numbers, dates and tags in brackets."""
    text = text.strip()
    for _ in range(12):
        rest = _BOX.sub("", text, count=1) if text.startswith("[") else text
        rest = _without(_SIGNS, rest)
        rest = _without(_NUMBER, rest)
        if called := _CALLED.match(rest.lstrip("*_ ")):
            rest = rest.lstrip("*_ ")[called.end() :].lstrip("*_ ")
        if (found := _BRACKETS.match(rest)) and found.end() < len(rest):
            inner = next(filter(None, found.groups()), "")
            bracket = rest[0] in "[(【（`"
            if is_tag(inner) or (bracket and words(inner) <= 3 and len(inner) <= 30):
                rest = rest[found.end() :]
        if (found := _LEAD.match(rest)) and (is_when(found["lead"]) or is_venue(found["lead"])):
            rest = rest[found.end() :]
        rest = rest.lstrip(" \t:：|,，.;–—-")
        if rest == text or not any(map(str.isalpha, rest)):
            return text
        text = rest
    return text


def clean(text: str) -> str:
    """A title without what marks it as one: bold, quotes, brackets around it, tags at its ends."""
    text = " ".join(STRONG.sub("**", text).split())
    for _ in range(6):
        before = text
        text = undecorated(text).strip(" \t,;:：|")
        text = (
            text[:-1].rstrip()
            if text.endswith((".", "。"))
            and not text.endswith("..")
            and text[-3:-2] not in (".", " ")
            else text
        )
        for mark in ("**", "__", "*", "_", "`"):
            inner = text[len(mark) : -len(mark)]
            if (
                text.startswith(mark)
                and text.endswith(mark)
                and inner.strip()
                and mark not in inner
            ):
                text = inner.strip()
        for first, last in ("“”", "「」", "『』", "《》", "«»", '""', "''", "‘’", "[]", "{}"):
            inner = text[1:-1]
            if (
                text.startswith(first)
                and text.endswith(last)
                and len(text) > 2
                and first not in inner
                and last not in inner
            ):
                text = inner.strip()
        if text.startswith("``") and text.endswith("''"):
            text = text[2:-2]
        if text == before:
            break
    text = BOLD.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def trim(text: str) -> str:
    """``text`` without what stands behind titles: venues, years, names, tags in brackets."""
    text = text[:_MOST].strip(" \t\n;|–—/>\\&+").rstrip("[({【").lstrip(")]}】")
    for _ in range(12):
        before = text
        text = ENDING.sub("", text).rstrip(AROUND + "[({【")
        text = _trailing_signs(text)
        text = untagged(_HASHTAGS.sub("", text))
        if (
            (found := _AFTER_COMMA.search(text))
            and found.start() > 0
            and (
                is_venue(found[1])
                or is_when(found[1])
                or _NAMED_YEAR.fullmatch(found[1])
                or (is_label(found[1]) and words(found[1]) < 2)
                or not found[1]
            )
        ):
            text = text[: found.start()]
        text = _without_names(text)
        if (found := _BY.match(text)) and is_names(found[2]):
            text = text[: found.start(1)]
        if (found := _IN.search(text)) and is_venue(found[1]):
            text = text[: found.start()]
        if (found := _AFTER_QUESTION.search(text)) and is_venue(found[1]):
            text = text[: found.start(1)]
        if (found := _LAST.search(text)) and words(text[: found.start()]) > 1:
            tail = found[1].split()
            for size in range(len(tail), 0, -1):
                last = " ".join(tail[-size:])
                if any(map(str.isdigit, last)) and (is_venue(last) and not last.isdigit()):
                    text = text[: len(text) - len(last)]
                    break
        if text == before:
            break
    return clean(text)


def untagged(text: str) -> str:
    """``text`` without a last bracket that holds a venue, a year, names or a label."""
    found = _END.search(text)
    if not found or not found.start():
        return text
    inner = next(filter(None, found.groups()), "")
    told = (
        not inner.strip()
        or is_tag(inner)
        or is_names(inner)
        or any(map(is_tag, inner.split(",")))
        or (_YEAR_LAST.search(inner) and words(inner) < 7)
    )
    return text[: found.start()] if told else text


def _without_names(text: str) -> str:
    parts = text.split(", ")
    named = [is_name(part) or "et al" in part or " and " in part for part in parts]
    for start in range(1, len(parts)):
        if not any(named[start : start + 2]):
            continue
        tail = ", ".join(parts[start:])
        if is_names(tail) and is_title(", ".join(parts[:start])):
            return ", ".join(parts[:start])
    return text


def _trailing_signs(text: str) -> str:
    end = len(text)
    while end:
        last = end - 1
        while last and is_mark(text[last]):
            last -= 1
        sign = text[last]
        if sign.isalnum() or sign.isascii() or sign.isspace() or sign in "”’」』》»）】？！％…°":
            break
        end = last
    return text[:end].rstrip()


def _without(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text
