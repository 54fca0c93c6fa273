"""The title in a line of running text: bold, in quotes, or what is left beside names and venues."""

from __future__ import annotations

import re

from paperbrowse.formats.labels import WHEN, is_field, is_label, is_names, is_tag, is_venue, is_when

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
_FIELD = re.compile(r"[\W_]{0,10}([^\W\d_][\w /]{0,20}?)[\s*_\])]{0,4}[:：](?!//)")
_CALLED = re.compile(
    r"(?:(?:paper\s+)?(?:title|标题|题目|论文标题|제목|タイトル|titre|título|titel)\s*\**\s*[:：]"
    r"|(?:(?:new\s+)?paper|article|论文|論文|논문|artículo)\s*\**\s*[:：](?!\s*\**\s*(?:http|\[|$)))\s*",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(?:\*\*|(?<!\w)__)(?=[^\s*])((?:[^*_]|\*(?!\*)|_(?!_))+?)(?:\*\*|__(?!\w))")
_ITALIC = re.compile(
    r"(?<![\w*\\$^{])(?:\*(?=[^\s*])([^*\n]{1,600}?)(?<=[^\s*])\*(?![\w*])"
    r"|_(?=[^\s_])([^_\n]{1,600}?)(?<=[^\s_])_(?![\w_]))"
)
_QUOTED = re.compile(
    r"[\"“「『《«]([^\"“”「」『』《》«»\n]{2,400})[\"”」』》»]|``([^`'\n]{2,400})''"
    r"|(?<!\w)['‘]([^'’\n]{12,400})['’](?!\w)"
)
# What may follow a title in quotes.
_SAYS = re.compile(r"(?:by|in|is|are|was|from|at|got|has|accepted|now|just)\b")
_BREAK = re.compile(r"\n|\s*\\\\(?:\s|$)")
# Abbreviations, initials and the numbers of kings and parts end no sentence.
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bII)(?<!\bIV)(?<!\bVI)(?<!\bIII)(?<!\bvs)(?<!\bal)(?<!\bSt)(?<!\bDr)"
    r"(?<!\be\.g)(?<!\bi\.e)\.\s+(?=\S)(?!(?:[IVX]+|Part|Paper)\b)"
    r"|\s[|｜•·]\s|[。｡]|\s{3,}|\t|;\s(?![a-z])|\s//\s|\.\s*$"
)
# Who speaks in the log of a chat.
_NICK = re.compile(r"^\[?\d{1,2}:\d\d(?::\d\d)?\]?\s+<[^<>\s]{1,30}>\s*")
_STAMP = re.compile(
    r"\[?(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d),?\s+\d{1,2}:\d\d(?::\d\d)?"
    r"(?:\s?[AP]M)?\]?:?\s*$",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[–—-]\s+")
_END = re.compile(
    r"\s*(?:\[([^\[\]]{0,200})\]|\(([^()]{0,200})\)|【([^【】]{0,80})】|（([^（）]{0,80})）"
    r"|`([^`]{0,60})`)\s*$"
)
_YEAR_LAST = re.compile(r"\b(?:19|20)\d\d$")
_HASHTAGS = re.compile(r"(?:\s+#[^\W\d][\w/-]*)+$")
_AFTER_COMMA = re.compile(r"\s*[,，|]\s*([^,，|]{0,80})$")
_BY = re.compile(r".*\S(\s+by:?\s+([^a-z].{2,300}))$", re.DOTALL)
_GIVEN_BY = re.compile(
    r"\W*(?:presented|given|présentée?|vorgestellt|präsentiert|presentado|presenta|apresentado"
    r"|presentato|speaker|presenter|发表|报告人|発表者?|발표자?)(?:\s+(?:by|par|von|por|da)\b|\s*[:：])",
    re.IGNORECASE,
)
_IN = re.compile(r"[\s,]+(?:in|at|@):?\s+(?:the\s+)?(.{3,80})$", re.IGNORECASE)
_LAST = re.compile(r"\s+((?:\S+\s+){0,2}\S+)$")
# How bibliographies begin an entry: "LeCun, Y., & Bengio, Y. (2015). …", "Michel et al. 2019. …".
_APA = re.compile(
    r"(.{3,600}?)[\s,]\(((?:19|20)\d\d)[a-z]?(?:,[^()]{1,20})?\)[.,:]?\s+(.+)", re.DOTALL
)
_INITIALED = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’-]+,\s+(?:[A-Z]\.[\s-]?)+(?:[,;/]\s*)?(?:&|and|und)?\s*)+"
    r"(?:et al\.?\s*)?[.,:]?\s*"
)
_ET_AL_FIRST = re.compile(
    r"[^.,:\"“]{2,60}(?:,[^.:\"“]{2,60})?,?\s+et\.? ?al\.?[,:]?\s*(?:\(?(?:19|20)\d\d[a-z]?\)?)?"
    r"\s*[.,:–—-]*\s+(?=\S{2,})"
)
_ENDING = re.compile(
    r"(?:[,;|(\[–—-]\s*|\.\s*|\s)(?:\w+\s)?(?:(?:arxiv(?: preprint)?|available at|论文|链接)"
    r"\s*(?:[:：]|at|@)?|(?:paper|pdf|link|code|url|see)\s*(?:[:：]|at|@))\s*$"
    r"|[,;|(\[–—.-]\s*(?:\w+\s)?(?:paper|pdf|link|code|url|see)\s*$",
    re.IGNORECASE,
)
_AROUND = " \t\n.,;:：，、|–—-/>\\&+"
_ESCAPED = re.compile(r"\\([\[\]*_#|<>~\"'-])")
_STRONG = re.compile(r"\*{3,}")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_UNSPACED = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
_LONGEST = 500


