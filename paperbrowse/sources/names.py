"""What a list may be called, by where it comes from."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

# Names that say nothing: what holds the file has the better one.
_GENERIC = {"readme", "index", "raw", "main", "master", "head", "new", "recent", "pastweek"}
# Only these are cut off: cs.CV is a whole name.
_ENDING = re.compile(
    r"(?<=.)(?:\.(?:md|markdown|mdown|x?html?|rst|jsonl?|ndjson|ya?ml|bib|bibtex|ris|csv|tsv|txt|text"
    r"|xml|atom|rss|php|aspx|log))?(?:\.gz|\.gzip)?$",
    re.IGNORECASE | re.DOTALL,
)
_GITHUB = {"github.com", "www.github.com", "raw.githubusercontent.com"}
_LONGEST = 80


def of_path(path: str, *, directory: bool = False) -> str:
    """The stem of a file (``papers`` of ``lists/papers.md.gz``), or its directory's name."""
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    if directory:
        return _shown(parts[-1]) if parts else "list"
    for index, part in enumerate(reversed(parts)):
        stem = _stem(part) if index == 0 else part
        if stem.lower() not in _GENERIC:
            return _shown(stem)
    return _shown(_stem(parts[-1])) if parts else "list"


def of_address(address: str) -> str:
    """The last part of a web address that says something; of a README on GitHub the repository."""
    parts = urlsplit(address)
    host = parts.hostname or "list"
    path = [part for part in unquote(parts.path).split("/") if part]
    if host in _GITHUB and len(path) > 1:
        repository, last = path[1].removesuffix(".git"), _stem(path[-1])
        alone = len(path) == 2 or last.lower() in _GENERIC
        return _shown(repository if alone else last)
    return of_path("/".join([host, *path])) if path else _shown(host)


def of_query(query: str) -> str:
    """The query itself."""
    return _shown(query)


def _stem(name: str) -> str:
    return _ENDING.sub("", name, count=1)


def _shown(name: str) -> str:
    """On one line, with nothing that a terminal would obey."""
    printable = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(printable.split())[:_LONGEST] or "list"
