"""Copying a link to where it can be pasted from, as far as the terminal lets a program do that."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping

_PATIENCE = 3.0
"""Seconds that tmux may take."""


def copy(link: str, send: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> str:
    """Copy a link; gives a sentence that says what was done, and no more than is known.

    ``send`` asks the terminal for it (OSC 52), which gives no answer. By default tmux does nothing
    with that, so there its own buffer takes the text. May take some seconds in tmux: call it from
    a thread.
    """
    if environ.get("TMUX"):
        if _loaded(link, "-w"):  # it hands it on to the terminal, too
            return "The link is in tmux's buffer and, where your terminal allows it, the clipboard."
        if _loaded(link):  # before tmux 3.2
            return "The link is in tmux's buffer."
    send(link)
    if environ.get("TMUX"):
        return "tmux did not take the link; it was sent to your terminal's clipboard."
    return "The link was sent to your terminal's clipboard."


def _loaded(text: str, *options: str) -> bool:
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", *options, "-"],
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
