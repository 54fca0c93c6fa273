"""The way back: the searches that were left for others, each with the paper looked at in it."""

from __future__ import annotations

from dataclasses import dataclass

from paperbrowse.catalogue import Request

_MOST = 200
"""Places that are remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A search, and the key of the paper that was highlighted in it."""

    request: Request
    key: int | None


class Trail:
    """Remembers each settled search that is left: one entered, or looked at in the list."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._settled = True  # the list that the program opens with is looked at

    def settle(self) -> None:
        """The search that is shown now is one to come back to."""
        self._settled = True

    def leave(self, place: Place, other: Request) -> None:
        """Another search is asked for; nothing where it is the same one, entered or reordered."""
        if _same(place.request, other):
            return
        if self._settled:
            self._places = [*self._places[1 - _MOST :], place]
        self._settled = False

    def back(self, now: Request) -> Place | None:
        """The place before this one, which is forgotten; None where there is none."""
        while self._places:
            place = self._places.pop()
            if not _same(place.request, now):
                return place
        return None


def _same(one: Request, other: Request) -> bool:
    return (one.text, one.bookmarked) == (other.text, other.bookmarked)
