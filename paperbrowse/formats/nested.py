"""The papers in a value of lists and objects in one another, as JSON and YAML give it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from paperbrowse.formats import Skipped, loose, objects
from paperbrowse.formats.keys import Field, is_citation, is_topic, means
from paperbrowse.paper import ArxivId, Paper

_Topics = tuple[str, ...]
# So many parts of a list tell whether it is one of papers.
_SAMPLE = 3
# What belongs to a paper, so that no other paper stands in it.
_PARTS = {Field.AUTHORS, Field.VERSIONS, Field.CODE}


def papers(value: object, line: int) -> Iterator[Paper | Skipped]:
    """The papers in ``value``, which begins at ``line``, in its order.

    An object that is a paper gives that one; what it cites is not looked at. Keys that stand over
    papers are their topics. An object with a title but nothing to know a paper by is skipped, as
    is a value in which there is nothing of use.
    """
    found = False
    # By identity, and kept, so that no other container comes to have the same.
    seen: dict[int, object] = {}
    # What is still to be looked at, with its topics, the next one last.
    waiting: list[tuple[object, _Topics]] = [(value, ())]
    while waiting:
        item, topics = waiting.pop()
        if id(item) in seen:  # An alias of YAML: one container in many places.
            continue
        seen[id(item)] = item
        if isinstance(item, dict):
            rows, inner = _in_object(item, topics, line)
        elif isinstance(item, list):
            rows, inner = _in_list(item, topics, line)
        else:
            continue
        for row in rows:
            found = True
            yield row
        waiting += reversed(inner)
    if not found and value:
        yield Skipped(line, "The entry is no paper and holds none.")


def _in_object(
    item: dict[str, object], topics: _Topics, line: int
) -> tuple[Iterator[Paper | Skipped], list[tuple[object, _Topics]]]:
    """The papers that an object is or says, and the containers in it to look at."""
    read = objects.paper(item, topics)
    if isinstance(read, Paper) and (read.arxiv or not any(_lists_papers(item))):
        return iter((read,)), []
    title, topic = objects.heading(item)
    parts = [
        (key, child)
        for key, child in item.items()
        if isinstance(child, (list, dict)) and child and _may_hold(key)
    ]
    # The title over a list is a topic; over one object it is that of its paper.
    above = topic or (title if any(isinstance(child, list) for _, child in parts) else "")
    inner = [_named(key, child, (*topics, above) if above else topics) for key, child in parts]
    if title:
        return iter(() if inner else (Skipped(line, str(read)),)), inner
    texts = [(k, v) for k, v in item.items() if isinstance(v, str) and not means(k)]
    return loose.papers(texts, topics, line), inner


def _in_list(
    item: list[object], topics: _Topics, line: int
) -> tuple[Iterator[Paper | Skipped], list[tuple[object, _Topics]]]:
    if item and all(isinstance(part, list) and _is_row(part) for part in item):
        rows = ([str(cell or "") for cell in part] for part in item if isinstance(part, list))
        return loose.table(rows, topics, line), []
    texts = [("", part) for part in item if isinstance(part, str)]
    return loose.papers(texts, topics, line), [(part, topics) for part in item]


def _is_row(part: list[object]) -> bool:
    return len(part) > 1 and not any(isinstance(cell, (list, dict)) for cell in part)


def _may_hold(key: str) -> bool:
    return not is_citation(key) and _PARTS.isdisjoint(means(key))


def _named(key: str, child: object, topics: _Topics) -> tuple[object, _Topics]:
    """A child of an object with what its key says: a paper's identifier or title, or a topic."""
    if ArxivId.parse(key):
        return ({"arxiv_id": key, **child} if isinstance(child, dict) else child), topics
    if isinstance(child, dict) and " " in key.strip():
        found = objects.paper(child)
        if isinstance(found, Paper) and not found.title:
            return {**child, "title": key}, topics
    return child, (*topics, key) if is_topic(key) and key not in topics else topics


def _lists_papers(item: dict[str, object]) -> Iterator[bool]:
    """Whether the parts of an object with a title and an address are papers themselves."""
    for key, child in item.items():
        if isinstance(child, (list, dict)) and _may_hold(key) and Field.PLACE not in means(key):
            parts = child.values() if isinstance(child, dict) else child
            for part in islice(parts, _SAMPLE):
                yield isinstance(part, dict) and isinstance(objects.paper(part), Paper)
