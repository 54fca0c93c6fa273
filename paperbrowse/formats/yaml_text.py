"""YAML: PyYAML says what stands in it; every scalar stays the text that it is written as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperbrowse.formats import Skipped, bounds, nested
from paperbrowse.paper import Paper
from paperbrowse.text.numbers import number

if TYPE_CHECKING:
    import yaml
    from yaml._yaml import Mark as CMark

NAME = "YAML"
ENDINGS = (".yaml", ".yml")

_DEEPEST = 100
_NO = "This is no YAML"
_TOO_LONG = f"This part is longer than {number(bounds.VALUE // 4)} characters."
# So many lines are read to tell whether a text is YAML that lists papers.
_SAMPLE = 400
_KEY = re.compile(
    r"""(?:---[^\n]*\n\s*)?(?:-\s+)*(?:[&!]\S+\s+)?"""
    r"""(?:(?:"[^"\n]*"|'[^'\n]*'|(?!http)(?:[^\W_]|<<)[^:\n#|*\[\]]{0,80}):(?:\s|$)|\{|\|)"""
)
_NO_YAML = re.compile(r"^(?:\#{1,6} .*\n+.*\]\(|[ \t]*[-*] .*\]\(|@\w+\{)", re.MULTILINE)
# What YAML's reader refuses (https://yaml.org/spec/1.2.2/#51-character-set).
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")


def recognises(head: str) -> bool:
    """Whether a text begins with a key or an item of YAML, and names papers with titles."""
    text = "\n".join(line for line in head.split("\n") if not line.lstrip().startswith("#"))
    if not _KEY.match(text.lstrip("\ufeff\n\r")) or _NO_YAML.search(text):
        return False
    lines = head.splitlines(keepends=True)[:_SAMPLE]
    if len(lines) > 1 and len("".join(lines)) < len(head):
        lines.pop()
    found = list(read(lines))
    papers = sum(1 for row in found if isinstance(row, Paper) and row.title)
    broken = sum(1 for row in found if isinstance(row, Skipped) and row.reason.startswith(_NO))
    return papers > broken


def read(lines: Iterable[str]) -> Iterator[Paper | Skipped]:
    """The papers in a text of YAML, and what of it could not be read.

    Items that begin at the left edge are read one by one, so that a broken one costs no other.
    """
    anchors = _Anchors()
    topics: tuple[str, ...] = ()
    for part in _parts(lines):
        if len(part.text) > bounds.VALUE // 4:
            yield Skipped(part.line, _TOO_LONG)
            continue
        anchors.expansions.read(len(part.text))
        try:
            value = _value(part.text, anchors)
        except _Broken as broken:
            line = (
                part.line
                if part.is_item
                else part.line + min(broken.line, part.text.count("\n", 0, -1))
            )
            yield Skipped(line, f"{_NO}: {broken.reason}.")
            # What stands before the error is read as far as it names papers.
            found = nested.papers(broken.value, part.line) if broken.value else ()
            yield from (paper for paper in found if isinstance(paper, Paper))
            continue
        if part.holds_items and isinstance(value, dict):
            # The key over items at the left edge is what they stand under.
            topics = tuple(key for key in list(value)[-1:] if value[key] == "")
            value = {key: child for key, child in value.items() if isinstance(child, (list, dict))}
            if not value:
                continue
        if part.is_item and topics:
            value = {topics[0]: value}
        elif not part.is_item and not part.holds_items:
            topics = ()
        if value:
            yield from nested.papers(value, part.line)


@dataclass(slots=True)
class _Part:
    """A piece of YAML that can be read by itself."""

    line: int
    text: str
    is_item: bool
    holds_items: bool = False


