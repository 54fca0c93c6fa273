"""Opening a link from the screen: in the browser, or copied and shown where there is none."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.app import App

from paperbrowse import clipboard, desktop
from paperbrowse.text import address, safe


def open_link(app: App[Any], url: str) -> None:
    """Open an address beside the screen; where no browser can, copy it and say what happened."""
    url = address(safe(url))

    def work() -> None:
        try:
            desktop.open_url(url, commands)
        except desktop.NotOpened as failure:
            app.call_from_thread(_copy, app, url, "Not opened", f"{url}\n{failure}")

    commands = desktop.browsers()
    if commands:
        app.notify(url, title="Opening", timeout=2, markup=False)
        app.run_worker(work, thread=True, group="open", exit_on_error=False)
    else:
        _copy(app, url, "No browser here", url)


def _copy(app: App[Any], url: str, title: str, told: str) -> None:
    """Copy an address, and say it with what came of that: nobody knows before."""

    def work() -> None:
        done = clipboard.copy(url, partial(app.call_from_thread, app.copy_to_clipboard))
        app.call_from_thread(app.notify, f"{told}\n{done}", title=title, timeout=6)

    app.run_worker(work, thread=True, group="copy", exit_on_error=False)
