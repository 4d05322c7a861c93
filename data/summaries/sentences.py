"""What is said of a figure: each rule a function from a reading to one sentence, or to none.

The public may read every one of them, so none uses a number that the reading hides. Numbers are
said in tens and hundreds, and differences are those of the numbers as they are said.
"""

from __future__ import annotations

import math

from data.measures.catalogue import Measure
from data.status import ON_TARGET
from data.summaries.moves import before, beyond_chance, difference
from data.summaries.reading import HIDDEN, LOW, NO_SUCH, TOO_FEW, Number, Reading
from data.summaries.report import Verdict
from data.summaries.saying import (
    amount,
    capital,
    day_words,
    month_words,
    plural,
    rounded,
    target_words,
    whole,
)
from data.summaries.sentences_beside import areas, county, elsewhere
from data.summaries.sentences_signal import outlook, usual
from data.summaries.words import Words, words


def sentences(reading: Reading) -> tuple[str, ...]:
    """All that is said of a reading, the first able to stand alone."""
    said = (headline(reading), counts(reading), not_compared(reading), unknown(reading),
            county(reading), areas(reading), usual(reading), outlook(reading), elsewhere(reading))
    return tuple(filter(None, said))


def headline(reading: Reading) -> str:
    """The figure, how far it has moved and the target: the sentence that stands alone."""
    now = reading.now
    if now.symbol and now.symbol != TOO_FEW and not _counted(reading.measure, now):
        return no_figure(reading)
    return f"{_in_period(reading, figure(reading.measure, now))}{change(reading)}{target(reading)}."


def no_figure(reading: Reading) -> str:
    """Why there is no figure, in a sentence."""
    name, symbol = reading.measure.name, reading.now.symbol
    if symbol == HIDDEN:
        return (f"{name}: the number is hidden. It is small, or would give a small one away, and "
                "could point at someone.")
    if symbol == LOW:
        return f"{name}: a few, but so few that the number rounds to nothing."
    if symbol == NO_SUCH:
        return f"{name}: there was nothing to count{_when(reading)}."
    if reading.now.status == "not known":
        return f"{name}: nothing is known of it at this date."
    return f"{name}: not in this extract."


def figure(measure: Measure, now: Number) -> str:
    """The figure alone, without a full stop: "79 of every 100 … have …"."""
    said = words()[measure.id]
    if measure.unit == "percent":
        return _share(measure, said, now)
    if measure.unit == "count":
        return _count(said, now.numerator)
    if measure.unit == "rate":
        return _rate(said, now)
    number = plural(rounded(now.value), "day") if measure.unit == "days" else tenth(now.value)
    return said.said.format(n=number)


def tenth(value: float) -> str:
    """A mean as it is said, with one decimal."""
    return f"{rounded(value * 10) / 10:,.1f}"


def every(measure: Measure, value: float) -> str:
    """A share as so many of every hundred, never rounded to the target, all or none: "79", "just
    under 95", "more than 99".
    """
    if measure.share_of:
        return tenth(value)
    near = rounded(value)
    if near == 0 and value > 0:
        return "fewer than 1"
    if near == 100 and value < 100:
        return "more than 99"
    if near == measure.target and near != value:
        missed = value < near if measure.better == "higher" else value > near
        if missed and measure.better != "neither":
            return f"just {'under' if value < near else 'over'} {near}"
    return str(near)


def _share(measure: Measure, said: Words, now: Number) -> str:
    if now.symbol == TOO_FEW:
        return _few(said, now.numerator, now.denominator)
    if said.said:
        return said.said.format(n=every(measure, now.value))
    if now.value == 100 and not measure.share_of:
        return f"All {whole(now.denominator)} {said.who} {said.met}"
    if now.value == 0 and not measure.share_of:
        return f"None of the {whole(now.denominator)} {said.who} {said.met_one}"
    number = every(measure, now.value)
    return f"{number} of every 100 {said.who} {said.met_one if number == '1' else said.met}"


def _few(said: Words, met: float, of: float) -> str:
    """A share of fewer than six: a count, never a share."""
    if of == 1:
        return (f"The one {said.one} {said.met_one}" if met else
                f"There is one {said.one}, and none {said.met_one}")
    if not met:
        return f"Of {amount(of)} {said.who}, none {said.met_one}"
    if met == of:
        return f"All {amount(of)} {said.who} {said.met}"
    return f"Of {amount(of)} {said.who}, {amount(met)} {said.met_one if met == 1 else said.met}"


def _count(said: Words, number: float) -> str:
    if number == 0:
        return said.none or f"No {said.who} {said.met}"
    if number == 1:
        return f"1 {said.one} {said.met_one}"
    return f"{amount(number)} {said.who} {said.met}"


def _rate(said: Words, now: Number) -> str:
    if math.isnan(now.value):
        return _count(said, now.numerator)
    number = whole(now.value) if now.value >= 1 or not now.value else "fewer than 1"
    who = "" if said.who == "children" else f" {said.one if number == '1' else said.who}"
    met = said.met_one if number == "1" else said.met
    return f"for every 10,000 children in {now.place.name}, {number}{who} {met}"


def _counted(measure: Measure, now: Number) -> bool:
    """Whether there is a count though there is no value: a rate of a place without a population."""
    return measure.unit == "rate" and now.symbol == NO_SUCH and not math.isnan(now.numerator)


