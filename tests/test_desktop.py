from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from paperbrowse import desktop
from paperbrowse.text import address


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of our own, on a Linux."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(path: Path, *names: str) -> None:
    for name in names:
        (path / name).write_text("#!/bin/sh\n")
        (path / name).chmod(0o755)


def test_the_desktop_s_own_choice_comes_first(path: Path) -> None:
    install(path, "firefox", "xdg-open")
    assert desktop.browsers({"DISPLAY": ":0"}) == [["xdg-open"]]
    assert desktop.browsers({"WAYLAND_DISPLAY": "wayland-0"}) == [["xdg-open"]]


@pytest.mark.parametrize(
    "environ", [{}, {"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, {"DISPLAY": ""}]
)
def test_without_a_display_or_over_ssh_there_is_none(path: Path, environ: dict[str, str]) -> None:
    install(path, "xdg-open", "firefox", "lynx")
    assert desktop.browsers(environ) == []


def test_the_user_s_choice_counts_everywhere(path: Path) -> None:
    install(path, "helper", "xdg-open")
    assert desktop.browsers({"BROWSER": "helper --tab %s", "SSH_TTY": "x"}) == [
        ["helper", "--tab", "%s"]
    ]
    assert desktop.browsers({"BROWSER": "'", "DISPLAY": ":0"}) == [["xdg-open"]]


def test_every_browser_of_the_list_and_then_the_system_s_own(path: Path) -> None:
    install(path, "helper", "xdg-open")
    environ = {"BROWSER": "missing:helper -x &::lynx", "DISPLAY": ":0"}
    assert desktop.browsers(environ) == [["missing"], ["helper", "-x"], ["xdg-open"]]


@pytest.mark.parametrize("name", ["lynx", "w3m", "links", "elinks", "www-browser"])
def test_text_browsers_count_as_none(path: Path, name: str) -> None:
    install(path, name)
    (path / "x-www-browser").symlink_to(path / name)
    assert desktop.browsers({"BROWSER": name, "DISPLAY": ":0"}) == []


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that ends at once has ended soon enough, however busy the machine is."""
    monkeypatch.setattr(desktop, "_PATIENCE", 30)


def recorder(path: Path, name: str, code: int = 0) -> list[str]:
    """A browser that writes its arguments down, one a line, and ends."""
    (path / name).write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >>"$0.said"\nexit {code}\n')
    (path / name).chmod(0o755)
    return [str(path / name)]


def said(path: Path, name: str) -> list[str]:
    file = path / f"{name}.said"
    return file.read_text().splitlines() if file.exists() else []


@pytest.mark.usefixtures("patient")
def test_the_next_one_is_tried_where_a_browser_fails(path: Path) -> None:
    broken, works, spare = (
        recorder(path, *each) for each in (("broken", 3), ("works",), ("spare",))
    )
    desktop.open_url("https://a.org", [[str(path / "missing")], broken, works, spare])
    assert [said(path, name) for name in ("broken", "works", "spare")] == [
        ["https://a.org"],
        ["https://a.org"],
        [],
    ]


@pytest.mark.usefixtures("patient")
def test_what_happened_is_said_where_all_fail(path: Path) -> None:
    with pytest.raises(desktop.NotOpened) as failure:
        desktop.open_url("https://a.org", [["missing"], recorder(path, "broken", 3)])
    assert str(failure.value) == "missing can't be started; broken ended at once with status 3."
    with pytest.raises(desktop.NotOpened, match="no graphical browser"):
        desktop.open_url("https://a.org", [])


def test_a_browser_that_stays_has_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop, "_PATIENCE", 0.05)
    (path / "stays").write_text("#!/bin/sh\nread x <&3 3<>fifo\n")
    os.mkfifo(path / "fifo")
    (path / "stays").write_text(f"#!/bin/sh\nread line <'{path}/fifo'\nexit 3\n")
    (path / "stays").chmod(0o755)
    desktop.open_url("https://a.org", [[str(path / "stays")], recorder(path, "spare")])
    with (path / "fifo").open("w") as fifo:
        fifo.write("go\n")
    assert said(path, "spare") == []


def test_only_addresses_are_opened(path: Path) -> None:
    for url in ("file:///etc/passwd", "javascript:x", "--version"):
        with pytest.raises(desktop.NotOpened):
            desktop.open_url(url, [recorder(path, "helper")])
    assert said(path, "helper") == []


HOSTILE = [
    "https://a.org/$(touch PWNED)",
    "https://a.org/`touch PWNED`",
    "https://a.org/;touch${IFS}PWNED;",
    "https://a.org/';touch PWNED;'",
    'https://a.org/";touch PWNED;"',
    "https://a.org/'&&touch PWNED&&'",
    "https://a.org/|touch PWNED",
    "https://a.org/\ntouch PWNED\n",
    "https://a.org/\\';touch PWNED;#",
    "https://a.org/>PWNED",
    "https://a.org/&touch\tPWNED&(touch PWNED)",
    "https://a.org/;>PWNED;#",
    "https://a.org/?a=1&b=(2)[3]#c;d",
]
SHELLS = [
    ["sh", "-c", "HELPER %s"],
    ["sh", "-c", "HELPER '%s'"],
    ["sh", "-c", 'HELPER "%s"'],
    ["sh", "-c", "HELPER --new-tab=%s"],
    ["sh", "-c", "HELPER it\\'s %s \"it's %s\" '\"'%s"],
    ["sh", "-c", 'HELPER "$1"', "sh", "%s"],
]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_runs_nothing(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (helper,) = recorder(tmp_path, "helper")
    for command in SHELLS:
        desktop.open_url(url, [[part.replace("HELPER", helper) for part in command]])
        assert not Path("PWNED").exists(), command
        given = said(tmp_path, "helper")
        (tmp_path / "helper.said").unlink()
        expected = address(url)
        assert given
        for word in given:
            bare = word.removeprefix("--new-tab=").removeprefix("it's ").removeprefix('"')
            assert bare in (expected, "it's"), command


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_is_one_argument(url: str, path: Path) -> None:
    for command in ([], ["%s"], ["-a", "%s", "-b"]):
        desktop.open_url(url, [[*recorder(path, "helper"), *command]])
        expected = [part for part in command if part.startswith("-")]
        expected.insert(1 if expected else 0, address(url))
        assert said(path, "helper") == expected
        (path / "helper.said").unlink()


def test_what_is_encoded_and_what_keeps_its_meaning() -> None:
    assert address("https://a.org/ \"'$`\\<>|\n\x7f\x9b\u2028é") == (
        "https://a.org/%20%22%27%24%60%5C%3C%3E%7C%0A%7F%C2%9B%E2%80%A8é"
    )
    kept = "https://u@[::1]:8/a;b?c=d&e=(f)[g]%20{h}~*!#i"
    assert address(kept) == kept
