"""Texts that would take a reader's time or memory, one or more for each family of lists.

Run as a program, it reads some of them, each in a process of its own, and says what that took:
one line of JSON each.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import time
from collections.abc import Callable

from paperbrowse.formats import Skipped, Unreadable, read
from paperbrowse.paper import Paper

MEMORY = 1 << 30
"""Bytes of address space that a reading may take."""


def _full(piece: str, size: int) -> str:
    return piece * max(1, size // len(piece))


def _nested(opening: str, closing: str = "", core: str = "") -> Callable[[int], str]:
    """Openings and closings in one another, to a size."""

    def text(size: int) -> str:
        depth = max(1, (size - len(core)) // len(opening + closing))
        return opening * depth + core + closing * depth

    return text


def _within(before: str, piece: str, after: str = "") -> Callable[[int], str]:
    """A piece again and again, between two texts."""
    return lambda size: before + _full(piece, size) + after


def _strings(size: int) -> str:
    """BibTeX strings, each twice the one before: a kilobyte becomes a terabyte."""
    doubled = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 40))
    used = "@misc{b, eprint={2401.00002}, title=a39}\n"
    return f'@string{{a0 = "xxxxxxxxxx"}}\n{doubled}{used}' + _full("% \n", size)


def _repeated(size: int) -> str:
    """A long string of BibTeX in every field of every entry."""
    entry = "@misc{b, eprint={2401.00002}, title=s, note=s, abstract=s # s # s}\n"
    return f"@string{{s = {{{'x' * (size // 2)}}}}}\n" + _full(entry, size // 2)


def _aliases(size: int) -> str:
    """YAML aliases, each of which holds the one before ten times."""
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    return f"a0: &a0 [x, x]\n{levels}" + _full("# \n", size)


def _aliased_text(size: int) -> str:
    """A long text of YAML that every item says again."""
    return f"- &t {'x' * (size // 2)}\n" + _full("- {id: 2401.00001, title: *t}\n", size // 2)


def _merges(size: int) -> str:
    """A mapping of YAML with many keys, merged into every item."""
    keys = "".join(f" k{n}: v\n" for n in range(size // 2 // 10))
    return f"- &m\n{keys}" + _full("- {<<: *m, id: 2401.00001}\n", size // 2)


def _entities(size: int) -> str:
    """The billion laughs."""
    declared = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 20))
    return (
        f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "lol">{declared}]>'
        f"<feed><entry><id>http://arxiv.org/abs/2401.00001</id><title>&l19;</title></entry>"
        + _full("<entry/>", size)
    )


def _wide_csv(size: int) -> str:
    return "title,arxiv\n" + _full("x,", size) + "\n" + "T,2401.00001\n"


def _rows(row: str, header: str = "") -> Callable[[int], str]:
    return lambda size: header + _full(row, size)


_HTML = "<!doctype html><html><body>"
_XML = "<feed><entry><id>http://arxiv.org/abs/2401.00001</id><title>A</title>"
_OAI = "<OAI-PMH><ListRecords><record><metadata><arXiv><id>2401.00001</id><title>A</title>"
_ROW = "<td><a href='https://arxiv.org/abs/2401.00001'>A title of a paper</a></td>"

BOMBS: dict[str, Callable[[int], str]] = {
    # BibTeX
    "strings.bib": _strings,
    "repeated.bib": _repeated,
    "unclosed.bib": _within("@article{a,\n title = {", "word word word\n"),
    "unclosed-braces.bib": _within("@article{a,\n title = ", "{ a\n"),
    "unclosed-quote.bib": _within('@article{a,\n title = "', "word word word\n"),
    "unclosed-line.bib": _within("@article{a, title = {", "word "),
    "deep.bib": lambda n: "@misc{a, eprint={2401.00001}, title=" + _nested("{", "}")(n) + "}\n",
    "authors.bib": _within("@misc{a, eprint={2401.00001}, author={A", " and Roe, John", "}}\n"),
    "fields.bib": _within("@misc{a, eprint={2401.00001},\n", "note={x},\n", "}\n"),
    "hashes.bib": _within("@misc{a, eprint={2401.00001}, note=x", " # x", "}\n"),
    "openings.bib": _rows("@misc{a,\n"),
    "comments.bib": _rows("@comment{\n"),
    "undefined.bib": _rows("@misc{a, eprint={2401.00001}, title=undefined}\n"),
    # HTML
    "deep.html": lambda n: _HTML + _nested("<div>", "</div>", "<p>2401.00001</p>")(n),
    "deep-unclosed.html": _within(_HTML, "<div>"),
    "deep-bold.html": _within(_HTML, "<b>x"),
    "deep-lists.html": _within(_HTML, "<ul><li>x"),
    "deep-links.html": _within(_HTML, "<a href='https://arxiv.org/abs/2401.00001'><div>"),
    "deep-tables.html": _within(_HTML, "<table><tr><td>"),
    "deep-quotes.html": _within(_HTML, "<blockquote><footer>x"),
    "formatting.html": lambda n: _HTML + _full("<b><i><u><s>x<p>", n),
    "wide-table.html": _within(_HTML + "<table><tr>", _ROW, "</tr></table>"),
    "long-table.html": _within(_HTML + "<table>", f"<tr>{_ROW}{_ROW}</tr>", "</table>"),
    "rowspans.html": _within(_HTML + "<table>", f"<tr><td rowspan=999>x</td>{_ROW}"),
    "attributes.html": _within(_HTML + "<div ", "a=b ", ">"),
    "comment.html": _within(_HTML + "<!-- ", "<!-- x "),
    "one-line.html": _within(_HTML + "<p>", "2401.00001 "),
    "selects.html": _within(_HTML, "<select><option>"),
    # XML
    "entities.atom": _entities,
    "deep.atom": _within(_XML, "<a>"),
    "deep-text.atom": lambda n: _XML + _nested("<a>x", "</a>")(n) + "</entry></feed>",
    "wide.atom": _within(_XML, "<author><name>A B</name></author>", "</entry></feed>"),
    "long.atom": _within(_XML + "<summary>", "word ", "</summary></entry></feed>"),
    "unclosed.atom": _within(_XML + "<summary>", "word word word\n"),
    "attributes.atom": _within(_XML + "<link ", "a='b' "),
    "cdata.oai.xml": _within(_OAI + "<abstract><![CDATA[", "word ]] > \n"),
    "broken.oai.xml": _rows("<record><metadata>&\n", "<OAI-PMH>"),
    "doctype.oai.xml": _within("<!DOCTYPE OAI-PMH [", "<!ELEMENT a ANY>\n"),
    # YAML
    "aliases.yaml": _aliases,
    "aliased-text.yaml": _aliased_text,
    "merges.yaml": _merges,
    "deep-flow.yaml": _within("- title: T\n  id: 2401.00001\n  x: ", "["),
    "deep-block.yaml": _within("- title: T\n  id: 2401.00001\n- ", "- "),
    "mappings.yaml": _within("- title: T\n  id: 2401.00001\n", "a: b\n"),
    "long.yaml": _within("- title: T\n  id: 2401.00001\n  abstract: ", "word "),
    "anchors.yaml": _rows("- &a {id: 2401.00001, title: T}\n"),
    # JSON
    "deep.json": _within('{"id": "2401.00001", "title": "T", "x": ', "["),
    "deep-objects.json": _within('[{"id": "2401.00001", "title": "T"}, ', '{"a":'),
    "deep-lines.json": _within('{"id": "2401.00001", "title": "T", "x": ', "[\n"),
    "long-string.json": _within('{"id": "2401.00001", "title": "', "word ", '"}\n'),
    "unclosed-string.json": _within('{"id": "2401.00001", "title": "', "word \n"),
    "authors.json": _within('{"id": "2401.00001", "title": "T", "authors": [', '"A B",', '"C"]}\n'),
    "keys.json": lambda n: json.dumps({f"k{i}": "v" for i in range(n // 12)}),
    "escapes.json": _within('{"id": "2401.00001", "title": "', "\\ud800", '"}\n'),
    "broken.json": _rows("{'id': '2401.00001', title: 'T', ]\n"),
    # CSV
    "quote.csv": _within('title,arxiv\nA,2401.00001\n"', "word\n"),
    "quotes.csv": _rows('"word\n', "title,arxiv\nA,2401.00001\n"),
    "wide.csv": _wide_csv,
    "long-cell.csv": _within('title,arxiv\n"', "word ", '",2401.00001\n'),
    "many-cells.csv": _rows("2401.00001,A,b,c\n", "title,arxiv\n"),
    # RIS
    "unclosed.ris": _within("TY  - JOUR\nUR  - arXiv:2401.00001\nAB  - ", "word word\n"),
    "authors.ris": _within("TY  - JOUR\nUR  - arXiv:2401.00001\n", "AU  - Doe, Jane\n", "ER  -\n"),
    "long.ris": _within("TY  - JOUR\nUR  - arXiv:2401.00001\nTI  - ", "word ", "\nER  -\n"),
    "types.ris": _rows("TY  - JOUR\n"),
    # Markdown, reStructuredText, mailings, any text
    "deep-quotes.md": _within("# A\n\n", "> "),
    "deep-lists.md": _within("# A\n\n", "- "),
    "indented.md": lambda n: "".join(f"{' ' * (i % 400)}- x\n" for i in range(n // 200)),
    "brackets.md": _within("- ", "[", "](https://arxiv.org/abs/2401.00001)\n"),
    "wide-table.md": lambda n: _full("| a ", n // 2) + "|\n" + _full("|---", n // 2) + "|\n",
    "tables.md": _rows("| Title | Link |\n|---|---|\n| T | https://arxiv.org/abs/2401.00001 |\n\n"),
    "deep-html.md": _within("# A\n\n<table>", "<tr><td><table>"),
    "html-blocks.md": _within("# A\n\n", "<div>\n\n"),
    "definitions.md": _rows("[a]: https://arxiv.org/abs/2401.00001\n[a][a]\n\n", "# A\n\n"),
    "fences.md": _rows("```\n~~~\n", "# A\n"),
    "stars.md": _within("- ", "**", "\n"),
    "simple-table.rst": _rows("===  ===\na    2401.00001\n", ".. _x:\n\n"),
    "grid.rst": _rows("+---+---+\n| a | b |\n"),
    "roles.rst": _within(".. _a: https://arxiv.org/abs/2401.00001\n\n", "a_ `b <c`_ "),
    "fields.eml": _rows("Title: x\n   y\n", "\\\\\narXiv:2401.00001\n"),
    "entries.eml": _rows("\\\\\narXiv:2401.00001\n"),
    "one-line.txt": _rows("word "),
    "identifiers.txt": _rows("2401.00001 "),
    "addresses.txt": _rows("https://arxiv.org/abs/2401.00001 "),
    "paragraph.txt": _rows("word https://a.org/b word\n"),
    "spaces.txt": _within("2401.00001", " ", "x\n"),
    "text.txt.gz": _rows("word word\n"),
    "line.txt.gz": _rows("word "),
    "strings.bib.gz": _strings,
}
"""By the names of their files, how each is made; the argument is about its size."""


def packed(name: str, size: int) -> tuple[str, bytes]:
    """The name and bytes of a bomb; those of a text that gzip packs well are a hundredth."""
    content = BOMBS[name](size).encode()
    return name, gzip.compress(content) if name.endswith(".gz") else content


def measured(name: str, size: int) -> dict[str, object]:
    """Read a bomb here and now: what came of it, and what it took."""
    file, content = packed(name, size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    papers, skipped, longest, reason = 0, 0, 0, ""
    try:
        for row in read(content, file):
            if isinstance(row, Paper):
                papers += 1
                longest = max(longest, len(row.title), len(row.abstract), len(row.authors))
            elif isinstance(row, Skipped):
                skipped += 1
                reason = reason or row.reason
    except Unreadable as error:
        reason = str(error)
    except MemoryError:
        reason = "out of memory"
    return {
        "name": name,
        "size": size,
        "seconds": time.process_time() - begin,
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "papers": papers,
        "skipped": skipped,
        "longest": longest,
        "reason": reason[:200],
    }


def main() -> None:
    """Arguments are names and sizes, as ``deep.html=100000``, after the seconds for each."""
    limit = int(sys.argv[1])
    for wanted in sys.argv[2:]:
        name, _, size = wanted.partition("=")
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            print(json.dumps(measured(name, int(size))), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print(json.dumps({"name": name, "size": int(size), "ended": status}), flush=True)


if __name__ == "__main__":
    main()
