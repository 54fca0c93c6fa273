"""The main screen: search box, panel, list and paper, and what the keys do to them."""

from __future__ import annotations

import datetime
import gc
from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from paperbrowse.catalogue import Catalogue, Phase, Request, Results, Status, spans
from paperbrowse.query import Text, parse
from paperbrowse.tui.beside import Beside
from paperbrowse.tui.catching_up import CatchingUp
from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.completing import Completing
from paperbrowse.tui.history import History
from paperbrowse.tui.panels import Panels
from paperbrowse.tui.screens.search import SearchScreen
from paperbrowse.tui.searching import Searching
from paperbrowse.tui.widgets.key_line import KeyLine
from paperbrowse.tui.widgets.line_view import Spans
from paperbrowse.tui.widgets.notice import Notice
from paperbrowse.tui.widgets.paper_list import PaperList
from paperbrowse.tui.widgets.search_box import SearchBox
from paperbrowse.tui.widgets.status import StatusLine
from paperbrowse.tui.widgets.text_field import TextField, on_one_line
from paperbrowse.tui.wording import (
    arrived,
    counted,
    index_remark,
    nothing_found,
    said,
    selected,
    waiting,
)

if TYPE_CHECKING:
    from paperbrowse.query.completing import Completion
    from paperbrowse.tui.widgets.panel import Panel

_QUIET = 0.3
"""Seconds after the first frame before the index is opened or built: the first keys come first."""


_WIDE, _BROAD = 78, 100
"""Columns from which list and paper stand side by side, and a panel beside both."""


