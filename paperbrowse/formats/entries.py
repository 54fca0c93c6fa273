"""Units of a document become papers: each link to a paper finds its title, or is only cited."""

from __future__ import annotations

from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING

from paperbrowse.formats import bounds, speech
from paperbrowse.formats.frames import Entry, Frame, topic
from paperbrowse.formats.labels import is_name, is_names
from paperbrowse.formats.links import links
from paperbrowse.formats.mentions import mentions
from paperbrowse.formats.titles import title_in
from paperbrowse.formats.trimming import words
from paperbrowse.formats.units import Kind, Table, Unit, inline
from paperbrowse.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paperbrowse.formats import Skipped
    from paperbrowse.formats.mentions import Mention

# So many mentions in running text are kept until it is known whether the text lists anything.
_MOST = 20_000
# So many units before a link are looked through for what they say of its paper.
_NEAR = 50
_BELOW_HEADINGS = 8
# So many units tell what links are called.
_BEGINNING = 1000


def papers(units: Iterable[Unit | Table]) -> Iterator[Paper | Skipped]:
    """The papers of a document in its order, and the rows of its tables that could not be read.

    Links in running text count only where the document lists fewer papers than it cites so; they
    come last.
    """
    return _Document().papers(units)


class _Document:
    """A document as far as it is read."""

    def __init__(self) -> None:
        # What the unit at hand stands below, the nearest last.
        self.frames: list[Frame] = []
        # Papers of which more may be said, or that wait for one of these.
        self.queue: deque[Entry] = deque()
        # The paper that the last link named: what stands next is said of it.
        self.last: Entry | None = None
        # Units without a link since then; among them one that is marked or called a title.
        self.recent: list[Frame] = []
        self.marked: Frame | None = None
        self.called = ""
        # What several links are called that lead to different papers.
        self.labels: frozenset[str] = frozenset()
        # Whether the heading of a title, "Title:", is the last unit.
        self.awaited = False
        self.cited: dict[str, Entry] = {}
        self.listed: set[str] = set()

    def papers(self, units: Iterable[Unit | Table]) -> Iterator[Paper | Skipped]:
        units = iter(units)
        begun = list(islice(units, _BEGINNING))
        self.labels = _labels(begun)
        for unit in chain(begun, units):
            if isinstance(unit, Table):
                yield from self.table(unit)
            else:
                for part in _parts(unit):
                    self.unit(part)
                yield from self.finished()
        self.end(0)
        self.last = None
        yield from self.finished()
        cited = [entry for key, entry in self.cited.items() if key not in self.listed]
        if len(cited) > len(self.listed):
            yield from (paper for entry in cited if (paper := entry.paper()))

    def table(self, table: Table) -> Iterator[Paper | Skipped]:
        from paperbrowse.formats.tables import read

        self.end(_BELOW_HEADINGS)
        self.last = None
        found = read(table, self.topic())
        first = next(found, None)
        if first is None:
            # It is no table of papers, but may lay some out.
            for line, cells in table.rows:
                text = "\n".join(filter(None, map(str.strip, cells)))
                if "http" in text or "arxiv" in text.lower():
                    self.unit(Unit(Kind.ITEM, 1, text, line))
                    yield from self.finished()
            return
        for frame in self.frames:
            self.is_several(frame)
        yield from self.finished()
        yield first
        for row in found:
            if len(self.listed) < _MOST and isinstance(row, Paper):
                self.listed.add(row.arxiv.number if row.arxiv else row.identity)
            yield row

    def finished(self) -> Iterator[Paper]:
        """The papers at the front of the queue of which all is known."""
        while self.queue and self.queue[0].closed and self.queue[0] is not self.last:
            entry = self.queue.popleft()
            if not entry.listed:
                self.cite(entry)
            elif paper := entry.paper():
                if len(self.listed) < _MOST:
                    self.listed.add(entry.mention.key)
                yield paper

    def cite(self, entry: Entry) -> None:
        if len(self.cited) < _MOST:
            known = self.cited.setdefault(entry.mention.key, entry)
            known.title = known.title or entry.title

    def end(self, rank: int) -> None:
        """End what a unit of a rank ends."""
        while self.frames and self.frames[-1].rank >= rank:
            entry = self.frames.pop().entry
            if entry is not None:
                entry.closed = True

    def topic(self) -> str:
        """What the nearest heading says that is no paper and no date."""
        headings = (f for f in reversed(self.frames) if f.unit.kind is Kind.HEADING)
        return next((said for f in headings if not f.entry and (said := topic(f.unit.text))), "")

    def unit(self, unit: Unit) -> None:
        frame = Frame(unit)
        if frame.is_bare_field:
            self.awaited = frame.is_called
            return
        beside = self.frames[-1] if self.frames and self.frames[-1].rank == frame.rank else None
        if unit.kind is Kind.HEADING:
            self.last, self.called, self.marked, self.recent = None, "", None, []
        self.end(frame.rank)
        found = mentions(unit.text, listed=unit.kind is not Kind.TEXT, labels=self.labels)
        if not found:
            self.words(frame)
        for mention in found:
            if mention.cited:
                self.mentioned(mention, frame)
            elif mention.title:
                self.titled(mention, frame)
            else:
                self.untitled(mention, frame, beside if unit.kind is Kind.TEXT else None)
        self.frames.append(frame)

    def words(self, frame: Frame) -> None:
        """A unit without a link to a paper: what is said of one, or the title of the next."""
        last = self.last
        if self.awaited and (title := title_in(frame.unit.text)):
            self.called, self.last = title, None
        elif frame.is_called and frame.title:
            if last is not None and frame.unit.kind is Kind.TEXT and self.wants_title(last):
                last.title = frame.title
            else:
                self.called, self.last = frame.title, None
        elif last is not None:
            wanted = last.fresh and not last.title and last.rank < frame.rank
            if wanted and not frame.is_prose and frame.title:
                last.title = frame.title
            else:
                last.details.read(frame.unit.text)
        self.awaited = False
        if last is not None:
            last.fresh = False
        if frame.is_marked and frame.title:
            self.marked = frame
        if len(self.recent) < _NEAR:
            self.recent.append(frame)

    def wants_title(self, entry: Entry) -> bool:
        """Whether a paper has no title yet, or only that of the heading it stands under."""
        for frame in self.frames:
            if frame.entry is entry and frame.names and frame.unit.kind is Kind.HEADING:
                self.is_several(frame)
                entry.listed = True
                return True
        return not entry.title

    def mentioned(self, mention: Mention, frame: Frame) -> None:
        """A link in running text: of no account below a paper."""
        if self.last is not None:
            self.last.details.read(frame.unit.text)
        elif not any(above.entry for above in self.frames):
            headings = (f.title for f in reversed(self.frames) if f.unit.kind is Kind.HEADING)
            title = mention.title or next((said for said in headings if words(said) > 3), "")
            entry = Entry(mention, title, self.topic(), frame.rank)
            entry.details.read(frame.unit.text, of_the_paper=True)
            self.cite(entry)

    def titled(self, mention: Mention, frame: Frame) -> None:
        """A link with its title: a paper, where it is no detail of the one above it."""
        above = next((f for f in reversed(self.frames) if f.entry is not None), None)
        if above is not None and above.entry is not None:
            if above.entry.is_of(mention):
                above.entry.add(mention)
                return
            if above is self.frames[0] and self.is_of_the_document(above, above.entry):
                self.release(above, above.entry)
                is_paper = True
            elif frame.is_field:
                is_paper = False
            elif above.unit.kind is Kind.HEADING:
                is_paper = (above.names or mention.leads) and not mention.prefix
            else:
                is_paper = frame.unit.kind is not Kind.TEXT and mention.leads
            if not is_paper:
                if self.last is not None:
                    self.last.details.read(frame.unit.text)
                return
        for other in self.frames:
            if other.unit.kind is Kind.HEADING:
                self.is_several(other)
        if self.marked and mention.is_remark and frame.unit.kind is Kind.TEXT:
            self.begin(mention, self.marked.title, frame, named_by=self.marked)
        else:
            self.begin(mention, mention.title, frame)

    def untitled(self, mention: Mention, frame: Frame, beside: Frame | None) -> None:
        """A link whose title must stand above it; ``beside`` is the paragraph just before."""
        if self.called:
            self.begin(mention, self.called, frame)
        elif self.last is not None and self.last.is_of(mention):
            self.last.add(mention)
        elif beside and beside.is_sentence and (before := self.before(frame)):
            self.begin(mention, before.title, frame, named_by=before)
        elif beside and beside.title and not beside.entry and not self.is_beside(beside, mention):
            self.begin(mention, beside.title, frame)
        elif beside and (before := self.before(frame)):
            self.begin(mention, before.title, frame, named_by=before)
        elif self.marked is not None and frame.unit.kind is Kind.TEXT:
            self.begin(mention, self.marked.title, frame, named_by=self.marked)
        else:
            self.below(mention, frame)

    def below(self, mention: Mention, frame: Frame) -> None:
        """A link that what it stands below may name."""
        for above in reversed(self.frames):
            if above.several:
                break
            if above.entry is not None:
                self.further(mention, above, above.entry, frame)
                return
            if above.suits(mention):
                self.begin(mention, above.title, above, named_by=above)
                above.names = True
                return
        if frame.unit.kind is Kind.TEXT and mention.label:
            # A badge or a label in running text that nothing names.
            self.cite(Entry(mention, "", self.topic(), frame.rank))
        else:
            self.begin(mention, "", frame)

    def is_beside(self, frame: Frame, mention: Mention) -> bool:
        """Whether a unit only tells of a paper, or names the author of one with a heading."""
        headings = (f for f in reversed(self.frames) if f.unit.kind is Kind.HEADING)
        heading = next((f for f in headings if not is_names(f.unit.text)), None)
        named = heading is not None and not heading.several and heading.suits(mention)
        return frame.is_prose or (named and (frame.is_sentence or is_name(frame.title)))

    def before(self, frame: Frame) -> Frame | None:
        """The nearest paragraph with a title, of those since the last paper."""
        for other in reversed(self.recent):
            if other.unit.kind is not Kind.TEXT or other.unit.depth != frame.unit.depth:
                return None
            if other.is_sentence or other.is_prose:
                continue
            if other.title and not speech.tells(other.title):
                return other
        return None

    def further(self, mention: Mention, above: Frame, entry: Entry, frame: Frame) -> None:
        """A link without a title below what names, or is, a paper already."""
        if not mention.link.arxiv or not entry.arxiv or entry.is_of(mention):
            entry.add(mention)
        elif above.names and mention.label.lower() == entry.mention.label.lower():
            # Two links that are called alike: what stands above them is their topic.
            self.is_several(above)
            self.begin(mention, "", frame)
        # Else it leads to something else about the paper: related work, a supplement.

    def begin(
        self, mention: Mention, title: str, frame: Frame, *, named_by: Frame | None = None
    ) -> None:
        """A new paper, which lasts as long as the frame."""
        entry = Entry(mention, title, "", frame.rank)
        frame.entry = entry
        entry.topic = self.topic()
        entry.details.read((named_by or frame).unit.text, of_the_paper=True)
        if named_by is not None:
            after = self.recent.index(named_by) + 1 if named_by in self.recent else 0
            for other in self.recent[after:]:
                entry.details.read(other.unit.text)
        if self.last is not None and not any(f.entry is self.last for f in self.frames):
            self.last.closed = True
        self.last, self.recent, self.marked, self.called = entry, [], None, ""
        self.queue.append(entry)

    def is_several(self, frame: Frame) -> None:
        """What stands above several papers is a topic, and names none of them."""
        if frame.names and frame.entry is not None:
            self.release(frame, frame.entry)
        frame.several = True

    def is_of_the_document(self, first: Frame, entry: Entry) -> bool:
        """Whether the first heading has a badge of its document's own paper, and sections below."""
        headings = [frame for frame in self.frames if frame.unit.kind is Kind.HEADING]
        return bool(entry.mention.label) and first in headings and len(headings) > 1

    def release(self, frame: Frame, entry: Entry) -> None:
        """What was taken for the title of a paper names none."""
        entry.title = ""
        entry.closed = True
        # A badge in or below the heading of a document is no entry of its list.
        if frame.unit.kind is Kind.HEADING and entry.mention.label:
            entry.listed = False
        frame.entry, frame.names = None, False


