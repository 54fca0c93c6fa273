"""What people ask of a list of papers, made from the papers it holds: as typed, and as entered.

A query is kept as its text in the language of the search box, and taken apart, so that a baseline
with another language can ask the same.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from paperbrowse.paper import Paper
from paperbrowse.text import plain, words

SEED = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VENUES = (
    "CVPR",
    "ICCV",
    "ECCV",
    "NeurIPS",
    "ICML",
    "ICLR",
    "AAAI",
    "WACV",
    "BMVC",
    "MICCAI",
    "ACL",
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, in a field or anywhere; one word matches by stem.

    ``slop`` words may stand among them. ``typed``: the word may go on. ``edits``: it may be off.
    ``shown`` is how it is written where that is not the words themselves.
    """

    words: tuple[str, ...]
    field: str = ""
    slop: int = 0
    typed: bool = False
    edits: int = 0
    shown: str = ""

    def __str__(self) -> str:
        text = self.shown or " ".join(self.words)
        if " " in text:
            text = f'"{text}"' + (f"~{self.slop}" if self.slop else "")
        if self.edits:
            text += "~" if self.edits == 1 else f"~{self.edits}"
        return f"{self.field}:{text}" if self.field else text


@dataclass(frozen=True, slots=True)
class Query:
    """A text of the search box, and what it asks for: all of it must be true of a paper."""

    kind: str
    text: str
    every: tuple[tuple[Term, ...], ...] = ()
    """Of each group at least one term."""
    without: tuple[Term, ...] = ()
    dates: tuple[str, str] | None = None
    """The first and the last day, in ISO 8601."""
    states: tuple[str, ...] = ()

    @property
    def entered(self) -> bool:
        """Whether the text is finished."""
        return self.kind != "keystroke"


def keystrokes(papers: Sequence[Paper], seed: int, count: int = 600) -> list[Query]:
    """At least ``count`` texts, each another one, that the search box holds one after the other.

    Each paper is looked for by one to four of its words, typed letter by letter; in one search of
    six a letter is hit wrongly and taken back.
    """
    rng = random.Random(seed)
    found: dict[str, Query] = {}
    while len(found) < count:
        for text in _typed(_looked_for(rng.choice(papers), rng), rng):
            if text not in found:
                every = [(Term((word,)),) for word in text.split()]
                if not text.endswith(" "):
                    every[-1] = (Term(every[-1][0].words, typed=True),)
                found[text] = Query("keystroke", text, tuple(every))
    return list(found.values())


def _looked_for(paper: Paper, rng: random.Random) -> list[str]:
    count = rng.choices((1, 2, 3, 4), (20, 35, 30, 15))[0]
    if rng.random() < 0.5:
        return _beside(paper.title, count, rng)
    return rng.sample(_content(paper), count)


def _typed(wanted: list[str], rng: random.Random) -> Iterator[str]:
    text = ""
    slips = rng.randrange(len(wanted)) if rng.random() < 1 / 6 else -1
    for place, word in enumerate(wanted):
        if text:
            text += " "
            yield text
        wrong = rng.randrange(1, len(word)) if place == slips and len(word) > 1 else -1
        for at, letter in enumerate(word):
            if at == wrong:
                yield text + rng.choice(LETTERS)
            text += letter
            yield text


