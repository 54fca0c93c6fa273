"""Which list is to be read."""

from __future__ import annotations

from dataclasses import dataclass

from paperbrowse.text import masked


@dataclass(frozen=True, slots=True)
class Wish:
    """A list to be read, for the first time or again.

    ``address`` is a path, a directory, ``-``, an http(s) address or ``arxiv:`` and a query. Without
    a ``name`` it is called as it was before, else as its address says. ``most`` is how many papers
    of a query are wanted (0: as many as usual). ``private`` allows addresses on this machine and
    its own network.
    """

    address: str
    name: str = ""
    most: int = 0
    private: bool = False

    @property
    def called(self) -> str:
        """What to call it before it has a name: its address without a password."""
        return self.name or masked(self.address)
