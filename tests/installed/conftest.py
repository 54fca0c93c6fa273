"""The installed ``paperbrowse`` in a pseudo-terminal, with empty directories."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from terminal import Terminal

# Pseudo-terminals are of Unix alone.
collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "paperbrowse")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty HOME and no browser."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {
        **kept,
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]
"""Runs the program with these words, ``stdin`` as its input and more in its environment."""


@pytest.fixture
def run(env: dict[str, str]) -> Run:
    """The program as a command, whose output is text."""

    def command(*words: str, stdin: str = "", **more: str) -> Result:
        return subprocess.run(
            [PROGRAM, *words],
            env={**env, **more},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return command


@pytest.fixture
def launch(env: dict[str, str]) -> Callable[..., Terminal]:
    """Start the browser in a terminal of the given size."""

    from terminal import Terminal

    def start(columns: int = 120, lines: int = 36, **more: str) -> Terminal:
        return Terminal([PROGRAM], {**env, **more}, columns, lines)

    return start
