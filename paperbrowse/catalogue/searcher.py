"""Searching beside the screen: one thread, and only the newest request matters."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from paperbrowse.catalogue.catalogue import Catalogue
from paperbrowse.catalogue.request import Request, Results
from paperbrowse.search import Superseded

Answer = Results | Exception
"""What a request comes to: results, NotReady, a LibraryError, or a failure of ours."""


class Searcher:
    """Answers requests one at a time; a newer one stops the one under way."""

    def __init__(self, catalogue: Catalogue, deliver: Callable[[Request, Answer], None]) -> None:
        """``deliver`` gets the answers that ``ask`` did not wait for, on the searcher's thread."""
        self._catalogue = catalogue
        self._deliver = deliver
        self._newest: _Task | None = None
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="search", daemon=True)
        self._thread.start()

    def ask(self, request: Request, patience: float) -> Answer | None:
        """The answer, if it is there within ``patience`` seconds; else it is delivered later.

        Waiting a few milliseconds lets a fast answer appear with the key that asked for it.
        """
        task = _Task(request)
        with self._changed:
            self._newest = task
            self._changed.notify()
        task.done.wait(patience)
        return task.collect()

    def _superseded(self, task: _Task) -> bool:
        return self._newest is not task

    def close(self) -> None:
        """Stop the thread, and whatever it is searching."""
        with self._changed:
            self._closed = True
            self._newest = None
            self._changed.notify()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        last: _Task | None = None
        while True:
            with self._changed:
                while self._newest is last and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                task = last = self._newest
            assert task is not None
            try:
                answer: Answer = self._catalogue.results(
                    task.request, partial(self._superseded, task)
                )
            except Superseded:
                continue
            except Exception as error:  # whoever asked must hear of it, and the thread go on
                answer = error
            if task.finish(answer):
                self._deliver(task.request, answer)


class _Task:
    """A request, and whether its answer was taken by the asker or is to be delivered."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.done = threading.Event()
        self._lock = threading.Lock()
        self._answer: Answer | None = None
        self._left = False

    def collect(self) -> Answer | None:
        """The answer if there is one; from now on the asker no longer waits for it."""
        with self._lock:
            self._left = True
            return self._answer

    def finish(self, answer: Answer) -> bool:
        """Take the answer; True where the asker has left and it must be delivered."""
        with self._lock:
            self._answer = answer
            self.done.set()
            return self._left
