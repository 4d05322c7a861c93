"""Surgery mode: one item of the agenda at a time in large type, by mouse or by keyboard.

Everything that a key does has a link or a button, and says by ``data-keys`` which keys are its own:
assets/surgery_mode.js presses it, keeps the clock and asks for the full screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from dash import html
from dash.development.base_component import Component

from components.agenda_item import SHARES, TITLES, Item, item_content
from components.attributes import aria, data

KEYS = (
    ("→ or n, Page Down", "the next item"), ("← or p, Page Up", "the item before"),
    ("1 to 8", "an item by its number"), ("o", "open the line that has the keyboard, or the first"),
    ("a", "agree an action"), ("c or t", "write a note"), ("f", "full screen, on and off"),
    ("Esc", "out of a field; else back to the whole agenda"), ("?", "these keys"),
)
"""What each key does. None does anything while you type in a field."""
LETTERS_OFF = "Turn letters and numbers off"
LETTERS_ON = "Turn letters and numbers on"
"""For those who press keys unmeant or speak to the machine; arrows, Page Up and Esc stay."""


def surgery_mode(
    item: Item, *, name: str, href: Callable[[int], str], leave: str, minutes: int,
    opened: str = "", aside: Sequence[Component] = (),
) -> Component:
    """One item in the room. ``href`` gives the address of an item, ``leave`` that of the whole
    agenda; ``minutes`` is how long the surgery may take; ``opened`` the moment it was opened, as
    ISO time in UTC, empty while it is not. ``aside`` are the forms beside the item.
    """
    number = item.number
    return html.Div([
        html.P(f"Item {number} of {len(TITLES)}: {item.title}", role="status", className="unseen"),
        _bar(number, leave, minutes, opened),
        html.Div([
            _items(number, href),
            html.Section([*item_content(item, alone=True), _ways(number, href)],
                         className="item", **aria(label=item.title)),
            html.Aside(list(aside), **aria(label=f"What we agree, {name}")) if aside else None,
        ], className="agenda" if aside else "agenda alone"),
    ], className="room")


def _bar(number: int, leave: str, minutes: int, opened: str) -> Component:
    """The clock, and what is not about any item."""
    ends = [round(minutes * part / sum(SHARES)) for part in accumulate(SHARES)]
    until = ends[number - 1]
    share = until - (ends[number - 2] if number > 1 else 0)
    return html.Div([
        _way("Back to the whole agenda", leave, "Escape"),
        html.P([html.B(f"{minutes} minutes", className="used"),
                html.Span(f"this item {share}, until minute {until}")], className="clock",
               **data(minutes=str(minutes), opened=opened)),
        html.P(role="status", className="unseen clock-said"),
        html.Button("Full screen", type="button", className="quiet",
                    **data(keys="f", full="Full screen", back="Leave full screen")),
        html.Details([
            html.Summary("Keys", **data(keys="?")),
            html.Div([
                html.Dl([html.Div([html.Dt(keys), html.Dd(does)]) for keys, does in KEYS]),
                html.Button(LETTERS_OFF, type="button", className="quiet",
                            **data(letters=LETTERS_OFF, back=LETTERS_ON)),
            ], className="menu keys")], className="control"),
    ], className="bar-of-room")


def _items(number: int, href: Callable[[int], str]) -> Component:
    return html.Nav(html.Ol([html.Li(_way(
        title, href(n), str(n), current="step" if n == number else ""))
        for n, title in enumerate(TITLES, 1)]), className="agenda-items",
        **aria(label="Agenda"))


def _ways(number: int, href: Callable[[int], str]) -> Component:
    """On to the next item, and back to the one before."""
    on = _way(f"Next: {TITLES[number][:1].lower()}{TITLES[number][1:]}", href(number + 1),
              "ArrowRight n PageDown", look="button") if number < len(TITLES) else None
    back = _way("Back", href(number - 1), "ArrowLeft p PageUp",
                look="button quiet") if number > 1 else None
    return html.P([way for way in (on, back) if way], className="ways")


def _way(words: str, href: str, keys: str, *, look: str | None = None, current: str = "",
         ) -> Component:
    here = aria(current=current) if current else {}
    return html.A(words, href=href, className=look, **here, **data(nav="", keys=keys))
