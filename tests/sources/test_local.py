"""Lists on this machine: files, directories, standard input."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from paperbrowse.sources.opening import Cancelled, Opened, SourceError, Unchanged, open_source

if TYPE_CHECKING:
    from tests.sources.conftest import Asking


def _texts(opened: Opened) -> list[tuple[str, bytes]]:
    with opened:
        return [(stream.name, stream.content.read()) for stream in opened.streams]


def test_a_file(tmp_path: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nlp.md").write_bytes(b"# NLP\n" * 50_000)
    monkeypatch.chdir(tmp_path)
    opened = asking.opened("nlp.md")
    assert (opened.name, opened.origin) == ("nlp", str(tmp_path / "nlp.md"))
    assert opened.size == 300_000
    assert _texts(opened) == [("nlp.md", b"# NLP\n" * 50_000)]


def test_a_file_at_home(tmp_path: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "nlp.md").write_bytes(b"x")
    assert _texts(asking.opened("~/nlp.md")) == [("nlp.md", b"x")]


def test_an_unchanged_file_is_not_read(tmp_path: Path, asking: Asking) -> None:
    path = tmp_path / "nlp.md"
    path.write_bytes(b"one")
    known = asking.opened(str(path)).validators
    assert asking.any(str(path), known=known) == Unchanged(str(path))
    os.utime(path, ns=(1, 1))
    assert _texts(asking.opened(str(path), known=known)) == [("nlp.md", b"one")]


def test_a_directory_is_one_list(tmp_path: Path, asking: Asking) -> None:
    for name in ("b.md", "a.bib", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "c.md").write_text("c")
    opened = asking.opened(str(tmp_path))
    assert (opened.name, opened.origin, opened.size) == (tmp_path.name, str(tmp_path), 9)
    known = opened.validators
    assert _texts(opened) == [("a.bib", b"a.bib"), ("b.md", b"b.md")]
    assert asking.any(str(tmp_path), known=known) == Unchanged(str(tmp_path))
    (tmp_path / "c.md").write_text("c")
    assert len(_texts(asking.opened(str(tmp_path), known=known))) == 3


def test_files_of_a_directory_are_open_one_at_a_time(tmp_path: Path, asking: Asking) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name)
    with asking.opened(str(tmp_path)) as opened:
        first = next(opened.streams)
        (tmp_path / "b").unlink()
        with pytest.raises(SourceError, match="There is no file"):
            next(opened.streams)
        assert first.content.closed
        last = next(opened.streams)
        assert last.content.read() == b"c"
    assert last.content.closed


def test_files_that_can_not_be_read_are_left_out(
    tmp_path: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "a")
    opened = asking.opened(str(tmp_path))
    assert [name for name, _ in _texts(opened)] == ["b"]
    assert opened.left_out == (
        f"{tmp_path / 'a'} can't be read: it needs a permission that you don't have.",
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nowhere/list.md", r"There is no file or directory nowhere/list\.md\."),
        ("", "No list is named"),
        ("example.org/list", "the address of a page begins with https://"),
        ("x\0y", "can't be read"),
        ("x\x1b[31m", r"directory x\?\[31m"),
        ("x" * 5000, "can't be read"),
        ("~nobody-of-this-name/x", "can't be read|There is no file"),
    ],
)
def test_what_is_not_there(
    tmp_path: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=said):
        asking.any(address)


def test_a_directory_without_files(tmp_path: Path, asking: Asking) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="There is no file that can be read in the directory"):
        asking.any(str(tmp_path))


def test_a_file_without_permission(
    tmp_path: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "l").write_text("x")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(io, "FileIO", forbidden)
    with pytest.raises(SourceError, match="it needs a permission that you don't have"):
        asking.any(str(tmp_path / "l"))


def test_standard_input() -> None:
    given = open_source("-", stdin=io.BytesIO(b"2512.24162\n"))
    assert isinstance(given, Opened)
    assert (given.name, given.origin, given.size) == ("stdin", "-", None)
    assert _texts(given) == [("", b"2512.24162\n")]


def test_a_pipe_gives_what_it_has() -> None:
    out, into = os.pipe()
    with open(out, "rb") as read, open(into, "wb", buffering=0) as write:  # noqa: PTH123
        given = open_source("-", stdin=read)
        assert isinstance(given, Opened)
        write.write(b"first\n")
        content = next(given.streams).content
        assert content.readline() == b"first\n"
        write.write(b"second\n")
        assert content.readline() == b"second\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe(tmp_path: Path, asking: Asking) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"x",))
    writer.start()
    opened = asking.opened(str(path))
    assert opened.size is None
    assert _texts(opened) == [("pipe", b"x")]
    writer.join()


def test_reading_is_cancelled_between_pieces(tmp_path: Path, asking: Asking) -> None:
    (tmp_path / "l").write_bytes(bytes(500_000))
    stop = threading.Event()
    with asking.opened(str(tmp_path / "l"), cancelled=stop) as opened:
        content = next(opened.streams).content
        assert content.read(1) == b"\0"
        stop.set()
        with pytest.raises(Cancelled):
            content.read()


@pytest.mark.skipif(os.name != "posix", reason="named pipes are files of Unix")
def test_a_pipe_that_nobody_writes_to_can_be_cancelled(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    looked = 0

    def cancelled() -> bool:
        nonlocal looked
        looked += 1
        return looked > 3

    opened = open_source(str(tmp_path / "pipe"), cancelled=cancelled)
    assert isinstance(opened, Opened)
    with pytest.raises(Cancelled):
        _texts(opened)


@pytest.mark.skipif(os.name != "posix", reason="named pipes are files of Unix")
def test_a_pipe_is_read_as_it_comes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(b"# A\n" * 50_000,))
    opened = open_source(str(tmp_path / "pipe"))
    writer.start()
    assert isinstance(opened, Opened)
    assert _texts(opened) == [("pipe", b"# A\n" * 50_000)]
    writer.join()


@pytest.mark.skipif(os.name != "posix", reason="devices are files of Unix")
def test_a_device_without_end_can_be_cancelled() -> None:
    looked = 0

    def cancelled() -> bool:
        nonlocal looked
        looked += 1
        return looked > 30

    opened = open_source("/dev/zero", cancelled=cancelled)
    assert isinstance(opened, Opened)
    with pytest.raises(Cancelled):
        _texts(opened)