def queries(kind: str, papers: Sequence[Paper], seed: int, count: int = 70) -> list[Query]:
    """``count`` different queries of one of KINDS."""
    rng = random.Random(f"{kind} {seed}")
    make = _MAKERS[kind]
    found: dict[str, Query] = {}
    # A phrase out of one paper is often in no other: half of the phrases are of several papers.
    if kind == "phrase":
        shared = _shared(papers)
        for words_beside in rng.sample(shared, min(len(shared), count // 2)):
            query = _query(kind, Term(words_beside))
            found[query.text] = query
    while len(found) < count:
        query = make(rng.choice(papers), rng)
        found.setdefault(query.text, query)
    return list(found.values())


def _content(paper: Paper) -> list[str]:
    """The words of an abstract that say something, each once."""
    found = (word for word, _, _ in words(plain(paper.abstract)))
    return list(dict.fromkeys(word for word in found if len(word) > 3 and word.isalpha()))


def _beside(text: str, count: int, rng: random.Random) -> list[str]:
    """So many words that stand together."""
    found = [word for word, _, _ in words(plain(text))]
    start = rng.randrange(max(1, len(found) - count + 1))
    return found[start : start + count]


def _shared(papers: Sequence[Paper]) -> list[tuple[str, str]]:
    """Pairs of words that stand together in at least three of the papers."""
    counts = Counter[tuple[str, str]]()
    for paper in papers:
        found = [word for word, _, _ in words(plain(paper.abstract))]
        counts.update(set(pairwise(found)))
    return sorted(pair for pair, count in counts.items() if count > 2)


def _some(paper: Paper, count: int, rng: random.Random) -> list[Term]:
    return [Term((word,)) for word in rng.sample(_content(paper), count)]


def _query(kind: str, *terms: Term) -> Query:
    return Query(kind, " ".join(map(str, terms)), tuple((term,) for term in terms))


def _word(paper: Paper, rng: random.Random) -> Query:
    return _query("word", *_some(paper, rng.randint(1, 3), rng))


def _phrase(paper: Paper, rng: random.Random) -> Query:
    text = rng.choice((paper.title, paper.abstract))
    return _query("phrase", Term(tuple(_beside(text, rng.randint(2, 4), rng))))


def _slop(paper: Paper, rng: random.Random) -> Query:
    slop = rng.randint(1, 3)
    found = _beside(paper.abstract, slop + 2, rng)
    return _query("slop", Term((found[0], found[-1]), slop=slop))


def _field(paper: Paper, rng: random.Random) -> Query:
    (word,) = _some(paper, 1, rng)
    kind = rng.randrange(8)
    if kind < 2:
        field = ("title", "abstract")[kind]
        text = getattr(paper, field)
        return _query("field", Term(tuple(_beside(text, rng.randint(1, 2), rng)), field))
    if kind < 4:
        name = [word for word, _, _ in words(rng.choice(paper.authors))]
        return _query("field", Term(tuple(name if kind == 2 else name[-1:]), "author"))
    if kind < 6:
        year = (str(rng.randint(2023, 2026)),) if kind == 5 else ()
        venue = rng.choice(VENUES)
        term = Term((venue.lower(), *year), "venue", shown=" ".join((venue, *year)))
        return _query("field", term, word)
    if kind == 6:
        topic = rng.choice(paper.topics)
        term = Term(tuple(word for word, _, _ in words(topic)), "topic")
        return _query("field", term, word)
    path = (paper.code or "https://github.com/nobody").removeprefix("https://").rsplit("/", 1)[0]
    return _query("field", Term(tuple(w for w, _, _ in words(path)), "code", shown=path))


def _date(paper: Paper, rng: random.Random) -> Query:
    assert paper.date is not None
    year, month = paper.date.year, paper.date.month
    first, last = "", "9999-12-31"
    kind = rng.randrange(5)
    if kind == 0:
        text = first = f"{year}-{month:02}"
        last = f"{text}-31"
    elif kind == 1:
        text, first, last = f"{year}", f"{year}-01-01", f"{year}-12-31"
    elif kind == 2:
        first = f"{year}-{month:02}-{rng.randint(1, 28):02}"
        text = f">={first}"
    elif kind == 3:
        last = f"{year}-{month:02}-{rng.randint(1, 28):02}"
        text = f"<={last}"
    else:
        first = f"{year}-{month:02}-{rng.randint(1, 14):02}"
        last = f"{year}-{month:02}-{rng.randint(15, 28):02}"
        text = f"{first}..{last}"
    terms = _some(paper, rng.choice((0, 1, 1, 2)), rng)
    text = " ".join([*map(str, terms), f"date:{text}"])
    return Query("date", text, tuple((term,) for term in terms), dates=(first, last))


def _state(paper: Paper, rng: random.Random) -> Query:
    states = rng.choice(
        (("is:unread",), ("is:read",), ("is:bookmarked",), ("has:code",), ("is:unread", "has:code"))
    )
    terms = _some(paper, rng.choice((1, 1, 2)), rng)
    text = " ".join([*map(str, terms), *states])
    return Query("state", text, tuple((term,) for term in terms), states=states)


def _fuzzy(paper: Paper, rng: random.Random) -> Query:
    edits = rng.choice((1, 1, 2))
    known = [word for word in _content(paper) if len(word) > 4 + edits]
    word, other = rng.sample(known, 2)
    for _ in range(edits):
        word = _misspelt(word, rng)
    term = Term((word,), edits=edits)
    return _query("fuzzy", term) if rng.random() < 0.6 else _query("fuzzy", term, Term((other,)))


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + rng.choice(LETTERS) + word[at + (kind == 2) :]


def _boolean(paper: Paper, rng: random.Random) -> Query:
    a, b, c = _some(paper, 3, rng)
    kind = rng.randrange(4)
    if kind == 0:
        return Query("boolean", f"{a} -{b}", ((a,),), (b,))
    if kind == 1:
        return Query("boolean", f"{a} OR {b}", ((a, b),))
    if kind == 2:
        return Query("boolean", f"({a} OR {b}) {c}", ((a, b), (c,)))
    return Query("boolean", f"({a} OR {b}) NOT {c}", ((a, b),), (c,))


_MAKERS: dict[str, Callable[[Paper, random.Random], Query]] = {
    "word": _word,
    "phrase": _phrase,
    "slop": _slop,
    "field": _field,
    "date": _date,
    "state": _state,
    "fuzzy": _fuzzy,
    "boolean": _boolean,
}
KINDS = tuple(_MAKERS)
"""Words; phrases; phrases with slop; fields; dates; states; words off by a letter; OR and NOT."""
