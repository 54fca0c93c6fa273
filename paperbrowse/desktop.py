"""Opening an address in the graphical browser, where there is one.

Text browsers count as none: they would draw over the screen. A started browser gets no terminal:
its output goes nowhere, and it outlives the program.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import PurePath

_TEXT_BROWSERS = frozenset(
    {"browsh", "carbonyl", "chawan", "cha", "elinks", "links", "links2", "lynx", "w3m"}
    | {"www-browser", "netsurf-fb", "edbrowse", "retawq"}
)
# In this order: the desktop's own choice, then what a bare window manager may have.
_LINUX_OPENERS = (
    *("xdg-open", "gio open", "wslview", "kde-open", "exo-open", "x-www-browser", "firefox"),
    *("chromium", "chromium-browser", "google-chrome", "brave-browser", "epiphany", "falkon"),
)
_PATIENCE = 4.0
"""Seconds after which an opener that still runs counts as having succeeded."""


def browser(environ: Mapping[str, str] = os.environ) -> list[str] | None:
    """The command that opens an address (``%s``, else put last), or None where there is none.

    BROWSER decides where it is set, as it also does for Python's ``webbrowser``: a list of commands
    between path separators. Over SSH, and on Linux with no display, nothing else counts.
    """
    for entry in environ.get("BROWSER", "").split(os.pathsep):
        command = _split(entry)
        if command and not _is_text_browser(command) and shutil.which(command[0]):
            return command
    if any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")):
        return None
    if sys.platform == "darwin":
        return ["open"]
    if sys.platform == "win32":
        return ["rundll32", "url.dll,FileProtocolHandler"]
    if not any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")):
        return None
    for opener in _LINUX_OPENERS:
        command = opener.split()
        found = shutil.which(command[0])
        if found and not _is_text_browser([os.path.realpath(found)]):
            return command
    return None


def open_url(url: str, command: list[str] | None) -> bool:
    """Open an http or https address with a command of ``browser``; False where that fails.

    May take some seconds: call it from a thread.
    """
    if command is None or not url.lower().startswith(("https://", "http://")):
        return False
    arguments = [part.replace("%s", url) for part in command]
    if arguments == command:
        arguments.append(url)
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(timeout=_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        process.returncode = 0  # a browser may run for hours; nobody waits for its end
        return True


def _split(entry: str) -> list[str]:
    try:
        parts = shlex.split(entry, posix=os.name == "posix")
    except ValueError:  # an unbalanced quote
        return []
    return [part for part in parts if part != "&"]


def _is_text_browser(command: list[str]) -> bool:
    return PurePath(command[0]).stem.lower() in _TEXT_BROWSERS
