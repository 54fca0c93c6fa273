"""The format of a list is found by its content; its name only helps."""

from __future__ import annotations

import pytest

from paperbrowse.formats.detection import READERS, choose

LINK = "https://arxiv.org/abs/2401.00001"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        (f"# A\n\n- [B c]({LINK})\n", "Markdown"),
        (f"| a | b |\n|---|---|\n| [x y]({LINK}) | |\n", "Markdown"),
        (f"A title [x]({LINK})\n\n```bibtex\n@article{{a,\n title={{B}}}}\n```\n", "Markdown"),
        (f"<!doctype html><ul><li><a href={LINK}>A b</a></ul>", "HTML"),
        (f'<p align="center">\n\n- [A b]({LINK})\n', "Markdown"),
        (f"Papers\n======\n\n* `A b <{LINK}>`_\n", "reStructuredText"),
        (f"===  ===\nA    B\n===  ===\nc    {LINK}\n===  ===\n", "reStructuredText"),
        ("\\\\\narXiv:2401.00001\nDate: x\n\nTitle: A\n\\\\\n  Text\n\\\\\n", "arXiv mailing"),
        ("2401.00001\n2401.00002\n", "plain text"),
        (f"Title: A b\nLink: {LINK}\n\nTitle: C d\nLink: {LINK}\n", "plain text"),
        (f"Seminar:\n- A: b: {LINK}\n", "Markdown"),
        (f'{{"title": "A b", "abs": "{LINK}"}}\n', "JSON"),
        ("@article{a,\n  title = {A **b**},\n  eprint = {2401.00001}\n}\n", "BibTeX"),
        ("TY  - JOUR\nTI  - A b\nER  - \n", "RIS"),
        (f"title,url\nA b,{LINK}\nC d,{LINK}\n", "CSV"),
        (f"papers:\n  - title: A b\n    url: {LINK}\n", "YAML"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "Atom or RSS"),
    ],
)
def test_families(text: str, family: str) -> None:
    assert family == choose(text).NAME
    assert family == choose(text, "list.bin").NAME


def test_a_wrong_name_does_not_mislead() -> None:
    assert choose('{"title": "A b", "abs": "2401.00001"}', "list.md").NAME == "JSON"
    assert choose(f"# A\n\n- [B c]({LINK})\n", "list.json").NAME == "Markdown"
    assert choose(f"# A\n\n- [B c]({LINK})\n", "https://x.org/a.rst?raw=true").NAME == "Markdown"


def test_every_reader_says_what_it_is() -> None:
    readers = [choose("", f"x.{module}") for module in READERS]
    assert all(reader.NAME and isinstance(reader.ENDINGS, tuple) for reader in readers)
