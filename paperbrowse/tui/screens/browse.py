"""The main screen: search box, list and paper, and what the keys do to them."""

from __future__ import annotations

import gc
from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer

from paperbrowse import links
from paperbrowse.catalogue import (
    Answer,
    Catalogue,
    Entry,
    LibraryError,
    NotReady,
    Phase,
    Request,
    Results,
    Row,
    Searcher,
    Status,
    sheet,
)
from paperbrowse.query import EVERYTHING, Node
from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.marking import Mark, Marking
from paperbrowse.tui.opening import open_link
from paperbrowse.tui.widgets.detail import Detail
from paperbrowse.tui.widgets.line_view import Spans
from paperbrowse.tui.widgets.paper_list import PaperList
from paperbrowse.tui.widgets.search_box import SearchBox
from paperbrowse.tui.widgets.status import StatusLine
from paperbrowse.tui.wording import counted, index_remark, nothing_found

_PATIENCE = 0.012
"""Seconds a key waits for its search, so that the answer is drawn with the key."""

_READING_TIME = 2.0
"""Seconds after which a highlighted paper counts as read."""

_QUIET = 0.3
"""Seconds after the first frame before the index is opened or built: the first keys come first."""


class BrowseScreen(Screen[None]):
    """Browse, search, read and mark."""

    BINDINGS = bindings(Where.ANYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-wide")]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._searcher = Searcher(catalogue, self._deliver)
        self._marking = Marking(catalogue, self._kept, self._warn, self._from_thread)
        self._request = Request()
        self._results = catalogue.results(self._request)
        self._entry: Entry | None = None
        self._shown: tuple[int | None, Node] | None = None
        self._before_query: int | None = None
        self._reading: Timer | None = None

    # What it is made of

    def compose(self) -> ComposeResult:
        """Search box over list and paper, status line and keys below."""
        yield SearchBox(self._typed, self._leave_box, id="box")
        with Horizontal(id="panes"):
            yield PaperList(self._catalogue.rows, self._spans, id="list")
            yield Detail(self._spans, id="paper")
        yield StatusLine(id="status")
        yield Footer(show_command_palette=False, compact=True)

    @property
    def _box(self) -> SearchBox:
        return self.query_one("#box", SearchBox)

    @property
    def _list(self) -> PaperList:
        return self.query_one("#list", PaperList)

    @property
    def _paper(self) -> Detail:
        return self.query_one("#paper", Detail)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    @property
    def _narrow(self) -> bool:
        return self.has_class("-narrow")

    def on_mount(self) -> None:
        """Show the list, then see to the index when the first keys have had their turn."""
        self.set_focus(self._list)
        self._show(self._results)
        for notice in self._catalogue.notices:
            self._warn(notice)
        self._catalogue.index.listener = self._index_changed
        self.set_timer(_QUIET, self._settle)

    def _settle(self) -> None:
        """What can wait until the first keys have had their turn."""
        if not gc.isenabled():
            gc.freeze()  # what is loaded by now stays: no collection looks at it again
            gc.enable()
        self._catalogue.index.ensure()

    def on_unmount(self) -> None:
        """Stop what works beside the screen."""
        self._searcher.close()

    def on_resize(self) -> None:
        """A paper that is being read stays in sight when the screen becomes narrow."""
        self.set_class(self._paper.has_focus, "-reading")

    # Searching

    def _typed(self, text: str) -> None:
        self._ask(Request(text, bookmarked=self._request.bookmarked))

    def _ask(self, request: Request) -> None:
        if self._request.tree == EVERYTHING and request.tree != EVERYTHING:
            self._before_query = self._list.key
        self._request = request
        answer = self._searcher.ask(request, _PATIENCE)
        if answer is not None:
            self._answered(request, answer)

    def _deliver(self, request: Request, answer: Answer) -> None:
        self._from_thread(lambda: self._answered(request, answer))

    def _answered(self, request: Request, answer: Answer) -> None:
        if request != self._request:
            return
        if isinstance(answer, Results):
            self._show(answer)
        elif isinstance(answer, LibraryError):
            self._warn(str(answer))
        elif not isinstance(answer, NotReady):
            raise answer
        else:  # asked again when the index is ready; until then the last results stay
            self._remark(self._catalogue.index.status)

    def _show(self, results: Results) -> None:
        """Show results: a new query at its first hit, none at the paper highlighted before."""
        before, self._results = self._results, results
        if results.tree == EVERYTHING:
            highlight = self._before_query if before.tree != EVERYTHING else self._list.key
        else:
            highlight = self._list.key if results.tree == before.tree else None
        self._list.show(results.keys, highlight, nothing_found(results.request))
        self._show_paper()
        self._status.count(counted(results))
        self._status.remark(index_remark(self._catalogue.index.status, results.request))

    def _spans(self, text: str) -> Spans:
        if self._results.tree == EVERYTHING:
            return ()
        from paperbrowse.catalogue import spans

        return spans(self._results.tree, text)

    def _leave_box(self) -> None:
        # Going to the list finishes the query: nothing more will be typed to its last term.
        self._ask(Request(self._box.value, True, self._request.bookmarked))
        self.set_focus(self._list)

    def _index_changed(self, status: Status) -> None:
        self._from_thread(lambda: self._remark(status))

    def _remark(self, status: Status) -> None:
        self._status.remark(index_remark(status, self._request))
        if status.phase is Phase.READY and self._request.tree != EVERYTHING:
            self._ask(self._request)

    # The paper beside the list

    @on(PaperList.Highlighted)
    def _highlighted(self) -> None:
        self._show_paper()

    def _show_paper(self) -> None:
        """Show the highlighted paper, unless it is shown already with the same words marked."""
        key = self._list.key
        if self._shown == (key, self._results.tree):
            return
        same = self._entry is not None and self._entry.key == key
        self._shown = (key, self._results.tree)
        self._entry = self._catalogue.entry(key) if key is not None else None
        if key is not None:
            self._list.reload(key)  # another window may have marked it
        self._paper.show(sheet(self._entry) if self._entry else (), from_top=not same)
        if not same:
            self._begin_reading()

    def _begin_reading(self) -> None:
        """After a while with the list in focus, the highlighted paper counts as read."""
        if self._reading is not None:
            self._reading.stop()
        if self._entry is not None and not self._entry.read:
            self._reading = self.set_timer(_READING_TIME, self._has_been_read)

    def _has_been_read(self) -> None:
        if self._entry is None or self._entry.key != self._list.key:
            return
        if self._list.has_focus or self._paper.has_focus:
            self._mark_read()

    def _mark_read(self) -> None:
        if self._entry is not None and self._catalogue.keeps_marks:
            self._marking.set(self._entry.key, Mark.READ, True)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.set_class(self._paper.has_focus, "-reading")
        self._begin_reading()

    @on(PaperList.Chosen)
    def action_read(self) -> None:
        """Go into the paper."""
        self.add_class("-reading")
        self.set_focus(self._paper)

    # Marking

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
            if self._reading is not None:
                self._reading.stop()

    def action_only_bookmarks(self) -> None:
        """Show only bookmarked papers, or all again."""
        request = self._request
        if self._narrow:
            self.set_focus(self._list)  # what is shown or not shown stands there
        self._ask(Request(request.text, request.entered, not request.bookmarked))

    def _kept(self, key: int) -> None:
        self._list.reload(key)
        if self._entry is not None and self._entry.key == key:
            self._entry = self._catalogue.entry(key)
            if self._entry is not None:
                self._paper.show(sheet(self._entry), from_top=False)

    # Moving

    def action_back(self) -> None:
        """Leave the paper, then clear the query, then show all papers; never quit."""
        if self._paper.has_focus:
            self.set_focus(self._list)
        elif self._box.value:
            self._box.value = ""
            self.set_focus(self._list)
        elif not self._list.has_focus:
            self.set_focus(self._list)
        elif self._request.bookmarked:
            self.action_only_bookmarks()

    def action_search(self) -> None:
        """Go to the search box."""
        # Not Widget.focus(), which waits a turn.
        self.set_focus(self._box)

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self.focus_next()

    def action_previous_pane(self) -> None:
        """Go to the previous pane."""
        self.focus_previous()

    def action_next_unread(self) -> None:
        """Highlight the next unread paper."""
        if not self._list.move_to(lambda row: not row.read, 1):
            self.notify("No unread paper further down.", timeout=2)

    def action_previous_unread(self) -> None:
        """Highlight the previous unread paper."""
        if not self._list.move_to(lambda row: not row.read, -1):
            self.notify("No unread paper further up.", timeout=2)

    def action_scroll_abstract(self, direction: int) -> None:
        """Scroll the paper half a page, down (1) or up (-1)."""
        self._paper.half_pages(direction)

    # Opening

    def action_open_page(self) -> None:
        """Open the paper's page, which makes it read."""
        if self._entry is not None and self._open(links.page(self._entry.paper), "no page"):
            self._mark_read()

    def action_open_pdf(self) -> None:
        """Open the paper's PDF."""
        if self._entry is not None:
            self._open(links.pdf(self._entry.paper), "no PDF")

    def action_open_code(self) -> None:
        """Open the paper's code."""
        if self._entry is not None:
            self._open(links.code(self._entry.paper), "no code link")

    def action_open_link(self, number: int) -> None:
        """Open the link with this number."""
        if self._entry is not None:
            found = links.links(self._entry.paper)
            url = found[number - 1].url if number <= len(found) else ""
            self._open(url, f"no link {number}")

    def _open(self, url: str, otherwise: str) -> bool:
        if url:
            open_link(self.app, url)
        else:
            self.notify(f"This paper has {otherwise}.", timeout=3)
        return bool(url)

    # The program

    def action_help(self) -> None:
        """Show every key."""
        from paperbrowse.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def _warn(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", timeout=10, markup=False)

    def _from_thread(self, call: Callable[[], None]) -> None:
        """Bring a call from another thread to the screen's; nothing where the screen is gone."""
        if self.is_running:
            self.call_later(call)
