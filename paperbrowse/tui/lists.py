"""The panel of the lists: how many papers each has and when it was read; add, update, remove."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from paperbrowse.catalogue import Catalogue, LibraryError, PaperList, Request, Wish
from paperbrowse.config import local
from paperbrowse.text.numbers import number
from paperbrowse.tui.beside import Beside, warned_of
from paperbrowse.tui.panels import Contents
from paperbrowse.tui.updating import Updating
from paperbrowse.tui.widgets.panel import Choice, Edit
from paperbrowse.tui.widgets.prompt import Prompt


class Lists(Contents):
    """The lists; choosing one shows its papers alone."""

    title = "Lists"
    edits = (Edit.ADD, Edit.UPDATE, Edit.RENAME, Edit.REMOVE)
    empty = (
        "No lists yet.",
        "+ adds one: a file, a directory, a web address, or arxiv: and a query.",
    )

    def __init__(
        self,
        catalogue: Catalogue,
        prompt: Prompt,
        updating: Updating,
        enter: Callable[[Request], None],
        changed: Callable[[], None],
        warn: Callable[[str], None],
        removing: Beside,
    ) -> None:
        """``enter`` shows papers; ``changed`` hears that there are other ones."""
        self._lists = catalogue.lists
        self._prompt = prompt
        self._updating = updating
        self._enter = enter
        self._changed = changed
        self._warn = warn
        self._removing = removing

    def work(self) -> Callable[[], Sequence[Choice]]:
        """The lists with their counts."""

        def count() -> list[Choice]:
            now = datetime.datetime.now(datetime.timezone.utc)
            return [
                Choice(known.name, partial(self._show, known.name), _told(known, now))
                for known in self._lists.all()
            ]

        return count

    def _show(self, name: str) -> None:
        phrase = name.replace('"', " ")
        self._enter(Request(f'list:"{phrase}"', entered=True))

    def edit(self, edit: Edit, choice: Choice | None) -> None:
        """Add a list, or update, rename or remove the one in a row."""
        if edit is Edit.ADD:
            from paperbrowse.tui.prompting import completed_path

            title = "Add a list: path, web address, arxiv:QUERY"
            self._prompt.ask(title, "", self._add, completed_path)
        elif choice is None:
            return
        elif edit is Edit.UPDATE:
            self._do(lambda: self._update(choice.text))
        elif edit is Edit.RENAME:
            self._prompt.ask(
                "Rename this list",
                choice.text,
                lambda new: self._do(lambda: self._lists.rename(choice.text, new)),
            )
        else:
            self._removing.ask(lambda: self._lists.remove(choice.text), self._removed)

    def _add(self, address: str) -> None:
        if address.strip():
            self._updating.read([Wish(address.strip())])

    def _update(self, name: str) -> None:
        self._updating.read([self._lists.again(self._lists.named(name))])

    def _do(self, change: Callable[[], None]) -> None:
        try:
            change()
        except (LibraryError, ValueError) as error:
            self._warn(str(error))
        self._changed()

    def _removed(self, done: Future[int]) -> None:
        warned_of(done, self._warn)
        self._changed()


def _told(known: PaperList, now: datetime.datetime) -> str:
    new = f" · {number(known.new)} new" if known.new else ""
    whole = "" if known.origin.digest else " · unfinished"
    return f"{number(known.count)}{new}{whole} · {age(known.updated, now)}"


def age(then: datetime.datetime, now: datetime.datetime) -> str:
    """How long ago a time was, in a few letters; longer than a month ago, its date."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 60 * 24:
        return f"{minutes // 60} h"
    days = minutes // (60 * 24)
    return f"{days} d" if days <= 30 else local(then).date().isoformat()
