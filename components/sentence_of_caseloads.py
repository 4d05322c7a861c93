"""What the caseloads of a place say, in a sentence or three."""

from __future__ import annotations

from collections.abc import Sequence

from components.kinds import Caseload
from components.numbers import decimal, plural


def caseloads_sentence(
    name: str, load: Caseload, *, bands: Sequence[int], reviewing: bool, most: int,
) -> str:
    """Children for a full-time post, how many workers are above the last of ``bands``, the newly
    qualified with more than ``most``, and for how many the share of a week is not known.
    """
    who = "reviewing officer" if reviewing else "social worker"
    unknown = _not_known(load.not_known, who)
    if load.each is None:
        return " ".join(filter(None, (
            f"{name}: no {who} whose share of a week is known holds a case at this date.",
            unknown)))
    counted, over = sum(load.bands), load.bands[-1]
    which = f"the {bands[-1]} that guidance gives at most" if reviewing else str(bands[-1])
    return " ".join(filter(None, (
        f"{name}: {decimal(load.each)} children for each full-time {who}; {over} of {counted} "
        f"{_have(over)} more than {which}.",
        _newly_qualified(load, most), unknown)))


def _newly_qualified(load: Caseload, most: int) -> str:
    of, over = load.newly_qualified, load.newly_qualified_over
    if not of:
        return ""
    if of == 1:
        return f"The one newly qualified worker has {'more than ' if over else 'at most '}{most}."
    if not over:
        return f"None of the {of} newly qualified workers has more than {most}."
    which = f"{over} of the {of}" if over < of else "Both" if of == 2 else f"All {of}"
    return f"{which} newly qualified workers {_have(over)} more than {most}."


def _not_known(workers: int, who: str) -> str:
    return f"The share of a week is not known for {plural(workers, who)}." if workers else ""


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
