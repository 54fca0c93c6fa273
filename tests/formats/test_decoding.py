"""Bytes become text: gzip, marks, UTF-16, line ends, bad bytes, what is no text."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.formats import Skipped, Unreadable, read
from paperbrowse.formats.decoding import Decoded
from paperbrowse.paper import Paper

LIST = "# Ängste\n\n- [Ein Überblick über alles](https://arxiv.org/abs/2401.00001)\n- [B c d](https://arxiv.org/abs/2401.00002)\n"


class Pipe(io.RawIOBase):
    """A stream that cannot seek and gives one byte at a time."""

    def __init__(self, content: bytes) -> None:
        self.content = iter(content)

    def read(self, size: int = -1) -> bytes:
        return bytes([byte]) if (byte := next(self.content, None)) is not None else b""


def titles(content: bytes) -> list[str]:
    return [found.title for found in read(content) if isinstance(found, Paper)]


def notes(content: bytes) -> list[Skipped]:
    return [found for found in read(content) if isinstance(found, Skipped)]


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode(),
        codecs.BOM_UTF8 + LIST.encode(),
        LIST.encode("utf-16"),
        LIST.encode("utf-16-le"),
        LIST.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"),
        LIST.encode("utf-32"),
        LIST.replace("\n", "\r\n").encode(),
        LIST.replace("\n", "\r").encode(),
        gzip.compress(LIST.encode()),
        gzip.compress(LIST[:40].encode()) + gzip.compress(LIST[40:].encode()) + b"\0" * 9,
        gzip.compress(LIST.encode("utf-16")),
    ],
)
def test_every_form_of_a_text_gives_the_same(content: bytes) -> None:
    expected = list(read(LIST))
    assert list(read(content)) == expected
    assert list(read(io.BytesIO(content))) == expected
    assert list(read(Pipe(content))) == expected  # type: ignore[arg-type]  # it reads as one does


def test_bad_bytes_are_replaced_and_counted() -> None:
    bad = LIST.encode().replace("Ü".encode(), b"\xff\xfe").replace("Ä".encode(), b"\xc4")
    assert titles(bad) == ["Ein \ufffd\ufffdberblick über alles", "B c d"]
    (note,) = notes(bad)
    assert note.line == 1
    assert "3 bytes" in note.reason
    one = LIST.encode().replace("ü".encode(), b"\xfc")
    assert [(note.line, "1 byte" in note.reason) for note in notes(one)] == [(3, True)]


def test_a_replacement_character_of_the_source_is_none() -> None:
    assert notes(LIST.replace("Ü", "\ufffd").encode()) == []


@pytest.mark.parametrize("cut", [0.5, 0.9])
def test_damaged_gzip_gives_what_stood_before(cut: float) -> None:
    rows = "".join(
        f"- [Paper of the number {n} of many](https://arxiv.org/abs/2401.{n:05})\n"
        for n in range(2000)
    )
    whole = gzip.compress(f"# A\n\n{rows}".encode())
    broken = whole[: int(len(whole) * cut)]
    assert len(titles(broken)) > 500
    assert "ends early" in notes(broken)[-1].reason
    spoilt = broken[:-2000] + b"\0" * 2000
    assert "damaged" in notes(spoilt)[-1].reason or "early" in notes(spoilt)[-1].reason


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP"),
        (bz2.compress(b"text"), "bzip2"),
        (b"\x89PNG\r\n", "an image"),
        (bytes(range(32)) * 40, "no text"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        list(read(content))


def test_nothing_gives_nothing() -> None:
    assert list(read(b"")) == []
    assert list(read("")) == []
    assert list(read(gzip.compress(b""))) == []


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r")))
@settings(max_examples=200, deadline=None)
def test_lines_are_those_of_the_text(text: str) -> None:
    # The head is looked at for what no text is, and a mark is no part of it.
    try:
        lines = list(Decoded(text.encode()).lines())
    except Unreadable:
        return
    assert "".join(lines) == text.removeprefix("\ufeff") or "\0" in text
    assert all(line.count("\n") == line.endswith("\n") for line in lines)