class BrowseScreen(SearchScreen):
    """Browse, search, read and mark."""

    BINDINGS = bindings(Where.ANYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide"), (_BROAD, "-broad")]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue, self._spans)
        history = History(catalogue.history)
        self._completing = Completing(
            catalogue.completion, self._suggest, self._hurried, self._from_thread
        )
        self._box = SearchBox(
            self._typed, self._leave_box, self._completing.typed, history, id="box"
        )
        self._notice = Notice(lambda widget: self.mount(widget, after=self._box), id="notice")
        self._status = StatusLine(id="status")
        self._keys = KeyLine(id="keys")
        self._news = ""
        self._before_panel: Widget = self._list
        self._searching = Searching(catalogue, self, self._from_thread, self._hurried)
        self._settling = Beside(self._from_thread, 0)
        self._panes = Horizontal(self._list, self._paper, id="panes")
        self._panels = Panels(
            catalogue,
            self._panel_toggled,
            self.warn,
            lambda widget: self._panes.mount(widget, before=0),
            self._from_thread,
        )
        self._catching_up = CatchingUp(
            catalogue.index, self._searching, self._completing, self._panels
        )

    # What it is made of

    def compose(self) -> ComposeResult:
        """Search box over list and paper, status line and keys below; more where it is needed."""
        yield self._box
        yield self._panes
        yield self._status
        yield self._keys

    @property
    def _place(self) -> Where:
        """Where the keys go."""
        if self.focused is self._prompt:
            return Where.PROMPT
        if self.focused is not None and self.focused is self._noting.editor:
            return Where.NOTE
        if self.focused is self._box:
            return Where.BOX
        if self.focused is self._paper:
            return Where.PAPER
        return Where.PANEL if self._panels.focused else Where.LIST

    @property
    def _narrow(self) -> bool:
        return self.has_class("-narrow")

    def on_mount(self) -> None:
        """Show the list, then see to the index when the first keys have had their turn."""
        self.set_focus(self._list)
        self.show_results(self._searching.results, None)
        for notice in self._catalogue.notices:
            self.warn(notice)
        self._catalogue.index.listener = self._index_changed
        self._catalogue.wait_for_others(
            lambda changes: self._from_thread(lambda: self._changes_wait(changes))
        )
        self.set_timer(_QUIET, self._settle)

    def _changes_wait(self, changes: int) -> None:
        self._status.waiting(waiting(changes))
        if not changes:  # maybe those of an earlier session, whose papers nobody waits for
            self._list.reload_all()
            if (key := self._list.key) is not None:
                self._kept(key)

    def _settle(self) -> None:
        """What can wait until the first keys have had their turn."""
        if not gc.isenabled():
            gc.freeze()  # what is loaded by now stays: no collection looks at it again
            gc.enable()
        self._catalogue.begin_visit()
        self._catalogue.index.ensure()
        self._settling.ask(self._warm_up, self._tell_news)

    def _warm_up(self) -> str:
        """Load what the first letter of a query needs; gives what has come in."""
        parse("a")
        self._catalogue.completion("a")
        now = datetime.datetime.now(datetime.timezone.utc)
        return arrived(self._catalogue.news(), self._catalogue.since, now)

    def _tell_news(self, done: Future[str]) -> None:
        if done.exception() is None:
            self._news = done.result()
            self._show_count()

    def on_unmount(self) -> None:
        """Stop what works beside the screen."""
        super().on_unmount()
        self._searching.close()
        self._completing.close()
        self._settling.close()
        self._panels.stop()

    def on_resize(self, event: events.Resize) -> None:
        """What is being read or chosen from stays in sight when the screen becomes narrow."""
        self.set_class(self.focused is self._paper, "-reading")
        self._keep_focus_in_sight(event.size.width)

    def _keep_focus_in_sight(self, width: int) -> None:
        """Go to the panel from a pane that it stands in front of: keys would go nowhere."""
        hidden = (self._list, self._paper) if width < _WIDE else (self._paper,)
        if width < _BROAD and self._panels.opened and self.focused in hidden:
            self._panels.focus()

    # Searching

    def _typed(self, text: str) -> None:
        self._searching.typed(text)

    def _hurried(self) -> bool:
        """Whether more keys have come already: a burst is shown when it is over."""
        return not self.app._message_queue.empty()

    def _suggest(self, text: str, completion: Completion | None) -> None:
        if text == self._box.value and self.focused is self._box:
            self._box.suggest(completion)

    def _leave_box(self) -> None:
        self._searching.finish(self._box.value)
        self._to_list()

    async def caught_up(self, event: events.Event) -> None:
        """Wait before a key or a paste until what those before it look for is shown."""
        await self._catching_up.wait(
            event.key if isinstance(event, events.Key) else "", self._place
        )

    def _to_list(self) -> None:
        if self._narrow:
            self._panels.close()  # it would stand in front
        self.set_focus(self._list)

    def _enter(self, request: Request) -> None:
        """Go to the papers of a request that was not typed."""
        self._searching.enter(request)
        if self._narrow or not self._panels.focused:
            self._to_list()

    @property
    def highlighted(self) -> int | None:
        """The key of the highlighted paper."""
        return self._list.key

    def take_paste(self, text: str) -> None:
        """Put pasted text where text is typed; from anywhere else it is looked for."""
        if isinstance(self.focused, TextField):
            self.focused.paste(text)
        elif on_one_line(text):
            self.action_search()
            self._box.select_all()
            self._box.paste(text)

    def show_text(self, text: str) -> None:
        """Show the text of a query that was not typed."""
        self._box.set_text(text)

    def show_results(self, results: Results, highlight: int | None) -> None:
        """Show results, with this paper highlighted, else the first."""
        self._list.show(results.keys, highlight, nothing_found(results.request))
        self.show_paper()
        self._show_count()
        self.show_waiting()
        self._panels.results_changed()

    def _show_count(self) -> None:
        results = self._searching.results
        news = f" · {self._news}" if self._news and results.request == Request() else ""
        self._status.count(counted(results) + news)

    def show_waiting(self) -> None:
        """Say what there is to say of a request, and how the index is."""
        request = self._searching.request
        self._notice.say(said(request, self._searching.meant))
        self._status.remark(index_remark(self._catalogue.index.status, request))

    def _spans(self, text: str, which: Text | None) -> Spans:
        return spans(self._searching.tree, text, which)

    def _index_changed(self, status: Status) -> None:
        self._from_thread(lambda: self._index_is(status))

    def _index_is(self, status: Status) -> None:
        self._status.remark(index_remark(status, self._searching.request))
        if status.phase is Phase.READY or status.grown:
            self._searching.ask_again()
            self._panels.changed()
        self._catching_up.index_changed()

    def action_only_bookmarks(self) -> None:
        """Show only bookmarked papers, or all again."""
        if self._narrow:
            self._to_list()  # what is shown or not shown stands there
        self._searching.only_bookmarks()

    def action_earlier(self) -> None:
        """Go back to the search before this one."""
        if not self._searching.back():
            self.notify("No earlier search.", timeout=2)
        elif self.focused is self._box:
            self._to_list()

    # Selecting and exporting

    @on(PaperList.Selected)
    def _selected(self) -> None:
        self._status.selected(selected(self._list.selection))

    async def action_export(self) -> None:
        """Choose what to write to a file, and how."""
        from paperbrowse.tui.exporting import choices
        from paperbrowse.tui.screens.export import ExportScreen

        found = choices(
            self._catalogue, self._list.key, self._list.selection, self._searching.results
        )
        if found:
            await self.app.push_screen(ExportScreen(self._catalogue, found), self._exported)
        else:
            self.notify("There is nothing to export.", timeout=3)

    def _exported(self, sentence: str | None) -> None:
        if sentence:
            self.notify(f"{sentence}.", timeout=6, markup=False)

    # Panels

    def papers_came(self) -> None:
        """Lists have changed: show the papers there are now, and have the index follow."""
        self._searching.refresh()
        self._catalogue.index.ensure()
        self._panels.changed()

    def _panel_toggled(self, panel: Panel, on: bool) -> None:
        self.set_class(on, "-panel")
        if on:
            self._before_panel = self.focused if self.focused is self._paper else self._list
            self.set_focus(panel)
            self._keys.show(self._place, panel)  # it may have been focused, with other contents
        elif self.focused is panel:
            self.set_focus(self._before_panel)

    # The paper beside the list

    @on(PaperList.Highlighted)
    def show_paper(self) -> None:
        """Show the highlighted paper beside the list, where that is not done yet."""
        key, results = self._list.key, self._searching.results
        shared = results.shared(key) if key is not None else ()
        if self._reading.show(key, self._searching.tree, shared) and key is not None:
            self._list.look_again(key)  # another window may have marked it

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.set_class(self.focused is self._paper, "-reading")
        self._keys.show(self._place, self.focused)
        self._reading.begin()
        if self.focused is not self._box:
            self._box.suggest(None)
            self._searching.settle()
        self._told = []
        for field in self._fields:
            if self.focused is not field:
                field.leave()
        self._keep_focus_in_sight(self.size.width)

    def action_read(self) -> None:
        """Go into the paper."""
        self.show_paper()
        if not self.has_class("-broad"):
            self._panels.close()  # there is no room for both
        self.add_class("-reading")
        self.set_focus(self._paper)

    def action_next_match(self) -> None:
        """Go to the next match in the paper, or to the next unread paper."""
        self._go_to_match(1)

    def action_previous_match(self) -> None:
        """Go to the match before in the paper, or to the unread paper before."""
        self._go_to_match(-1)

    def _go_to_match(self, step: int) -> None:
        self.show_paper()
        if not self._paper.has_matches:
            self._go_to_unread(step)
        elif self._paper.is_on_screen:
            self._paper.go_to_match(step)
        else:
            self.action_read()  # it opens at its first match

    # Moving

    def action_back(self) -> None:
        """Close what is open, then clear the query, then show all papers; never quit."""
        if self._box.completing and self.focused is self._box:
            self._box.suggest(None)
        elif self._prompt.display:
            self._prompt.leave()
        elif self._panels.opened:
            self._panels.close()
        elif self._list.selection and self.focused is not self._box:
            self._list.select_none()
        elif self.focused is self._paper:
            self.set_focus(self._list)
        elif self._box.value:
            self._searching.clear()
            self.set_focus(self._list)
        elif self.focused is not self._list:
            self.set_focus(self._list)
        elif self._searching.request.bookmarked:
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

    # The program

    async def action_help(self) -> None:
        """Show every key."""
        from paperbrowse.tui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen())
