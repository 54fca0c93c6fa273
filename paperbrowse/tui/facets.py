"""Panels about the papers shown: what they have in common, and who wrote one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from paperbrowse.catalogue import Catalogue, Facet, Request, Results
from paperbrowse.text.numbers import number
from paperbrowse.tui.panels import Contents
from paperbrowse.tui.widgets.panel import Choice


class Facets(Contents):
    """What the papers shown have in common; choosing a row narrows them to those that have it."""

    title = "In common"
    empty = ("These papers have nothing in common that could narrow the search.",)
    of_results = True

    def __init__(
        self,
        catalogue: Catalogue,
        results: Callable[[], Results],
        enter: Callable[[Request], None],
        warn: Callable[[str], None],
    ) -> None:
        self._catalogue = catalogue
        self._results = results
        self._enter = enter
        self._warn = warn

    def work(self) -> Callable[[], Sequence[Choice]]:
        """The values of the papers that are shown now, counted."""
        results = self._results()

        def count() -> list[Choice]:
            return [
                Choice(
                    facet.value,
                    partial(self._narrow, facet, results.total),
                    number(facet.count),
                    facet.kind.heading,
                )
                for facet in self._catalogue.facets(results)
            ]

        return count

    def _narrow(self, facet: Facet, total: int) -> None:
        if facet.count < total:
            self._enter(facet.narrowed)
        else:
            self._warn("All of these papers have that.")


class Authors(Contents):
    """The authors of a paper; choosing one looks for more by them."""

    title = "More by"

    def __init__(self, names: Sequence[str], enter: Callable[[str], None]) -> None:
        self._names = names
        self._enter = enter

    def known(self) -> Sequence[Choice]:
        """A row for each author."""
        return [Choice(name, partial(self._enter, name)) for name in self._names]

    def work(self) -> None:
        """Nothing is counted."""
