"""What all widgets have in common that a person types text into."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class TextField(Protocol):
    """A widget whose printable keys are text, whatever they mean elsewhere."""

    def put(self, text: str) -> None:
        """Put text where the cursor is, in place of what is selected."""

    def paste(self, text: str) -> None:
        """Put text there that was pasted: it may have several lines."""

    @property
    def typed(self) -> str:
        """The text."""


def on_one_line(text: str) -> str:
    """A text of several lines on one, with a space for each break: a title copied from a page."""
    return _printable(" ".join(text.split()))


def lines_of(text: str) -> list[str]:
    """The lines of a text, with nothing in them that a terminal obeys."""
    return [_printable(line.expandtabs(4)) for line in text.splitlines()]


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))
