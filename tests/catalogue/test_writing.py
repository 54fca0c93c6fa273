"""Files are there whole or as they were before."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperbrowse.catalogue.writing import AlreadyThere, NotWritten, read, write


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def failing(error: BaseException) -> Iterator[bytes]:
    yield b"begun"
    raise error


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write(tmp_path / "new", [b"a", b"b"])
    assert (tmp_path / "new").read_bytes() == b"ab"
    assert mode(tmp_path / "new") == mode(tmp_path / "other")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_file_that_is_there_is_only_written_over_with_force(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with pytest.raises(AlreadyThere, match="mine is there already"):
        write(path, [b"new"])
    assert path.read_bytes() == b"old"
    write(path, [b"new"], force=True)
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o640


def test_a_file_that_came_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "mine"

    def pieces() -> Iterator[bytes]:
        path.write_bytes(b"another's")
        yield b"new"

    with pytest.raises(AlreadyThere):
        write(path, pieces())
    assert [child.read_bytes() for child in tmp_path.iterdir()] == [b"another's"]


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    link, target = tmp_path / "link", tmp_path / "deep" / "target"
    link.symlink_to("deep/target")
    write(link, [b"one"])
    assert target.read_bytes() == b"one"
    write(link, [b"two"], force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_what_is_no_file_is_written_to() -> None:
    write(Path(os.devnull), [b"one"])
    assert not Path(os.devnull).is_file()
    assert read(Path(os.devnull)) == b""


@pytest.mark.parametrize("error", [RuntimeError("stop"), KeyboardInterrupt()])
def test_nothing_is_left_of_what_was_broken_off(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "mine"
    with pytest.raises(type(error)):
        write(path, failing(error))
    assert list(tmp_path.iterdir()) == []
    path.write_bytes(b"old")
    with pytest.raises(type(error)):
        write(path, failing(error), force=True)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a directory."),
        ("no/mine", "There is no directory {home}/no."),
        ("file/mine", "{home}/file is not a directory."),
        ("loop", "{home}/loop is a link that leads to itself."),
        ("long" * 100, "cannot be written: file name too long."),
        ("nul\0", "cannot be the name of a file."),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(NotWritten) as refused:
        write(tmp_path / name, [b"a"])
    assert said.format(home=tmp_path) in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "There is no room on the disk for {path}."),
        (errno.EACCES, "{path} cannot be written: permission denied."),
        (errno.EROFS, "{path} cannot be written: read-only file system."),
    ],
)
def test_what_the_disk_refuses(tmp_path: Path, number: int, said: str) -> None:
    path = tmp_path / "mine"
    with pytest.raises(NotWritten) as refused:
        write(path, failing(OSError(number, os.strerror(number))))
    assert str(refused.value) == said.format(path=path)
    assert list(tmp_path.iterdir()) == []


def test_reading(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == b""
    (tmp_path / "some").write_bytes(b"\xff")
    assert read(tmp_path / "some") == b"\xff"
    with pytest.raises(NotWritten, match="is a directory"):
        read(tmp_path)


def test_a_name_cannot_do_anything_to_the_terminal(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as refused:
        write(tmp_path / "\x1b[2J" / "mine", [])
    assert "\x1b" not in str(refused.value)
