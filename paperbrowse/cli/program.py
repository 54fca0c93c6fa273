"""From the words of the command line to a command, its exit code, and one sentence if it fails."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
import threading

from paperbrowse import terminal
from paperbrowse.cli import INTERRUPTED, interrupt_calmly
from paperbrowse.config import Directories, keep_private, local, make_private

DONE, FAILED, MISUSED = 0, 1, 2
"""Exit codes: done; nothing found or a problem said on standard error; wrong usage."""


def run(words: list[str], *, browse: bool) -> int:
    """Open the browser, or run the command that the words are; gives the exit code."""
    directories = Directories.of_user()
    _prepare(directories)
    try:
        if browse:
            return _browse(directories)
        return _command(words, directories)
    except BrokenPipeError:
        _forget_output()  # the reader has seen enough
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _fail(error, directories)


def _forget_output() -> None:
    """What is left in the buffer must not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare(directories: Directories) -> None:
    """No sign that can't be read or shown is an error; no thread writes over the screen."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

    def log(failure: threading.ExceptHookArgs) -> None:
        if isinstance(failure.exc_value, Exception):
            _logged(failure.exc_value, directories)

    threading.excepthook = log


def _command(words: list[str], directories: Directories) -> int:
    from paperbrowse.cli.parser import parse

    options = parse(words)
    interrupt_calmly()
    code = options.run(options, directories)
    sys.stdout.flush()
    return int(code)


def _browse(directories: Directories) -> int:
    # Loading makes many objects and no garbage: looking for it costs a twentieth of the launch.
    # The screen turns the collector on again when it is at rest.
    gc.disable()
    # A key gives the interpreter up several times, to read and to write; threads that open the
    # index must hand it back sooner than after Python's 5 ms.
    sys.setswitchinterval(0.0005)
    terminal.use_own_size()
    from paperbrowse.catalogue import LibraryDamaged

    failure = _shown(directories)
    if isinstance(failure, LibraryDamaged):  # which opening it again mends
        failure = _shown(directories)
    return DONE if failure is None else _fail(failure, directories)


def _shown(directories: Directories) -> Exception | None:
    """Browse until the user quits; gives the exception that ended it, if one did."""
    from paperbrowse.catalogue import Catalogue
    from paperbrowse.tui import app

    interrupt_calmly()
    catalogue = Catalogue.open(directories, _say)
    try:
        return app.run(catalogue)
    finally:
        if kept_aside := catalogue.close():
            _say(kept_aside)


def _say(sentence: str) -> None:
    """Say something before or after the screen; most launches have nothing to say."""
    from paperbrowse.cli.output import say

    say(sentence)


def _fail(error: Exception, directories: Directories) -> int:
    """Say what went wrong: a known problem in its own sentence, any other with the log's name."""
    from paperbrowse.catalogue import LibraryError, NotReady
    from paperbrowse.cli.output import say

    if isinstance(error, (LibraryError, NotReady)):
        say(str(error))
        return FAILED
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _forget_output()
        say("there is no room on the disk for the output")
        return FAILED
    say(
        f"something went wrong ({type(error).__name__}). {_logged(error, directories)}"
        " What you have marked is kept."
    )
    return FAILED


def _logged(error: Exception, directories: Directories) -> str:
    """Write the error's traceback to the log; gives the sentence that says where it is."""
    import datetime
    import traceback

    from paperbrowse.text import masked

    now = local(datetime.datetime.now(datetime.timezone.utc)).isoformat(timespec="seconds")
    try:
        make_private(directories.log)
        keep_private(directories.log_file)
        with directories.log_file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(masked(f"{now}\n{''.join(traceback.format_exception(error))}\n"))
    except OSError as problem:
        return f"The log could not be written: {problem}."
    return f"What happened is in {directories.log_file}."
