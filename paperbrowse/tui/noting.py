"""Tags and notes: typed into prompt and editor, and kept on a paper."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from paperbrowse.catalogue import Catalogue, Entry
from paperbrowse.tui.beside import FromThread, when_done
from paperbrowse.tui.marking import COMMIT
from paperbrowse.tui.widgets.appearing import Place
from paperbrowse.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from paperbrowse.tui.widgets.note_editor import NoteEditor


_BOTH = "This note was changed in another window meanwhile: what was written in both is kept."


class Noting:
    """Asks for the tags and the note of a paper, and keeps them."""

    def __init__(
        self,
        catalogue: Catalogue,
        prompt: Prompt,
        place: Place,
        kept: Callable[[int], None],
        warn: Callable[[str], None],
        from_thread: FromThread,
    ) -> None:
        """``place`` puts the editor of notes on the screen, when it is first used.

        ``kept`` hears the key of each paper that has changed on the disk; ``warn`` what went wrong.
        """
        self._catalogue = catalogue
        self._prompt = prompt
        self._place = place
        self._kept = kept
        self._warn = warn
        self._from_thread = from_thread
        self._drafts: dict[int, tuple[str, str]] = {}
        self._waiting: dict[int, str] = {}
        self.editor: NoteEditor | None = None
        """Where a note is written, once one was."""

    # Tags

    def ask_tags(self, entry: Entry) -> None:
        """Ask for the tags of a paper."""
        tags = ", ".join(entry.tags)

        def keep(text: str) -> None:
            if text != tags:  # else a tag that holds a comma would become two
                self._tag(entry, text)

        self._prompt.ask("Tags, with commas between", tags, keep, self._completed, ", ")

    def _completed(self, text: str) -> str:
        from paperbrowse.tui.prompting import completed_tag

        return completed_tag(text, self._catalogue.tags())

    def _tag(self, entry: Entry, text: str) -> None:
        """Change what the person changed; tags that came meanwhile from elsewhere stay."""
        wanted = dict.fromkeys(tag for tag in map(str.strip, text.split(",")) if tag)
        changes = [(tag, False) for tag in entry.tags if tag not in wanted]
        changes += [(tag, True) for tag in wanted if tag not in entry.tags]
        future = None
        for tag, on in changes:
            try:
                future = self._catalogue.tag(entry.key, tag, on)
            except ValueError as error:
                self._warn(str(error))
        if future is not None:  # they are kept in this order: with the last one all are
            self._when_done(future, lambda done: self._tagged(entry.key, done))

    def _tagged(self, key: int, done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            self._warn(f"That was not kept. {error}")
        self._kept(key)

    # Notes

    def ask_note(self, entry: Entry) -> None:
        """Open the editor with the note of a paper, or with what could not be kept of one."""
        if self.editor is None:
            from paperbrowse.tui.widgets.note_editor import NoteEditor

            self.editor = NoteEditor(self._place, id="editor")
        if self.editor.changed:
            self.editor.leave()  # what is written there comes first
            return
        # What waits to be written is the note, by the time that this one is.
        note = self._waiting.get(entry.key, entry.note)
        draft, seen = self._drafts.pop(entry.key, (note, note))
        self.editor.write(
            note,
            draft if seen == note else _merged(seen, draft, note),
            lambda text: self._note(entry.key, text, note),
        )

    def _note(self, key: int, text: str, expected: str) -> None:
        """Keep a note in place of the one that was seen when its writing began."""
        self._waiting[key] = text

        def done(future: Future[None]) -> None:
            error = future.exception()
            if self._waiting.get(key) == text:
                del self._waiting[key]
            if error is not None:
                self._drafts[key] = text, expected
                self._warn(f"The note was not kept. {error} e brings back what you wrote.")
            elif (entry := self._catalogue.entry(key)) and entry.note.strip() != text.strip():
                self._warn(_BOTH)
            self._kept(key)

        self._when_done(self._catalogue.note(key, text, expected), done)

    def _when_done(self, future: Future[None], done: Callable[[Future[None]], None]) -> None:
        when_done(future, done, COMMIT, self._from_thread)


def _merged(base: str, mine: str, theirs: str) -> str:
    from paperbrowse.text.merging import merged

    return merged(base, mine, theirs)