def words(text: str) -> int:
    """How many words ``text`` has; of a text without spaces, how many a reader would count."""
    count = len(_WORDS.findall(text))
    return count if text.isascii() else max(count, len(_UNSPACED.findall(text)) // 2)


def is_other_field(line: str) -> bool:
    """Whether a line says of itself that it tells something else than a title: ``Date: …``."""
    found = _FIELD.match(line)
    return found is not None and is_field(found[1]) and not _CALLED.match(line.lstrip("*_- "))


def is_title(text: str) -> bool:
    """Whether ``text`` may be a title: words that are no label, venue, date or names."""
    return (
        sum(map(str.isalpha, text)) > 1
        and len(text) <= _LONGEST
        and not is_tag(text)
        and not is_names(text)
    )


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
    text = " ".join(_STRONG.sub("**", text).split())
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
    text = _BOLD.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def title_in(text: str, *, marked_only: bool = False) -> str:
    """The title that ``text`` (which has no links any more) gives, or the empty text."""
    lines = _BREAK.split(_STRONG.sub("**", text[:4000]))
    for line in lines:
        line = _NICK.sub("", line, count=1)
        # Who wrote a message, and when, stands above it.
        if len(lines) > 1 and _STAMP.search(line):
            continue
        if is_other_field(line) and (len(lines) > 1 or words(line) < 4):
            continue
        if "·" in line and is_names(_DASH.split(line.replace("**", ""), maxsplit=1)[0]):
            continue
        said = _marked(line) or ("" if marked_only else _plain(line))
        if said:
            return said
    return ""


def _marked(line: str) -> str:
    """What is set in bold or in quotes as a title is."""
    line = line.strip()
    quoted = [
        (m, clean(next(filter(None, m.groups()))))
        for m in _QUOTED.finditer(line)
        if _parted(line, m)
    ]
    bold = [(m, clean(m[1])) for m in _BOLD.finditer(line) if not _among_names(line, m)]
    for match, said in quoted:
        if words(said) > 1 and is_title(said):
            inside = any(b.start() <= match.start() and match.end() <= b.end() for b, _ in bold)
            if inside or words(said) > 2:
                around = next((c for b, c in bold if b.start() <= match.start() < b.end()), "")
                # What is quoted within a bold title is a part of it.
                return around if around and words(around) > words(said) + 1 else said
    for match, said in bold:
        if not is_title(said):
            continue
        follows = line[match.end() :].lstrip()
        colon = match[1].rstrip().endswith((":", "：")) or follows.startswith((":", "："))
        if colon and words(said) < 4:
            rest = _plain(follows.lstrip(":： "))
            if words(rest) > 1:
                return f"{said}: {rest}"
        alone = not words(_BOLD.sub("", line)) and all(words(other) < 2 for _, other in bold)
        if words(said) > 1 or alone:
            if follows[:1].isalpha() and follows[:1].islower() and words(said) < 3:
                continue
            return said
        before = undecorated(line[: match.start()])
        if not before.strip(_AROUND) and not is_title(_plain(follows)):
            return said
    return ""


def _among_names(line: str, match: re.Match[str]) -> bool:
    """Whether something bold is one of the authors, as on the author's own page."""
    before = re.split(r"[|·•]", line[: match.start()])[-1]
    after = re.split(r"[|·•]", line[match.end() :])[0]
    first = not undecorated(before).strip(_AROUND)
    return (
        "," in before + after
        and (words(match[1]) < 4 if first else is_names(f"{before}, {match[1]}"))
        and is_names(f"{before}{match[1]}{after}".replace("**", ""))
        and is_names(f"{match[1]}, {match[1]}")
    )


def _parted(line: str, match: re.Match[str]) -> bool:
    """Whether something quoted stands by itself, and is no word within a longer title."""
    before = line[: match.start()].rstrip(" *_")
    after = line[match.end() :].lstrip(" ")
    undone = undecorated(before) if before else ""
    opens = (
        not undone.strip(_AROUND + "[](")
        or before[-1] in ".,:;)]–—|-（】"
        or is_names(before)
        or before.endswith(("的", "by", "al"))
    )
    return (
        opens
        and (
            not after
            or after[0] in ".,;()[]–—|-（【`*_"
            or _SAYS.match(after) is not None
            # As citations have it: “A title,” May 2024.
            or match[0][-2:-1] == ","
        )
    )


def _plain(line: str) -> str:
    """The title among the parts of a line in which nothing is marked."""
    line = line.strip()
    if not line:
        return ""
    line = _untagged(_ENDING.sub("", undecorated(line)))
    if (found := _APA.match(line)) and is_names(found[1]):
        line = found[3]
    elif (found := _INITIALED.match(line)) or (
        (found := _ET_AL_FIRST.match(line)) and is_names(found[0])
    ):
        line = line[found.end() :]
    plain: list[str] = []
    slanted: list[str] = []
    parts = _slanted(line)
    if parts[0][1] and words(first := trim(parts[0][0])) > 2 and is_title(first):
        return first
    for part, italic in parts:
        for sentence in _SENTENCE.split(part):
            dashed = _dashed(sentence)
            (slanted if italic else plain).extend(dashed)
    trimmed = [
        said
        for said in (trim(p) for p in plain if not (is_names(p) or _GIVEN_BY.match(p)))
        if is_title(said)
    ]
    best = next((said for said in trimmed if words(said) > 2), "") or next(iter(trimmed), "")
    return best or next(
        (
            said
            for said in (trim(p) for p in slanted if not is_names(p))
            if is_title(said) and words(said) > 1
        ),
        "",
    )


def _dashed(sentence: str) -> list[str]:
    """The parts between dashes; a short name stays with what it is the name of."""
    parts = _DASH.split(sentence)
    if len(parts) > 1 and words(parts[0]) < 3 < words(parts[1]) + 1 and not is_names(parts[1]):
        rest = sentence.split(parts[1], 1)[0] + parts[1]
        parts[:2] = [parts[1]] if is_tag(parts[0]) else [rest]
    return parts


def _slanted(line: str) -> list[tuple[str, bool]]:
    """The line in parts: those in italics that stand by themselves, and the text between."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for match in _ITALIC.finditer(line):
        before, after = line[end : match.start()].rstrip(), line[match.end() :].lstrip()
        ends = not after or after[0] in ".,;:()[]|–—-"
        if ends or (before and before[-1] in ".,;:)]|–—-"):
            parts += [(line[end : match.start()], False), (match[1] or match[2], True)]
            end = match.end()
    parts.append((line[end:], False))
    return [part for part in parts if part[0].strip()] or parts


def trim(text: str) -> str:
    """``text`` without what stands behind titles: venues, years, names, tags in brackets."""
    text = text.strip(" \t\n;|–—/>\\&+").rstrip("[({【").lstrip(")]}】")
    for _ in range(12):
        before = text
        text = _ENDING.sub("", text).rstrip(_AROUND + "[({【")
        text = _trailing_signs(text)
        text = _untagged(_HASHTAGS.sub("", text))
        if (
            (found := _AFTER_COMMA.search(text))
            and found.start() > 0
            and (
                is_venue(found[1])
                or is_when(found[1])
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


def _untagged(text: str) -> str:
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
    for start in range(1, len(parts)):
        tail = ", ".join(parts[start:])
        if is_names(tail) and is_title(", ".join(parts[:start])):
            return ", ".join(parts[:start])
    return text


def _trailing_signs(text: str) -> str:
    while (
        text
        and not (
            text[-1].isalnum()
            or text[-1].isascii()
            or text[-1] in "”’」』》»）】？！％…°"
            or text[-1].isalpha()
        )
        and not text[-1].isspace()
    ):
        text = text[:-1]
    return text.rstrip()


def _without(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text
