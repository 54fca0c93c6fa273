"""How lists are read: who hears of it, who may stop it, where arXiv is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from paperbrowse.adding.steps import Step
from paperbrowse.sources.opening import ARXIV, CLOCK, Clock


@dataclass(frozen=True, slots=True)
class Way:
    """How a list is read: who hears of it, who may stop it, where arXiv and standard input are.

    ``cancelled`` is asked often, by any thread.
    """

    tell: Callable[[Step], object] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False
    arxiv: str = ARXIV
    clock: Clock = CLOCK
    stdin: BinaryIO | None = None


def way(tell: Callable[[Step], object], cancelled: Callable[[], bool], arxiv: str) -> Way:
    """The way of a program: arXiv is at its own address, unless another is named."""
    return Way(tell, cancelled, arxiv or ARXIV)
