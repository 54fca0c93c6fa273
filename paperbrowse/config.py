"""The directories of the program, by the custom of the system it runs on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "paperbrowse"


def arxiv() -> str:
    """Where arXiv's API is asked: PAPERBROWSE_ARXIV, else empty for arXiv's own address."""
    return os.environ.get("PAPERBROWSE_ARXIV", "").strip()


@dataclass(frozen=True, slots=True)
class Directories:
    """Where things are kept. Nothing is made until something is put there."""

    data: Path
    """The library, with everything a user made. Worth a backup."""

    cache: Path
    """The search index. Can be deleted at any time."""

    log: Path
    """What went wrong, after a crash."""

    @classmethod
    def of_user(cls) -> Directories:
        """Those of the user; on Linux XDG_DATA_HOME, XDG_CACHE_HOME, XDG_STATE_HOME move them."""
        dirs = platformdirs.PlatformDirs(APP, appauthor=False)
        return cls(dirs.user_data_path, dirs.user_cache_path, dirs.user_log_path)

    @property
    def library(self) -> Path:
        """The library's file."""
        return self.data / "library.db"

    @property
    def index(self) -> Path:
        """The directory of the search index."""
        return self.cache / "index"

    @property
    def log_file(self) -> Path:
        """The file that crashes are written to."""
        return self.log / "paperbrowse.log"
