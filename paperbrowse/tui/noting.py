"""Tags and notes, typed into the prompt and kept on a paper."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from paperbrowse.catalogue import Catalogue, Entry
from paperbrowse.tui.beside import FromThread, when_done
from paperbrowse.tui.marking import COMMIT
from paperbrowse.tui.widgets.prompt import Prompt


class Noting:
    """Asks for the tags and the note of a paper, and keeps them."""

    def __init__(
        self,
        catalogue: Catalogue,
        prompt: Prompt,
        kept: Callable[[int], None],
        failed: Callable[[str], None],
        from_thread: FromThread,
    ) -> None:
        """``kept`` hears the key of each paper that has changed on the disk; ``failed`` why not."""
        self._catalogue = catalogue
        self._prompt = prompt
        self._kept = kept
        self._failed = failed
        self._from_thread = from_thread

    def ask_tags(self, entry: Entry) -> None:
        """Ask for the tags of a paper."""
        tags = ", ".join(entry.tags)

        def keep(text: str) -> None:
            if text != tags:  # else a tag that holds a comma would become two
                self._tag(entry, text)

        self._prompt.ask("Tags, with commas between", tags, keep)

    def ask_note(self, entry: Entry) -> None:
        """Ask for the note of a paper, on one line."""
        note = " ".join(entry.note.split())

        def keep(text: str) -> None:
            if text != note:  # else its lines would be lost
                self._when_kept(entry.key, self._catalogue.note(entry.key, text.strip()))

        self._prompt.ask("Note", note, keep)

    def _tag(self, entry: Entry, text: str) -> None:
        wanted = dict.fromkeys(tag for tag in map(str.strip, text.split(",")) if tag)
        changes = [(tag, False) for tag in entry.tags if tag not in wanted]
        changes += [(tag, True) for tag in wanted if tag not in entry.tags]
        future = None
        for tag, on in changes:
            try:
                future = self._catalogue.tag(entry.key, tag, on)
            except ValueError as error:
                self._failed(str(error))
        if future is not None:  # they are kept in this order: with the last one all are
            self._when_kept(entry.key, future)

    def _when_kept(self, key: int, future: Future[None]) -> None:
        when_done(future, lambda done: self._finish(key, done), COMMIT, self._from_thread)

    def _finish(self, key: int, done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            self._failed(f"That was not kept. {error}")
        self._kept(key)
