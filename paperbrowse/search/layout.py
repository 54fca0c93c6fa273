"""Where the words of a paper stand: each of its texts has a range of positions of its own.

All texts of a paper share one posting list a word. A position says which text an occurrence stands
in, and a bit for each text says so of a whole posting; one list then answers ``net`` and
``title:net`` alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from paperbrowse.links import code
from paperbrowse.paper import Paper
from paperbrowse.query import Text
from paperbrowse.text import plain
from paperbrowse.venues import venues


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a paper in the index.

    ``first`` and ``room`` are its range of positions; words beyond it are found, but in no phrase.
    ``weight`` and ``usual`` (words) are BM25F's weight and mean length of a field: constants, so
    that a score does not depend on how the papers are spread over segments.
    """

    text: Text | None
    bit: int
    first: int
    room: int
    weight: float
    usual: int

    @property
    def end(self) -> int:
        """The position behind its last one."""
        return self.first + self.room


TITLE = Place(Text.TITLE, 1, 0, 2_000, 3.0, 10)
EARLIER = Place(None, 2, 2_048, 2_000, 2.0, 10)
AUTHORS = Place(Text.AUTHOR, 4, 4_096, 8_000, 1.0, 12)
TOPICS = Place(Text.TOPIC, 8, 12_288, 2_000, 0.5, 3)
NUMBER = Place(None, 16, 14_336, 100, 1.0, 2)
COMMENT = Place(Text.COMMENT, 32, 16_384, 8_000, 1.0, 16)
ABSTRACT = Place(Text.ABSTRACT, 64, 24_576, 40_000, 1.0, 180)

PLACES = {place.text: place for place in (TITLE, AUTHORS, TOPICS, COMMENT, ABSTRACT)}
"""The places that a query can be limited to; between two of them some positions are never used."""


KINDS = ("topic", "category", "author", "venue", "host")
"""What results can be counted by."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the index takes of one paper: all plain texts.

    Several values of one place stand a position apart, so that no phrase reaches from one author
    into the next.
    """

    key: int
    texts: tuple[tuple[Place, tuple[str, ...]], ...]
    number: str
    code: str
    """Host and path of the code link."""
    facets: tuple[tuple[str, ...], ...]
    """The paper's values of each of KINDS."""


def document(key: int, paper: Paper) -> Document:
    """The document of a paper. Texts are made plain here, once; the library keeps the originals."""
    # A person looks for a journal as for what the authors say of one.
    comments = (plain(paper.comment), plain(paper.journal))
    authors = tuple(map(plain, paper.authors))
    topics = tuple(map(plain, paper.topics))
    number = paper.arxiv.number if paper.arxiv else ""
    address = code(paper).partition("://")[2].removeprefix("www.")
    texts = (
        (TITLE, (plain(paper.title),)),
        (EARLIER, tuple(plain(version.title) for version in paper.earlier)),
        (AUTHORS, authors),
        (TOPICS, topics),
        (NUMBER, (number,)),
        (COMMENT, comments),
        (ABSTRACT, (plain(paper.abstract),)),
    )
    host = address.partition("/")[0].lower()
    accepted = tuple(dict.fromkeys(v for text in comments if text for v in venues(text)))
    categories = tuple(map(plain, paper.categories))
    facets = (topics, categories, authors, accepted, (host,) if host else ())
    return Document(key, texts, number, address, facets)
