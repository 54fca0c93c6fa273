"""HTML as a tree of elements, in time and depth that no page can stretch.

It reads what lists need as browsers read it: ends that pages leave out, tables, blocks within one
another. Elements deeper than any page has them stand beside one another. Parsers of browsers look
through all that is open at each tag, which deep pages stretch to hours.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

_DEEPEST = 250
_LONGEST_TAG = 100_000
# A page is read in parts of so many characters, parted where a block begins, or by force.
_PART, _LONGEST = 250_000, 4_000_000
_MARKUP = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*)|(!--)|[!?/])")
# To the end of a tag. Each "=" is read one way only, so that nothing is read again.
_REST = re.compile(r"""(?:[^>="']|(?=(=\s*(?:"[^"]*"|'[^']*')?))\1|["'])*>""")
_ATTRIBUTE = re.compile(r"""([^\s/>="']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
_WITH_ATTRIBUTES = frozenset(("a", "td", "th"))


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _set("area base br col embed hr img input link meta param source track wbr")
# What stands in these is no markup, and not shown.
_RAW = _set("script style title iframe noembed noframes xmp")
_IGNORED = _set("html head body frameset")
_HEADINGS = _set("h1 h2 h3 h4 h5 h6")
_CELLS = _set("td th")
_SECTIONS = _set("thead tbody tfoot")
# What stands in a table alone, and ends the like before it.
_TABLES = _CELLS | _SECTIONS | {"tr", "caption"}
# These begin a paragraph of their own: they end one that is open.
_BLOCKS = _HEADINGS | _set(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure"
    " footer form header hgroup hr li main menu nav ol p pre section summary ul"
)
# What of a table stays open where such a part of it begins.
_STAYS = {
    **dict.fromkeys(_CELLS, _set("table tr") | _SECTIONS),
    "tr": _set("table") | _SECTIONS,
    **dict.fromkeys(_SECTIONS | {"caption"}, _set("table")),
}
# An end within one of these does not end what stands around it.
_OF_TABLES = _set("table template")
_WALLS = _set("table td th caption template object button")

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(eq=False, slots=True)
class Element:
    """An element: its name, the line it begins on, what it stands in, and what stands in it."""

    tag: str
    attributes: Mapping[str, str]
    """Those of links and of the cells of tables alone."""
    line: int = 0
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements in it with one of these names, at any depth, in their order."""
        return (part for part in self._parts() if isinstance(part, Element) and part.tag in tags)

    def texts(self) -> Iterator[str]:
        """The texts in it, at any depth, in their order."""
        return (part for part in self._parts() if isinstance(part, str))

    def _parts(self) -> Iterator[Element | str]:
        waiting = self.children[::-1]
        while waiting:
            part = waiting.pop()
            yield part
            if isinstance(part, Element):
                waiting += reversed(part.children)


def parts(lines: Iterable[str], line: int = 1) -> Iterator[Element]:
    """The trees of a page whose lines begin at one: a long page in several, parted at blocks."""
    lines = iter(lines)
    text, size = "", _PART
    within: list[str] = []
    while True:
        text += "".join(_taken(lines, 2 * size - len(text)))
        is_last = len(text) < 2 * size
        tree, end, opened, last = parse(text, line, within, len(text) if is_last else size)
        if not is_last and end == len(text) and size < _LONGEST:
            size *= 2  # it goes on with a table, a comment, or one long tag
            continue
        yield tree
        if is_last and end == len(text):
            return
        text, line, within, size = text[end:], last, opened, _PART


def _taken(lines: Iterator[str], size: int) -> Iterator[str]:
    """Lines until there are so many characters."""
    while size > 0 and (line := next(lines, "")):
        size -= len(line)
        yield line


def parse(
    source: str, line: int, within: Sequence[str] = (), size: int = sys.maxsize
) -> tuple[Element, int, list[str], int]:
    """The tree of a page, or a piece of one, that begins on a line within open elements.

    It ends where after so many characters a block begins. Also gives where that is, what is open
    there, and on which line. Nothing raises.
    """
    root = Element("body", _NONE)
    opened = [root]
    for tag in within:
        _open(opened, Element(tag, _NONE))
    at = counted = 0
    while markup := _MARKUP.search(source, at):
        start = markup.start()
        if start > at:
            _say(opened, source[at:start])
        name = markup[2]
        if name is None:
            at = _after(source, "-->" if markup[3] else ">", start + 2)
            continue
        name = name.lower()
        line, counted = line + source.count("\n", counted, start), start
        if start >= size and not markup[1] and _may_part(opened, name, start, size):
            return root, start, [element.tag for element in opened[1:]], line
        rest = _REST.match(source, markup.end(), markup.end() + _LONGEST_TAG)
        if rest is None:
            at = _after(source, ">", markup.end())
            continue
        at = rest.end()
        if markup[1]:
            _end(opened, name)
        elif name in _RAW:
            at = _after_raw(source, name, at)
        else:
            attributes = _attributes(rest[0]) if name in _WITH_ATTRIBUTES else _NONE
            _begin(opened, Element(name, attributes, line))
    _say(opened, source[at:])
    return root, len(source), [], line


def _may_part(opened: list[Element], tag: str, at: int, size: int) -> bool:
    """Whether a page may be parted before a tag: in a table, which has one header, by force."""
    if size < _LONGEST and any(element.tag == "table" for element in opened):
        return False
    return tag in _BLOCKS or tag == "tr" or at > size * 3 // 2


def _say(opened: list[Element], text: str) -> None:
    if text:
        opened[-1].children.append(html.unescape(text) if "&" in text else text)


def _begin(opened: list[Element], element: Element) -> None:
    """Put an element into the tree; what it ends without saying so is ended."""
    tag = element.tag
    if tag in _IGNORED:
        return
    if tag in _TABLES:
        if not _make_room(opened, tag):
            return
    elif tag == "table":
        _close(opened, ("p",), _WALLS)
        # Within a table, and not in one of its cells, it is the next one.
        if _nearest(opened, _WALLS) == "table":
            _close(opened, ("table",), frozenset())
    elif tag == "li":
        _close(opened, ("li",), _WALLS | {"ul", "ol"})
    elif tag in ("dt", "dd"):
        _close(opened, ("dt", "dd"), _WALLS | {"dl"})
    elif tag == "a":
        _close(opened, ("a",), _WALLS)
    if tag in _BLOCKS:
        _close(opened, ("p",), _WALLS)
        if tag in _HEADINGS and opened[-1].tag in _HEADINGS:
            opened.pop()
    _open(opened, element)


def _open(opened: list[Element], element: Element) -> None:
    element.parent = opened[-1]
    opened[-1].children.append(element)
    if element.tag not in _VOID and len(opened) < _DEEPEST:
        opened.append(element)


def _make_room(opened: list[Element], tag: str) -> bool:
    """Close what a part of a table ends, open what it needs; False where there is no table."""
    if _nearest(opened, _OF_TABLES) != "table":
        return False
    kept = _STAYS[tag]
    while opened[-1].tag not in kept:
        opened.pop()
    if tag in _CELLS and opened[-1].tag != "tr":
        _begin(opened, Element("tr", _NONE))
    return True


def _end(opened: list[Element], tag: str) -> None:
    """Close the element that an end tag is for; one that is for none says nothing."""
    if tag in _HEADINGS:
        _close(opened, tuple(_HEADINGS), _WALLS)
    elif tag in _TABLES or tag == "table":
        _close(opened, (tag,), _OF_TABLES)
    elif tag == "li":
        _close(opened, (tag,), _WALLS | {"ul", "ol"})
    elif tag in _BLOCKS or tag in _WALLS:
        _close(opened, (tag,), _WALLS)
    else:
        _close(opened, (tag,), _WALLS | _BLOCKS)


def _close(opened: list[Element], tags: tuple[str, ...], walls: frozenset[str]) -> None:
    """Close the innermost open element with one of the names, if it stands within the walls."""
    for index in range(len(opened) - 1, 0, -1):
        tag = opened[index].tag
        if tag in tags:
            del opened[index:]
            return
        if tag in walls:
            return


def _nearest(opened: list[Element], tags: frozenset[str]) -> str:
    return next((each.tag for each in reversed(opened) if each.tag in tags), "")


def _attributes(rest: str) -> dict[str, str]:
    """What the attributes of a tag say; of two of one name, the first."""
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(rest):
        value = attribute[2] or attribute[3] or attribute[4] or ""
        found.setdefault(attribute[1].lower(), html.unescape(value) if "&" in value else value)
    return found


def _after(source: str, ending: str, at: int) -> int:
    found = source.find(ending, at)
    return len(source) if found < 0 else found + len(ending)


def _after_raw(source: str, name: str, at: int) -> int:
    """Where the end tag of an element begins whose text is no markup."""
    found = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(source, at)
    return found.start() if found else len(source)
