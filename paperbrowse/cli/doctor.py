"""``paperbrowse doctor``: how everything stands, and what is wrong."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path

from paperbrowse import __version__, desktop
from paperbrowse.catalogue import Catalogue, LibraryError
from paperbrowse.cli.output import out
from paperbrowse.cli.style import Style
from paperbrowse.config import Directories
from paperbrowse.text import visible
from paperbrowse.text.numbers import counted, number

_LIBRARIES = ("textual", "rich", "whoosh3", "platformdirs", "markdown-it-py", "pylatexenc")


def examine(options: argparse.Namespace, directories: Directories) -> int:
    """Print how everything stands; 1 where something is wrong."""
    style = Style.of(options.color)
    problems: list[str] = []
    _section(style, "versions")
    _line("paperbrowse", __version__)
    _line("python", f"{platform.python_version()} on {platform.system()} ({sys.executable})")
    for name in _LIBRARIES:
        _line(name, metadata.version(name))
    _section(style, "directories")
    _directory("data", directories.data, problems)
    _directory("cache", directories.cache, problems)
    _line("log", f"{directories.log_file}{'' if directories.log_file.exists() else ' (none yet)'}")
    _section(style, "library")
    try:
        catalogue = Catalogue.open(directories)
    except LibraryError as error:
        _line("state", "cannot be opened")
        problems.append(str(error))
    else:
        try:
            _library(style, catalogue, problems)
        finally:
            catalogue.close()
    _section(style, "terminal")
    _terminal(problems)
    _section(style, "problems")
    for problem in problems:
        out(f"  - {visible(problem)}")
    if not problems:
        out("  none")
    return 1 if problems else 0


def _library(style: Style, catalogue: Catalogue, problems: list[str]) -> None:
    library = catalogue.library
    problems += catalogue.notices
    _line("file", str(library.path))
    _line("papers", number(library.count()))
    _line("bookmarks", number(len(library.keys(bookmarked=True))))
    for paper_list in library.lists():
        papers = counted(paper_list.count, "paper")
        _line("list", f"{paper_list.name}: {papers} ({paper_list.origin.source})")
    damage = library.check()
    _line("state", damage or "sound")
    if damage:
        problems.append(damage)
    _section(style, "search index")
    index = catalogue.index.examine()
    _line("directory", str(index.directory))
    _line("state", index.sentence)
    if index.problem:
        problems.append(index.problem)


def _terminal(problems: list[str]) -> None:
    size = shutil.get_terminal_size()
    _line("size", f"{size.columns}x{size.lines}")
    _line("TERM", os.environ.get("TERM", "(not set)"))
    _line("colours", os.environ.get("COLORTERM") or "as TERM says")
    _line("NO_COLOR", "set: no colours" if os.environ.get("NO_COLOR") else "not set")
    encoding = sys.stdout.encoding
    _line("encoding", encoding)
    commands = ", then ".join(map(" ".join, desktop.browsers()))
    _line("browser", commands or "none: links are copied to the clipboard (OSC 52)")
    if encoding.lower().replace("-", "") != "utf8":
        problems.append(
            f"The terminal's encoding is {encoding}; set a UTF-8 locale to see all signs."
        )
    if os.environ.get("TERM") == "dumb":
        problems.append("TERM is dumb: the browser needs a terminal that can move its cursor.")


def _directory(name: str, path: Path, problems: list[str]) -> None:
    existing = next(place for place in (path, *path.parents) if place.exists())
    remark = "" if path.exists() else " (not made yet)"
    if not os.access(existing, os.W_OK) or not existing.is_dir():
        remark = " (cannot be written)"
        problems.append(f"The {name} directory {path} cannot be written.")
    _line(name, f"{path}{remark}")


def _section(style: Style, name: str) -> None:
    out(style.strong(name))


def _line(name: str, value: str) -> None:
    out(f"  {name:<14} {visible(value)}")
