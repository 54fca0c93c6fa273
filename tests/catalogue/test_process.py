"""Ending processes of ours, also such as do not answer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from paperbrowse.catalogue.process import end, start


def test_a_process_that_does_not_answer_is_ended_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deaf.py").write_text(
        "import threading\ndef main():\n print('here', flush=True)\n threading.Event().wait()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    process = start("deaf")
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    # Somebody waits for what it says next, as the screen does.
    reader = threading.Thread(target=process.stdout.read, daemon=True)
    reader.start()
    ending = threading.Thread(target=end, args=(process, 0.1), daemon=True)
    ending.start()
    ending.join(timeout=30)
    assert not ending.is_alive()
    assert process.returncode
    reader.join(timeout=30)


def test_a_process_that_ends_when_it_is_asked_to_is_let(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "calm.py").write_text("import sys\ndef main():\n sys.stdin.read()\n sys.exit(7)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    process = start("calm")
    end(process, 30)
    assert process.returncode == 7
