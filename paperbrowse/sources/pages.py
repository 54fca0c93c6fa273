"""Pages that show a file, and the addresses of the file itself."""

from __future__ import annotations

from urllib.parse import urlsplit

_RAW = "https://raw.githubusercontent.com"
# As GitHub shows the first of these that a directory has.
_READMES = ("README.md", "readme.md", "Readme.md", "README.rst", "README.txt", "README")

# What stands where the owner of a repository would.
_NO_OWNERS = {"collections", "explore", "orgs", "search", "sponsors", "stars", "topics", "users"}


def raw(address: str) -> tuple[str, ...]:
    """Where the text of a page stands: the first of these addresses that exists.

    GitHub's page of a file gives the file, that of a repository or a directory its README, a gist
    its first file; every other address is its own.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    path = [part for part in parts.path.split("/") if part]
    if host == "gist.github.com" and len(path) in (1, 2) and path[-1].isalnum():
        return (f"https://gist.github.com/{'/'.join(path)}/raw",)
    if host != "github.com" or len(path) < 2 or path[0] in _NO_OWNERS:
        return (address,)
    repository = f"{path[0]}/{path[1].removesuffix('.git')}"
    if len(path) == 2:
        return tuple(f"{_RAW}/{repository}/HEAD/{readme}" for readme in _READMES)
    inside = "/".join(path[3:])
    if path[2] in ("blob", "raw", "blame") and len(path) > 4:
        return (f"{_RAW}/{repository}/{inside}",)
    if path[2] == "tree" and len(path) > 3:
        return tuple(f"{_RAW}/{repository}/{inside}/{readme}" for readme in _READMES)
    return (address,)