def _parts(lines: Iterable[str]) -> Iterator[_Part]:
    """The items at the left edge, and what stands between them."""
    held: list[str] = []
    size, begin, is_item = 0, 1, False
    for place, line in enumerate(lines, 1):
        line = _UNPRINTABLE.sub("", line)
        item = line.startswith(("- ", "-\n", "-\r", "-\t")) or line == "-"
        document = line.startswith(("---", "...")) and line[3:4] in ("", " ", "\n", "\r")
        # The text of an item is indented.
        other = is_item and line[:1] not in ("", " ", "\t", "\n", "\r", "#", "]", "}")
        if item or document or other:
            if (text := "".join(held)).strip():
                yield _Part(begin, text, is_item, item and not is_item)
            held, size, begin, is_item = [], 0, place, item
        if not line.startswith("...") and size <= bounds.VALUE // 4:
            held.append(line)
            size += len(line)
    if (text := "".join(held)).strip():
        yield _Part(begin, text, is_item)


class _Anchors(dict[str, tuple[object, int]]):
    """What aliases stand for, each with the characters that it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.expansions = bounds.Expansions()


class _Broken(Exception):
    """YAML that ends in an error: the line of it (from 0), why, and what stands before it."""

    def __init__(self, line: int, reason: str, value: object) -> None:
        super().__init__(reason)
        self.line, self.reason, self.value = line, reason, value


class _TooMuch(Exception):
    """Aliases would say again more than a text may: the line of the first too many (from 0)."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class _Open:
    """A container that is not closed yet; of a mapping, the key whose value is to come."""

    container: list[object] | dict[str, object]
    anchor: str | None
    # An alias to something that holds aliases would double what there is to read.
    has_alias: bool = False
    begin: int = 0
    key: str | None = None

    def add(self, value: object) -> None:
        if isinstance(self.container, list):
            self.container.append(value)
        elif self.key is None:
            self.key = value if isinstance(value, str) else ""
        else:
            if self.key == "<<" and isinstance(value, dict):
                self.container.update({**value, **self.container})
            else:
                self.container[self.key] = value
            self.key = None


def _value(text: str, anchors: _Anchors) -> object:
    """The value of one document; of several, their list. Aliases are the very same container."""
    # Events, not PyYAML's own objects: its composer recurses without bound, and reads the
    # identifier 2401.10000 as a number.
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root: list[object] = []
    opened = [_Open(root, None)]
    try:
        for event in yaml.parse(text, Loader=loader):
            _follow(event, opened, anchors)
    except _TooMuch as error:
        raise _Broken(error.line, "its aliases say too much again", _closed(root)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be read"
        raise _Broken(mark.line if mark else 0, reason, _closed(root)) from None
    return _closed(root)


def _closed(root: list[object]) -> object:
    return root[0] if len(root) == 1 else root


def _follow(event: yaml.Event, opened: list[_Open], anchors: _Anchors) -> None:
    import yaml

    inner = opened[-1]
    if isinstance(event, yaml.ScalarEvent):
        value = event.value
        if event.style is None and value in ("~", "null", "Null", "NULL"):
            value = ""
        if event.anchor:
            anchors[event.anchor] = value, len(value)
        inner.add(value)
    elif isinstance(event, yaml.AliasEvent):
        meant, size = anchors.get(event.anchor or "", ("", 0))
        if not anchors.expansions.take(size):
            raise _TooMuch(_mark(event.start_mark).line)
        inner.has_alias |= inner.key != "<<" and not isinstance(meant, str)
        inner.add(meant)
    elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
        container: list[object] | dict[str, object] = (
            [] if isinstance(event, yaml.SequenceStartEvent) else {}
        )
        if len(opened) <= _DEEPEST:
            inner.add(container)
        elif isinstance(inner.container, dict):
            inner.add("")
        opened.append(_Open(container, event.anchor, begin=_mark(event.start_mark).index))
    elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
        closed = opened.pop()
        # Not before it is closed, so that nothing holds itself.
        opened[-1].has_alias |= closed.has_alias
        if closed.anchor and not closed.has_alias:
            anchors[closed.anchor] = closed.container, _mark(event.end_mark).index - closed.begin


def _mark(mark: yaml.error.Mark | CMark | None) -> yaml.error.Mark | CMark:
    """Where an event of a text is; none but those that are made otherwise have no place."""
    assert mark is not None
    return mark