def _in_period(reading: Reading, said: str) -> str:
    when = {"month": f"In {month_words(reading.now.as_at)}, ",
            "year": f"In the year to {day_words(reading.now.as_at)}, "}.get(reading.period, "")
    return f"{when}{_lower(said)}" if when else capital(said)


def _lower(said: str) -> str:
    """Words that go on inside a sentence."""
    first = said.split(" ", 1)[0]
    return said if first in ("England",) or first[:2].isupper() else said[:1].lower() + said[1:]


def _when(reading: Reading) -> str:
    return {"month": f" in {month_words(reading.now.as_at)}",
            "year": f" in the year to {day_words(reading.now.as_at)}"}.get(reading.period, "")


def change(reading: Reading) -> str:
    """The part of the headline that says how far it has moved; empty where that is not known."""
    by, measure = difference(reading), reading.measure
    then, ago = before(reading)
    if by is None or then is None:
        return ""
    if measure.unit == "count" and reading.now.numerator == 0:
        return "" if by == 0 else f"; {ago} it was {amount(then.numerator)}"
    if by == 0:
        return f", the same as {ago}"
    if measure.unit == "percent" and reading.now.value in (0, 100) and not measure.share_of:
        return f", {'up' if by > 0 else 'down'} from {every(measure, then.value)} in 100 {ago}"
    far = plural(abs(by), "day") if measure.unit == "days" else amount(abs(by))
    return f", {far} {_way(measure, by)} than {ago}{_less_is_better(measure)}"


def _way(measure: Measure, by: float) -> str:
    if measure.share_of or measure.unit == "mean":
        return "higher" if by > 0 else "lower"
    return "more" if by > 0 else "fewer"


def _less_is_better(measure: Measure) -> str:
    """Said where no target says it. Better and worse are words for more than chance explains."""
    if measure.better != "lower" or target_words(measure):
        return ""
    return f", where {_way(measure, -1)} is better"


def target(reading: Reading) -> str:
    """The part of the headline that says the target; empty where there is none."""
    said = target_words(reading.measure)
    if not said or (reading.now.symbol and reading.now.symbol != TOO_FEW):
        return ""
    if reading.measure.target == 0:
        return "" if reading.now.numerator == 0 else "; there should be none"
    if reading.now.symbol:
        return f"; the target is {said} of every 100"
    if reading.measure.unit == "days":
        said = said.replace(" or", " days or")
    if reading.now.status == ON_TARGET:
        return f"; that meets the target of {said}"
    return f"; the target is {said}"


def counts(reading: Reading) -> str:
    """How many of how many: "That is 555 of 704."; of a rate, how many in all."""
    now, measure = reading.now, reading.measure
    if now.symbol or math.isnan(now.numerator) or math.isnan(now.denominator):
        return ""
    if measure.unit == "rate":
        return f"That is {amount(now.numerator)} in all."
    if measure.unit != "percent" or (now.value in (0, 100) and not measure.share_of):
        return ""
    unit = f" {measure.share_of}" if measure.share_of else ""
    return f"That is {amount(now.numerator)} of {amount(now.denominator)}{unit}."


def not_compared(reading: Reading) -> str:
    """Why nothing is said of before; empty where something is, or nothing could be."""
    then, ago = before(reading)
    if reading.now.symbol or (then and not then.symbol):
        return ""
    if then is None:
        return f"There is no figure from {ago} to set beside it."
    return {HIDDEN: f"The figure of {ago} is hidden.",
            LOW: f"The figure of {ago} rounds to nothing.",
            NO_SUCH: f"There was nothing to count {ago}.",
            TOO_FEW: f"There were too few {ago} to compare with.",
            }.get(then.symbol, f"The figure of {ago} is not known.")


def unknown(reading: Reading) -> str:
    """How many are not known, and what the share would be at worst and at best."""
    now, measure = reading.now, reading.measure
    if (measure.unit not in ("percent", "mean") or now.symbol or not now.unknown > 0
            or math.isnan(now.numerator) or math.isnan(now.denominator)):
        return ""
    one = now.unknown == 1
    many = f"{amount(now.unknown)} {'is' if one else 'are'} not known"
    if measure.unit == "mean" or measure.share_of:
        return f"{many} and left out."
    if measure.unknown == "counts_against":
        best = 100 * (now.numerator + now.unknown) / now.denominator
        return (f"{many} and {'counts' if one else 'count'} as not met; at best it would be "
                f"{_hundred(best)} of every 100.")
    worst = 100 * now.numerator / (now.denominator + now.unknown)
    best = 100 * (now.numerator + now.unknown) / (now.denominator + now.unknown)
    low, high = _hundred(worst), _hundred(best)
    if low == high:
        return f"{many} and left out; that changes little."
    return (f"{many} and left out; with {'it' if one else 'them'} it would be {low} to {high} of "
            "every 100.")


def _hundred(share: float) -> str:
    return str(rounded(min(share, 100)))


def verdict(reading: Reading) -> Verdict:
    """One word: better or worse where that is more than chance explains; else met where the target
    is reached; else no change, or not known where no chart judges it; none where no way is better.
    """
    if reading.measure.better == "neither":
        return ""
    word = beyond_chance(reading)
    if word not in ("better", "worse") and reading.now.status == ON_TARGET:
        return "met"
    return word
