"""A headless browser for tests and pictures: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import ConsoleMessage, sync_playwright


def missing() -> str:
    """What keeps browser tests from running here; empty where nothing does."""
    return "" if shutil.which("chromium") else "chromium is not installed: browser tests are skipped"


class Browser:
    """One browser window."""

    def __init__(self, width: int = 1280, height: int = 1000) -> None:
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        self._page = self._chromium.new_page(viewport={"width": width, "height": height})
        self._page.set_default_timeout(60_000)
        self._page.on("console", self._hear)
        self._page.on("pageerror", lambda error: self._complaints.append(str(error)))
        self._complaints: list[str] = []

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_) -> None:
        self._chromium.close()
        self._playwright.stop()

    def open(self, page: Path, fragment: str = "") -> None:
        """Open a file afresh, even where only the fragment differs."""
        self.go("about:blank")
        self.go(page.resolve().as_uri() + fragment)

    def go(self, address: str) -> None:
        """Open an address of a server and wait until the page and its style are there."""
        self._page.goto(address)

    def address(self) -> str:
        return self._page.url

    def run(self, script: str, *arguments):
        """Run the body of a function in the page and return what it returns."""
        return self._page.evaluate(
            f"given => (function () {{ {script} }}).apply(null, given)", list(arguments)
        )

    def until(self, script: str) -> None:
        """Wait until the body of a function returns something true: long, as a loaded machine is slow."""
        self._page.wait_for_function(f"() => {{ {script} }}", timeout=120_000)

    def type(self, selector: str, text: str) -> None:
        self._page.locator(selector).first.press_sequentially(text)

    def press(self, selector: str, key: str) -> None:
        self._page.locator(selector).first.press(key)

    def attach(self, selector: str, files: Sequence[Path]) -> None:
        self._page.locator(selector).first.set_input_files(files)

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def colours(self, scheme: str) -> None:
        """Prefer a `light` or `dark` scheme."""
        self._page.emulate_media(color_scheme=scheme)

    def screen(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def picture(self, path: Path, selector: str = "") -> None:
        if selector:
            self._page.locator(selector).first.screenshot(path=path)
        else:
            self._page.screenshot(path=path)

    def complaints(self) -> list[str]:
        """What the console showed since last asked: errors, and what the page's policy has stopped."""
        said = self._complaints[:]
        self._complaints.clear()
        return said

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complaints.append(f"{message.location.get('url', '')} {message.text}")
