"""Text as published lists give it, made readable, and its words made comparable."""

from paperbrowse.text.addresses import address, masked
from paperbrowse.text.characters import (
    OBEYED,
    fold,
    folded_words,
    is_line,
    printing,
    safe,
    visible,
    words,
)
from paperbrowse.text.markup import plain

__all__ = [
    "OBEYED",
    "address",
    "fold",
    "folded_words",
    "is_line",
    "masked",
    "plain",
    "printing",
    "safe",
    "visible",
    "words",
]
