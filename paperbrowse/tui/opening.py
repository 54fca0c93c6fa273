"""Opening a link from the screen: in the browser, or copied and shown where there is none."""

from __future__ import annotations

from typing import Any

from textual.app import App

from paperbrowse import desktop


def open_link(app: App[Any], url: str) -> None:
    """Open an address beside the screen; where no browser can, copy it and show it."""

    def work() -> None:
        if desktop.open_url(url, command):
            return
        app.call_from_thread(_copy, app, url)

    command = desktop.browser()
    if command is None:
        _copy(app, url)
    else:
        app.notify(url, title="Opening", timeout=2, markup=False)
        app.run_worker(work, thread=True, group="open", exit_on_error=False)


def _copy(app: App[Any], url: str) -> None:
    app.copy_to_clipboard(url)
    app.notify(url, title="No browser here: link copied", timeout=4, markup=False)
