"""The query language by example: help screen, command line and README show these."""

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("image retrieval", "all words, in title, abstract, comment, topic, id or an older title"),
    ("classif", "the last word may be the beginning of one"),
    ('"vision transformer"', "words that stand side by side"),
    ("medical -segmentation", "papers without a word"),
    ("CIFAR-10 OR ImageNet", "either side; words beside each other bind tighter than OR"),
    ("2512.24162", "an arXiv identifier or link in any of its forms"),
)
"""Queries, and what each asks for."""
