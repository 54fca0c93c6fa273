"""Remakes screenshots/ from the running program, on the shipped list in directories of its own.

.venv/bin/pip install '.[test]' && .venv/bin/python tests/screenshots.py
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paperbrowse.catalogue import Catalogue, Wish
from paperbrowse.config import Directories
from paperbrowse.tui.app import PaperbrowseApp

PICTURES = Path(__file__).resolve().parent.parent / "screenshots"


@dataclass(frozen=True)
class Picture:
    """A picture: its name, the size of the terminal, and the keys that lead there."""

    name: str
    size: tuple[int, int]
    keys: Sequence[str] = ()
    light: bool = False
    added: str = ""
    """A list that was added before, by its text."""


READING_GROUP = """# Reading group
- [Attention Is All You Need](https://arxiv.org/abs/1706.03762v7), May 5
- [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385v1), May 12
- [An Image is Worth 16x16 Words](https://arxiv.org/abs/2010.11929v2), May 19
"""

TAKEN = (
    Picture("list-and-paper", (120, 36), ("j", "b", "j", "r", "j", "j", "j", "j", "b")),
    Picture("search", (120, 36), ("slash", *"vision transform", "enter", "j")),
    Picture("facets", (120, 36), ("slash", *"convolutional", "enter", "f", "j", "j")),
    Picture("related", (120, 36), ("slash", *"remote sensing", "enter", "R", "j")),
    Picture("problem", (120, 36), ("slash", *"autor:li vision date:2026-13 ")),
    Picture("help", (120, 36), ("question_mark",)),
    Picture("lists", (120, 36), ("L", "j"), added=READING_GROUP),
    Picture("export", (120, 36), ("space", "space", "j", "space", "x")),
    Picture("note", (120, 36), ("j", "e", *"compare with ours", "ctrl+j", *"reproduce table 2")),
    Picture("commands", (120, 36), ("ctrl+p", *"unr")),
    Picture("narrow-list", (60, 20), ("j", "b", "j")),
    Picture("narrow-paper", (60, 20), ("j", "enter")),
    Picture("light", (120, 36), ("slash", *"medical -segmentation", "enter"), light=True),
)


async def take(picture: Picture, home: Path) -> str:
    """The picture as SVG."""
    catalogue = Catalogue.open(Directories(home / "data", home / "cache", home / "log"))
    if picture.added:
        path = home / "reading-group.md"
        path.write_text(picture.added, encoding="utf-8")
        catalogue.lists.read(Wish(str(path)), print, lambda: False)
    catalogue.index.ensure().join()
    app = PaperbrowseApp(catalogue)
    async with app.run_test(size=picture.size) as pilot:
        if picture.light:
            app.action_dark_or_light()
        for key in picture.keys:
            await pilot.press({" ": "space", "-": "minus", ":": "colon"}.get(key, key))
            await pilot.pause(0.05)
        await pilot.pause(0.3)
        svg = app.export_screenshot(title="paperbrowse")
    catalogue.close()
    # The picture names fonts that a viewer has, and fetches none.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    for picture in TAKEN:
        with tempfile.TemporaryDirectory() as home:
            # Files are written to ~, whose name says nothing of whoever takes the pictures.
            os.environ["HOME"] = home
            os.chdir(home)
            svg = asyncio.run(take(picture, Path(home)))
        (PICTURES / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
        print(f"screenshots/{picture.name}.svg")


if __name__ == "__main__":
    main()
