"""The records of an XML text, one by one: no entity is expanded, and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from paperbrowse.formats import Skipped, bounds, objects
from paperbrowse.formats.unreadable import Unreadable
from paperbrowse.paper import Paper

_DEEPEST, _BLOCK = 60, 32_000
# A text whose elements stand deeper in one another is given up: expat keeps all that are open.
_ABYSS = 1000
# What expat refuses (https://www.w3.org/TR/xml/#charsets).
_UNALLOWED = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|$)|&(?!#\d+;|#x[\da-fA-F]+;)(\w*)(;?)", re.DOTALL)
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))


@dataclass(slots=True)
class Element:
    """An element: its name without prefix, its attributes, the text in it, the elements in it."""

    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, that of its children in its place too, without blanks around."""
        return "".join(self.texts).strip()

    def all(self, *names: str) -> Iterator[Element]:
        """Its children with one of ``names``."""
        return (child for child in self.children if child.name in names)

    def said(self, *names: str) -> str:
        """The text of the first child that has one of ``names`` and says anything."""
        return next((text for child in self.all(*names) if (text := child.text)), "")


def is_xml(head: str) -> bool:
    """Whether a text that begins with ``head`` may be XML."""
    return head.lstrip("\ufeff \t\r\n").startswith("<")


def papers(
    lines: Iterable[str],
    names: frozenset[str],
    fields: Callable[[Element], dict[str, object] | None],
) -> Iterator[Paper | Skipped]:
    """The papers of the records, one by one, and the records that could not be read.

    ``fields`` gives what a record says, as ``objects.row`` takes it; None for one that is to be
    passed over. Raises Unreadable as ``records``.
    """
    for found in records(lines, names):
        if isinstance(found, Skipped):
            yield found
            continue
        line, record = found
        said = fields(record)
        if said is not None:
            yield objects.row(said, line)


def records(lines: Iterable[str], names: frozenset[str]) -> Iterator[tuple[int, Element] | Skipped]:
    """The outermost elements with one of ``names`` (small letters), each with its line.

    Where the text is not well-formed, reading goes on with the next record. Bare ampersands and
    the entities of HTML are read as what they mean.

    Raises:
        Unreadable: The text declares entities.

    """
    start = re.compile(rf"<(?=(?:[\w.-]+:)?(?:{'|'.join(sorted(names))})[\s>/])", re.IGNORECASE)
    reader = _Reader(names, 1)
    lost = False
    for line, block in _blocks(lines):
        at = 0
        while at < len(block):
            if lost:
                begin = start.search(block, at)
                if begin is None:
                    break
                at, lost = begin.start(), False
                reader = _Reader(names, line + block.count("\n", 0, at))
                reader.feed("<records>")
            problem = reader.feed(block[at:]) or reader.excess(len(block) - at)
            yield from reader.taken()
            if problem is None:
                break
            if reader.begun:
                yield Skipped(reader.begun, problem.reason)
            # What must not stand there may be a record all the same, unless it is the very first.
            here = at + problem.at
            at = here if here > at and not reader.begun else here + 1
            lost = True
    if not lost:
        reader.feed("", last=True)
        yield from reader.taken()
        if reader.begun:
            yield Skipped(reader.begun, "The text ends within this record.")


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The text in pieces of some length that XML can take, each with the line it begins at.

    Line by line, expat would read a long comment again for each of them.
    """
    held: list[str] = []
    begin, size, in_cdata = 1, 0, False
    for number, line in enumerate(lines, 1):
        line = _UNALLOWED.sub("", line)
        if "&" in line or "<![CDATA[" in line or in_cdata:
            line, in_cdata = _repaired(line, in_cdata)
        for at in range(0, len(line), _BLOCK):
            piece = line[at : at + _BLOCK]
            held.append(piece)
            size += len(piece)
            if size >= _BLOCK:
                yield begin, "".join(held)
                held, begin, size = [], number + (at + _BLOCK >= len(line)), 0
    yield begin, "".join(held)


def _repaired(line: str, in_cdata: bool) -> tuple[str, bool]:
    """A line whose ampersands XML can take, and whether it ends within a CDATA section."""
    before = ""
    if in_cdata:
        end = line.find("]]>")
        if end < 0:
            return line, True
        before, line = line[: end + 3], line[end + 3 :]
    line = _AMPERSAND.sub(_meant, line)
    opened = line.rfind("<![CDATA[")
    return before + line, opened >= 0 and line.find("]]>", opened) < 0


def _meant(match: re.Match[str]) -> str:
    import html

    name = match[1]
    if name is None or (name in _OWN and match[2]):
        return match[0]
    if match[2]:
        said = html.unescape(match[0])
        if said != match[0]:
            return html.escape(said)
    return f"&amp;{name}{match[2]}"


class _TooDeep(Exception):
    """The elements of a text stand deeper in one another than those of any record."""


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong with a text, and where in what was fed last."""

    reason: str
    at: int


class _Reader:
    """One run of expat, whose text begins at ``line``."""

    def __init__(self, names: frozenset[str], line: int) -> None:
        from xml.parsers import expat

        self._names = names
        self._line = line
        self._bytes = 0
        self._opened: list[Element] = []
        self._deeper = 0
        self._depth = 0
        self._moved = 0
        self._done: list[tuple[int, Element]] = []
        self.begun = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, text: str, last: bool = False) -> _Problem | None:
        """Read on; what is wrong, where anything is."""
        from xml.parsers import expat

        encoded = text.encode()
        try:
            self._parser.Parse(text, last)
        except _TooDeep:
            return _Problem("Its elements stand too deep in one another.", len(text))
        except expat.ExpatError as error:
            at = max(0, self._parser.ErrorByteIndex - self._bytes)
            reason = f"This record is not well-formed XML: {expat.ErrorString(error.code)}."
            return _Problem(reason, len(encoded[:at].decode(errors="ignore")))
        self._bytes += len(encoded)
        return None

    def excess(self, at: int) -> _Problem | None:
        """What is wrong with a record, or anything else, that has not ended for too long."""
        if self._bytes - self._moved <= bounds.RECORD:
            return None
        return _Problem(bounds.TOO_LONG, at)

    def taken(self) -> Iterator[tuple[int, Element]]:
        """The records that are whole by now, each once."""
        done, self._done = self._done, []
        return iter(done)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _ABYSS:
            raise _TooDeep
        if not self._opened:
            self._moved = self._parser.CurrentByteIndex
        name = name.rpartition(":")[2]
        if not self._opened:
            name = name.lower()
            if name in self._names:
                self._opened.append(Element(name, attributes))
                self.begun = self._line + self._parser.CurrentLineNumber - 1
        elif len(self._opened) > _DEEPEST:
            self._deeper += 1
        else:
            element = Element(name, attributes)
            self._opened[-1].children.append(element)
            self._opened.append(element)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._deeper:
            self._deeper -= 1
        elif self._opened:
            element = self._opened.pop()
            if self._opened:
                self._opened[-1].texts += element.texts
            else:
                self._done.append((self.begun, element))
                self._moved = self._parser.CurrentByteIndex
                self.begun = 0

    def _said(self, text: str) -> None:
        if self._opened:
            self._opened[-1].texts.append(text)

    def _refuse(self, *_declaration: object) -> None:
        raise Unreadable("The XML declares entities, which are not read for safety's sake.")
