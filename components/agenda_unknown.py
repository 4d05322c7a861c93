"""What the data do not know: the seventh item of an agenda."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from components.agenda_item import SHORT, Group, Item, Line
from components.kinds import Measure
from components.left_out import LeftOut
from components.numbers import percent, plural, whole
from data.agenda import Blank


def unknown_item(
    blanks: Sequence[Blank], lacking: Mapping[str, str],
    left_out: Sequence[tuple[str, Sequence[LeftOut]]] | None, *, measures: Mapping[str, Measure],
    of: int, blank_href: Callable[[str], str], href: Callable[[str], str], every: bool = False,
    more: str = "",
) -> Item:
    """Cases not known by measure, with the share at worst and at best; measures that the extract
    lacks, in words; and rows that faults keep out. ``of`` is how many measures the agenda has.
    """
    kept_out = left_out or ()
    most = None if every else SHORT
    return Item(7, _sentence(blanks, lacking, kept_out, of), (
        Group("Not known, by measure", tuple(Line(
            measures[blank.measure].name, blank_href(blank.measure), numbers=(
                f"{whole(blank.unknown)} of {whole(blank.cases)}",
                "–" if blank.worst is None else percent(blank.worst),
                "–" if blank.best is None else percent(blank.best)))
            for blank in blanks[:most]), "Measure", ("Not known", "At worst", "At best"),
            note="those first that it could change most", every=len(blanks), more=more),
        Group("Not in this extract", tuple(
            Line(measures[measure].name, href(measure), words)
            for measure, words in list(lacking.items())[:most]), "Measure",
            every=len(lacking), more=more),
        Group("Left out because of a fault", tuple(
            Line(measures[measure].name, href(measure), "; ".join(
                "some " + kind.many if kind.count is None else
                plural(kind.count, kind.one, kind.many) for kind in kinds))
            for measure, kinds in kept_out[:most]), "Measure", note="in the whole county",
            every=len(kept_out), more=more)))


def _sentence(
    blanks: Sequence[Blank], lacking: Mapping[str, str],
    left_out: Sequence[tuple[str, Sequence[LeftOut]]], of: int,
) -> str:
    if not (blanks or lacking or left_out):
        return f"Every case of the {of} measures here has what it needs: nothing is left unknown."
    said = []
    if blanks:
        said.append(f"{len(blanks)} of {plural(of, 'measure')} "
                    f"{'has' if len(blanks) == 1 else 'have'} cases of which it is not known "
                    "whether they were met")
    if lacking:
        said.append(f"{len(lacking)} {'is' if len(lacking) == 1 else 'are'} not in this extract")
    if left_out:
        said.append(f"faults in the extract keep rows out of {len(left_out)}")
    words = "; ".join(said)
    return f"{words[:1].upper()}{words[1:]}."
