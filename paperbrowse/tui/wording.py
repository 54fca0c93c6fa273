"""The sentences of the screen that depend on what is shown."""

from __future__ import annotations

import datetime

from paperbrowse.catalogue import News, Phase, Progress, Request, Results, Status
from paperbrowse.config import local
from paperbrowse.query import EVERYTHING, Order, Related, Sort
from paperbrowse.text import numbers, safe
from paperbrowse.text.numbers import number
from paperbrowse.tui.selecting import Selection

_PROBLEMS = 2
"""Problems of a query that are said; of more, their number."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ORDERS = {
    Sort.RELEVANCE: ("by relevance", "the worst first"),
    Sort.DATE: ("by date", "the oldest first"),
    Sort.TITLE: ("by title", "from Z to A"),
    Sort.ADDED: ("by date added", "the oldest first"),
}


def counted(results: Results) -> str:
    """How many papers are shown: ``199 papers · by date``, ``6 of 199 · by relevance``."""
    return f"{_count(results)} · {_ordered(results.order)}"


def _count(results: Results) -> str:
    found, request = len(results.keys), results.request
    if request.query.tree == EVERYTHING:
        return numbers.counted(found, "bookmark" if request.bookmarked else "paper")
    if results.shortfall:
        return results.shortfall
    out_of = results.out_of
    of = numbers.counted(out_of, "bookmark") if request.bookmarked else number(out_of)
    return f"{number(found)} of {of}"


def _ordered(order: Order) -> str:
    by, reverse = _ORDERS[order.by]
    return f"{by}, {reverse}" if order.reverse else by


def selected(selection: Selection) -> str:
    """How many papers are selected, and how a range ends; nothing without any."""
    if not selection:
        return ""
    return f"{number(len(selection))} selected" + (
        ", v ends the range" if selection.ranging else ""
    )


def arrived(news: News, since: datetime.datetime | None, now: datetime.datetime) -> str:
    """What has come in since the last visit: ``12 new since yesterday``; nothing, if nothing has.

    Both times have a zone.
    """
    parts = [f"{number(news.new)} new"] if news.new else []
    if news.updated:
        marked = f" ({number(news.bookmarked)} bookmarked)" if news.bookmarked else ""
        parts.append(f"{number(news.updated)} in a newer version{marked}")
    if since is None or not parts:
        return ""
    return f"{', '.join(parts)} since {_day(local(since), local(now))}"


def _day(then: datetime.datetime, now: datetime.datetime) -> str:
    days = (now.date() - then.date()).days
    if days < 1:
        return f"{then:%H:%M}"
    if days == 1:
        return "yesterday"
    return _WEEKDAYS[then.weekday()] if days < 7 else then.date().isoformat()


def said(request: Request, meant: str) -> str:
    """What must be said of a query: what is wrong with it, else what may have been meant."""
    problems = request.query.problems
    if problems:
        more = f" · and {len(problems) - _PROBLEMS} more" if len(problems) > _PROBLEMS else ""
        taken = " · Ctrl+Y takes it" if request.query.mended else ""
        return " · ".join(problems[:_PROBLEMS]) + more + taken
    return f"did you mean {safe(meant)}? Ctrl+Y takes it" if meant else ""


def index_remark(status: Status, request: Request) -> str:
    """What is said of the index beside the count."""
    if status.phase is Phase.READY:
        if request.query.waits:
            return "the last term counts when finished"
        return status.sentence
    if status.phase is Phase.FAILED:
        return status.sentence
    progress = status.progress
    if request.query.tree == EVERYTHING and not 0 < progress.done < progress.total:
        return ""  # nobody waits, and it may be over before it could be read
    if status.answers:
        return progress.sentence
    waiting = "" if request.query.tree == EVERYTHING else "searching as soon as it is ready: "
    done = progress.sentence or "opening the index"
    return f"{waiting}{done} · {status.sentence}" if status.sentence else f"{waiting}{done}"


def waiting(changes: int) -> str:
    """That changes wait for another program; nothing without any."""
    if not changes:
        return ""
    wait = "waits" if changes == 1 else "wait"
    return f"{numbers.counted(changes, 'change')} {wait}: another program is writing to the library"


def reading_figures(progress: Progress, seconds: float) -> str:
    """Papers, papers a second, time left: ``12,000 papers · 3,400/s · 2 min left``."""
    if not progress.papers:
        return "reading… Ctrl+C stops"
    parts = [numbers.counted(progress.papers, "paper")]
    if seconds > 1:
        parts.append(f"{number(round(progress.papers / seconds))}/s")
        if 0 < progress.done < progress.total:
            left = seconds * (progress.total - progress.done) / progress.done
            parts.append(f"{_time(left)} left")
    return " · ".join([*parts, "Ctrl+C stops"])


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def nothing_found(request: Request) -> list[str]:
    """The sentences that stand in an empty list, with what to try."""
    everything = request.query.tree == EVERYTHING
    if everything and request.bookmarked:
        return ["No bookmarks yet.", "b bookmarks a paper; B shows all papers again."]
    if everything:
        return ["No papers.", "The library is empty."]
    if isinstance(request.query.tree, Related):
        return ["No paper like that one, or no paper of that name.", "Escape clears the search."]
    hints = ["Nothing found.", "Try other words, or the beginning of a word."]
    if '"' in request.text:
        hints.append("Without quotes, the words may stand anywhere.")
    if "-" in request.text:
        hints.append("A minus sign before a word leaves papers out.")
    if request.bookmarked:
        hints.append("Only bookmarks are searched: B searches all papers.")
    return [*hints, "Escape clears the search."]
