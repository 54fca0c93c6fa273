"""LaTeX as abstracts use it, read into Unicode: maths, macros and their arguments, accents.

What is not understood keeps its words. Structure is read here, in one pass over matched delimiters;
pylatexenc, which stops at much that people write, is only asked what a symbol's name stands for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from paperbrowse.text import names

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 50
"""Groups and arguments nested deeper than this stay as they are written."""

_DELIMITER = re.compile(r"\\.|\$\$?|\{|\}", re.DOTALL)
_IN_TEXT = re.compile(r"[\\{}$^_]")
_IN_MATHS = re.compile(r"[\\{}$^_~']")
# A Windows path from its first backslash on; what goes on with a brace is none.
_PATH = re.compile(
    r"(?:(?<=\b[A-Za-z]:)\\(?=\w)|(?<!\S)\\\\(?=[\w.-]+\\\w))(?![\w.\\-]*\{)[\w.\\-]*"
)
_MACRO = re.compile(r"\\(?:([A-Za-z]+)(?:\*(?=[{\[]))?|(.?))", re.DOTALL)
_HAS_PARTS = re.compile(r"[-\s+−=/<>,;:±×·]")


def unicode_of(source: str) -> str:
    r"""The single-line ``source`` with its LaTeX in Unicode, in time proportional to its length.

    Maths stands between ``$``, ``$$``, ``\(…\)`` or ``\[…\]``; amounts of money do not count as
    its delimiters. ``%`` is a percent sign. Ties, dashes and quotes are left to the caller.
    """
    return _Reader(source).read(0, len(source), maths=False)


def _delimiters(source: str) -> dict[int, int]:
    """Where each opening brace or maths delimiter has its closing one, for those that have one."""
    pairs: dict[int, int] = {}
    braces: list[int] = []
    opened: dict[str, int] = {}
    for match in _DELIMITER.finditer(source):
        token, at = match[0], match.start()
        if token == "{":
            braces.append(at)
        elif token == "}":
            if braces:
                pairs[braces.pop()] = at
        elif token in ("\\(", "\\["):
            opened[token] = at
        elif token in ("\\)", "\\]"):
            start = opened.pop("\\(" if token == "\\)" else "\\[", None)
            if start is not None:
                pairs[start] = at
        elif token[0] == "$":
            _pair_dollars(source, at, len(token), opened, pairs)
    return pairs


def _pair_dollars(
    source: str, at: int, length: int, opened: dict[str, int], pairs: dict[int, int]
) -> None:
    start = opened.get("$")
    if start is not None and _is_maths(source[start + 1 : at], source[at + 1 : at + 2]):
        pairs[start] = at
        del opened["$"]
        # In $a$$b$ the second pair opens where the first one closes.
        if length == 2:
            opened["$"] = at + 1
    elif length == 1:
        opened["$"] = at
    elif "$$" in opened:
        pairs[opened.pop("$$")] = at
    else:
        opened["$$"] = at


def _is_maths(content: str, follows: str) -> bool:
    """Whether ``content`` between two dollars is maths, by pandoc's rule for plain text.

    (https://pandoc.org/MANUAL.html#extension-tex_math_dollars.) Where a macro or a script stands
    in it, spaces inside and a digit behind are allowed too, as TeX does.
    """
    if not content.strip(" "):
        return False
    if "\\" in content or "^" in content or "_" in content:
        return content[-1] != " " or not content[0].isdigit()
    return content[0] != " " and content[-1] != " " and not follows.isdigit()


class _Reader:
    """Reads spans of one source.

    Positions are offsets in it. A method that reads something returns its text and where to go on,
    so that no part is read twice.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.pairs = _delimiters(source)
        self.depth = 0

    def read(self, start: int, end: int, maths: bool) -> str:
        """The text of a span."""
        if self.depth > _DEEPEST:
            return self.source[start:end]
        self.depth += 1
        special = _IN_MATHS if maths else _IN_TEXT
        parts = []
        while found := special.search(self.source, start, end):
            parts.append(self.source[start : found.start()])
            part, start = self.special(found, end, maths)
            parts.append(part)
        parts.append(self.source[start:end])
        self.depth -= 1
        return "".join(parts)

    def special(self, found: re.Match[str], end: int, maths: bool) -> tuple[str, int]:
        """What stands at a character that means something to LaTeX."""
        at, token = found.start(), found[0]
        if token == "\\":
            path = None if maths else _PATH.match(self.source, at, end)
            return (path[0], path.end()) if path else self.macro(at, end, maths)
        if token in ("^", "_"):
            if not maths and not self.source.startswith("{", at + 1):
                return token, at + 1
            text, after = self.argument(at + 1, end, maths=True)
            follows = self.source[after : after + 1]
            return (token if text is None else names.script(token, text, follows)), after
        close = self.pairs.get(at, end)
        if token == "{" and close < end:
            return self.group(at, close, maths), close + 1
        if token == "$" and close < end:
            display = self.source.startswith("$$", at) and self.source.startswith("$$", close)
            width = 2 if display else 1
            return self.read(at + width, close, maths=True), close + width
        return {"~": " ", "'": "′"}.get(token, token), found.end()

    def group(self, at: int, close: int, maths: bool) -> str:
        inner = self.read(at + 1, close, maths)
        # In text, braces around a list of values or an assignment are the author's own.
        own = not maths and any(sign in inner for sign in ',"=|@')
        return f"{{{inner}}}" if own and self.source.find("\\", at, close) < 0 else inner

    def argument(self, at: int, end: int, maths: bool) -> tuple[str | None, int]:
        """The argument that begins at or, behind spaces, after ``at``; None where none does."""
        start = at
        while start < end and self.source[start] == " ":
            start += 1
        if start >= end or self.source[start] in "}$&" or self.depth > _DEEPEST:
            return None, at
        if self.source[start] == "\\":
            self.depth += 1
            macro = self.macro(start, end, maths)
            self.depth -= 1
            return macro
        if self.source[start] != "{":
            return self.source[start], start + 1
        close = self.pairs.get(start, end)
        return (self.read(start + 1, close, maths), close + 1) if close < end else (None, at)

    def arguments(self, at: int, end: int, maths: bool) -> tuple[list[str], int]:
        """The arguments in braces that follow at once."""
        texts = []
        while self.source.startswith("{", at, end) and self.pairs.get(at, end) < end:
            close = self.pairs[at]
            texts.append(self.read(at + 1, close, maths))
            at = close + 1
        return texts, at

    def option(self, at: int, end: int) -> tuple[str, int]:
        """The short argument in brackets at ``at``, as it is written, or the empty text."""
        if not self.source.startswith("[", at, end):
            return "", at
        close = self.source.find("]", at, min(end, at + 80))
        return (self.source[at + 1 : close], close + 1) if close > 0 else ("", at)

    def macro(self, at: int, end: int, maths: bool) -> tuple[str, int]:
        match = _MACRO.match(self.source, at, end)
        assert match is not None  # a backslash stands there, and then anything will do
        name, sign = match.groups()
        if name is None:
            return self.sign(sign, at, end, maths)
        after = match.end()
        if name in names.SILENT:
            if name in ("left", "right") and self.source.startswith(".", after, end):
                return "", after + 1
            apart = name != "xspace" and not self.source[at - 1 : at].isalnum()
            return "", after + (apart and self.source.startswith(" ", after, end))
        if name in names.BREAKS:
            return " ", after
        layout = _LAYOUTS.get(name)
        if layout is not None:
            return layout(self, name, after, end, maths)
        letter = names.LETTER_ACCENTS.get(name)
        if letter and not maths and self.source.startswith((" ", "{"), after, end):
            return self.accent("", letter, after, end, maths)
        return self.named(name, at, after, end, maths)

    def sign(self, sign: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        """A macro whose name is one character, or none, that is no ASCII letter."""
        after = at + 1 + len(sign)
        before = self.source[at - 1 : at]
        close = self.pairs.get(at, end)
        if close < end:
            return self.read(after, close, maths=True), close + 2
        if sign in names.SIGN_ACCENTS:
            # A tilde in an address is no accent on what comes next.
            if before == "/" or self.source.startswith(" ", after):
                return sign, after
            return self.accent(sign, names.SIGN_ACCENTS[sign], after, end, maths)
        if not sign or sign.isalnum() or (sign == " " and before in ("", " ")):
            return "\\" + sign, after
        if sign == "|":
            return ("‖" if maths else "|"), after
        return names.SPACING.get(sign, sign), after

    def accent(self, sign: str, mark: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        text, after = self.argument(at, end, maths)
        if not text:
            return sign, after
        accented = normalize("NFC", {"ı": "i", "ȷ": "j"}.get(text[0], text[0]) + mark)
        if sign and (not text[0].isalpha() or len(accented) > 1):
            return sign + text, after
        # A hat over a word has no character to stand on.
        return (accented + text[1:] if sign or len(text) == 1 else text), after

    def named_accent(self, name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        return self.accent("", names.NAMED_ACCENTS[name], at, end, maths)

    def style(self, name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        maths = name == "ensuremath" or (maths and name not in names.TEXT_STYLES)
        text, after = self.argument(at, end, maths)
        return text or "", after

    def alphabet(self, name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        text, after = self.argument(at, end, maths)
        return names.styled(name, text or ""), after

    def raised(self, name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        text, after = self.argument(at, end, maths)
        return names.script("^" if name == "textsuperscript" else "_", text or ""), after

    def fraction(self, _name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        over, middle = self.argument(at, end, maths)
        under, after = self.argument(middle, end, maths)
        return "/".join(_closed(text) for text in (over, under) if text), after

    def root(self, _name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        index, start = self.option(at, end)
        text, after = self.argument(start, end, maths)
        text = text or ""
        under = text if len(text) == 1 or text.isdecimal() else f"({text})"
        return f"{names.script('^', index)}√{under if text else ''}", after

    def citation(self, _name: str, at: int, end: int, _maths: bool) -> tuple[str, int]:
        first, at = self.option(at, end)
        second, at = self.option(at, end)
        keys, after = self.arguments(at, end, maths=False)
        return f"[{', '.join(filter(None, (first, second, *keys)))}]", after

    def link(self, _name: str, at: int, end: int, _maths: bool) -> tuple[str, int]:
        texts, after = self.arguments(at, end, maths=False)
        if len(texts) != 2:
            return " ".join(texts), after
        url, text = texts
        return (url if text in url else f"{text} ({url})"), after

    def note(self, _name: str, at: int, end: int, _maths: bool) -> tuple[str, int]:
        texts, after = self.arguments(at, end, maths=False)
        return f" ({' '.join(texts)})", after

    def coloured(self, _name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        texts, after = self.arguments(at, end, maths)
        return " ".join(texts[1:]), after

    def environment(self, _name: str, at: int, end: int, maths: bool) -> tuple[str, int]:
        _texts, after = self.arguments(at, end, maths)
        return " ", after

    def named(self, name: str, at: int, after: int, end: int, maths: bool) -> tuple[str, int]:
        """A symbol, or a macro of the author's own: then its arguments, else its name."""
        before, follows = self.source[at - 1 : at], self.source[after : after + 1]
        joins = before.isalnum()
        symbol = names.symbol(name)
        if symbol:
            # The space behind a name only ends it, but is kept where it parts words or signs.
            swallow = name in names.LETTERS or (maths and before != " " and not symbol.isalpha())
            return symbol, after + (follows == " " and swallow)
        texts, behind = self.arguments(after, end, maths)
        if any(texts):
            return " " * joins + " ".join(filter(None, texts)), behind
        if maths:
            return " " * joins + name + " " * (follows == "\\" or follows.isdigit()), behind
        # Behind a letter it is more likely a step of a path than a macro, and \d is a pattern.
        literal = not texts and (joins or before == ":" or len(name) == 1)
        return "\\" * literal + name, behind


def _closed(text: str) -> str:
    """``text`` as one side of a fraction: in parentheses where it has parts."""
    return f"({text})" if _HAS_PARTS.search(text) else text


_LAYOUTS: dict[str, Callable[[_Reader, str, int, int, bool], tuple[str, int]]] = {
    **dict.fromkeys(names.NAMED_ACCENTS, _Reader.named_accent),
    **dict.fromkeys(names.TEXT_STYLES | names.MATHS_STYLES | {"ensuremath"}, _Reader.style),
    **dict.fromkeys(names.ALPHABETS, _Reader.alphabet),
    **dict.fromkeys(("textsuperscript", "textsubscript"), _Reader.raised),
    **dict.fromkeys(names.FRACTIONS, _Reader.fraction),
    "sqrt": _Reader.root,
    **dict.fromkeys(names.CITATIONS, _Reader.citation),
    "href": _Reader.link,
    **dict.fromkeys(("footnote", "thanks"), _Reader.note),
    **dict.fromkeys(("color", "textcolor", "colorbox"), _Reader.coloured),
    **dict.fromkeys(("begin", "end"), _Reader.environment),
}
"""How the macros that have a layout of their own are read: (reader, name, at, end, maths)."""
