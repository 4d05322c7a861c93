"""What all forms that write have in common: whose they may be, and how each kind of end is told.

A form that is kept leads back with 303, so that loading the page again sends nothing. One that is
not is answered by a page of the same form with all that was typed: assets/forms.js shows what that
page says in the page that is open, and without it the browser shows the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlencode
from uuid import uuid4

from dash import html
from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from components.post_form import Sent, post_form
from data.actions import ChangedMeanwhile, DatabaseUnavailable, Invalid
from data.queries import NotAllowed, NotFound
from pages._web.page import Look, Page, Refused, in_shell, look_at
from pages._web.sign_in import address_here, refuse_other_sites
from pages._web.whole import whole_page

Values = Mapping[str, str]
Write = Callable[[Look, Values], tuple[str, str]]
"""Writes what was sent; gives the address to go to and what was done, such as "action-12"."""
Again = Callable[[Look, Values, Sent], Page]
"""The page of the same form once more."""
MOST_BYTES = 200_000
LOOK_AGAIN = "Not saved yet. Look at this again:"
_UNSEEN = ("token", "back", "as_at", "seen_version", "made_from", "place", "surgery", "item",
           "measure", "state")


def posted(write: Write, again: Again) -> ResponseReturnValue:
    """Answer a form that was sent: 303 when it is kept; 422, 409 or 503 and the same form when it
    is not; 400, 403 and 404 for what no form of ours sends.
    """
    refuse_other_sites()
    request.max_content_length = MOST_BYTES
    values = request.form.to_dict()
    try:
        look = look_at(values.get("as_at", ""))
    except Refused as refused:
        return _words(str(refused), 400)
    try:
        back, done = write(look, values)
    except Invalid as invalid:
        problems = {"form" if field == "token" else field: words
                    for field, words in invalid.problems}
        sent = Sent(values, LOOK_AGAIN, problems, token=str(uuid4()))
        return _once_more(look, again, values, sent, 422)
    except ChangedMeanwhile as changed:
        last = {**values, "seen_version": str(changed.now.version)}
        sent = Sent(last, str(changed), token=str(uuid4()), meanwhile=changed.now)
        return _once_more(look, again, values, sent, 409)
    except DatabaseUnavailable as gone:
        return _as_page(look, _resend(values, gone), 503)
    except NotAllowed:
        return _words("That is outside what this role may write.", 403)
    except NotFound as missing:
        return _words(f"There is {missing}.", 404)
    return redirect(_with_done(address_here(back), done), code=303)


def _once_more(
    look: Look, again: Again, values: Values, sent: Sent, status: int,
) -> ResponseReturnValue:
    try:
        return _as_page(look, again(look, values, sent), status)
    except DatabaseUnavailable as gone:
        return _as_page(look, _resend(values, gone), 503)


def _resend(values: Values, gone: DatabaseUnavailable) -> Page:
    """What was typed, to send again as it is: made without asking the database anything."""
    typed = [(name, value) for name, value in values.items() if name not in _UNSEEN and value]
    return Page("Not saved", [post_form(
        "again",
        html.Dl([html.Div([html.Dt(name.replace("_", " ").capitalize()),
                           html.Dd(value, className="words")]) for name, value in typed],
                className="definition"),
        action=request.path, button="Send it again",
        sent=Sent(why=f"Not saved. {gone.why} Your words are still here; send again.",
                  token=values.get("token", "")),
        kept={name: value for name, value in values.items() if name != "token"})])


def _as_page(look: Look, page: Page, status: int) -> Response:
    return whole_page(page.title, in_shell(look, page), status, script="forms.js")


def _words(words: str, status: int) -> Response:
    return Response(words, status, mimetype="text/plain")


def _with_done(address: str, done: str) -> str:
    """An address that says what was done, once and for all later visits no more."""
    bare = re.sub(r"([?&])done=[^&]*&?", r"\1", address).rstrip("?&")
    return f"{bare}{'&' if '?' in bare else '?'}{urlencode({'done': done})}"
