"""What a terminal sends, cut into what was typed: characters, keys of several bytes, and pastes.

A key such as ↓ is sent as Escape and more bytes, which a slow line may split and bundle. The rules:

- Escape is the Escape key when nothing follows it within ESCAPE_TIME, and when something follows
  that begins no sequence: Escape and a letter in one read are two keys. Only ``[`` and ``O`` begin
  one, besides Delete right behind it (Alt+Backspace) and answers of the terminal (``]``).
- A sequence that has begun for certain is waited for up to SEQUENCE_TIME. What is left of a cursor
  key whose Escape came too early is still that key, and never two letters.
- What the terminal answers when it was asked for a colour is waited for without end.

Bytes that are not UTF-8 are replaced by U+FFFD, and sequences that nobody knows are dropped: they
are not what somebody typed. See https://invisible-island.net/xterm/ctlseqs/ctlseqs.html.
"""

from __future__ import annotations

import codecs
import re
from enum import Enum
from typing import NamedTuple

ESCAPE_TIME = 0.1
"""Seconds after which Escape is a key of its own."""

SEQUENCE_TIME = 1.0
"""Seconds that the rest of a sequence may take."""

_LONGEST = 64  # bytes of a sequence; what is longer is none

_ESC, _DELETE = b"\x1b", b"\x7f"
_PASTE, _PASTE_END = b"\x1b[200~", b"\x1b[201~"
_MOUSE, _MOUSE_LENGTH = b"\x1b[M", 6  # as xterm first told it: three bytes of any value

_WHOLE = re.compile(
    rb"\x1b(?:"
    rb"\[[0-?]*[ -/]*[@-Z\\-~]|\[\[[A-E]"  # a control sequence; F1 to F5 of Linux's console
    rb"|O[0-9;]*[A-IMP-Sj-y]"  # a cursor or function key
    rb"|\][0-9][!-~]*(?:\x07|\x1b\\)"  # an answer of the terminal
    rb")"
)
_BEGUN = re.compile(rb"\x1b(?:\[(?:[0-?]*[ -/]*|\[)|O[0-9;]*|\](?:[0-9][!-~]*\x1b?)?)\Z")
_BROKEN = re.compile(rb"\x1b(?:\[[0-?]+[ -/]*|\][0-9][!-~]*)")
_AMBIGUOUS = (b"\x1b[", b"\x1bO", b"\x1b]")  # two keys, if nothing that fits comes behind them
_ANSWER, _ANSWERED = b"\x1b]", b"\x1b]1"  # how the answer to a question begins, for certain
_LEFT_OVER = re.compile(rb"\[[0-9;]*[A-DFH~]")


class Kind(Enum):
    """What was cut out of the bytes."""

    TEXT = "text"
    SEQUENCE = "sequence"
    ESCAPE = "escape"
    PASTE = "paste"


class Typed(NamedTuple):
    """A run of characters, one sequence with its Escape, the Escape key, or what was pasted."""

    kind: Kind
    text: str


ESCAPE = Typed(Kind.ESCAPE, "\x1b")


class Keyboard:
    """Cuts bytes as they come; times are seconds on any clock that only goes forward.

    Where the terminal was asked for a colour, ``answer_by`` is when it should have answered.
    """

    def __init__(self, answer_by: float | None = None) -> None:
        self._answer_by = answer_by
        """None as soon as it has answered."""
        self._given_up = b""
        self._bytes = b""
        self._pasted: bytearray | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._since = 0.0
        self._early: float | None = None

    @property
    def deadline(self) -> float | None:
        """When ``late`` is to be called if no bytes have come by then; None where never."""
        if not self._bytes or self._pasted is not None:
            return None
        if self._answer_by is not None and self._bytes.startswith(_ANSWER):
            return None
        hurried = self._bytes == _ESC and self._since >= (self._answer_by or 0.0)
        return self._since + (ESCAPE_TIME if hurried else SEQUENCE_TIME)

    def feed(self, data: bytes, now: float) -> list[Typed]:
        """What these bytes bring, which were read at once."""
        found: list[Typed] = []
        if self._early is not None:
            # Escape was a key already when the rest of its sequence came.
            if now - self._early < SEQUENCE_TIME and (rest := _LEFT_OVER.match(data)):
                found.append(Typed(Kind.SEQUENCE, f"\x1b{rest[0].decode()}"))
                data = data[rest.end() :]
            self._early = None
        if self._answer_by is not None and (self._given_up + data).startswith(_ANSWERED):
            data = self._given_up + data
        self._given_up = b""
        split = len(self._bytes) == 1  # a lone Escape, whose next byte comes in another read
        self._bytes += data
        self._since = now
        while self._bytes:
            before = self._bytes
            if self._pasted is not None:
                self._paste(found)
            elif before.startswith(_ESC):
                self._sequence(found, split)
            else:
                self._text(found)
            split = False
            if self._bytes == before:
                break
        return found

    def late(self, now: float) -> list[Typed]:
        """What is to be made of bytes whose rest has not come by the deadline."""
        if self.deadline is None or now < self.deadline:
            return []
        begun, self._bytes = self._bytes, b""
        if begun == _ESC:
            self._early, self._given_up = now, begun
            return [ESCAPE]
        if begun in _AMBIGUOUS:
            return [ESCAPE, Typed(Kind.TEXT, begun[1:].decode())]
        return []

    def _text(self, found: list[Typed]) -> None:
        text, escape, rest = self._bytes.partition(_ESC)
        self._bytes = escape + rest
        if typed := self._decoder.decode(text, final=bool(escape)):
            found.append(Typed(Kind.TEXT, typed))

    def _sequence(self, found: list[Typed], split: bool) -> None:
        """Cut off what begins with Escape, unless more of it must come."""
        data = self._bytes
        if data.startswith(_PASTE):
            self._bytes, self._pasted = data[len(_PASTE) :], bytearray()
            return
        whole = _WHOLE.match(data)
        length = whole.end() if whole else 0
        if data.startswith(_MOUSE):
            length = _MOUSE_LENGTH
        elif data.startswith(_ESC + _DELETE) and not split:
            length = 2
        if length:
            if len(data) >= length:
                found.append(Typed(Kind.SEQUENCE, data[:length].decode("latin-1")))
                if data.startswith(_ANSWERED):
                    self._answer_by = None
                self._bytes = data[length:]
        elif data == _ESC or (_BEGUN.match(data) and len(data) < _LONGEST):
            return
        elif broken := _BROKEN.match(data):
            self._bytes = data[broken.end() :]
        else:
            found.append(ESCAPE)
            self._bytes = data[1:]

    def _paste(self, found: list[Typed]) -> None:
        assert self._pasted is not None
        text, end, rest = self._bytes.partition(_PASTE_END)
        if end:
            pasted = (self._pasted + text).decode("utf-8", "replace")
            found.append(Typed(Kind.PASTE, pasted))
            self._pasted, self._bytes = None, rest
            return
        # The end may have come in part.
        lengths = range(len(_PASTE_END) - 1, 0, -1)
        kept = next((n for n in lengths if text.endswith(_PASTE_END[:n])), 0)
        self._pasted += text[: len(text) - kept]
        self._bytes = text[len(text) - kept :]
