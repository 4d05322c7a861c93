"""The permanence plan inside SSD's care plan field: a set of yes and no answers written as JSON."""

from __future__ import annotations

import json

from data.sources.codes import look_up


def read_care_plan(text: str) -> tuple[str | None, str]:
    """The permanence plan a care plan states, and the rule it breaks.

    ``{"RETURN1M": "Y", "ADOPTION": "N"}`` is RETURN. A plan with no yes is empty; one with yes for
    more than one kind of plan is ambiguous. A text that is not JSON is read as a plan's own code.
    """
    try:
        answers = json.loads(text)
    except ValueError:
        answers = None
    if not isinstance(answers, dict):
        code, wrong = look_up("permanence_plan", text)
        return code, wrong and f"{wrong}-code"
    chosen = [name for name, answer in answers.items()
              if look_up("yes_no", str(answer))[0] == "YES"]
    codes = {look_up("permanence_plan", name)[0] for name in chosen}
    if None in codes:
        return None, "unknown-code"
    if len(codes) > 1:
        return None, "ambiguous-code"
    return (codes.pop() if codes else None), ""
