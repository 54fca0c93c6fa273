"""Opening an address in a graphical browser, where there is one.

Text browsers count as none: they would draw over the screen. A started browser gets no terminal:
its output goes nowhere, and it outlives the program. An address comes from somebody's list: it is
one argument of the browser, whatever is in it, and nothing that a shell would run.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from paperbrowse.text import address, safe

_TEXT_BROWSERS = frozenset(
    {"browsh", "carbonyl", "chawan", "cha", "elinks", "links", "links2", "lynx", "w3m"}
    | {"www-browser", "netsurf-fb", "edbrowse", "retawq"}
)
# In this order: the desktop's own choice, then what a bare window manager may have.
_LINUX_OPENERS = (
    *("xdg-open", "gio open", "wslview", "kde-open", "exo-open", "x-www-browser", "firefox"),
    *("chromium", "chromium-browser", "google-chrome", "brave-browser", "epiphany", "falkon"),
)
# An escaped character, a quote, the place of the address, or any other character.
_SHELL_PART = re.compile(r"\\.|%s|.", re.DOTALL)
_PATIENCE = 1.0
"""Seconds after which a browser that still runs counts as having succeeded."""


class NotOpened(Exception):
    """No browser could open an address; the message says in one sentence what happened."""


def browsers(environ: Mapping[str, str] = os.environ) -> list[list[str]]:
    """The commands that open an address (``%s``, else put last), in the order to try them.

    First those of BROWSER, a list between path separators as for Python's ``webbrowser``; then the
    system's own. Over SSH, and on Linux with no display, BROWSER alone counts.
    """
    named = map(_split, environ.get("BROWSER", "").split(os.pathsep))
    commands = [command for command in named if command and not _is_text_browser(command)]
    own = _system_s_own(environ)
    return [*commands, own] if own else commands


def _system_s_own(environ: Mapping[str, str]) -> list[str] | None:
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


def open_url(url: str, commands: Iterable[Sequence[str]]) -> None:
    """Open an http or https address with the first of the commands of ``browsers`` that can.

    May take some seconds: call it from a thread. Raises NotOpened.
    """
    if not url.lower().startswith(("https://", "http://")):
        raise NotOpened("Only http and https addresses are opened.")
    failures = []
    for command in commands:
        failure = _start(_arguments(command, address(url)))
        if not failure:
            return
        failures.append(f"{safe(PurePath(command[0]).name)} {failure}")
    raise NotOpened(f"{'; '.join(failures) or 'There is no graphical browser'}.")


def _start(arguments: list[str]) -> str:
    """Start a browser; gives what went wrong, if anything did."""
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return "can't be started"
    try:
        status = process.wait(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.returncode = 0  # a browser may run for hours; nobody waits for its end
        return ""
    return f"ended at once with status {status}" if status else ""


def _arguments(command: Sequence[str], url: str) -> list[str]:
    """The command with the address in the place of each ``%s``, else behind it."""
    arguments = [url if part == "%s" else _within(part, url) for part in command]
    return arguments if arguments != list(command) else [*arguments, url]


def _within(word: str, url: str) -> str:
    """A longer word, which a shell may read, with the address quoted in the place of ``%s``.

    Within quotes of the word's own more of them would end these; there it needs none.
    """
    quote = ""
    parts = []
    for part in _SHELL_PART.findall(word):
        if part == "%s":
            part = url if quote else shlex.quote(url)
        elif part in ("'", '"') and quote in ("", part):
            quote = "" if quote else part
        elif part[0] == "\\" and quote == "'":  # no escape there: the quote after it ends it
            quote = "" if part[1:] == "'" else quote
        parts.append(part)
    return "".join(parts)


def _split(entry: str) -> list[str]:
    try:
        parts = shlex.split(entry, posix=os.name == "posix")
    except ValueError:  # an unbalanced quote
        return []
    return [part for part in parts if part != "&"]


def _is_text_browser(command: list[str]) -> bool:
    return PurePath(command[0]).stem.lower() in _TEXT_BROWSERS
