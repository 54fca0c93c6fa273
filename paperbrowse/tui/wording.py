"""The sentences of the screen that depend on what is shown."""

from __future__ import annotations

from paperbrowse.catalogue import Phase, Request, Results, Status
from paperbrowse.query import EVERYTHING


def counted(results: Results) -> str:
    """How many papers are shown: ``199 papers``, ``6 of 199``, ``3 bookmarks``."""
    number, out_of = len(results.keys), results.out_of
    kind = "bookmark" if results.request.bookmarked else "paper"
    if results.tree != EVERYTHING:
        return f"{number} of {out_of}" + (" bookmarks" if results.request.bookmarked else "")
    return f"{number} {kind}" + ("" if number == 1 else "s")


def index_remark(status: Status, request: Request) -> str:
    """What is said of the index beside the count."""
    if status.phase is Phase.READY:
        if request.waits:
            return "the last term counts when it is finished: by a quote, a space or Enter"
        return status.sentence
    if status.phase is Phase.FAILED:
        return status.sentence
    waiting = "" if request.tree == EVERYTHING else "searching as soon as it is ready: "
    progress = status.progress
    done = f"{progress.done} of {progress.total} indexed" if progress.total else "opening the index"
    return f"{waiting}{done} · {status.sentence}" if status.sentence else f"{waiting}{done}"


def nothing_found(request: Request) -> list[str]:
    """The sentences that stand in an empty list, with what to try."""
    if request.tree == EVERYTHING and request.bookmarked:
        return ["No bookmarks yet.", "b bookmarks a paper; B shows all papers again."]
    if request.tree == EVERYTHING:
        return ["No papers.", "The library is empty."]
    hints = [
        "Nothing found.",
        "Try fewer words, or the beginning of a word: all of them must match.",
    ]
    if '"' in request.text:
        hints.append("Without quotes, the words may stand anywhere.")
    if "-" in request.text:
        hints.append("A minus sign before a word leaves papers out.")
    if request.bookmarked:
        hints.append("Only bookmarks are searched: B searches all papers.")
    return [*hints, "Escape clears the search."]
