"""One person with a browser's manners but no browser: a cookie, a role, page after page."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from urllib.parse import urlencode

from tests.benchmarks.addresses import router_body
from tests.benchmarks.serving import HOST

FORM = "application/x-www-form-urlencoded"


class Visitor:
    """Somebody who opens pages of a server on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def look_as(self, number: int) -> None:
        """Take the role of this number in the authority's file."""
        status, _, cookie = self._ask(
            "POST", "/look-as", urlencode({"as": number}).encode(), FORM)
        if status != 303:
            raise OSError(f"/look-as answered {status}")
        self.cookie = cookie.split(";")[0]

    def open(self, address: str) -> tuple[float, int, bytes]:
        """Seconds, status and bytes of a page."""
        began = time.perf_counter()
        status, body, _ = self._ask(
            "POST", "/_dash-update-component", router_body(address), "application/json")
        return time.perf_counter() - began, status, body

    def send(self, path: str, typed: Mapping[str, str]) -> int:
        """The status of a form."""
        return self._ask("POST", path, urlencode(typed).encode(), FORM)[0]

    def get(self, path: str) -> int:
        """The status of a plain address, read to its end."""
        return self._ask("GET", path, None, "")[0]

    def _ask(
        self, method: str, path: str, body: bytes | None, kind: str,
    ) -> tuple[int, bytes, str]:
        headers = {"Content-Type": kind} if kind else {}
        if self.cookie:
            headers["Cookie"] = self.cookie
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers.get("Set-Cookie", "")
        finally:
            connection.close()
