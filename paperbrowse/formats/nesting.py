"""Pages cut down to the tags that lists are read by, none nested deeper than in any list.

Parsers of browsers look through all that is open at each tag, which a page made for it stretches
to hours. What they are given here is short on what is open: every element is ended where what it
stands in ends. Text is passed on as it is, and what it means is for the parser to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

_DEEPEST = 250
# A page is parted after so many characters, where a block begins, or by force.
_PIECE, _LONGEST = 100_000, 4_000_000
# How far the end of a tag is looked for: longer ones are left out.
_AHEAD = 100_000
_MARKUP = re.compile(r"<(?:(/?)([a-zA-Z][^ \t\n\f\r/>]*)|(!--)|[!?/])")
# The attributes of a tag and its end, parted as browsers part them, or else the parser would see
# other tags than are seen here. The lookahead takes them whole, for linear time. None: a quote that
# nothing closes.
_NAME, _VALUE = r"[^ \t\n\f\r/>=]", r"[^ \t\n\f\r>]"
_REST = re.compile(
    rf"""(?=((?:[ \t\n\f\r/]+|(?:=(?![ \t\n\f\r]*["'])|{_NAME}){_NAME}*"""
    rf"""(?:[ \t\n\f\r]*=[ \t\n\f\r]*(?:"[^"]*"|'[^']*'|(?!["']){_VALUE}+|(?=>)))?)*))\1>"""
)
# Stands where something was left out, so that what is beside it makes no tag.
_NOTHING = "<!---->"


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_ALIASES = {"strong": "b", "em": "i", "cite": "i", "form": "nav"}
_INLINE = _set("a b i")
_HEADINGS = _set("h1 h2 h3 h4 h5 h6")
_BLOCKS = _HEADINGS | _set(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure"
    " footer header hgroup hr li main nav ol p pre section summary table ul"
)
_OF_TABLES = _set("caption tr td th")
_PASSED = _INLINE | _BLOCKS | _OF_TABLES | _set("br button noscript object")
_VOID = _set("br hr")
_WITH_ATTRIBUTES = _set("a td th")
_TABLE = _set("table")
# What is open in these is not ended, nor ends anything, from without.
_WALLS = _set("table caption td th object")
_OUTER = _PASSED - _INLINE
# What the beginning of an element ends, and in what that must stand.
_ENDED = {
    "li": (_set("li"), _WALLS | {"ul", "ol"}),
    **dict.fromkeys(("dt", "dd"), (_set("dt dd"), _WALLS | {"dl"})),
    **dict.fromkeys(("tr", "caption"), (_set("tr caption"), _TABLE)),
    **dict.fromkeys(("td", "th"), (_set("td th caption"), _TABLE)),
    "table": (_TABLE, _WALLS - _TABLE),
    **dict.fromkeys(_HEADINGS, (_HEADINGS, _OUTER)),
}
# The parser gives up to end a link or a mark in which so many blocks began.
_BLOCKS_IN_INLINE = 6

# What stands in these is left out: to their ends, some also to a block, which they cannot hold.
_HIDDEN = _set("iframe noembed noframes script style template textarea title xmp")
_BLOCK = "|".join(sorted(_BLOCKS))
_HIDING = {
    **{name: rf"(?=</{name}[\s/>])" for name in _HIDDEN},
    **{name: rf"(?=</{name}[\s/>]|</?(?:{_BLOCK})[\s>])" for name in ("math", "select", "svg")},
}


def pieces(lines: Iterable[str], line: int = 1) -> Iterator[str]:
    """A page whose lines begin at one, in pieces that are pages: a long one is parted at blocks.

    Each block and each link tells its line in ``data-line``. Nothing raises.
    """
    lines = iter(lines)
    source, at, is_last = "", 0, False
    opened: list[str] = []
    kept, size, hidden = ["<body>"], 0, ""
    while True:
        if not is_last and len(source) - at < _AHEAD:
            more = "".join(_taken(lines, _PIECE + _AHEAD))
            source, at, is_last = source[at:] + more, 0, not more
            continue
        if at == len(source):
            break
        begin = at
        markup = None
        if hidden:
            found = re.compile(hidden, re.ASCII | re.IGNORECASE).search(source, at)
            at, hidden = (found.end(), "") if found else (len(source), hidden)
        else:
            markup = _MARKUP.search(source, at)
            at = markup.start() if markup else len(source)
            kept.append(source[begin:at])
            size += at - begin
        line += source.count("\n", begin, at)
        if markup is None or (len(source) - at < _AHEAD and not is_last):
            continue
        rest = _REST.match(source, markup.end(), markup.end() + _AHEAD) if markup[2] else None
        if rest is None:
            hidden, at = "--!?>" if markup[3] else ">", at + 2
            kept.append(_NOTHING)
            continue
        name = markup[2].lower() if markup[2].isascii() else ""
        name = _ALIASES.get(name, name)
        if markup[1]:
            written = _end(opened, name)
        else:
            if size >= _PIECE and _may_part(opened, name, size):
                yield "".join(kept)
                kept, size = ["<body>", *(f"<{each}>" for each in opened)], 0
            written = _begin(opened, name, line, rest[0])
            hidden = "" if rest[0].endswith("/>") else _HIDING.get(name, "")
        line += source.count("\n", at, rest.end())
        at = rest.end()
        kept.append(written or _NOTHING)
        size += len(kept[-1])
    yield "".join(kept)


def _taken(lines: Iterator[str], size: int) -> Iterator[str]:
    """Lines until there are so many characters."""
    while size > 0 and (line := next(lines, "")):
        size -= len(line)
        yield line


def _may_part(opened: list[str], name: str, size: int) -> bool:
    """Whether a page may be parted before a tag: in a table, which has one header, by force."""
    if size < _LONGEST and "table" in opened:
        return False
    return name in _BLOCKS or name == "tr" or size > 2 * _PIECE


def _begin(opened: list[str], name: str, line: int, rest: str) -> str:
    """What stands for the beginning of an element: the ends of what it ends, and its tag."""
    if name not in _PASSED or (name in _OF_TABLES and "table" not in opened):
        return ""
    ended = ""
    if name == "a":
        if "href" not in rest.lower():
            return ""  # It is no link, and its end is often missing.
        ended = _end_inline(opened, name)
    if name in _ENDED:
        ended = _close(opened, *_ENDED[name])
    if name in _BLOCKS:
        ended += _close(opened, ("p",), _OUTER)
    if name == "a" and _is_open(opened, name):
        return ended
    if name not in _VOID:
        if len(opened) >= _DEEPEST and name in ("b", "i"):
            return ended
        while len(opened) >= _DEEPEST:  # Too deep to stand in it: it stands beside it.
            ended += f"</{opened.pop()}>"
        opened.append(name)
    if name in ("b", "i"):
        return f"{ended}<{name}>"
    return f"{ended}<{name} data-line={line}{rest if name in _WITH_ATTRIBUTES else '>'}"


def _end(opened: list[str], name: str) -> str:
    """What stands for the end of an element: also the ends of all that is open in it."""
    if name in _INLINE:
        return _end_inline(opened, name)
    walls = _TABLE if name in _OF_TABLES or name == "table" else _WALLS
    return _close(opened, _HEADINGS if name in _HEADINGS else (name,), walls)


def _close(opened: list[str], names: Collection[str], walls: Collection[str]) -> str:
    """The ends of the innermost element with one of the names, and before it of all in it."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index] in names:
            ended = "".join(f"</{name}>" for name in reversed(opened[index:]))
            del opened[index:]
            return ended
        if opened[index] in walls:
            break
    return ""


def _end_inline(opened: list[str], name: str) -> str:
    """The end of a link or a mark, in which blocks may have begun that stay open."""
    blocks = 0
    for index in range(len(opened) - 1, -1, -1):
        if opened[index] == name:
            del opened[index]
            return f"</{name}>"
        blocks += opened[index] not in _INLINE
        if opened[index] in _WALLS or blocks > _BLOCKS_IN_INLINE:
            break
    return ""


def _is_open(opened: list[str], name: str) -> bool:
    """Whether an element is open within the same cell."""
    for each in reversed(opened):
        if each == name or each in _WALLS:
            return each == name
    return False
