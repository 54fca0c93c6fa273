"""Files are there whole or as they were before."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paperbrowse.catalogue import draft, writing
from paperbrowse.catalogue.writing import AlreadyThere, NotWritten, rewrite, write

LEFT = ".paperbrowse-0123456789ab"


@pytest.fixture(params=["named", "nameless"])
def _either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With drafts as every system has them, and as this one has."""
    if request.param == "named":
        monkeypatch.setattr(draft, "_nameless", lambda directory, mode: None)


pytestmark = pytest.mark.usefixtures("_either")


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
    rewrite(Path(os.devnull), lambda before: [before, b"two"])
    assert not Path(os.devnull).is_file()


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


def test_a_name_cannot_do_anything_to_the_terminal(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as refused:
        write(tmp_path / "\x1b[2J" / "mine", [])
    assert "\x1b" not in str(refused.value)


# Permissions


def test_what_is_private_stays_private_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.touch(0o600)

    def pieces() -> Iterator[bytes]:
        yield b"secret"
        assert {mode(child) for child in tmp_path.iterdir()} == {0o600}

    before = os.umask(0)
    try:
        write(path, pieces(), force=True)
        rewrite(path, lambda _: pieces())
    finally:
        os.umask(before)
    assert mode(path) == 0o600


def test_permissions_that_change_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.touch(0o644)

    def pieces() -> Iterator[bytes]:
        yield b"new"
        path.chmod(0o600)

    write(path, pieces(), force=True)
    assert mode(path) == 0o600


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="takes all rights")
def test_the_group_stays(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.touch()
    os.chown(path, 1234, 2345)
    path.chmod(0o660)
    write(path, [b"new"], force=True)
    assert (path.stat().st_uid, path.stat().st_gid, mode(path)) == (1234, 2345, 0o660)


def test_what_a_group_may_do_is_not_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine"
    path.touch()
    if os.getuid() == 0:
        os.chown(path, -1, 2345)
    path.chmod(0o664)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refused)
    write(path, [b"new"], force=True)
    assert mode(path) == (0o604 if os.getuid() == 0 else 0o664)


# Rewriting


def add(line: bytes) -> writing.Change:
    return lambda before: [before, line]


def test_rewriting(tmp_path: Path) -> None:
    path, link = tmp_path / "mine", tmp_path / "link"
    link.symlink_to("mine")
    rewrite(link, add(b"one\n"))
    path.chmod(0o640)
    rewrite(link, add(b"two\n"))
    rewrite(path, lambda _: None)
    assert (path.read_bytes(), mode(path), link.is_symlink()) == (b"one\ntwo\n", 0o640, True)
    with pytest.raises(NotWritten, match="is a directory"):
        rewrite(tmp_path, add(b"three"))
    with pytest.raises(NotWritten, match="There is no directory"):
        rewrite(tmp_path / "no" / "mine", add(b"three"))


def by_a_new_file(path: Path, text: bytes) -> None:
    other = path.with_name("other")
    other.write_bytes(text)
    other.replace(path)


def in_its_place(path: Path, text: bytes) -> None:
    path.write_bytes(text)


def unnoticed(path: Path, text: bytes) -> None:
    """As in one moment with what was there before."""
    before = path.stat()
    path.write_bytes(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("save", [by_a_new_file, in_its_place, unnoticed])
@pytest.mark.parametrize("saves", [1, 3])
def test_what_an_editor_saves_meanwhile_is_kept(
    tmp_path: Path, save: Callable[[Path, bytes], None], saves: int
) -> None:
    path = tmp_path / "mine"
    path.write_bytes(b"old 0\n")
    path.chmod(0o600)
    asked = []

    def change(before: bytes) -> Iterator[bytes]:
        asked.append(before)
        yield before
        if len(asked) <= saves:
            save(path, b"old %d\n" % len(asked))
            path.chmod(0o600)
        yield b"new\n"

    rewrite(path, change)
    assert path.read_bytes() == b"old %d\nnew\n" % saves
    assert asked == [b"old %d\n" % number for number in range(saves + 1)]
    assert [child.name for child in tmp_path.iterdir()] == ["mine"]


def test_what_an_editor_saves_while_the_disk_is_slow_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine"
    path.write_bytes(b"old\n")
    saves = [b"saved\n"]

    def slowly(_: int) -> None:
        if saves:
            by_a_new_file(path, saves.pop())

    monkeypatch.setattr(os, "fsync", slowly)
    rewrite(path, add(b"new\n"))
    assert path.read_bytes() == b"saved\nnew\n"


def test_a_file_that_comes_or_goes_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    steps: list[Callable[[], object]] = [
        lambda: path.write_bytes(b"another's\n"),
        path.unlink,
        lambda: path.write_bytes(b"a third's\n"),
    ]

    def change(before: bytes) -> Iterator[bytes]:
        yield before
        if steps:
            steps.pop(0)()
        yield b"new\n"

    rewrite(path, change)
    assert path.read_bytes() == b"a third's\nnew\n"


def test_a_file_that_never_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_ATTEMPTS", 3)
    path = tmp_path / "mine"
    path.touch()

    def change(before: bytes) -> Iterator[bytes]:
        path.write_bytes(before + b".")
        yield before

    with pytest.raises(NotWritten, match="mine is changed by another program all the time"):
        rewrite(path, change)
    assert path.read_bytes() == b"..."


def test_others_wait_for_their_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine"
    path.touch()
    waited: list[int] = []

    def waiting() -> None:
        waited.append(1)
        if len(waited) == 3:
            raise KeyboardInterrupt

    def change(before: bytes) -> Iterator[bytes]:
        with pytest.raises(KeyboardInterrupt):
            rewrite(path, add(b"never"), waiting)
        monkeypatch.setattr(writing, "_PATIENCE", 0)
        with pytest.raises(NotWritten, match="mine is locked by another program"):
            rewrite(path, add(b"never"))
        yield b"new"

    rewrite(path, change)
    assert path.read_bytes() == b"new"


def test_a_disk_without_locks_and_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "no")

    monkeypatch.setattr(draft, "_nameless", lambda directory, mode: None)
    monkeypatch.setattr(draft, "lock", refused)
    monkeypatch.setattr(writing, "lock", refused)
    monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "mine"
    rewrite(path, add(b"one"))
    rewrite(path, add(b"two"))
    with pytest.raises(AlreadyThere):
        write(path, [b"three"])
    assert [child.read_bytes() for child in tmp_path.iterdir()] == [b"onetwo"]


# What kills leave


def test_drafts_of_killed_processes_are_swept_up(tmp_path: Path) -> None:
    (tmp_path / LEFT).touch()
    (tmp_path / ".paperbrowse-notes").touch()
    (tmp_path / LEFT.replace("ab", "cd")).mkdir()
    (tmp_path / LEFT.replace("ab", "ef")).symlink_to("elsewhere")
    before = {child.name for child in tmp_path.iterdir()} - {LEFT}
    write(tmp_path / "mine", [b"new"])
    assert {child.name for child in tmp_path.iterdir()} == before | {"mine"}


def test_drafts_that_are_being_written_are_left_alone(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        write(tmp_path / "other", [b"two"])
        yield b"three"

    write(tmp_path / "mine", pieces())
    assert (tmp_path / "mine").read_bytes() == b"onethree"
