"""The same searches in SQLite's FTS5 and in tantivy, and a build by plain Whoosh.

All read the papers from the library, as our own build does. The work is as near to ours as their
features allow. What differs:

FTS5 (https://sqlite.org/fts5.html), one table of Porter stems, its prefix index for 1 to 3 letters:
  - the typed word is stemmed before it is looked for as a beginning, so ``classificatio`` finds
    only what begins with that stem, and nothing ranks whole words before beginnings;
  - NEAR does not keep the order of the words of a phrase with slop;
  - there are no words off by a letter;
  - ``venue:`` is looked for in the comment;
  - dates and states are columns of a table beside it; code links are a second FTS5 table.
tantivy (https://docs.rs/tantivy), stems in a field for each text, and all words in one more field:
  - its stems are those of Porter's second algorithm (Snowball), so the numbers of hits differ;
  - the typed word is a stem in any text, or a regular expression over the words, which scores 1;
  - so does a word off by a letter;
  - ``venue:`` is looked for in the comment;
  - it builds with as many threads as it likes (the others with one).
Neither tells LaTeX or HTML from text; both get it made plain.
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from queries import Query, Term

from paperbrowse.library import Entry
from paperbrowse.text import plain

WEIGHTS = {"title": 3.0, "abstract": 1.0, "comment": 1.0, "author": 1.0, "topic": 0.5}
FIRST = 50
"""How many hits are asked for, beside the exact number of all."""


class Baseline(Protocol):
    """An engine that builds from entries of the library, and finds."""

    def __init__(self, directory: Path) -> None: ...

    def add(self, entries: Iterable[Entry]) -> None:
        """Index these too; they are found when this is done."""

    def find(self, query: Query) -> tuple[list[int], int] | None:
        """The first keys in order and how many there are; None where it cannot be asked."""


def texts(entry: Entry) -> dict[str, str]:
    """The texts that are searched, made plain."""
    paper = entry.paper
    return {
        "title": plain(paper.title),
        "abstract": plain(paper.abstract),
        "comment": plain(paper.comment),
        "author": " ; ".join(map(plain, paper.authors)),
        "topic": " ; ".join(map(plain, paper.topics)),
    }


class Fts5:
    """SQLite FTS5."""

    def __init__(self, directory: Path) -> None:
        self._connection = connection = sqlite3.connect(directory / "fts5.db", isolation_level=None)
        weights = ", ".join(map(str, WEIGHTS.values()))
        tokens = "tokenize = 'porter unicode61 remove_diacritics 2', content = ''"
        connection.executescript(
            "PRAGMA journal_mode = WAL;"
            f"CREATE VIRTUAL TABLE f USING fts5({', '.join(WEIGHTS)}, prefix = '1 2 3', {tokens});"
            f"INSERT INTO f (f, rank) VALUES ('rank', 'bm25({weights})');"
            f"CREATE VIRTUAL TABLE c USING fts5(code, {tokens});"
            "CREATE TABLE p (key INTEGER PRIMARY KEY, date TEXT, code INT, read INT, bookmark INT);"
            "CREATE INDEX p_date ON p (date);"
        )

    def add(self, entries: Iterable[Entry]) -> None:
        execute = self._connection.execute
        execute("BEGIN")
        for entry in entries:
            values = (entry.key, *texts(entry).values())
            execute("INSERT INTO f (rowid, title, abstract, comment, author, topic)"
                    " VALUES (?, ?, ?, ?, ?, ?)", values)  # fmt: skip
            code = entry.paper.code
            if code:
                execute("INSERT INTO c (rowid, code) VALUES (?, ?)", (entry.key, code))
            facts = (str(entry.paper.date), bool(code), entry.read, entry.bookmarked)
            execute("INSERT INTO p VALUES (?, ?, ?, ?, ?)", (entry.key, *facts))
        execute("COMMIT")
        execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def find(self, query: Query) -> tuple[list[int], int] | None:
        if any(term.edits for group in query.every for term in group):
            return None
        where, values, tables, order = [], [], "p", "date DESC"
        groups = [group for group in query.every if group[0].field != "code"]
        match = " AND ".join(f"({' OR '.join(map(_match, group))})" for group in groups)
        if query.without:
            match = f"({match}) NOT ({' OR '.join(map(_match, query.without))})"
        for group in query.every:
            if group[0].field == "code":
                where.append("key IN (SELECT rowid FROM c WHERE c MATCH ?)")
                values.append(" OR ".join(_quoted(term) for term in group))
        if query.dates:
            where.append("date BETWEEN ? AND ?")
            values += query.dates
        where += [_STATES[state] for state in query.states]
        if match:
            # A cross join is done in the order it is written.
            tables, order = ("f CROSS JOIN p ON key = f.rowid" if where else "f"), "rank"
            where.insert(0, "f MATCH ?")
            values.insert(0, match)
        key = "f.rowid" if match else "key"
        rest = f"FROM {tables} WHERE {' AND '.join(where)}"
        execute = self._connection.execute
        rows = execute(f"SELECT {key} {rest} ORDER BY {order} LIMIT {FIRST}", values).fetchall()
        (total,) = execute(f"SELECT count(*) {rest}", values).fetchone()
        return [key for (key,) in rows], total


_STATES = {
    "is:unread": "NOT read",
    "is:read": "read",
    "is:bookmarked": "bookmark",
    "has:code": "code",
}


def _quoted(term: Term) -> str:
    return '"' + " ".join(term.words) + '"'


def _match(term: Term) -> str:
    if term.slop:
        return f"NEAR({' '.join(_quoted(Term((word,))) for word in term.words)}, {term.slop})"
    found = _quoted(term) + (" *" if term.typed else "")
    field = "comment" if term.field == "venue" else term.field
    return f"{field} : {found}" if field else found


class Tantivy:
    """tantivy. Raises ImportError where it is not installed."""

    def __init__(self, directory: Path) -> None:
        self._tantivy: Any = importlib.import_module("tantivy")
        builder = self._tantivy.SchemaBuilder()
        for name in WEIGHTS:
            builder.add_text_field(name, tokenizer_name="stems")
        builder.add_text_field("words", tokenizer_name="words", index_option="basic")
        builder.add_text_field("code", tokenizer_name="words")
        builder.add_integer_field("key", fast=True)
        builder.add_integer_field("date", indexed=True, fast=True)
        for state in ("read", "bookmark", "linked"):
            builder.add_integer_field(state, indexed=True)
        self._schema = builder.build()
        self._index = self._tantivy.Index(self._schema, path=str(directory))
        self._stems = self._analyzer(stemmed=True)
        self._index.register_tokenizer("stems", self._stems)
        self._index.register_tokenizer("words", self._analyzer(stemmed=False))

    def add(self, entries: Iterable[Entry]) -> None:
        writer = self._index.writer()
        for entry in entries:
            document = self._tantivy.Document()
            found = texts(entry)
            for name, text in found.items():
                document.add_text(name, text)
            document.add_text("words", " ".join(found.values()))
            document.add_text("code", entry.paper.code)
            document.add_integer("key", entry.key)
            document.add_integer("date", _day(str(entry.paper.date)))
            document.add_integer("read", int(entry.read))
            document.add_integer("bookmark", int(entry.bookmarked))
            document.add_integer("linked", int(bool(entry.paper.code)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, query: Query) -> tuple[list[int], int] | None:
        kinds, schema = self._tantivy, self._schema
        must, never = kinds.Occur.Must, kinds.Occur.MustNot
        parts = [(must, self._any(list(map(self._term, group)))) for group in query.every]
        parts += [(never, self._term(term)) for term in query.without]
        if query.dates:
            first, last = map(_day, query.dates)
            kind = kinds.FieldType.Integer
            parts.append((must, kinds.Query.range_query(schema, "date", kind, first, last)))
        for state in query.states:
            field, value = _FACTS[state]
            fact = kinds.Query.term_query(schema, field, value)
            parts.append((must, kinds.Query.const_score_query(fact, 0.0)))
        order = {} if query.every else {"order_by_field": "date"}
        asked = kinds.Query.boolean_query(parts)
        found = self._searcher.search(asked, FIRST, count=True, **order)
        places = [address for _, address in found.hits]
        return list(self._searcher.fast_field_values("key", places)), int(found.count)

    def _analyzer(self, *, stemmed: bool) -> Any:
        """Its own ``en_stem`` or ``default``, but without accents, as the others have it."""
        kinds = self._tantivy
        analyzer = kinds.TextAnalyzerBuilder(kinds.Tokenizer.simple())
        for step in (
            kinds.Filter.remove_long(40),
            kinds.Filter.lowercase(),
            kinds.Filter.ascii_fold(),
            *((kinds.Filter.stemmer("english"),) if stemmed else ()),
        ):
            analyzer = analyzer.filter(step)
        return analyzer.build()

    def _term(self, term: Term) -> Any:
        make, schema = self._tantivy.Query, self._schema
        if term.edits:
            return make.fuzzy_term_query(schema, "words", term.words[0], term.edits)
        if term.field == "code":
            return self._run("code", list(term.words), 0)
        stems = [self._stems.analyze(word)[0] for word in term.words]
        field = "comment" if term.field == "venue" else term.field
        if field:
            return self._run(field, stems, term.slop)
        anywhere = [
            make.boost_query(self._run(name, stems, term.slop), weight)
            for name, weight in WEIGHTS.items()
        ]
        if term.typed:
            anywhere.append(make.regex_query(schema, "words", f"{term.words[0]}.*"))
        return self._any(anywhere)

    def _run(self, field: str, words: list[str], slop: int) -> Any:
        make = self._tantivy.Query
        if len(words) == 1:
            return make.term_query(self._schema, field, words[0])
        return make.phrase_query(self._schema, field, words, slop)

    def _any(self, parts: list[Any]) -> Any:
        should = self._tantivy.Occur.Should
        if len(parts) == 1:
            return parts[0]
        return self._tantivy.Query.boolean_query([(should, part) for part in parts])


_FACTS = {
    "is:unread": ("read", 0),
    "is:read": ("read", 1),
    "is:bookmarked": ("bookmark", 1),
    "has:code": ("linked", 1),
}


def _day(date: str) -> int:
    """An ISO date, or the beginning of one, as a number that grows with it."""
    return int(date.replace("-", "").ljust(8, "0") or 0)


def build_with_whoosh(directory: Path, entries: Iterable[Entry]) -> None:
    """Stemmed title and abstract with Whoosh's default writer, and nothing else."""
    from whoosh.analysis.analyzers import StemmingAnalyzer
    from whoosh.fields import TEXT, Schema
    from whoosh.filedb.filestore import FileStorage

    schema = Schema(title=TEXT(StemmingAnalyzer()), abstract=TEXT(StemmingAnalyzer()))
    writer = FileStorage(str(directory)).create_index(schema).writer()
    for entry in entries:
        writer.add_document(title=entry.paper.title, abstract=entry.paper.abstract)
    writer.commit()
