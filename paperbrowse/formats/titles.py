"""The title in a line of running text: bold, in quotes, or what is left beside names and venues."""

from __future__ import annotations

import re

from paperbrowse.formats.labels import is_citation, is_names, is_surnames, is_tag
from paperbrowse.formats.lettering import lettered
from paperbrowse.formats.trimming import (
    AROUND,
    BOLD,
    ENDING,
    STRONG,
    clean,
    is_other_field,
    is_title,
    trim,
    undecorated,
    untagged,
    words,
)

_ITALIC = lettered(
    r"(?<![\w*\\$^{])(?:\*(?=[^\s*])([^*\n]{1,600}?)(?<=[^\s*])\*(?![\w*])"
    r"|_(?=[^\s_])([^_\n]{1,600}?)(?<=[^\s_])_(?![\w_]))"
)
_QUOTED = lettered(
    r"[\"“「『《«]([^\"“”「」『』《》«»\n]{2,400})[\"”」』》»]|``([^`'\n]{2,400})''"
    r"|(?<![\w])['‘]([^'’\n]{12,400})['’](?![\w])"
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
_GIVEN_BY = re.compile(
    r"\W*(?:presented|given|présentée?|vorgestellt|präsentiert|presentado|presenta|apresentado"
    r"|presentato|speaker|presenter|发表|报告人|発表者?|발표자?)(?:\s+(?:by|par|von|por|da)\b|\s*[:：])",
    re.IGNORECASE,
)
# How bibliographies begin an entry: "LeCun, Y., & Bengio, Y. (2015). …", "Michel et al. 2019. …".
_APA = re.compile(
    r"(.{3,600}?)[\s,]\(((?:19|20)\d\d)[a-z]?(?:,[^()]{1,20})?\)[.,:]?\s+(.+)", re.DOTALL
)
_TWO = lettered(r"[A-ZÀ-Þ][\w'’-]+ (?:and|&|und|et|y|e) [A-ZÀ-Þ][\w'’-]+")
_INITIALED = lettered(
    r"(?:[A-ZÀ-Þ][\w'’-]+,\s+(?:[A-Z]\.[\s-]?)+(?:[,;/]\s*)?(?:&|and|und)?\s*)+"
    r"(?:et al\.?\s*)?[.,:]?\s*"
)
_ET_AL_FIRST = re.compile(
    r"(?:[^.:\"“]|(?<=\b[A-Z])\.){2,120},?\s+et\.? ?al\.?[,:]?\s*(?:\(?(?:19|20)\d\d[a-z]?\)?)?"
    r"\s*[.,:–—-]*\s+(?=\S{2,}|A\s)"
)


def title_in(text: str, *, marked_only: bool = False) -> str:
    """The title that ``text`` (which has no links any more) gives, or the empty text."""
    lines = _BREAK.split(STRONG.sub("**", text[:4000]))
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


def behind_authors(line: str) -> str:
    """What stands behind the authors, and the year, where a line begins as bibliographies do."""
    if (found := _APA.match(line)) and is_names(found[1]):
        return found[3]
    if (found := _INITIALED.match(line)) or (
        (found := _ET_AL_FIRST.match(line)) and is_names(found[0])
    ):
        return line[found.end() :]
    return line


def _marked(line: str) -> str:
    """What is set in bold or in quotes as a title is."""
    line = line.strip()
    quoted = [
        (m, clean(next(filter(None, m.groups()))))
        for m in _QUOTED.finditer(line)
        if _parted(line, m)
    ]
    bold = [(m, clean(m[1])) for m in BOLD.finditer(line) if not _among_names(line, m)]
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
        alone = not words(BOLD.sub("", line)) and all(words(other) < 2 for _, other in bold)
        if words(said) > 1 or alone:
            if follows[:1].isalpha() and follows[:1].islower() and words(said) < 3:
                continue
            return said
        before = undecorated(line[: match.start()])
        if not before.strip(AROUND) and not is_title(_plain(follows)):
            return said
    return ""


def _among_names(line: str, match: re.Match[str]) -> bool:
    """Whether something bold is one of the authors, as on the author's own page."""
    before = re.split(r"[|·•]", line[: match.start()])[-1]
    after = re.split(r"[|·•]", line[match.end() :])[0]
    first = not undecorated(before).strip(AROUND)
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
        not undone.strip(AROUND + "[](")
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
    line = behind_authors(untagged(ENDING.sub("", undecorated(line))))
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
        for said in (
            trim(p) for p in plain if not (is_names(p) or is_citation(p) or _GIVEN_BY.match(p))
        )
        if is_title(said)
    ]
    italics = [said for said in map(trim, slanted) if words(said) > 1 and is_title(said)]
    # "Gu and Dao (2023). *A title*."
    if italics and trimmed and is_surnames(trimmed[0]) and words(trimmed[0]) < 4:
        return italics[0]
    long = [said for said in trimmed if words(said) > 2]
    # "Gu and Dao. A title."
    if len(long) > 1 and _TWO.fullmatch(long[0]):
        del long[0]
    best = next(iter(long or trimmed), "")
    return best or next(
        (
            said
            for said in (trim(p) for p in slanted if not (is_names(p) or is_citation(p)))
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
