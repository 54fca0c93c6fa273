"""``python -m paperbrowse`` is the same as ``paperbrowse``."""

from paperbrowse.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
