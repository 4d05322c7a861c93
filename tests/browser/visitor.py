"""Somebody at a browser: opens pages, and has noted all that went wrong meanwhile."""

from __future__ import annotations

import json
import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response, expect

from data.viewers import ROLE_NAMES

HOST = "127.0.0.1"
PATIENCE = 60.0


class Visitor:
    """One person's browser, with cookies and memory of its own.

    ``faults`` is what the console, the scripts and the network complained of; ``requests`` every
    address asked for over the network.
    """

    def __init__(self, browser: Browser, url: str, *, width: int = 1440) -> None:
        self.context = browser.new_context(
            base_url=url, viewport={"width": width, "height": 900})
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def open(self, address: str) -> None:
        """Load a page by its address, until it stands there whole."""
        self.page.goto(address)
        self.settle()

    def open_until(self, address: str, words: str) -> None:
        """Load a page again and again until its foot says so: what it is made of is new."""
        until = time.monotonic() + PATIENCE
        while True:
            self.open(address)
            foot = self.page.locator(".surgery > footer").inner_text()
            if words in foot:
                return
            assert time.monotonic() < until, f"after {PATIENCE:g} s the page still says: {foot}"
            self.page.wait_for_timeout(300)

    def settle(self, heading: str | re.Pattern[str] | None = None) -> None:
        """Wait until the page, or the one of a heading, stands there with its charts."""
        h1 = self.page.locator("h1")
        if heading is None:
            h1.wait_for()
        else:
            expect(h1).to_have_text(heading, timeout=20_000)
        for chart in self.page.locator(".graph").all():
            chart.locator(".main-svg").first.wait_for()

    def follow(self, link: Locator, heading: str | re.Pattern[str]) -> None:
        """Click a link and wait for the page it leads to."""
        link.click()
        self.settle(heading)

    def look_as(self, role: str) -> None:
        """Choose a role by the switch that everyone sees."""
        self.page.locator(".look-as summary").click()
        choice = self.page.locator(".look-as").get_by_role(
            "button", name=re.compile(f"^{ROLE_NAMES[role]}"))
        words = choice.inner_text()
        choice.click()
        expect(self.page.locator(".look-as summary b")).to_have_text(words, timeout=20_000)
        self.settle()

    def wide(self, width: int) -> None:
        """Make the window so many pixels wide."""
        self.page.set_viewport_size({"width": width, "height": 900})

    def focused(self, expression: str) -> object:
        """Something of the element that has the keyboard, as ``tagName`` or ``id``."""
        return self.page.evaluate(f"document.activeElement.{expression}")

    def tab_to(self, address: str, *, most: int = 250) -> None:
        """Press Tab until a link has the keyboard whose address begins so."""
        self.tab_until(f"""(document.activeElement.getAttribute("href") || "").startsWith(
            {json.dumps(address)})""", most=most)

    def tab_until(self, expression: str, *, most: int = 250) -> None:
        """Press Tab until something is true of the page."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(expression):
                return
        raise AssertionError(f"{most} presses of Tab do not come to where {expression}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob"):
            self.requests.append(request.url)
            if address.hostname != HOST:
                self.faults.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")
