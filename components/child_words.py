"""Who a child is and who holds the case, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from components.numbers import day_words, plural

About = Mapping[str, Any]
"""A child as the query of one gives it: age, unborn, sex and more; what is not known is None."""
_WHO = {"Female": ("Girl", "Woman"), "Male": ("Boy", "Man")}
_NOW = (("care", "looked after"), ("protection-plan", "on a child protection plan"),
        ("in-need-plan", "with a child in need plan"), ("referral", "in need"))
"""What a child is while a thing of a strand goes on: the first that does."""


def who_words(about: About, journey: Sequence[Mapping[str, Any]] | None) -> str:
    """ "Girl of 14, looked after since 19 March 2015. Disabled. Placed in the county." """
    return " ".join(f"{part}." for part in (
        ", ".join(filter(None, (_person(about), _standing(journey or ())))),
        f"Ethnicity: {about['ethnicity']}" if about["ethnicity"] else "",
        "Disabled" if about["disabled"] else "",
        "Unaccompanied asylum-seeking child" if about["unaccompanied"] else "",
        {True: "Placed in the county", False: "Placed outside the county"}.get(about["in_area"]),
    ) if part)


def _person(about: About) -> str:
    if about["unborn"]:
        return "Unborn child"
    grown = about["age"] is not None and about["age"] >= 18
    who = _WHO.get(about["sex"], ("Child", "Young person"))[grown]
    if about["age"] is None:
        return f"{who}, age not known"
    return f"{who} under one" if about["age"] == 0 else f"{who} of {about['age']}"


def _standing(journey: Sequence[Mapping[str, Any]]) -> str:
    open_things = {step["strand"]: step for step in reversed(journey) if step["ends"] is None}
    for strand, words in _NOW:
        if step := open_things.get(strand):
            since = f" since {day_words(step['starts'])}" if step["starts"] else ""
            return f"{words}{since}"
    return "care leaver" if "leaving-care" in open_things else ""


def holder_words(about: About, *, team: str, as_at: dt.date) -> str:
    """Who holds the case and since when; ``team`` is the team's name."""
    since = about["since"]
    if about["worker"]:
        begun = f" since {day_words(since)}, {plural((as_at - since).days, 'day')}" if since else ""
        of = f", {team}," if team else ""
        return f"{about['worker']}{of} has held the case{begun}."
    why = f": {about['nobody'][:1].lower()}{about['nobody'][1:]}" if about["nobody"] else ""
    if not about["open"]:
        return f"No case is open. Last with {team}." if team else "No case is open."
    last = f" The last was {about['last_worker']}." if about["last_worker"] else ""
    return f"No worker holds the case{why}.{last}{f' Team: {team}.' if team else ''}"
