"""The detail pane: one paper's page, scrolled by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from paperbrowse.catalogue import Kind, Part
from paperbrowse.tui.commands import Where, bindings

Spans = Sequence[tuple[int, int]]


class Detail(VerticalScroll, can_focus=True):
    """Shows the parts of one paper."""

    BINDINGS = bindings(Where.PAPER)

    def __init__(self, match: Callable[[str], Spans], id: str) -> None:
        """``match`` gives what to mark in a text."""
        super().__init__(id=id)
        self._match = match

    def compose(self) -> ComposeResult:
        """One text holds the whole page."""
        yield Static(id="page")

    def show(self, parts: Sequence[Part], *, from_top: bool = True) -> None:
        """Show a paper's page; nothing, where there are no parts."""
        self.query_one("#page", Static).update(self._page(parts))
        if from_top:
            self.scroll_home(animate=False, immediate=True)

    def _page(self, parts: Sequence[Part]) -> Content:
        facts = [part for part in parts if part.kind is Kind.FACT]
        blocks: list[Content] = []
        blocks += self._texts(parts, Kind.TITLE, "bold")
        blocks.append(Content(" · ").join(_fact(part) for part in facts))
        blocks += self._texts(parts, Kind.ABSTRACT, "")
        blocks += self._texts(parts, Kind.COMMENT, "italic")
        blocks += self._texts(parts, Kind.EARLIER, "$text-muted")
        blocks.append(Content("\n").join(_link(part) for part in parts if part.kind is Kind.LINK))
        return Content("\n\n").join(block for block in blocks if block)

    def _texts(self, parts: Sequence[Part], kind: Kind, style: str) -> Iterator[Content]:
        for part in parts:
            if part.kind is kind:
                content = Content.styled(part.text, style)
                for start, end in self._match(part.text):
                    content = content.stylize("$match", start, end)
                yield content

    def action_line_down(self) -> None:
        """Scroll a line down."""
        self.scroll_relative(y=1, animate=False)

    def action_line_up(self) -> None:
        """Scroll a line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_next_page(self) -> None:
        """Scroll a page down."""
        self.half_pages(2)

    def action_last_page(self) -> None:
        """Scroll a page up."""
        self.half_pages(-2)

    def action_start(self) -> None:
        """Scroll to the start."""
        self.scroll_home(animate=False)

    def action_finish(self) -> None:
        """Scroll to the end."""
        self.scroll_end(animate=False)

    def half_pages(self, count: int) -> None:
        """Scroll this many half pages, down or (negative) up, keeping a line in sight."""
        step = max(1, self.size.height // 2 - (abs(count) == 2))
        self.scroll_relative(y=count * step, animate=False)


def _fact(part: Part) -> Content:
    label = f"{part.label} " if part.label else ""
    return Content.assemble((label, "$text-muted"), part.text)


def _link(part: Part) -> Content:
    return Content.from_markup(
        f"[bold]$number[/bold] $label  [@click=screen.open_link({part.label})]$url[/]",
        number=part.label,
        label=part.text,
        url=part.url,
    )
