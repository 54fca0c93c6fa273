"""What the program makes is its user's alone, whatever stands there and whatever the umask is."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from .conftest import PROGRAM, Run


def modes(*roots: Path) -> dict[str, int]:
    return {
        str(path): stat.S_IMODE(path.stat().st_mode)
        for root in roots
        for path in (root, *root.rglob("*"))
        if path.exists()
    }


@pytest.fixture
def homes(tmp_path: Path) -> list[Path]:
    return [
        tmp_path / ".local/share/paperbrowse",
        tmp_path / ".cache/paperbrowse",
        tmp_path / ".local/state/paperbrowse",
    ]


def used(env: dict[str, str], umask: int) -> None:
    """Use the library, the index and the log."""
    for words in (["search", "medical"], ["add", "missing"], ["searches", "add", "a", "b"]):
        subprocess.run([PROGRAM, *words], env=env, capture_output=True, check=False, umask=umask)
    broken = {
        **env,
        "PYTHONPATH": os.pathsep.join(filter(None, (env["HOME"], env.get("PYTHONPATH")))),
    }
    Path(env["HOME"], "sitecustomize.py").write_text(
        "import paperbrowse.catalogue as c\n"
        "def fail(*a): raise RuntimeError('https://u:secret@a.org')\n"
        "c.Catalogue.open = fail\n"
    )
    subprocess.run([PROGRAM, "list"], env=broken, capture_output=True, check=False, umask=umask)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_and_directories(env: dict[str, str], homes: list[Path], umask: int) -> None:
    used(env, umask)
    found = modes(*homes)
    assert {Path(path).name for path in found} >= {"library.db", "index", "paperbrowse.log"}
    assert {oct(mode) for mode in found.values()} <= {"0o600", "0o700"}, found
    log = homes[2] / "log/paperbrowse.log"
    assert "RuntimeError" in log.read_text()
    assert "secret" not in log.read_text()


def test_what_stands_there(run: Run, homes: list[Path]) -> None:
    data = homes[0]
    data.mkdir(parents=True)
    data.chmod(0o755)
    run("list")
    assert modes(data)[str(data)] == 0o755  # the user's own
    assert modes(data)[str(data / "library.db")] == 0o600
    (data / "library.db").chmod(0o644)
    run("list")
    assert modes(data)[str(data / "library.db")] == 0o600


def test_an_export_over_a_private_file_is_private_meanwhile_and_after(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "mine.bib").touch(0o600)
    assert (
        run("export", "--limit", "1", "--force", "-o", str(tmp_path / "mine.bib")).returncode == 0
    )
    assert modes(tmp_path / "mine.bib") == {str(tmp_path / "mine.bib"): 0o600}
