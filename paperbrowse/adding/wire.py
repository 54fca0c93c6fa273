"""Steps and a wish as lines of text, to pass between two processes of ours."""

from __future__ import annotations

import dataclasses
import json

from paperbrowse.adding.steps import LeftOut, Outcome, Progress, Report, Step
from paperbrowse.adding.wish import Wish


def sent(step: Step) -> str:
    """A step as one line."""
    values = dataclasses.asdict(step)
    if isinstance(step, Report):
        values["outcome"] = step.outcome.value
    return json.dumps([type(step).__name__, values])


def received(line: str) -> Step:
    """The step that a line was sent for. Raises ValueError where it is none."""
    try:
        name, values = json.loads(line)
        if name == "Report":
            outcome, notes = Outcome(values.pop("outcome")), tuple(values.pop("notes"))
            return Report(outcome=outcome, notes=notes, **values)
        return LeftOut(**values) if name == "LeftOut" else Progress(**values)
    except (KeyError, TypeError) as error:
        raise ValueError(line) from error


def sent_wish(wish: Wish) -> str:
    """A wish as one line."""
    return json.dumps(dataclasses.asdict(wish))


def received_wish(line: str) -> Wish:
    """The wish that a line was sent for."""
    return Wish(**json.loads(line))
