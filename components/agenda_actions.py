"""What was agreed last time, and what is agreed now: the first and the last item of an agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from components.action_words import stands_words
from components.agenda_item import SHORT, Group, Item, Line, Number
from components.effect_words import NAMES
from components.kinds import Measure
from components.numbers import day_words, figure_words, missing, plural
from data.actions.records import Action
from data.effect import IMPROVEMENT, TOO_EARLY, Effect

Words = Callable[[str], str]
WORKED = (IMPROVEMENT, "reached", "on course")
LONGEST = 160
"""More letters of an action than this are on its own page."""


def last_time_item(
    actions: Sequence[Action], effects: Mapping[int, Effect], *, as_at: dt.date,
    measures: Mapping[str, Measure], who: Words, href: Callable[[Action], str],
    every: bool = False, more: str = "", why_not: str = "",
) -> Item:
    """Earlier actions, open ones first, each with the measure's figure then and now and whether it
    worked: ``effects`` by their ids. ``why_not`` says why they cannot be read.
    """
    if why_not:
        return Item(1, why_not)
    lines = tuple(_line(action, effects.get(action.id), as_at, measures, who, href)
                  for action in (actions if every else actions[:SHORT]))
    return Item(1, _last_sentence(actions, effects, as_at), (Group(
        "Open first", lines, "Action", ("When agreed", "Now", "Did it work"),
        every=len(actions), more=more),))


def agree_item(
    actions: Sequence[Action], *, as_at: dt.date, opened: bool, closed: bool, who: Words,
    href: Callable[[Action], str], minutes: str = "", why_not: str = "", may_act: bool = True,
) -> Item:
    """What this surgery has agreed so far. ``minutes`` is where they are kept."""
    if why_not:
        return Item(8, why_not)
    agreed = plural(len(actions), "action") if actions else "no action"
    if closed:
        said = (f"This surgery is closed, with {agreed} agreed. Its minutes are kept as it stood "
                "then.")
    elif opened:
        said = f"This surgery is open: {agreed} agreed so far."
    elif may_act:
        said = ("Nobody has opened this surgery yet. Once it is open, actions and notes belong to "
                "it.")
    else:
        said = (f"{agreed[:1].upper()}{agreed[1:]} agreed at this date that you may see. Surgeries "
                "are opened by who leads the area or the service.")
    lines = tuple(Line(
        _short(action.what), href(action), who(action.owner), stands_words(action, as_at),
        _shape(action, as_at), numbers=(day_words(action.due_on, short=True),))
        for action in actions)
    groups = [Group("Agreed at this surgery", lines, "Action", ("Due",))]
    if minutes:
        groups.append(Group("Minutes", (Line("The minutes of this surgery", minutes),), "What"))
    return Item(8, said, tuple(groups))


def agreed_sentence(item: Item) -> str:
    """The last item's sentence for the minutes, which are made up while the surgery is open."""
    agreed = len(item.groups[0].lines) if item.groups else 0
    return f"{plural(agreed, 'action')} agreed." if agreed else "No action was agreed."


def _last_sentence(
    actions: Sequence[Action], effects: Mapping[int, Effect], as_at: dt.date,
) -> str:
    if not actions:
        return "Nothing was agreed at an earlier surgery, as far as you may see."
    said = f"{plural(len(actions), 'action')} from earlier surgeries"
    stand = _stand_words(actions, as_at) if len(actions) > 1 else _stands_alone(actions[0], as_at)
    return " ".join(filter(None, (f"{said}{stand}.", _judged_words(effects))))


def _stands_alone(action: Action, as_at: dt.date) -> str:
    """ ", still open and overdue" """
    if action.state != "open":
        return f", {action.state}"
    return f", still open{' and overdue' if action.overdue_at(as_at) else ''}"


def _stand_words(actions: Sequence[Action], as_at: dt.date) -> str:
    """ ": 3 are open, 1 of them overdue; 2 are done" """
    open_ones = [action for action in actions if action.state == "open"]
    late = sum(action.overdue_at(as_at) for action in open_ones)
    said = f": {len(open_ones) or 'none'} {'is' if len(open_ones) < 2 else 'are'} open"
    if late:
        said += " and overdue" if len(open_ones) == 1 else (
            f", {'all' if late == len(open_ones) else late} of them overdue")
    for state in ("done", "dropped"):
        count = sum(action.state == state for action in actions)
        if count:
            said += f"; {count} {'is' if count == 1 else 'are'} {state}"
    return said


def _judged_words(effects: Mapping[int, Effect]) -> str:
    """ "Of 4 judged by now 2 show an effect."; empty where it is too early for all."""
    verdicts = [_verdict(effect) for effect in effects.values()]
    judged = [verdict for verdict in verdicts if verdict != TOO_EARLY]
    worked = sum(verdict in WORKED for verdict in judged)
    if len(judged) < 2:
        shows = "an effect" if worked else "no effect"
        return f"The one judged by now shows {shows}." if judged else ""
    return (f"Of {len(judged)} judged by now {worked or 'none'} "
            f"{'shows' if worked < 2 else 'show'} an effect.")


def _line(
    action: Action, effect: Effect | None, as_at: dt.date, measures: Mapping[str, Measure],
    who: Words, href: Callable[[Action], str],
) -> Line:
    measure = measures.get(action.measure)
    beside = "; ".join(filter(None, (who(action.owner), measure.name if measure else "")))
    numbers: tuple[Number, ...] = ("–", "–", "–")
    if measure and effect:
        then, now = ("–" if figure is None or missing(figure["value"]) else
                     figure_words(measure, figure) for figure in (effect.then, effect.now))
        numbers = (then, now, NAMES[_verdict(effect)])
    return Line(_short(action.what), href(action), beside, stands_words(action, as_at),
                _shape(action, as_at), numbers=numbers)


def _verdict(effect: Effect) -> str:
    """The last judgement there is by now."""
    by_now = [one.verdict for one in effect.judgements if one.verdict != TOO_EARLY]
    return by_now[-1] if by_now else TOO_EARLY


def _shape(action: Action, as_at: dt.date) -> str:
    if action.state == "done":
        return "circle"
    return "triangle" if action.overdue_at(as_at) else "dash"


def _short(words: str) -> str:
    """The first line of an action, cut where it is long."""
    first = words.strip().partition("\n")[0]
    return first if len(first) <= LONGEST else f"{first[:LONGEST].rstrip()} …"
