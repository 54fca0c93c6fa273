"""Which papers are selected: by their keys, so that sorting and searching lose none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class Selection:
    """Selected papers, one by one or as a range that follows the highlight."""

    def __init__(self) -> None:
        self._keys: dict[int, None] = {}
        self._before: dict[int, None] = {}
        self._anchor: int | None = None

    def __contains__(self, key: int) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    @property
    def ranging(self) -> bool:
        """Whether moving the highlight extends a range."""
        return self._anchor is not None

    def toggle(self, key: int) -> None:
        """Select a paper, or take it out."""
        if key in self._keys:
            del self._keys[key]
        else:
            self._keys[key] = None

    def begin(self, keys: Sequence[int], index: int) -> None:
        """Begin a range at the paper with this index among ``keys``."""
        self._before, self._anchor = self._keys, index
        self.extend(keys, index)

    def extend(self, keys: Sequence[int], index: int) -> None:
        """The range reaches to this index; what was selected before it began stays so."""
        if self._anchor is not None:
            first, last = sorted((self._anchor, index))
            self._keys = self._before | dict.fromkeys(keys[first : last + 1])

    def end(self) -> None:
        """The range is as it is: moving no longer changes it."""
        self._anchor = None

    def clear(self) -> None:
        """Select nothing."""
        self._keys, self._anchor = {}, None

    def among(self, keys: Sequence[int]) -> list[int]:
        """The selected papers in the order of ``keys``, those that are not there behind them."""
        shown = [key for key in keys if key in self._keys] if self._keys else ()
        return list(dict.fromkeys((*shown, *self._keys)))
