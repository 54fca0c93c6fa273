"""What a reading says, on standard error: a bar where somebody watches, rows that were left out."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from paperbrowse.catalogue import LeftOut, Progress, Step
from paperbrowse.cli.output import told
from paperbrowse.text.numbers import counted, number

SHOWN = 5
"""Rows that were left out are named up to so many, unless all are asked for."""


class Teller:
    """Shows what readings say: a bar where somebody watches, and the rows that were left out."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._verbose = verbose
        self._left_out = 0
        self._console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[told]}", markup=False),
            _Rate(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=quiet or not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=None, papers=0, told="")

    def __enter__(self) -> Teller:
        if not self._bar.disable:  # older releases of rich end what was never begun, with a line
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if not self._bar.disable:
            self._bar.stop()

    def begin(self, name: str) -> None:
        """A reading begins."""
        self._left_out = 0
        self._bar.reset(self._task, description=told(name), total=None, papers=0, told="")

    def tell(self, step: Step) -> None:
        """Show a step."""
        if isinstance(step, Progress):
            self._bar.update(
                self._task,
                description=told(step.name),
                completed=step.done,
                total=step.total or None,
                papers=step.papers,
                told=counted(step.papers, "paper"),
            )
        elif isinstance(step, LeftOut):
            self._left_out += 1
            if self._verbose or self._left_out <= SHOWN:
                where = f"{told(step.where)}, " if step.where else ""
                self.say(f"{where}line {number(step.line)}: {told(step.reason)}")
            elif self._left_out == SHOWN + 1:
                self.say("more rows were left out: --verbose lists all of them")

    def say(self, sentence: str) -> None:
        """Say something beside the output, above the bar."""
        self._console.print(Text(f"paperbrowse: {told(sentence)}"), soft_wrap=True)


class _Rate(ProgressColumn):
    """Papers a second."""

    def render(self, task: Task) -> Text:
        elapsed = task.elapsed or 0.0
        rate = task.fields["papers"] / elapsed if elapsed > 1 else 0
        return Text(f"{number(round(rate))}/s" if rate else "", style="dim")
