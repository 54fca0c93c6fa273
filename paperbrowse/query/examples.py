"""The query language by example: help screen, command line and README show these."""

from paperbrowse.query.fields import FIELDS

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("image retrieval", "all words, in title, abstract, author, comment, topic or id"),
    ("classif", "the last word may be the beginning of one"),
    ('"vision transformer"', "words that stand side by side"),
    ('"image retrieval"~3', "with up to three other words among them"),
    ("medical -segmentation", "papers without a word; NOT does the same"),
    ("CIFAR-10 OR ImageNet", "either side; words beside each other bind tighter than OR"),
    ("(cat OR dog) -(toy OR game)", "parentheses group"),
    ("transf* netwrok~", "the beginning of a word; a word one letter off (~2: two)"),
    ("2512.24162", "an arXiv identifier or link in any of its forms"),
    *((field.example, field.about) for field in FIELDS),
)
"""Queries, and what each asks for: first of the signs, then of every field."""
