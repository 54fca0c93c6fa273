"""The export: which papers, in which format, into which file, and how that begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from paperbrowse.catalogue import Catalogue, LibraryError
from paperbrowse.catalogue.exporting import (
    EXPORTS,
    AlreadyThere,
    Export,
    NotWritten,
    Wanted,
    append,
    beginning,
    report,
    save,
)
from paperbrowse.text.numbers import counted, number
from paperbrowse.tui.beside import Beside
from paperbrowse.tui.commands import COMMANDS, Where, bindings
from paperbrowse.tui.exporting import Choice, default_file, named, short, with_ending
from paperbrowse.tui.key_table import shown
from paperbrowse.tui.screens.opened import Opened
from paperbrowse.tui.widgets.choice_line import ChoiceLine
from paperbrowse.tui.widgets.line_input import LineInput
from paperbrowse.tui.writing import Stopped, Writing

_PATIENCE = 0.012
"""Seconds a key waits for its preview, so that it is drawn with the key; else it is drawn later."""

_LINES = 60
"""Lines of the preview: those are seen for which there is room."""

_SETTING = "export"
"""Where the format is remembered."""


class ExportScreen(Opened, ModalScreen[str]):
    """Writes papers to a file; gives the sentence that says so, or nothing where it was left."""

    CSS_PATH = "export.tcss"  # read when it is opened

    BINDINGS = bindings(Where.EXPORT)

    def __init__(self, catalogue: Catalogue, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._choices = choices
        self._exports = list(EXPORTS.values())
        kept = EXPORTS.get(catalogue.setting(_SETTING), EXPORTS["bibtex"])
        self._papers = ChoiceLine(
            "papers", [choice.label for choice in choices], 0, self._papers_chosen, id="papers"
        )
        self._format = ChoiceLine(
            "format",
            [export.label for export in self._exports],
            self._exports.index(kept),
            self._format_chosen,
            id="format",
        )
        self._about = Static(id="about")
        self._file = LineInput(compact=True, entered=self.action_write, id="file")
        self._said = Static(id="said")
        self._preview = Static(id="preview")
        self._beside = Beside(self._from_thread, _PATIENCE)
        self._writing = Writing(self._from_thread, self._told, self._finish)
        self._asking = False

    def compose(self) -> ComposeResult:
        """Two lines to choose on, one to type in, what is to be said, and the preview."""
        keys = [c for c in COMMANDS if c.footer and c.where is Where.EXPORT]
        with Vertical(id="export") as box:
            box.border_title = Content("Export")
            box.border_subtitle = Content("  ".join(f"{shown(c.keys[:1])} {c.label}" for c in keys))
            yield self._papers
            yield self._format
            yield self._about
            with Horizontal(id="where"):
                yield Static("  file", id="label")
                yield self._file
            yield self._said
            yield self._preview

    def on_mount(self) -> None:
        """Begin with what is most likely meant."""
        self._name_file(default_file(self._export.ending))
        self._format_chosen()

    def on_unmount(self) -> None:
        """Stop what works beside the screen."""
        self._beside.close()
        self._writing.close()

    def _from_thread(self, call: Callable[[], None]) -> None:
        if self.is_running:
            self.call_later(call)

    @property
    def _choice(self) -> Choice:
        return self._choices[self._papers.chosen]

    @property
    def _export(self) -> Export:
        return self._exports[self._format.chosen]

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self._choice.keys, self._export, self._choice.title)

    # Choosing

    def _format_chosen(self) -> None:
        self._name_file(with_ending(self._file.value, self._export.ending))
        self._about.update(Content(self._export.help))
        self._papers_chosen()

    def _papers_chosen(self) -> None:
        self._say("")
        self._beside.ask(partial(beginning, self._catalogue, self._wanted, _LINES), self._show)

    def _show(self, done: Future[list[str]]) -> None:
        error = done.exception()
        if isinstance(error, (LibraryError, OSError)):
            self._say(f"There is no preview: {error}")
        elif error is not None:
            raise error
        else:
            self._preview.update(Content("\n".join(done.result())))

    def _name_file(self, file: str) -> None:
        with self.prevent(Input.Changed):  # what is said stays: nobody has typed
            self._file.value = file
        self._file.cursor_position = len(file)

    @on(Input.Changed)
    def _file_changed(self) -> None:
        if not self._writing.busy:
            self._say("")

    def _say(self, sentence: str, *, asking: bool = False) -> None:
        self._asking = asking
        self._said.update(Content(sentence))
        self._said.display = bool(sentence)

    def action_next_line(self) -> None:
        """Go to the next line."""
        self.focus_next()

    def action_previous_line(self) -> None:
        """Go to the line before."""
        self.focus_previous()

    def action_next_value(self) -> None:
        """Choose the next value on the line."""
        self._choose(1)

    def action_previous_value(self) -> None:
        """Choose the value before on the line."""
        self._choose(-1)

    def _choose(self, step: int) -> None:
        if isinstance(self.focused, ChoiceLine) and not self._writing.busy:
            self.focused.choose(self.focused.chosen + step)

    # Writing

    def action_write(self) -> None:
        """Write the file; one that is there is asked about."""
        self._write(force=False)

    def action_overwrite(self) -> None:
        """Write over the file that is there."""
        if self._asking:
            self._write(force=True)

    def action_append(self) -> None:
        """Add to the bibliography that is there."""
        if self._asking and self._is_bibtex:
            keys, path = self._choice.keys, named(self._file.value)
            self._writing.begin(
                lambda tell: report(append(self._catalogue, keys, path, tell), short(path))
            )

    def _write(self, *, force: bool) -> None:
        wanted, path = self._wanted, named(self._file.value)
        if path.name:
            self._writing.begin(
                lambda tell: report(
                    save(self._catalogue, wanted, path, force=force, tell=tell), short(path)
                )
            )
        else:
            self._say("The file needs a name.")

    @property
    def _is_bibtex(self) -> bool:
        return self._export is EXPORTS["bibtex"]

    def _told(self, papers: int) -> None:
        if self._writing.busy:
            of = counted(len(self._choice.keys), "paper")
            self._say(f"{number(papers)} of {of} written · Escape stops")

    def _finish(self, done: Future[str]) -> None:
        error = done.exception()
        if isinstance(error, AlreadyThere):
            self._ask()
        elif isinstance(error, Stopped):
            self._say("Stopped: nothing was written.")
        elif isinstance(error, (NotWritten, LibraryError)):
            self._say(str(error))
        elif error is not None:
            raise error
        else:
            if self._catalogue.keeps_marks:
                self._catalogue.remember(_SETTING, self._export.name)
            self.dismiss(done.result())

    def _ask(self) -> None:
        """Ask about a file that is there, with letters, which the line of the file would take."""
        self.set_focus(self._format)
        adds = "a adds what it does not have, " if self._is_bibtex else ""
        self._say(f"That file is there: o writes over it, {adds}Escape leaves it.", asking=True)

    def action_leave(self) -> None:
        """Stop writing, else leave the file that was asked about, else leave."""
        if self._writing.busy:
            self._writing.stop()
        elif self._asking:
            self._say("")
            self.set_focus(self._file)
        else:
            self.dismiss("")
