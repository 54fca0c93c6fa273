from __future__ import annotations

import sys
from pathlib import Path

import pytest

from paperbrowse import desktop


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of our own, on a Linux."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(path: Path, *names: str) -> None:
    for name in names:
        (path / name).write_text('#!/bin/sh\n[ "$1" = https://fails ] && exit 3\nexit 0\n')
        (path / name).chmod(0o755)


def test_the_desktop_s_own_choice_comes_first(path: Path) -> None:
    install(path, "firefox", "xdg-open")
    assert desktop.browser({"DISPLAY": ":0"}) == ["xdg-open"]
    assert desktop.browser({"WAYLAND_DISPLAY": "wayland-0"}) == ["xdg-open"]


@pytest.mark.parametrize(
    "environ", [{}, {"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, {"DISPLAY": ""}]
)
def test_without_a_display_or_over_ssh_there_is_none(path: Path, environ: dict[str, str]) -> None:
    install(path, "xdg-open", "firefox", "lynx")
    assert desktop.browser(environ) is None


def test_the_user_s_choice_counts_everywhere(path: Path) -> None:
    install(path, "helper", "xdg-open")
    assert desktop.browser({"BROWSER": "helper --tab %s", "SSH_TTY": "x"}) == [
        *("helper", "--tab", "%s")
    ]
    assert desktop.browser({"BROWSER": "missing:helper"}) == ["helper"]
    assert desktop.browser({"BROWSER": "'", "DISPLAY": ":0"}) == ["xdg-open"]


@pytest.mark.parametrize("name", ["lynx", "w3m", "links", "elinks", "www-browser"])
def test_text_browsers_count_as_none(path: Path, name: str) -> None:
    install(path, name)
    (path / "x-www-browser").symlink_to(path / name)
    assert desktop.browser({"BROWSER": name, "DISPLAY": ":0"}) is None


def test_opening(path: Path) -> None:
    install(path, "helper")
    helper = str(path / "helper")
    assert desktop.open_url("https://works", [helper])
    assert desktop.open_url("https://works", [helper, "%s"])
    assert not desktop.open_url("https://fails", [helper])
    assert not desktop.open_url("https://works", [str(path / "missing")])
    assert not desktop.open_url("https://works", None)


def test_only_addresses_are_opened(path: Path) -> None:
    install(path, "helper")
    for url in ("file:///etc/passwd", "javascript:x", "--version"):
        assert not desktop.open_url(url, [str(path / "helper")])
