"""Copying a text to where it can be pasted from, as far as the terminal lets a program do that."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping

_PATIENCE = 3.0
"""Seconds that tmux may take."""


def copy(text: str, send: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> str:
    """Copy a text; gives what was done, as the end of a sentence that begins with the text.

    ``send`` asks the terminal for it (OSC 52), which gives no answer. By default tmux does nothing
    with that, so there its own buffer takes the text. May take some seconds in tmux: call it from
    a thread.
    """
    if not environ.get("TMUX"):
        send(text)
        return "sent to your terminal's clipboard"
    # -w, since tmux 3.2, hands it on to the terminal too.
    if any(_loaded(text, options) for options in (["-w", "-"], ["-"])):
        return "copied to tmux's buffer and, where your terminal allows it, the clipboard"
    return "not copied: tmux does not answer"


def _loaded(text: str, options: list[str]) -> bool:
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", *options],
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
