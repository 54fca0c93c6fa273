"""The directories of the program, by the custom of the system it runs on; who may read them."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    import datetime

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


def make_private(directory: Path) -> None:
    """Make a directory, and those around it that are missing, for the user alone.

    One that exists stays as it is. Raises OSError.
    """
    for each in reversed((directory, *directory.parents)):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)


def keep_private(file: Path) -> None:
    """Make a file that the user alone can read, or see to it that one of the user's is. Quiet.

    One that exists is not opened: to close it again would end the locks of a database.
    """
    with contextlib.suppress(OSError):
        try:
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            status = file.stat()
            if os.name == "posix" and status.st_uid == os.getuid() and status.st_mode & 0o077:
                file.chmod(0o600)


def local(moment: datetime.datetime) -> datetime.datetime:
    """A moment in the user's own time zone; where TZ names none that can be, in UTC."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        import datetime

        return moment.astimezone(datetime.timezone.utc)
