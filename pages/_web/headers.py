"""Every security header, in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from flask import Flask, Response


def add_headers(server: Flask, script_hashes: Callable[[], Sequence[str]]) -> None:
    """Only scripts of this server; nothing framed, sniffed, indexed or kept by shared caches.

    ``script_hashes`` is asked once, at the first answer, when Dash knows its inline scripts.
    Styles need 'unsafe-inline': Dash sets a style attribute where a width comes from a figure.
    """
    @cache
    def policy() -> str:
        return "; ".join((
            "default-src 'self'",
            f"script-src 'self' {' '.join(script_hashes())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ))

    def add(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = policy()
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers["X-Robots-Tag"] = "noindex"
        if response.mimetype in ("text/html", "application/json", "text/csv"):
            headers["Cache-Control"] = "private, no-store"
        return response

    server.after_request(add)
