"""What is not known, and what the share would be at worst and at best."""

from __future__ import annotations

from components.kinds import Figure, Measure
from components.numbers import is_hidden, is_share, missing, percent, plural, value_words
from data.status import bounds


def not_known_sentence(measure: Measure, figure: Figure | None) -> str:
    """How many have no value, and the share were all of them missed or met."""
    if figure is None:
        return "This extract does not hold what the measure needs."
    if is_hidden(figure):
        return "Nothing can be said where the number itself is suppressed."
    if missing(figure["unknown"]):
        return ("How many are not known is suppressed, because it is small or would give a small "
                "number away.")
    if not figure["unknown"]:
        return "Every case has what the measure needs: nothing is left unknown."
    what = f"{plural(figure['unknown'], 'case has', 'cases have')} no value recorded"
    if measure.share_of:
        return f"{what} and {'is' if figure['unknown'] == 1 else 'are'} left out."
    if not is_share(measure, figure):
        return f"{what}."
    left_out = measure.unknown == "left_out"
    denominator = figure["denominator"] + (figure["unknown"] if left_out else 0)
    worst, best = (percent(v) for v in bounds(
        figure["numerator"], denominator, figure["unknown"]))
    word = "counted" if measure.better == "lower" else "met"
    them, none = ("it", "it not") if figure["unknown"] == 1 else ("all of them", "none")
    return (f"{what}. Were {them} {word}, the share would be {best}; were {none}, {worst}. "
            f"As it stands it is {value_words(measure, figure)}, because what is not known "
            f"{'is left out' if left_out else 'counts as not met'}.")
