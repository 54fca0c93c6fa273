"""Filling in what lists lack, from arXiv: titles, authors, abstracts, categories."""

from __future__ import annotations

from collections.abc import Container

from paperbrowse.adding.steps import Outcome, Progress, Report
from paperbrowse.adding.way import Way
from paperbrowse.formats import Unreadable, read
from paperbrowse.library import Library
from paperbrowse.paper import Paper
from paperbrowse.sources.opening import ARXIV, Cancelled, SourceError, open_papers

NAME = "arXiv"
"""What the reports of it are called."""


def enrich(library: Library, way: Way, among: Container[int] | None = None) -> Report:
    """Ask arXiv for the papers (``among`` those with these keys) that lack something.

    Papers are asked for in batches, and kept batch by batch. Raises LibraryError.
    """
    lacking = {
        key: arxiv for key, arxiv in library.lacking().items() if among is None or key in among
    }
    outcome, problem, updated, answered = Outcome.READ, "", 0, 0
    way.tell(Progress(NAME, 0, 0, len(lacking)))
    try:
        with open_papers(
            list(lacking.values()),
            base=way.arxiv,
            allow_private=way.arxiv != ARXIV,
            cancelled=way.cancelled,
            clock=way.clock,
        ) as opened:
            for stream in opened.streams:
                found = read(stream.content, stream.name)
                papers = [paper for paper in found if isinstance(paper, Paper)]
                answered += len(papers)
                updated += library.fill(papers)
                way.tell(Progress(NAME, answered, stream.resume, len(lacking)))
    except Cancelled:
        outcome = Outcome.STOPPED
    except (SourceError, Unreadable) as error:
        outcome, problem = Outcome.FAILED, str(error)
    return Report(NAME, outcome, updated=updated, unchanged=len(lacking) - updated, problem=problem)
