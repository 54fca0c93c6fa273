"""The detail pane: one paper's page, wrapped to the pane and drawn line by line.

It draws its own lines, as the list does: a page changes with every key of a search, and laying out
a text widget each time costs two more frames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from paperbrowse.catalogue import Kind, Part
from paperbrowse.query import Text as Field
from paperbrowse.tui.commands import Where, bindings
from paperbrowse.tui.widgets.line_view import LineView, Spans

Match = Callable[[str, Field | None], Spans]
"""What to mark in a text: in which of a paper's texts it stands decides; None for an old title."""

_FIELDS = {
    Kind.TITLE: Field.TITLE,
    Kind.ABSTRACT: Field.ABSTRACT,
    Kind.COMMENT: Field.COMMENT,
    Kind.EARLIER: None,
}
_FACTS = {"authors": Field.AUTHOR, "topic": Field.TOPIC, "journal": Field.COMMENT}


class Detail(LineView, can_focus=True):
    """Shows the parts of one paper, scrolled by keys and mouse."""

    BINDINGS = bindings(Where.PAPER)

    COMPONENT_CLASSES = {
        "detail--title",
        "detail--label",
        "detail--aside",
        "detail--link",
        "detail--match",
        "detail--current",
    }

    def __init__(self, match: Match, id: str) -> None:
        """``match`` gives what to mark in a text."""
        super().__init__(id=id)
        self._match = match
        self._parts: Sequence[Part] = ()
        self._lines: list[Strip] = []
        self._marks: list[Style] = []
        self._body = 0
        self._places: dict[int, int] = {}
        self._current = 0
        self._opening = True

    @property
    def text(self) -> str:
        """The page as it is shown."""
        return "\n".join(line.text.rstrip() for line in self._lines)

    @property
    def has_matches(self) -> bool:
        """Whether anything on the page is marked."""
        return any(self._match(part.text, field) for part, field in self._fielded())

    def show(self, parts: Sequence[Part], *, from_top: bool = True) -> None:
        """Show a paper's page; nothing, where there are no parts.

        ``from_top`` opens it anew, at its start: or so far below that its first match is in sight.
        """
        self._parts = parts
        self._opening = self._opening or from_top
        self._lay_out()

    def draw_line(self, index: int) -> Strip:
        """A line of the page."""
        width = self.line_width
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[index]
        if self._places.get(self._current, index + 1) <= index and self._marks:
            line = self._with_current(line)
        return line.apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)

    def _with_current(self, line: Strip) -> Strip:
        """The line with the match that was jumped to standing out."""
        mark, look = self._marks[self._current], self.look("detail--current")
        # Styles of a match are told apart by what they carry, which adding others keeps.
        return Strip(
            Segment(text, style + look if style and style.meta == mark.meta else style)
            for text, style, _ in line
        )

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
        self._marks = []
        self._places = {}
        for number, block in enumerate(self._blocks()):
            if number:
                self._lines.append(Strip([]))
            for line in block.wrap(self.app.console, width):
                for span in line.spans:
                    if isinstance(span.style, Style) and "match" in span.style.meta:
                        self._places.setdefault(span.style.meta["match"], len(self._lines))
                segments = line.render(self.app.console)
                self._lines.append(Strip(s for s in segments if s.text != "\n"))
        self._current = min(self._current, max(0, len(self._places) - 1))
        self.set_length(len(self._lines))
        if self._opening:
            self._opening = False
            self._open()

    def _open(self) -> None:
        """Go to the start, or to where the first match of the texts below the title is in sight."""
        self._current = self._body if self._body < len(self._places) else 0
        self.jump_to(0)
        if self._body in self._places:
            self._bring_in_sight(self._places[self._body])

    def _blocks(self) -> Iterator[Text]:
        """The page in paragraphs."""
        yield from self._texts(Kind.TITLE, "detail--title")
        facts = [self._fact(part) for part in self._parts if part.kind is Kind.FACT]
        if facts:
            yield Text(" · ").join(facts)
        if note := [self._fact(part) for part in self._parts if part.kind is Kind.NOTE]:
            yield Text("\n").join(note)
        self._body = len(self._marks)
        yield from self._texts(Kind.ABSTRACT, None)
        yield from self._texts(Kind.COMMENT, "detail--aside")
        yield from self._texts(Kind.EARLIER, "detail--aside")
        links = [self._link(part) for part in self._parts if part.kind is Kind.LINK]
        if links:
            yield Text("\n").join(links)

    def _texts(self, kind: Kind, look: str | None) -> Iterator[Text]:
        for part in self._parts:
            if part.kind is kind:
                text = Text(part.text)
                if look:
                    text.stylize(self.look(look))
                self._mark(text, _FIELDS[kind])
                yield text

    def _fact(self, part: Part) -> Text:
        text = Text(part.text)
        if part.label in _FACTS:
            self._mark(text, _FACTS[part.label])
        label = f"{part.label} " if part.label else ""
        return Text.assemble((label, self.look("detail--label")), text)

    def _fielded(self) -> Iterator[tuple[Part, Field | None]]:
        """The parts in which something can match."""
        for part in self._parts:
            if part.kind in _FIELDS:
                yield part, _FIELDS[part.kind]
            elif part.kind is Kind.FACT and part.label in _FACTS:
                yield part, _FACTS[part.label]

    def _mark(self, text: Text, field: Field | None) -> None:
        """Mark what matches, each match with its number."""
        for start, end in self._match(text.plain, field):
            number = Style(meta={"match": len(self._marks)})
            self._marks.append(number)
            text.stylize(self.look("detail--match") + number, start, end)

    def _link(self, part: Part) -> Text:
        action = Style(meta={"@click": f"screen.open_link({part.label})"})
        return Text.assemble(
            (part.label, self.look("detail--title")),
            f" {part.text}  ",
            (part.url, self.look("detail--link") + action),
        )

    # Matches

    def go_to_match(self, step: int) -> None:
        """Go to the next match (1) or the one before (-1), round and round."""
        if self._places:
            self._current = (self._current + step) % len(self._places)
            self._bring_in_sight(self._places[self._current])
            self.refresh()

    def _bring_in_sight(self, line: int) -> None:
        """Scroll as little as it takes to show a line and one more around it."""
        height = self.size.height
        if height and line >= self.top + height - 1:
            self.jump_to(min(line - height + 2, len(self._lines) - height))
        elif line < self.top:
            self.jump_to(line - 1)

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
