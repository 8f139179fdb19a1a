"""A headless browser driven over the WebDriver protocol, with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


def missing() -> str:
    """What keeps browser tests from running here; empty where nothing does."""
    absent = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return f"{' and '.join(absent)} not installed: browser tests are skipped" if absent else ""


class Browser:
    """One browser window."""

    def __init__(self, width: int = 1280, height: int = 1000) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._driver = subprocess.Popen(
            ["chromedriver", f"--port={port}", "--log-level=OFF"], stdout=subprocess.DEVNULL
        )
        self._base = f"http://127.0.0.1:{port}/session"
        arguments = [*OPTIONS, f"--window-size={width},{height}"]
        chrome = {"binary": shutil.which("chromium"), "args": arguments}
        wanted = {"goog:chromeOptions": chrome, "goog:loggingPrefs": {"browser": "ALL"}}
        made = self._ask("POST", "", {"capabilities": {"alwaysMatch": wanted}}, tries=100)
        self._base += f"/{made['sessionId']}"

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_) -> None:
        try:
            self._ask("DELETE", "")
        finally:
            self._driver.terminate()
            self._driver.wait(10)

    def open(self, page: Path, fragment: str = "") -> None:
        self._ask("POST", "/url", {"url": "about:blank"})
        self._ask("POST", "/url", {"url": page.resolve().as_uri() + fragment})

    def go(self, address: str) -> None:
        """Open an address of a server."""
        self._ask("POST", "/url", {"url": address})

    def address(self) -> str:
        return self._ask("GET", "/url")

    def run(self, script: str, *arguments):
        """Run the body of a function in the page and return what it returns."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def type(self, selector: str, text: str) -> None:
        self._ask("POST", f"/element/{self._find(selector)}/value", {"text": text})

    def click(self, selector: str) -> None:
        self._ask("POST", f"/element/{self._find(selector)}/click", {})

    def emulate(self, **features: str) -> None:
        """Set media features, such as `prefers-color-scheme`, with `_` for `-`."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        media = {"cmd": "Emulation.setEmulatedMedia", "params": {"features": named}}
        self._ask("POST", "/goog/cdp/execute", media)

    def screen(self, width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": size})

    def picture(self, path: Path, selector: str = "") -> None:
        where = f"/element/{self._find(selector)}/screenshot" if selector else "/screenshot"
        path.write_bytes(base64.b64decode(self._ask("GET", where)))

    def complaints(self) -> list[str]:
        """What the console shows: errors, and what the page's policy has stopped."""
        return [entry["message"] for entry in self._ask("POST", "/se/log", {"type": "browser"})]

    def _find(self, selector: str) -> str:
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        return next(iter(found.values()))

    def _ask(self, method: str, path: str, body=None, tries: int = 1):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            self._base + path, data, {"Content-Type": "application/json"}, method=method
        )
        for attempt in range(tries):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)["value"]
            except urllib.error.HTTPError as error:
                raise AssertionError(error.read().decode()) from error
            except urllib.error.URLError:
                if attempt + 1 == tries:
                    raise
                time.sleep(0.1)
        return None
