"""What a list of cases says of itself, and that it and the figure agree."""

from __future__ import annotations

from components.kinds import Figure, Measure
from components.numbers import missing, plural, whole
from components.sentence import now_words


def list_sentence(
    measure: Measure, name: str, figure: Figure | None, *, listed: int, narrowed: bool,
    part: bool = False,
) -> str:
    """How many the list holds and that it and the figure agree.

    ``listed`` counts every case in reach of any status; ``narrowed`` is true when a worker or a
    search leaves some out, ``part`` when only those of one status stand on the page.
    """
    many = plural(listed, "case")
    if figure is None or missing(figure["cases"]):
        return f"{name}: {many}."
    all_cases = figure["cases"]
    stands = f"The figure for {name} is {now_words(measure, figure)}"
    if narrowed:
        return (f"{stands}; of its {plural(all_cases, 'case')}, {whole(listed)} "
                f"{'matches' if listed == 1 else 'match'} what you chose.")
    if listed == all_cases:
        if listed == 0:
            return f"There are no cases in {name}."
        those = "that one case" if listed == 1 else f"those {whole(listed)} cases"
        return f"{stands}. {'The whole' if part else 'This'} list holds {those} and no other."
    said_already = (figure["denominator"] if measure.unit == "percent"
                    else figure["numerator"]) == all_cases
    if listed == 0:
        return f"{stands}. None of them are cases that you may see."
    of_all = "" if said_already else f", of {plural(all_cases, 'case')}"
    yours = (f"You may see {whole(listed)} of them" if part
             else f"This list holds the {whole(listed)} that you may see")
    return f"{stands}{of_all}. {yours}."
