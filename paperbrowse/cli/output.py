"""The one way from a command to the terminal: whatever is printed, nothing in it can do anything.

Texts come from lists, files, addresses, the environment and the messages of libraries. Each is
cleaned here, so that no caller can forget it; colours are put in as characters that no text has.
"""

from __future__ import annotations

import json
import re
import sys

from paperbrowse.text import OBEYED, masked, safe, visible

STRONG, FAINT, MARK, PLAIN = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""What stands in a line for a change of its looks. Cleaned texts hold none of them."""

_CODES = {STRONG: "\x1b[1m", FAINT: "\x1b[2m", MARK: "\x1b[33m", PLAIN: "\x1b[0m"}
_NOT_IN_JSON = re.compile(f"{OBEYED.pattern}|[\ud800-\udfff]")
_LOOKS = re.compile(f"([{''.join(_CODES)}])")


def out(line: str = "") -> None:
    """Print a line, with its looks as a terminal takes them."""
    if isinstance(line, Json):
        print(line)
        return
    parts = _LOOKS.split(line)
    print("".join(_CODES.get(part) or visible(part) for part in parts))


def say(sentence: str) -> None:
    """Say something beside the output, on standard error."""
    print(f"paperbrowse: {told(sentence)}", file=sys.stderr)


def told(sentence: str) -> str:
    """A sentence on one line, as it may be said anywhere: no password is in it either."""
    return masked(safe(sentence))


def ask(question: str) -> str:
    """The answer to a question on the terminal, without the space around it."""
    print(f"{told(question)} ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


class Json(str):
    """A line of JSON, which is printed as it is."""

    __slots__ = ()


def as_json(values: dict[str, object]) -> Json:
    """One line of JSON; what a terminal obeys, or its encoding lacks, is in JSON's own way."""
    text = json.dumps(values, ensure_ascii=not sys.stdout.encoding.lower().startswith("utf"))
    return Json(_NOT_IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text))
