"""What comes of a reading, in a sentence."""

from __future__ import annotations

from paperbrowse.adding import Outcome, Report
from paperbrowse.text import safe
from paperbrowse.text.numbers import counted, number


def sentence(report: Report) -> str:
    """The report as one line of plain text; of a failed reading the problem."""
    name, counts = safe(report.name), _counts(report) or "nothing was read"
    match report.outcome:
        case Outcome.FAILED:
            problem = safe(report.problem)
            return problem if f" {name}" in problem else f"{name}: {problem}"
        case Outcome.ASKING:
            address = safe(report.problem)
            asked = address if address == name else f"{name}: {address}"
            return (
                f"{asked} is on this machine or its private network, and is read only when you"
                " allow it."
            )
        case Outcome.SAME:
            return f"{name}: nothing new, {counted(report.unchanged, 'paper')} as before"
        case Outcome.STOPPED:
            kept = "; what was read is kept" if report.papers else ""
            return f"{name}: stopped; {counts}{kept}"
        case Outcome.READ:
            return f"{name}: {counts}"


def _counts(report: Report) -> str:
    counts = (
        (report.new, "new"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.removed, "left the list"),
    )
    said = [f"{number(count)} {what}" for count, what in counts if count]
    if report.left_out:
        said.append(counted(report.left_out, "row left out", "rows left out"))
    return ", ".join(said)
