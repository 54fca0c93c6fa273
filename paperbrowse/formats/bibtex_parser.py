"""Pybtex's parser, held to what one text may take: it searches no further than the next sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import PybtexSyntaxError, Token

from paperbrowse.formats.bounds import Expansions

_PLACE = re.compile(r" in line \d+")
_SIGNS = {
    LowLevelParser.AT: "@",
    LowLevelParser.LBRACE: "{",
    LowLevelParser.RBRACE: "}",
    LowLevelParser.QUOTE: '"',
}
_OF_SIGN = {sign: pattern for pattern, sign in _SIGNS.items()}
_MONTHS: Mapping[str, str] = month_names


class Strings(dict[str, str]):
    """The strings (``@string``) of a text; their names may be written in any case."""

    def __init__(self) -> None:
        super().__init__(_MONTHS)
        self.expansions = Expansions()

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value)

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())


class Parser(LowLevelParser):  # type: ignore[misc]  # pybtex says nothing of its types
    """Yields the entries of a text; ``broken`` says by their places why some could not be read."""

    pos: int

    def __init__(self, text: str, strings: Strings) -> None:
        super().__init__(text, macros=strings, handle_error=self._report)
        self.broken: dict[int, str] = {}
        self._strings = strings
        strings.expansions.read(len(text))

    def skip_to(self, patterns: list[Any]) -> Any:
        """The next of the signs. Pybtex's own looks for each of them through all of the text."""
        signs = "".join(_SIGNS[pattern] for pattern in patterns)
        begin = self.pos
        found = re.compile(f"[{signs}]").search(self.text, begin)
        if found is None:
            return None
        value = self.text[begin : found.end()]
        self.pos = found.end()
        self.update_lineno(value)
        return Token(value, _OF_SIGN[found[0]])

    def substitute_macro(self, name: str) -> str:
        """The text of a string, unless strings in strings would make too much of it."""
        value = str(super().substitute_macro(name))
        if not self._strings.expansions.take(len(value)):
            raise PybtexSyntaxError("its strings become too long when they are put in", self)
        return value

    def _report(self, error: Exception) -> None:
        # A string that nobody defined is no reason to lose its entry.
        if not isinstance(error, UndefinedMacro):
            self.broken[self.command_start] = _PLACE.sub("", str(error).splitlines()[0])
