"""A headless Chromium for tests of the report; they are skipped with a reason where the machine has none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A page that may neither complain, nor ask anybody for anything, nor open a dialog of the browser."""
    page = browser.new_page(viewport={"width": width, "height": height})
    trouble: list[str] = []

    def refuse(dialog: Dialog) -> None:
        trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: trouble.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on("request", lambda request: trouble.append(request.url) if request.url != file.as_uri() else None)
    page.on("dialog", refuse)
    page.goto(file.as_uri())
    yield page
    assert trouble == []
    page.close()