def _labels(units: list[Unit | Table]) -> frozenset[str]:
    """What several links of some units are called that lead to different papers."""
    targets: dict[str, set[str]] = {}
    for unit in units:
        if isinstance(unit, Unit):
            for link in links(inline(unit.text)):
                if link.text and (paper := link.arxiv):
                    targets.setdefault(link.text, set()).add(paper.number)
    return frozenset(text for text, papers in targets.items() if len(papers) > 1)


def _parts(unit: Unit) -> list[Unit]:
    """A unit of lines that each lead to a paper, and one that is very long, as so many units."""
    if len(unit.text) > bounds.FIELD:
        texts = bounds.short([unit.text], bounds.FIELD)
        return [Unit(Kind.TEXT, unit.depth, text.strip(), unit.line) for text in texts]
    lines = unit.text.split("\n")
    linked = [
        line for line in lines if "http" in line or "arxiv" in line.lower() or line[:1].isdigit()
    ]
    if len(linked) < 2 or len({m.key for line in linked for m in mentions(line, listed=True)}) < 2:
        return [unit]
    depth = 0 if unit.kind is Kind.HEADING else unit.depth
    return [
        Unit(Kind.TEXT, depth, line, unit.line + index)
        if index
        else Unit(unit.kind, unit.depth, line, unit.line)
        for index, line in enumerate(lines)
        if line.strip()
    ]
