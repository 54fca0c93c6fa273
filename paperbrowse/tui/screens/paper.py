"""What the keys do to the paper that is shown: move to another, mark it, tag it, open it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widget import Widget

from paperbrowse import links
from paperbrowse.catalogue import Catalogue, Entry, Row
from paperbrowse.query import Text
from paperbrowse.tui.marking import Mark, Marking
from paperbrowse.tui.noting import Noting
from paperbrowse.tui.opening import open_link
from paperbrowse.tui.reading import Reading
from paperbrowse.tui.screens.opened import Opened
from paperbrowse.tui.widgets.detail import Detail, Match
from paperbrowse.tui.widgets.paper_list import PaperList
from paperbrowse.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from paperbrowse.tui.widgets.note_editor import NoteEditor


class PaperScreen(Opened, Screen[None]):
    """A screen with a list of papers and one of them beside it."""

    def __init__(self, catalogue: Catalogue, match: Match) -> None:
        """``match`` gives what to mark in a paper's texts."""
        super().__init__()
        self._catalogue = catalogue
        self._list = PaperList(
            catalogue.rows, lambda text: match(text, Text.TITLE), self.action_read, id="list"
        )
        self._paper = Detail(match, id="paper")
        self._prompt = Prompt(self._below, id="prompt")
        self._told: list[str] = []
        self._reading = Reading(catalogue, self._paper, self._looked_at)
        self._marking = Marking(catalogue, self._kept, self.warn, self._from_thread)
        self._noting = Noting(
            catalogue, self._prompt, self._below, self._kept, self.warn, self._from_thread
        )

    def _below(self, widget: Widget) -> None:
        self.mount(widget, before="#status")

    @abstractmethod
    def show_paper(self) -> None:
        """Show the highlighted paper beside the list, where that is not done yet."""

    @property
    def _entry(self) -> Entry | None:
        """The highlighted paper: what every key acts on.

        The pane follows the highlight by a message. A key may be faster, and has it follow at once.
        """
        self.show_paper()
        return self._reading.entry

    @property
    def _entry_now(self) -> Entry | None:
        """The highlighted paper with the marks that it has now: another window may change them."""
        if entry := self._entry:
            self._reading.reload(entry.key)
        return self._reading.entry

    def _looked_at(self) -> None:
        if self.focused is self._list or self.focused is self._paper:
            self._mark_read(self._reading.entry)

    def _mark_read(self, entry: Entry | None) -> None:
        if entry is not None and self._catalogue.keeps_marks:
            self._marking.set(entry.key, Mark.READ, True)

    def warn(self, sentence: str) -> None:
        """Say what went wrong, for a while."""
        self.notify(sentence, severity="warning", timeout=10, markup=False)

    def _from_thread(self, call: Callable[[], None]) -> None:
        """Bring a call from another thread to the screen's; nothing where the screen is gone."""
        if self.is_running:
            self.call_later(call)

    # Moving

    @abstractmethod
    def action_read(self) -> None:
        """Go into the paper."""

    def action_next_unread(self) -> None:
        """Highlight the next unread paper."""
        self._go_to_unread(1)

    def action_previous_unread(self) -> None:
        """Highlight the previous unread paper."""
        self._go_to_unread(-1)

    def _go_to_unread(self, step: int) -> None:
        if not self._list.move_to(lambda row: not row.read, step):
            self.notify(f"No unread paper further {'down' if step > 0 else 'up'}.", timeout=2)

    def action_scroll_abstract(self, direction: int) -> None:
        """Scroll the paper half a page, down (1) or up (-1)."""
        self.show_paper()
        self._paper.half_pages(direction)

    # Marking

    @property
    def _fields(self) -> list[Prompt | NoteEditor]:
        """Where something may stand half typed."""
        editor = self._noting.editor
        return [self._prompt] if editor is None else [self._prompt, editor]

    def may_quit(self) -> bool:
        """False where a half-typed text would be lost: that is said, once for each text."""
        unsaved = [field.typed for field in self._fields if field.changed]
        if unsaved in ([], self._told):
            return True
        self._told = unsaved
        self.app.notify(
            "What you typed is not kept yet: Enter keeps it, Ctrl+Q again quits without it.",
            severity="warning",
            timeout=10,
        )
        return False

    def keep_note(self) -> None:
        """Keep what is written of a note, as Enter does."""
        if self._noting.editor is not None:
            self._noting.editor.action_keep()

    def _row(self) -> Row | None:
        key = self._list.key
        return self._list.row(key) if key is not None else None

    def action_bookmark(self) -> None:
        """Set or take away the bookmark of the highlighted paper."""
        if row := self._row():
            self._marking.toggle(row, Mark.BOOKMARK)

    def action_toggle_read(self) -> None:
        """Mark the highlighted paper read or unread; it stays so until something else is done."""
        if row := self._row():
            self._marking.toggle(row, Mark.READ)
            self.show_paper()
            self._reading.stop()

    def action_tags(self) -> None:
        """Edit the tags of the paper."""
        if entry := self._entry_now:
            self._noting.ask_tags(entry)

    def action_note(self) -> None:
        """Edit the note on the paper."""
        if entry := self._entry_now:
            self._noting.ask_note(entry)

    def _kept(self, key: int) -> None:
        self._list.reload(key)
        self._reading.reload(key)

    # Opening

    def action_open_page(self) -> None:
        """Open the paper's page, which makes it read."""
        entry = self._entry
        if entry is not None and self._open(links.page(entry.paper), "no page"):
            self._mark_read(entry)

    def action_open_pdf(self) -> None:
        """Open the paper's PDF."""
        if entry := self._entry:
            self._open(links.pdf(entry.paper), "no PDF")

    def action_open_code(self) -> None:
        """Open the paper's code."""
        if entry := self._entry:
            self._open(links.code(entry.paper), "no code link")

    def action_open_link(self, number: int) -> None:
        """Open the link with this number."""
        if entry := self._entry:
            found = links.links(entry.paper)
            url = found[number - 1].url if number <= len(found) else ""
            self._open(url, f"no link {number}")

    def _open(self, url: str, otherwise: str) -> bool:
        if url:
            open_link(self.app, url)
        else:
            self.notify(f"This paper has {otherwise}.", timeout=3)
        return bool(url)
