"""Text as published lists give it, made readable, and its words made comparable."""

from paperbrowse.text.characters import address, fold, folded_words, safe, words
from paperbrowse.text.markup import plain

__all__ = ["address", "fold", "folded_words", "plain", "safe", "words"]
