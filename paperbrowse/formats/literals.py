"""JSON as people write it: Python's literals, single quotes, comments, commas too many or few."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

# Containers deeper than this are left out; a text that goes much deeper is read so far.
_DEEPEST, _ABYSS = 100, 10_000
_QUOTED = {
    '"': re.compile(r'([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL),
    "'": re.compile(r"([^'\\]*(?:\\.[^'\\]*)*)'", re.DOTALL),
}
_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|\#[^\n]*|/\*(?:(?!/\*).)*?\*/)"
    r"|(?P<quote>(?:\b[uUbBrRfF]{1,2})?[\"'])"
    r"|(?P<mark>[\[\](){}:,])"
    r"|(?P<word>(?:[^\s,:\[\](){}\"'/#]|(?<=\S)[/#]|:(?=//))+)",
    re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U(00[01][0-9a-fA-F]{5}))|([\"'\\/nrt\n]))"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "\n": ""}
_NOTHING = frozenset(("None", "null", "undefined", "NaN", "nan", "True", "False", "true", "false"))
_OPENING = {"]": "[", ")": "(", "}": "{"}


@dataclass(slots=True)
class _Open:
    """A container that is not closed yet; of an object, the name whose value is to come."""

    bracket: str
    container: list[object] | dict[str, object]
    name: str | None = None
    named: bool = False

    def add(self, value: object) -> None:
        if isinstance(self.container, list):
            self.container.append(value)
        elif self.named and self.name is not None:
            self.container[self.name] = value
            self.next()
        elif isinstance(value, str):
            self.name = value

    def next(self) -> None:
        self.name, self.named = None, False


def parse(text: str) -> object:
    """The value that ``text`` writes as JSON or Python would; all that can be read of it.

    Numbers and names stay texts, ``None``, ``True`` and the like are empty texts, ``f(x)`` is the
    list of its arguments. Containers that do not close end with the text. Nothing raises.
    """
    root: list[object] = []
    opened = [_Open("", root)]
    at = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        inner = opened[-1]
        mark = match["mark"]
        if match["quote"]:
            value, at = _string(text, match["quote"], at)
            inner.add(value)
        elif match["word"]:
            if not text.startswith("(", at):
                inner.add("" if match["word"] in _NOTHING else match["word"])
        elif mark == ":":
            inner.named = True
        elif mark == ",":
            inner.next()
        elif mark in _OPENING:
            # One bracket that is missing is closed by the next one out.
            depth = next((n for n in (1, 2) if _bracket(opened, n) == _OPENING[mark]), 0)
            del opened[len(opened) - depth :]
        elif mark:
            container: list[object] | dict[str, object] = {} if mark == "{" else []
            if len(opened) <= _DEEPEST:
                inner.add(container)
            opened.append(_Open(mark, container))
            if len(opened) > _ABYSS:
                break
    return root[0] if len(root) == 1 else root


def _bracket(opened: list[_Open], from_top: int) -> str:
    return opened[-from_top].bracket if from_top < len(opened) else ""


def _string(text: str, quote: str, at: int) -> tuple[str, int]:
    """The string whose quote ends at ``at``, and where to go on; the rest where it never ends."""
    match = _QUOTED[quote[-1]].match(text, at)
    if match is None:
        return text[at:], len(text)
    said = match[1]
    return (said if "r" in quote.lower() else unescaped(said)), match.end()


def unescaped(text: str) -> str:
    r"""A string's text without its escapes; what is none of these stays, as LaTeX's ``\beta``."""
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(_character, text)
    if _SURROGATE.search(text):  # JSON writes some characters as two halves.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= sys.maxunicode else match[0]
    return _ESCAPED.get(match[4], match[4])
