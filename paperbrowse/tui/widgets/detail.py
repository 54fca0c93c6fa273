"""The detail pane: one paper's page, wrapped to the pane and drawn line by line.

It draws its own lines, as the list does: a page changes with every key of a search, and laying out
a text widget each time costs two more frames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from paperbrowse.catalogue import Kind, Part
from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.widgets.line_view import LineView, Spans


class Detail(LineView, can_focus=True):
    """Shows the parts of one paper, scrolled by keys and mouse."""

    BINDINGS = bindings(Where.PAPER)

    COMPONENT_CLASSES = {
        "detail--title",
        "detail--label",
        "detail--aside",
        "detail--link",
        "detail--match",
    }

    def __init__(self, match: Callable[[str], Spans], id: str) -> None:
        """``match`` gives what to mark in a text."""
        super().__init__(id=id)
        self._match = match
        self._parts: Sequence[Part] = ()
        self._lines: list[Strip] = []

    @property
    def text(self) -> str:
        """The page as it is shown."""
        return "\n".join(line.text.rstrip() for line in self._lines)

    def show(self, parts: Sequence[Part], *, from_top: bool = True) -> None:
        """Show a paper's page; nothing, where there are no parts."""
        self._parts = parts
        self._lay_out()
        if from_top:
            self.jump_to(0)

    def draw_line(self, index: int) -> Strip:
        """A line of the page."""
        width = self.line_width
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[index]
        return line.apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Take the colours of a new theme."""
        super().notify_style_update()
        if self.is_attached:
            self._lay_out()

    def _lay_out(self) -> None:
        width = self.line_width
        if width <= 0:
            return
        self._lines = []
        for number, block in enumerate(self._blocks()):
            if number:
                self._lines.append(Strip([]))
            for line in block.wrap(self.app.console, width):
                segments = line.render(self.app.console)
                self._lines.append(Strip(s for s in segments if s.text != "\n"))
        self.set_length(len(self._lines))

    def _blocks(self) -> Iterator[Text]:
        """The page in paragraphs."""
        facts = [self._fact(part) for part in self._parts if part.kind is Kind.FACT]
        links = [self._link(part) for part in self._parts if part.kind is Kind.LINK]
        yield from self._texts(Kind.TITLE, "detail--title")
        if facts:
            yield Text(" · ").join(facts)
        yield from self._texts(Kind.ABSTRACT, None)
        yield from self._texts(Kind.COMMENT, "detail--aside")
        yield from self._texts(Kind.EARLIER, "detail--aside")
        if links:
            yield Text("\n").join(links)

    def _texts(self, kind: Kind, look: str | None) -> Iterator[Text]:
        for part in self._parts:
            if part.kind is kind:
                text = Text(part.text)
                if look:
                    text.stylize(self.look(look))
                for start, end in self._match(part.text):
                    text.stylize(self.look("detail--match"), start, end)
                yield text

    def _fact(self, part: Part) -> Text:
        label = f"{part.label} " if part.label else ""
        return Text.assemble((label, self.look("detail--label")), part.text)

    def _link(self, part: Part) -> Text:
        action = Style(meta={"@click": f"screen.open_link({part.label})"})
        return Text.assemble(
            (part.label, self.look("detail--title")),
            f" {part.text}  ",
            (part.url, self.look("detail--link") + action),
        )

    # Scrolling

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
