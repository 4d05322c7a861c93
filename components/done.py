"""That something was written, said on the page that the form leads back to."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

WORDS = {
    "action": "The action is written down.",
    "change": "The change is written down.",
    "comment": "What you wrote is kept.",
    "note": "The note is kept.",
    "open": "The surgery is open.",
    "challenge": "The challenge is written down.",
    "answer": "The answer is written down.",
    "end": "The challenge is closed.",
    "close": "The surgery is closed. Its minutes are kept as they stand here.",
}


def done_notice(done: str) -> Component | None:
    """``done`` is a word of WORDS and the number of what was written: "action-12"."""
    words = WORDS.get(done.partition("-")[0])
    return html.P(words, className="done", role="status") if words else None
