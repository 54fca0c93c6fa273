"""Letters keep their marks: vowel signs and accents of their own are parts of titles and names."""

from __future__ import annotations

import unicodedata

import pytest

from paperbrowse.formats import read
from paperbrowse.formats.labels import is_name, is_names
from paperbrowse.formats.titles import title_in
from paperbrowse.formats.trimming import is_title, trim, words
from paperbrowse.paper import Paper

URL = "https://arxiv.org/abs/2401.00001"

# Each ends with a mark, or with a joiner behind one.
WORDS = [
    "नमस्ते",
    "हिन्दी",
    "कक्षा",
    "தமிழ்",
    "বাংলা",
    "ಕನ್ನಡಿ",
    "മലയാളം",
    "അവന്\u200d",
    "සිංහල ශ්\u200dරී",
    "การ์",
    "ที่",
    "ມື້",
    "ខ្មែរិ",
    "မြန်မာ",
    "مُحَمَّدٌ",
    "שָׁלוֹם֙",
    "རྒྱུ",
    "𑄌𑄋𑄴𑄟𑄳𑄦",
    "𞤆𞤵𞤤𞤢𞤪𞥄",
    "cafe\u0301",
    "x\u0302",
]

LAYOUTS = [
    "- [{}]({url})",
    "- [{} ⭐️]({url})",
    "- [{}]({url}) 🔥",
    "- **{}** [pdf]({url})",
    "- **{}** Ann Roe, Bo Poe. [pdf]({url})",
    "- “{}” [pdf]({url})",
    "- {} (CVPR 2024) [[paper]]({url})",
    "- {}, CVPR 2024. [paper]({url})",
    "- {}: {url}",
    "- {} - [arXiv]({url})",
    "1. {} [paper]({url}) [code](https://github.com/a/b)",
    "- Ann Roe, Bo Poe. *{}*. {url}",
    "- [x] {} #snow [paper]({url})",
    "### {}\n\n[Paper]({url})",
    "Title: {}\nPaper: {url}",
    "| Title | Link |\n|---|---|\n| {} | {url} |",
    "- 2024-01-01, **{}**, Ann Roe et.al., Paper: [2401.00001]({url}), Code: null",
    "Snow\n====\n\n* `{} <{url}>`_",
    "<ul><li><a href='{url}'>{}</a></li></ul>",
    "@article{{roe, title={{{}}}, eprint={{2401.00001}}, archivePrefix={{arXiv}}}}",
    "TY  - JOUR\nTI  - {}\nUR  - {url}\nER  - ",
]


def found(source: str) -> list[str]:
    return [row.title for row in read(source) if isinstance(row, Paper)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_marks_of_a_title(layout: str) -> None:
    titles = [f"{word} {word} {word}" for word in WORDS]
    if found(layout.format("Snow", url=URL)) == ["Snow"]:
        titles += WORDS
    for title in titles:
        assert found(layout.format(title, url=URL)) == [title], title.encode("unicode_escape")


@pytest.mark.parametrize("word", WORDS)
def test_a_letter_with_marks_may_be_a_title(word: str) -> None:
    assert is_title(word)


def test_signs_behind_a_title_go_with_their_selectors() -> None:
    for sign in ("⭐️", "❤️‍🔥", "1️⃣", "🇫🇷", "✔︎"):
        assert trim(f"Snow and Ice {sign}") in ("Snow and Ice", "Snow and Ice 1")


def test_a_mark_begins_no_word() -> None:
    assert words("नमस्ते हिन्दी") == 2
    assert words(unicodedata.normalize("NFD", "École Élève à Liège")) == 4
    # Written without spaces: about what a reader counts.
    assert words("การรู้จำภาพหิมะ") > 2


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_names_however_their_accents_are_written(form: str) -> None:
    def written(text: str) -> str:
        return unicodedata.normalize(form, text)  # type: ignore[arg-type]

    assert is_name(written("Élodie Noël"))
    assert is_names(written("José García, Élodie Noël, Åsa Öst"))
    assert is_names(written("Noël et al."))
    said = written("Poincaré's snow and the students' view")
    assert title_in(said) == said
    said = written("José García, Élodie Noël. Snow for all seasons.")
    assert title_in(said) == "Snow for all seasons"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_headings_of_columns_and_keys_are_read_however_they_are_written(form: str) -> None:
    header = unicodedata.normalize(form, "제목")  # type: ignore[arg-type]
    assert found(f"{header},url\nSnow and ice,{URL}\nHail and ice,{URL[:-1]}2\n") == [
        "Snow and ice",
        "Hail and ice",
    ]
