"""Text as published lists give it, made readable, and its words made comparable."""

from paperbrowse.text.characters import fold, folded_words, safe, visible, words
from paperbrowse.text.markup import plain

__all__ = ["fold", "folded_words", "plain", "safe", "visible", "words"]
